"""Sheets in and out: previewed, applied, every row on its own; a second import of the same file changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from fangcun.base.api import blobs, count_attempt, require
from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.park.contracts import BundleEntry, Entry, ImportedRow, ImportReport, SheetKind
from fangcun.park.engine.sheets.columns import COLUMNS, TITLES, write_cell
from fangcun.park.engine.sheets.reading import ReadRow, Sheet, read_sheet
from fangcun.park.engine.sheets.writing import refused, template, to_csv, to_xlsx
from fangcun.park.permissions import MANAGE
from fangcun.park.queries.resources import entries
from fangcun.park.services.photos import HOUR
from fangcun.park.services.resources import known_entries, save_many

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
IMPORTS_PER_HOUR = 240


def preview_sheet(actor: Actor | None, kind: SheetKind, data: bytes) -> ImportReport:
    """What an import of the file would do; nothing is changed. Raises what ``read_sheet`` raises, ``denied``."""
    return _import(require(actor, MANAGE), kind, data, apply=False)


def import_sheet(actor: Actor | None, kind: SheetKind, data: bytes) -> ImportReport:
    """Add and change by code what stands in the file; rows with errors are left out and named.

    Raises what ``read_sheet`` raises, ``sheet.size``, ``denied``, BUSY after 240 in an hour.
    """
    return _import(require(actor, MANAGE), kind, data, apply=True)


def keep_upload(actor: Actor | None, data: bytes) -> Digest:
    """Keep an uploaded file between preview and import; its digest."""
    _check_size(len(data))
    require(actor, MANAGE)
    return blobs().put(data)


def kept_upload(actor: Actor | None, digest: Digest) -> bytes:
    """A file kept by ``keep_upload``. Raises ``blob.missing``, ``denied``."""
    require(actor, MANAGE)
    return blobs().get(digest)


def export_sheet(actor: Actor | None, kind: SheetKind, *, form: str) -> tuple[str, str, bytes]:
    """Everything of a kind as ``xlsx`` or ``csv``: file name, content type, bytes. Importing it changes nothing.

    Raises ``export.form``, ``denied``.
    """
    who = require(actor, MANAGE)
    _check_form(form)
    found = [entry for _, entry in entries(who, kind)]
    data = to_xlsx(kind, found) if form == "xlsx" else to_csv(kind, found)
    return f"{TITLES[kind]}.{form}", FORMS[form], data


def empty_sheet(kind: SheetKind) -> tuple[str, str, bytes]:
    """A template to fill in: file name, content type, bytes."""
    return f"{TITLES[kind]}模板.xlsx", FORMS["xlsx"], template(kind)


def _import(actor: Actor, kind: SheetKind, data: bytes, *, apply: bool) -> ImportReport:
    _check_size(len(data))
    if actor.user_id is not None:
        count_attempt(f"park-import:{actor.user_id}", most=IMPORTS_PER_HOUR, per=HOUR)
    known = {code: entry for code, (_, entry) in known_entries(actor, kind).items()}
    sheet = read_sheet(data, kind=kind, known=known)
    problems = list(sheet.problems)
    good = [row for row in sheet.rows if row.entry is not None]
    if kind is SheetKind.BUNDLES:
        good = _with_stock(actor, good, problems)
    if apply:
        saved = save_many(actor, [row.entry for row in good if row.entry is not None])
        for position, error in saved.refused:
            problems.append(_refusal(good[position], error))
        out = {position for position, _ in saved.refused}
        good = [row for position, row in enumerate(good) if position not in out]
    return _report(kind, sheet, good, known, problems, apply=apply)


def _report(
    kind: SheetKind,
    sheet: Sheet,
    good: list[ReadRow],
    known: Mapping[str, Entry],
    problems: list[Problem],
    *,
    apply: bool,
) -> ImportReport:
    rows = [imported for row in good if (imported := _imported(kind, row, known)).action != "same"]
    added = sum(row.action == "added" for row in rows)
    failed = len(sheet.rows) - len(good)
    ordered = sorted(problems, key=lambda p: (p.line or 0, p.column or 0))
    return ImportReport(
        kind,
        apply,
        len(sheet.rows),
        added,
        len(rows) - added,
        len(good) - len(rows),
        failed,
        tuple(rows),
        tuple(ordered),
        blobs().put(refused(sheet, ordered)) if failed else "",
    )


def _imported(kind: SheetKind, row: ReadRow, known: Mapping[str, Entry]) -> ImportedRow:
    entry = row.entry
    assert entry is not None  # only good rows come here
    before = known.get(entry.code)
    if before is None:
        return ImportedRow(row.line, entry.code, entry.name, "added")
    pairs = [(c.head, write_cell(c, before), write_cell(c, entry)) for c in COLUMNS[kind]]
    changes = tuple(p for p in pairs if p[1] != p[2])
    return ImportedRow(row.line, entry.code, entry.name, "same" if before == entry else "changed", changes)


def _with_stock(actor: Actor, rows: list[ReadRow], problems: list[Problem]) -> list[ReadRow]:
    """The bundles whose stock is all there."""
    codes = known_entries(actor, SheetKind.STOCK).keys()
    good = []
    for row in rows:
        missing = [c for c, _ in row.entry.lines if c not in codes] if isinstance(row.entry, BundleEntry) else []
        if missing:
            words = f"物资 {'、'.join(missing[:5])} 不存在，请先导入这些物资，或改正编号。"
            problems.append(_refusal(row, FangcunError("bundle.stock", Kind.INVALID, words)))
        else:
            good.append(row)
    return good


def _refusal(row: ReadRow, error: FangcunError) -> Problem:
    message = f"第 {row.line} 行：{error.message}"
    return Problem(error.code, Severity.ERROR, message, row.line, 1, row.entry.code if row.entry else "")


def _check_size(size: int) -> None:
    most = config().upload_megabytes
    if size > most * 1024 * 1024:
        message = f"文件有 {size / 1024 / 1024:.1f} MB，超过上限 {most} MB，请分成几个文件。"
        raise FangcunError("sheet.size", Kind.INVALID, message)


def _check_form(form: str) -> None:
    if form not in FORMS:
        raise FangcunError("export.form", Kind.NOT_FOUND, f"不能导出为“{form[:20]}”，可选 xlsx、csv。")
