"""What the checks of a whole work found, as findings of a case: each at the passage that shows it best."""

from __future__ import annotations

from fangcun.review.contracts import WorkFinding, WorkReport
from fangcun.review.engine.carrying import Found
from fangcun.review.engine.manuscript import Manuscript

MOST_PLACES = 3
_SHOWN = {"class.result", "number.missing"}  # the case shows class and number itself


def found_in_work(report: WorkReport, manuscript: Manuscript) -> list[Found]:
    """The findings of a report in its order."""
    return [_found(one, manuscript) for one in report.findings if one.code not in _SHOWN]


def _found(one: WorkFinding, manuscript: Manuscript) -> Found:
    first = one.evidence[0] if one.evidence else None
    place = manuscript.scene_at(first.start) if first else None
    where = place.label if place else (f"第{one.episode}集" if one.episode is not None else "")
    now = f"现为 {one.measured}" if one.measured else ""
    limit = f"要求 {one.limit}" if one.limit else ""
    figures = "，".join(filter(None, (now, limit)))
    message = f"{one.message}（{figures}）" if figures and one.measured not in one.message else one.message
    evidence: dict[str, object] = {"start": first.start, "end": first.end} if first else {}
    if len(one.evidence) > 1:
        evidence["more"] = [[q.start, q.end] for q in one.evidence[1:MOST_PLACES]]
    if one.graded != "V":
        evidence["why"] = "依据来自转载或常识，以主管部门答复为准"
    return Found(
        source="work",
        category=one.code,
        strength=one.severity,
        canonical=f"{one.code}:{one.topic}:{one.character or one.episode or ''}",
        surface=first.text if first else "",
        line=manuscript.line_at(first.start) if first else "",
        place=where,
        rule=one.rule,
        origin=one.source,
        message=message,
        advice=one.action,
        evidence=evidence,
    )
