"""What the checks say of a whole work, as findings of a case."""

from __future__ import annotations

from fangcun.review.contracts import WorkFinding, WorkReport
from fangcun.review.engine.carrying import Found
from fangcun.review.engine.manuscript import Manuscript


def found_in_work(report: WorkReport, manuscript: Manuscript) -> list[Found]:
    """The findings of a report on the script whose text is ``manuscript``, in their order.

    They are known again in another version by what they are about, not by their figures. ``evidence`` has the first
    place as ``start`` and ``end``, and all of them as ``places``; one about an episode has ``episode``.
    """
    return [_found(one, manuscript) for one in report.findings]


def _found(one: WorkFinding, manuscript: Manuscript) -> Found:
    first = one.evidence[0] if one.evidence else None
    evidence: dict[str, object] = {"graded": one.graded}
    if first is not None:
        evidence |= {"start": first.start, "end": first.end}
        evidence["places"] = [{"start": q.start, "end": q.end, "line": q.line} for q in one.evidence]
    if one.episode is not None:
        evidence["episode"] = one.episode
    if one.measured:
        evidence["why"] = one.measured + (f"（限：{one.limit}）" if one.limit else "")
    episode = f"第{one.episode}集" if one.episode is not None else ""
    return Found(
        source="work",
        category=one.code,
        strength=one.severity,
        canonical=" ".join(filter(None, (one.name, one.topic, one.character, episode))),
        surface=first.text if first else "",
        line=manuscript.line_at(first.start) if first else "",
        place=episode,
        rule=one.rule,
        origin=f"{one.source}，{one.since} 起",
        message=one.message,
        advice=one.action,
        evidence=evidence,
    )
