"""The door of the scripts: reading and judging a text, and the drafts that a tenant keeps."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.base.contracts import Actor
from fangcun.write import exports
from fangcun.write.contracts import Comparison, Scene
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.compare import compare
from fangcun.write.engine.export_fdx import to_fdx
from fangcun.write.engine.export_fountain import to_fountain
from fangcun.write.engine.export_json import to_json
from fangcun.write.engine.export_xlsx import to_xlsx
from fangcun.write.engine.reader import read, read_text
from fangcun.write.exports import EXPORTS, Export, attachment, export
from fangcun.write.naming import clean_file_name, text_format
from fangcun.write.queries import draft, load, open_original, production, productions
from fangcun.write.services import (
    add_draft,
    archive_production,
    check_size,
    count_check,
    count_upload,
    ensure_draft,
    rename_production,
    restore_production,
)


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """A comparison with the scenes that its positions count."""

    comparison: Comparison
    old_scenes: tuple[Scene, ...]
    new_scenes: tuple[Scene, ...]


def compare_drafts(old_id: int, new_id: int, actor: Actor) -> DraftComparison:
    """Two kept drafts side by side. Raises ``draft.missing``, ``denied``."""
    old, old_breakdown = load(old_id, actor)
    new, new_breakdown = load(new_id, actor)
    comparison = compare(old, new, old_breakdown=old_breakdown, new_breakdown=new_breakdown)
    return DraftComparison(comparison, old.scenes(), new.scenes())


def export_draft(draft_id: int, actor: Actor, *, form: str) -> Export:
    """A kept draft as a file of another form, named after its production and number. Raises ``export.form``."""
    view = draft(draft_id, actor)
    screenplay, breakdown = load(draft_id, actor)
    name = exports.stem(f"{view.production_name}-{view.number}.x")
    return export(screenplay, breakdown, form=form, name=name)


__all__ = [
    "EXPORTS",
    "DraftComparison",
    "Export",
    "add_draft",
    "archive_production",
    "attachment",
    "break_down",
    "check_size",
    "clean_file_name",
    "compare",
    "compare_drafts",
    "count_check",
    "count_upload",
    "draft",
    "ensure_draft",
    "export",
    "export_draft",
    "load",
    "open_original",
    "production",
    "productions",
    "read",
    "read_text",
    "rename_production",
    "restore_production",
    "text_format",
    "to_fdx",
    "to_fountain",
    "to_json",
    "to_xlsx",
]
