"""Rows of a table read as entries, each on its own: what is wrong with one never loses another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.kit.text import fold
from fangcun.park.contracts import CrewEntry, Entry, SheetKind, SpaceEntry, StockEntry
from fangcun.park.engine.sheets.columns import COLUMNS, ENTRIES, PROBLEM_HEAD, TITLES, Column
from fangcun.park.engine.sheets.tables import Table, read_table


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: its number in the file, its cells as they stand, and the entry in it (None: refused)."""

    line: int
    cells: tuple[str, ...]
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as entries. ``head`` are its column heads as they stand."""

    kind: SheetKind
    head: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]


def read_sheet(data: bytes, *, kind: SheetKind, known: Mapping[str, Entry]) -> Sheet:
    """The entries in a file. ``known`` are those already kept, by code: a column that the file lacks stays as it is.

    An empty cell means the usual value. Raises as ``tables.read_table``, and ``sheet.head`` when a needed column is
    missing.
    """
    table = read_table(data, knows=lambda heads: sum(_known_head(kind, h) is not None for h in heads))
    places, problems = _places(kind, table)
    rows: list[ReadRow] = []
    seen: dict[str, int] = {}
    for line, cells in table.rows:
        entry, wrong = _read_row(kind, cells, places=places, line=line, known=known)
        if entry is not None and (before := seen.setdefault(entry.code, line)) != line:
            message = f"第 {line} 行的编号“{entry.code}”与第 {before} 行重复，后一行没有采用。"
            column = places[COLUMNS[kind][0]]
            wrong = [_problem("sheet.repeated", message, line, column, entry.code, "请改成另一个编号，或删去一行。")]
            entry = None
        rows.append(ReadRow(line, cells, entry))
        problems += wrong
    return Sheet(kind, table.head, tuple(rows), tuple(problems))


def read_form(
    kind: SheetKind, values: Mapping[str, str], *, known: Entry | None = None
) -> tuple[Entry | None, list[Problem]]:
    """An entry out of the fields of a form, named by the heads of the columns; a field that is missing stays."""
    columns = [c for c in COLUMNS[kind] if c.head in values]
    cells = tuple(values[c.head].strip() for c in columns)
    places = {column: at for at, column in enumerate(columns)}
    entry, problems = _read_row(kind, cells, places=places, line=None, known={}, form=known)
    return entry, problems


def _known_head(kind: SheetKind, head: str) -> Column | None:
    return _heads(kind).get(_bare(head))


def _heads(kind: SheetKind) -> dict[str, Column]:
    if kind not in _HEADS:
        _HEADS[kind] = {_bare(word): c for c in reversed(COLUMNS[kind]) for word in (*c.others, c.head)}
        _HEADS[kind] |= {_bare(c.head): c for c in COLUMNS[kind]}
    return _HEADS[kind]


_HEADS: dict[SheetKind, dict[str, Column]] = {}


def _bare(head: str) -> str:
    """A head without widths, case, spaces, stars and what stands in brackets behind it."""
    plain = fold(head).casefold().replace("*", "").replace(" ", "").strip()
    cut = plain.find("(")
    return plain[:cut] if cut > 0 else plain


def _places(kind: SheetKind, table: Table) -> tuple[dict[Column, int], list[Problem]]:
    found: dict[Column, int] = {}
    problems: list[Problem] = []
    for at, head in enumerate(table.head):
        column = _known_head(kind, head)
        if column is not None and column not in found:
            found[column] = at
        elif head and _bare(head) != PROBLEM_HEAD:
            why = "与前面的列重复" if column else "不认得"
            message = f"第 {at + 1} 列“{head}”{why}，没有导入。"
            problems.append(
                Problem("sheet.column", Severity.WARNING, message, None, at + 1, head, "可改成模板里的列名。")
            )
    missing = [c.head for c in COLUMNS[kind] if c.needed and c not in found]
    if missing:
        message = f"{TITLES[kind]}表缺少列：{'、'.join(missing)}。请补上这些列，或下载模板来填。"
        raise FangcunError("sheet.head", Kind.INVALID, message, missing=missing)
    return found, problems


def _read_row(
    kind: SheetKind,
    cells: tuple[str, ...],
    *,
    places: Mapping[Column, int],
    line: int | None,
    known: Mapping[str, Entry],
    form: Entry | None = None,
) -> tuple[Entry | None, list[Problem]]:
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for column, at in places.items():
        cell = cells[at] if at < len(cells) else ""
        if not cell:
            if column.needed:
                message = f"{_where(line, column.head)}没有填。"
                problems.append(
                    _problem("sheet.missing", message, line, at, "", f"请填写，如“{column.hint}”。", column.head)
                )
            else:
                values |= _usual(kind, column)
            continue
        try:
            read = column.read(cell)
        except ValueError as error:
            message = f"{_where(line, column.head)}写的是“{cell[:40]}”，{error}。"
            problems.append(_problem("sheet.cell", message, line, at, cell, column.hint, column.head))
            continue
        values |= dict(zip(column.field, read, strict=True)) if len(column.field) > 1 else {column.field[0]: read}
    if problems:
        return None, problems
    before = form or known.get(values.get("code", ""))
    entry = replace(before, **values) if before is not None else _new(kind, values)
    if wrong := _contradiction(entry):
        head, words, proposal = wrong
        place = next((at for c, at in places.items() if c.head == head), 0)
        return None, [_problem("sheet.contradiction", f"{_where(line, head)}{words}", line, place, "", proposal, head)]
    return entry, []


def _new(kind: SheetKind, values: dict[str, Any]) -> Entry:
    made: Any = ENTRIES[kind]
    entry: Entry = made(**values)
    return entry


def _usual(kind: SheetKind, column: Column) -> dict[str, Any]:
    """What an empty cell stands for."""
    usual = {f.name: f.default for f in fields(ENTRIES[kind]) if f.default is not MISSING}
    return {field: usual[field] for field in column.field if field in usual}


def _contradiction(entry: Entry) -> tuple[str, str, str] | None:
    """(head, what is wrong, what to write) of an entry whose fields do not agree."""
    if isinstance(entry, SpaceEntry):
        if entry.closes <= entry.opens:
            return "关门", "不晚于开门。", "请写晚于开门的时刻，过了半夜写 26:00。"
        if (entry.latitude is None) != (entry.longitude is None):
            return "纬度", "和经度要么都填，要么都不填。", "请补上另一个。"
    if isinstance(entry, StockEntry) and entry.sizes and sum(n for _, n in entry.sizes) != entry.count:
        return "尺码", f"合计 {sum(n for _, n in entry.sizes)}，与数量 {entry.count} 不符。", "请改正尺码或数量。"
    if isinstance(entry, CrewEntry) and entry.leaves <= entry.arrives:
        return "离组次日", "不晚于进组。", "请写离开那天的后一天。"
    return None


def _where(line: int | None, head: str) -> str:
    return f"第 {line} 行的“{head}”" if line is not None else f"“{head}”"


def _problem(
    code: str, message: str, line: int | None, at: int, excerpt: str, proposal: str, head: str = "编号"
) -> Problem:
    return Problem(code, Severity.ERROR, message, line, at + 1, excerpt[:200], proposal, {"head": head})


def problems_by_line(problems: Iterable[Problem]) -> dict[int, list[Problem]]:
    """The problems of each row of the file."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.line is not None:
            found[problem.line].append(problem)
    return found
