"""审核意见书: everything a case's letter of opinion says, as plain data for the page it is set on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from fangcun.kit import digest
from fangcun.kit.typesetting import Typesetter
from fangcun.review.contracts.cases import CaseKind, CaseState, Lane
from fangcun.review.contracts.desk import CaseView
from fangcun.review.engine.papers.clocks import Clock
from fangcun.review.engine.papers.course import asked, clock_lines, inner, opinions, rounds
from fangcun.review.engine.papers.following import following
from fangcun.review.engine.papers.items import dismissed, hints, lead, mended, origins, standing_items
from fangcun.review.engine.papers.words import CALLS, STATES, day

_PROGRAM = Path(__file__).with_name("letter.typ")
CODE = 16
"""Hexadecimal digits of the digest that stand at the foot: enough to tell prints apart, short enough to compare."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a letter needs besides the case: the centre's full name, its promise for a second look, whether the reader
    is of the centre (``inside``), the ``text`` under review (empty for a film), whether a film has to pass after this
    script."""

    centre: str
    again_days: int
    inside: bool
    text: str
    film_next: bool
    zone: tzinfo


def letter(view: CaseView, *, ground: Ground, clocks: Sequence[Clock]) -> dict[str, Any]:
    """The letter as data: equal facts give equal data, and ``code`` is their digest."""
    line, zone, inside = view.line, ground.zone, ground.inside
    late_number = line.state is CaseState.PASSED and not line.number
    heading, paragraphs = following(
        view, again_days=ground.again_days, film_next=ground.film_next, late_number=late_number
    )
    items = standing_items(view.findings, text=ground.text, inside=inside)
    notes = hints(view.findings, text=ground.text, inside=inside)
    facts = {
        "centre": ground.centre,
        "reference": reference(view, zone=zone),
        "copy": "中心留存本" if inside else "制作方本",
        "work": line.name,
        "house": line.house,
        "facts": _facts(view, zone=zone),
        "outcome": _outcome(view),
        "number": line.number,
        "opinions": opinions(view, inside=inside, zone=zone),
        "rounds": rounds(view, zone=zone),
        "items": items,
        "hints": notes,
        "lead": lead(items, view.line.state),
        "origins": origins([*items, *notes]),
        "mended": mended(view.findings),
        "dismissed": dismissed(view.findings),
        "asked": asked(view, zone=zone),
        "clocks": clock_lines(clocks, zone=zone),
        "following": {"heading": heading, "paragraphs": paragraphs},
        "inner": inner(view, zone=zone) if inside else [],
        "date": day(_last(view), zone=zone),
    }
    made = _last(view).astimezone(zone)
    return {**facts, "stamp": [made.year, made.month, made.day], "code": _code(facts)}


def letter_pdf(typesetter: Typesetter, data: dict[str, Any]) -> bytes:
    """The letter on A4; the same letter is the same bytes."""
    return typesetter.compile(_PROGRAM, typesetter.spelled(data))


def reference(view: CaseView, *, zone: tzinfo) -> str:
    """The number of the case in the centre's books, as official letters write it: ``晋审〔2026〕12 号``."""
    return f"{view.centre}〔{view.line.submitted_at.astimezone(zone).year}〕{view.line.id} 号"


def _facts(view: CaseView, *, zone: tzinfo) -> list[list[str]]:
    line, filing = view.line, view.filing
    declared = [f"投资 {int(filing.get('investment') or 0):,} 元"]
    declared += ["人工智能制作"] if filing.get("ai") else []
    declared += [f"题材：{'、'.join(filing['subjects'])}"] if filing.get("subjects") else []
    declared += ["平台首页推荐"] if filing.get("homepage_push") else []
    kind = "剧本" if line.kind is CaseKind.DRAFT else "成片"
    latest = view.versions[-1].label if view.versions else ""
    return [
        ["作品", f"《{line.name}》"],
        ["送审单位", line.house],
        ["送审内容", "，".join(filter(None, (kind, latest, "加急" if line.lane is Lane.FAST else "")))],
        ["申报", "，".join(declared)],
        ["分类", f"{line.tier_name}微短剧"],
        ["分类依据", view.tier_rule],
        ["送审时间", day(line.submitted_at, zone=zone)],
    ]


def _outcome(view: CaseView) -> dict[str, str]:
    """The word that stands large, and its tone."""
    state = view.line.state
    tones = {CaseState.PASSED: "pass", CaseState.RETURNED: "return", CaseState.REFUSED: "refuse"}
    words = CALLS[view.decided] if view.decided and state in tones else STATES[state]
    return {"words": words, "tone": tones.get(state, "open"), "round": f"第 {view.line.round} 轮"}


def _last(view: CaseView) -> datetime:
    """When the last thing in the letter happened: its date."""
    return max([view.line.submitted_at, *(step.at for step in view.steps)])


def _code(facts: dict[str, Any]) -> str:
    """The digest of all facts, in groups of four so that people can compare it."""
    name = digest.of_data(facts)[:CODE].upper()
    return " ".join(name[at : at + 4] for at in range(0, CODE, 4))
