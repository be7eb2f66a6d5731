"""A table out of a file that a stranger sent: XLSX or CSV, measured before and while it is read.

An XLSX is a zip of XML: its members are counted and weighed first (a bomb packs a thousand to one), document types are
refused (entities grow without end), and only as many rows and columns as a sheet of a base can have are looked at.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from charset_normalizer import from_bytes

from fangcun.kit.errors import FangcunError, Kind

MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_CELL = 4_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_RATIO = 200  # a sheet of equal rows packs about 100 to 1
MOST_SCANNED = 1_100_000  # rows that a sheet can have; the empty ones at its end cost next to nothing
_SMALL = 4 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """The head and the rows that hold something, each with its number in the file, counting from 1."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes, *, knows: Callable[[Iterable[str]], int]) -> Table:
    """The table in ``data``. ``knows`` says how many of some heads it knows: so the head is found below a title, and
    the encoding of a CSV.

    Raises FangcunError ``sheet.empty``, ``sheet.unreadable``, ``sheet.too_big``, ``sheet.too_long``, ``sheet.head``.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise _refuse("sheet.empty", "文件是空的，请检查是否选对了文件。")
    if data.startswith(_OLE):
        raise _refuse("sheet.unreadable", "这是旧版 .xls 或设有密码的表格，请另存为 .xlsx（不设密码）或 .csv 再导入。")
    if data.startswith(_ZIP):
        return _table(_xlsx_rows(data), knows)
    return _table(_csv_rows(data, knows), knows)


def _table(rows: Iterator[tuple[int, tuple[str, ...]]], knows: Callable[[Iterable[str]], int]) -> Table:
    """The head is the row among the first ten that knows most of the wanted heads."""
    first = list(islice(rows, 10))
    best = max(range(len(first)), key=lambda i: (knows(first[i][1]), -i), default=None)
    if best is None or not knows(first[best][1]):
        raise _refuse("sheet.head", "没有找到表头，请在第一行写上列名，如“编号”“名称”，或下载模板来填。")
    kept = first[best + 1 :]
    for row in rows:
        kept.append(row)
        if len(kept) > MOST_ROWS:
            raise _refuse("sheet.too_long", f"表格超过 {MOST_ROWS:,} 行，请分成几个文件导入。")
    return Table(first[best][1], tuple(kept))


def _xlsx_rows(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    _weigh(data)
    # openpyxl takes a tenth of a second to load, which a CSV need not pay.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or book.worksheets
        sheet = sheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        cells = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        for number, row in enumerate(islice(cells, MOST_SCANNED), 1):
            texts = tuple(_cell_text(value) for value in row)
            if any(texts):
                yield number, texts
    except FangcunError:
        raise
    except Exception as error:  # whatever a broken file makes the library throw
        raise _refuse("sheet.unreadable", "表格已损坏或没有传完，请用表格软件打开后另存为 .xlsx 再导入。") from error


def _weigh(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
                raise _too_big()
            if not any(m.filename.startswith("xl/") for m in members):
                raise _refuse("sheet.unreadable", "这不是表格文件，请导入 .xlsx 或 .csv。")
            for member in members:
                if member.flag_bits & 1:
                    raise _refuse("sheet.unreadable", "表格设有密码，请去掉密码另存后再导入。")
                if member.file_size > _SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
                    raise _too_big()
                if member.filename.endswith((".xml", ".rels")):
                    _measure(archive, member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise _refuse("sheet.unreadable", "表格已损坏或没有传完，请重新保存后再导入。") from error


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member without keeping it: its header may lie about its size."""
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(1 << 20):
            if size == 0 and b"<!DOCTYPE" in piece[:4096].replace(b"\x00", b"").upper():
                raise _refuse("sheet.unreadable", "表格里有不该有的内容（DOCTYPE），请另存为 .csv 再导入。")
            size += len(piece)
            if size > member.file_size or size > MOST_UNPACKED:
                raise _too_big()


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        if value.time() == time() and value.year >= 1900:
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return _tidy(str(value))


def _csv_rows(data: bytes, knows: Callable[[Iterable[str]], int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decode(data, knows)
    first = text[: text.find("\n")] if "\n" in text else text
    mark = max(",\t;，", key=lambda m: (sum(line.count(m) for line in text[:2000].splitlines()[:5]), first.count(m)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refuse(
                "sheet.unreadable", f"第 {line} 行读不出来（可能缺了一个引号），请用表格软件打开后另存再导入。"
            ) from error
        texts = tuple(_unquoted(_tidy(cell)) for cell in row[:MOST_COLUMNS])
        if any(texts):
            yield line, texts
        line = reader.line_num + 1


def _decode(data: bytes, knows: Callable[[Iterable[str]], int]) -> str:
    """The text of a CSV: by its mark, as UTF-8, else in the encoding in which most of its heads are known."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\x00" in data[:4096]:
        raise _refuse("sheet.unreadable", "这不是表格文件，请导入 .xlsx 或 .csv。")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guessed = from_bytes(data[:65536]).best()
    names = ["gb18030", "big5", *([guessed.encoding] if guessed else [])]

    def heads(name: str) -> int:
        lines = data[:8192].decode(name, "replace").splitlines()[:10]
        return max(
            (knows(c.strip('" ') for c in line.replace("\t", ",").replace(";", ",").split(",")) for line in lines),
            default=0,
        )

    return data.decode(max(names, key=heads), "replace")


def _tidy(cell: str) -> str:
    return "".join(c for c in cell[:MOST_CELL] if c == "\n" or c >= " ").strip().strip("\ufeff")


def _unquoted(cell: str) -> str:
    """A quote mark that keeps a spreadsheet from taking text for a formula (see ``writing``) is no part of the text."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def _too_big() -> FangcunError:
    return _refuse("sheet.too_big", "表格展开后过大，不像资源清单，已停止读取。请只留下要导入的一张表。")


def _refuse(code: str, message: str) -> FangcunError:
    return FangcunError(code, Kind.INVALID, message)
