"""Findings as the items of a letter: where, what stands there, which rule, what was ruled, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import CaseState, Ruling
from fangcun.review.contracts.desk import FindingView
from fangcun.review.engine.papers.words import RULINGS, STRENGTHS, moment_of_film

REACH = 60
"""Characters of its line shown on either side of what was found; the rest is an ellipsis."""

LONG = 1200
"""Characters of an item from which on it may run over the foot of a page; shorter ones are kept together."""

Item = dict[str, Any]


def standing_items(findings: Iterable[FindingView], *, text: str, inside: bool) -> list[Item]:
    """What keeps a work from passing, or still has to be ruled on; the strongest first, then in the text's order."""
    held = [f for f in findings if f.here and f.strength is not Strength.NOTE and f.ruling is not Ruling.DISMISSED]
    return [_item(f, text=text, inside=inside) for f in _ordered(held)]


def hints(findings: Iterable[FindingView], *, text: str, inside: bool) -> list[Item]:
    """What only tells and keeps nothing from passing."""
    held = [f for f in findings if f.here and f.strength is Strength.NOTE and f.ruling is not Ruling.DISMISSED]
    return [_item(f, text=text, inside=inside) for f in _ordered(held)]


def mended(findings: Iterable[FindingView]) -> list[list[str]]:
    """What earlier rounds asked for and is no longer there: first round, place, what stood there, why it was asked."""
    held = [f for f in findings if f.ruling is Ruling.MENDED]
    return [[f"第 {f.first_round} 轮", f.place or "全剧", _short(f.surface or f.canonical), f.message] for f in held]


def dismissed(findings: Iterable[FindingView]) -> list[list[str]]:
    """What was found and does not stand: place, what stands there, what it was taken for, why it is not."""
    held = [f for f in findings if f.here and f.ruling is Ruling.DISMISSED]
    return [[f.place or "全剧", _short(f.surface or f.canonical), f.message, f.reason] for f in _ordered(held)]


def lead(items: Sequence[Item], state: CaseState) -> str:
    """What is to be done with the items as a whole."""
    if not items:
        return "没有须要修改的问题。"
    if state is CaseState.RETURNED:
        return f"以下 {len(items)} 条，标出的部分请改写或删去；另有处理要求的，写在该条里。"
    if state is CaseState.REFUSED:
        return f"作出决定时，以下 {len(items)} 条成立。"
    return f"以下 {len(items)} 条正在判定，或已判定成立。"


def origins(items: Iterable[Item]) -> list[str]:
    """The documents that the items' rules are from, each once; the items get ``refs``, the numbers of theirs."""
    found: dict[str, int] = {}
    for item in items:
        parts = [part for part in item["origin"].split("；") if part]
        item["refs"] = [found.setdefault(part, len(found) + 1) for part in parts]
    return list(found)


def quote(one: FindingView, text: str) -> tuple[str, str, str]:
    """What stands before, at and after a finding in its line, as the author wrote it; line breaks shown as ⏎."""
    start, end = one.evidence.get("start"), one.evidence.get("end")
    if one.here and isinstance(start, int) and isinstance(end, int) and text[start:end] == one.surface != "":
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        parts = text[first:start].lstrip(), one.surface, text[end : len(text) if last < 0 else last].rstrip()
    elif one.surface and one.surface in one.line:
        before, _, after = one.line.partition(one.surface)
        parts = before, one.surface, after
    else:
        parts = "", one.surface or one.line, ""
    before, surface, after = (_one_line(part) for part in parts)
    if "".join(surface.split()) == "".join(one.place.split()) and not before + after:
        return "", "", ""  # the place is named already
    if len(before) > REACH:
        before = "…" + before[-REACH:]
    if len(after) > REACH:
        after = after[:REACH] + "…"
    return before, surface, after


def _item(one: FindingView, *, text: str, inside: bool) -> Item:
    before, surface, after = quote(one, text)
    note = one.strength is Strength.NOTE
    return {
        "long": len(one.message) + len(one.reason) + len(one.advice) + len(surface) > LONG,
        "place": _place(one),
        "strength": STRENGTHS[one.strength],
        "strong": one.strength is Strength.BLOCK,
        "before": before,
        "surface": surface,
        "after": after,
        "message": one.message,
        "rule": one.rule or one.origin,
        "origin": one.origin if one.rule else "",
        "refs": [],
        "ruling": "" if note and one.ruling is Ruling.OPEN else RULINGS[one.ruling],
        "by": one.ruled_by if inside and one.ruling is not Ruling.OPEN else "",
        "reason": one.reason if one.reason != one.message else "",
        "todo": one.advice,
        "again": one.again and one.ruling is Ruling.OPEN,
    }


def _place(one: FindingView) -> str:
    """Where it is, in a film with its time."""
    start, end = one.evidence.get("from_ms"), one.evidence.get("to_ms")
    if not isinstance(start, int):
        return one.place or "全剧"
    times = moment_of_film(start)
    if isinstance(end, int) and end // 1000 > start // 1000:
        times += f"至{moment_of_film(end)}"
    return f"{one.place} {times}".strip()


def _ordered(findings: Iterable[FindingView]) -> list[FindingView]:
    ranks = list(Strength)

    def order(one: FindingView) -> tuple[int, int, int, int]:
        spot = one.evidence
        episode, at = spot.get("episode") or 0, spot.get("start", spot.get("from_ms")) or 0
        return ranks.index(one.strength), episode, at, one.id

    return sorted(findings, key=order)


def _short(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= 2 * REACH else line[: 2 * REACH] + "…"


def _one_line(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "⏎").replace("\t", " ")
