"""Drafts in other forms, under names that a browser and a disk accept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.contracts import Breakdown, Screenplay
from fangcun.write.engine.export_fdx import to_fdx
from fangcun.write.engine.export_fountain import to_fountain
from fangcun.write.engine.export_json import to_json
from fangcun.write.engine.export_xlsx import to_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "fountain": "text/plain; charset=utf-8",
    "fdx": "application/xml",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
EXPORTS = ("xlsx", "fountain", "fdx", "json")
"""The forms that pages offer; ``txt`` is the text as it was read."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file made for somebody to take along."""

    file_name: str
    content_type: str
    data: bytes


def export(screenplay: Screenplay, breakdown: Breakdown, *, form: str, name: str) -> Export:
    """A screenplay as ``xlsx``, ``fountain``, ``fdx``, ``json`` or ``txt``. Raises ``export.form`` for another form.

    ``name`` is the file name without suffix.
    """
    if form not in CONTENT_TYPES:
        message = f"不能导出为“{form[:20]}”，可选 {'、'.join(CONTENT_TYPES)}。"
        raise FangcunError("export.form", Kind.NOT_FOUND, message)
    return Export(f"{name}.{form}", CONTENT_TYPES[form], _data(screenplay, breakdown, form=form))


def _data(screenplay: Screenplay, breakdown: Breakdown, *, form: str) -> bytes:
    if form == "xlsx":
        return to_xlsx(screenplay, breakdown)
    if form == "fountain":
        return to_fountain(screenplay).encode("utf-8")
    if form == "fdx":
        return to_fdx(screenplay, breakdown)
    if form == "json":
        return json.dumps(to_json(screenplay, breakdown), ensure_ascii=False, indent=1).encode("utf-8")
    return screenplay.source.encode("utf-8")


def attachment(file_name: str) -> str:
    """The header that makes a browser save under ``file_name`` (RFC 6266): ASCII for old ones, UTF-8 for the rest."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\/' else "_" for c in file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def stem(file_name: str) -> str:
    """A file name without its suffix, safe as a file name."""
    return PurePosixPath(file_name.replace("/", "_")).stem or "script"
