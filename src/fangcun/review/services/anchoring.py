"""Where a reviewer's remark hangs."""

from __future__ import annotations

from typing import Any

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import CaseKind
from fangcun.review.models import Case
from fangcun.review.queries.snapshots import manuscript_of_round

LONGEST_QUOTE = 400


def anchored(
    case: Case, *, start: int | None, end: int | None, episode: int | None, at_ms: int | None
) -> tuple[str, str, str, dict[str, Any]]:
    """Where a remark hangs: the quoted text, its line, the scene or episode, the evidence to keep.

    Raises ``case.place`` for characters or moments that are not there.
    """
    if case.kind == CaseKind.DRAFT.value and start is not None and end is not None:
        manuscript = manuscript_of_round(case, case.round)
        if not 0 <= start < end <= len(manuscript.text) or end - start > LONGEST_QUOTE:
            raise FangcunError("case.place", Kind.INVALID, f"请在剧本里选中一段文字，不超过 {LONGEST_QUOTE} 个字。")
        place = manuscript.scene_at(start)
        surface = manuscript.text[start:end]
        return surface, manuscript.line_at(start), place.label if place else "", {"start": start, "end": end}
    if episode is not None and at_ms is not None and at_ms >= 0:
        return "", "", f"第{episode}集", {"episode": episode, "from_ms": at_ms, "to_ms": at_ms}
    return "", "", "", {}
