"""A whole cast at once, for one production or for many: nobody is given to two, and the best sum of points wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python import min_cost_flow

from fangcun.park.contracts import PersonView
from fangcun.shoot.contracts import CastCall, CastChoice, CastSuggestion, RoleWanted, Weight
from fangcun.shoot.engine.casting import (
    Busy,
    People,
    Taste,
    clash_of,
    clashes,
    days_away,
    describe,
    lay_out,
    top,
    weigh_people,
)

_CANDIDATES = 60  # for each role, plus one for every role: enough that the best matching is among them
_WORTH = {Weight.LEAD: 8, Weight.SUPPORT: 4, Weight.MINOR: 2, Weight.FEATURED: 1}  # a lead chooses first
_NOBODY = 100_000
_SCALE = 10


@dataclass(frozen=True, slots=True)
class _Part:
    call: CastCall
    role: RoleWanted
    rows: list[int]
    scores: list[float]


def assign_cast(
    calls: Sequence[CastCall], people: Sequence[PersonView] | People, *, busy: Busy, taste: Taste | None = None
) -> tuple[CastChoice, ...]:
    """A choice for every role of ``calls``, in their order; ``busy`` people are not taken in days they play elsewhere.

    One person takes one role; only where nobody else is left does a small part go to somebody of the same production
    whose role never meets it. Solved as a min-cost flow, so that no exchange of people would be better.
    """
    laid = people if isinstance(people, People) else lay_out(people)
    taste = taste or Taste()
    parts = _parts(calls, laid, busy, taste)
    rows = _match(parts)
    away = {c.production: days_away(laid, c) for c in calls}
    choices: list[CastChoice] = []
    for part, row in zip(parts, rows, strict=True):
        if row is None:
            choices.append(CastChoice(part.call.production, part.role.name, None, _nobody(part.role)))
            continue
        score = part.scores[part.rows.index(row)]
        person = describe(part.role, laid, row, score=score, away=away[part.call.production], busy=busy, call=part.call)
        choices.append(CastChoice(part.call.production, part.role.name, person, "；".join(person.reasons)))
    return _double(choices, parts, laid)


def _parts(calls: Sequence[CastCall], people: People, busy: Busy, taste: Taste) -> list[_Part]:
    count = _CANDIDATES + sum(len(c.roles) for c in calls)
    parts = []
    for call in calls:
        taken, away = clashes(people, busy, call), days_away(people, call)
        for role in call.roles:
            score = weigh_people(role, people, away=away, clashing=taken, taste=taste)
            score[taken] = -np.inf
            rows = [i for i in top(score, count) if np.isfinite(score[i])]
            parts.append(_Part(call, role, rows, [float(score[i]) for i in rows]))
    return parts


def _match(parts: Sequence[_Part]) -> list[int | None]:
    """The row of the person for each part: source → part → person → sink, and past the people for who gets nobody."""
    columns = sorted({r for p in parts for r in p.rows})
    place = {row: 1 + len(parts) + i for i, row in enumerate(columns)}
    sink = 1 + len(parts) + len(columns)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs: dict[int, tuple[int, int]] = {}
    for i, part in enumerate(parts):
        flow.add_arc_with_capacity_and_unit_cost(0, 1 + i, 1, 0)
        worth = _WORTH[part.role.weight]
        flow.add_arc_with_capacity_and_unit_cost(1 + i, sink, 1, _NOBODY * worth)
        for row, score in zip(part.rows, part.scores, strict=True):
            cost = round((200 - score) * _SCALE) * worth
            arcs[flow.add_arc_with_capacity_and_unit_cost(1 + i, place[row], 1, max(0, cost))] = (i, row)
    for row in columns:
        flow.add_arc_with_capacity_and_unit_cost(place[row], sink, 1, 0)
    flow.set_node_supply(0, len(parts))
    flow.set_node_supply(sink, -len(parts))
    flow.solve()
    found: list[int | None] = [None] * len(parts)
    for arc, (part_index, row) in arcs.items():
        if flow.flow(arc):
            found[part_index] = row
    return found


def _double(choices: Sequence[CastChoice], parts: Sequence[_Part], people: People) -> tuple[CastChoice, ...]:
    """Fill empty small parts with people of the same production who never meet them: one person, two roles."""
    result = list(choices)
    by_id = {int(i): row for row, i in enumerate(people.ids)}
    meets = {(p.call.production, p.role.name): p.role.meets for p in parts}
    for i, (choice, part) in enumerate(zip(choices, parts, strict=True)):
        if choice.person is not None or part.role.weight in (Weight.LEAD, Weight.SUPPORT):
            continue
        for j, other in enumerate(result):
            if j == i or other.production != choice.production or other.person is None:
                continue
            small = parts[j].role.weight in (Weight.MINOR, Weight.FEATURED)
            held = [c.role for c in result if c.person is not None and c.person.person_id == other.person.person_id]
            row = by_id[other.person.person_id]
            apart = not part.role.meets.intersection(held) and all(
                part.role.name not in meets[other.production, name] for name in held
            )
            if small and apart and row in part.rows:
                note = f"兼演：与“{'、'.join(held)}”从不同场"
                result[i] = replace(choice, person=_again(other.person, note), reason=note)
                break
    return tuple(result)


def _again(person: CastSuggestion, note: str) -> CastSuggestion:
    return replace(person, reasons=(note,), concerns=(*person.concerns, "一人两角，换妆要留时间"))


def _nobody(role: RoleWanted) -> str:
    return f"没有人可演“{role.name}”：合适的人都有别的戏；请改期、放宽条件或登记新人"


def check_cast(choices: Sequence[CastChoice], calls: Sequence[CastCall], *, busy: Busy) -> tuple[str, ...]:
    """What is wrong with a cast, in words: engaged elsewhere, given to two productions at once, two roles that meet."""
    call_of = {c.production: c for c in calls}
    meets = {(c.production, r.name): r.meets for c in calls for r in c.roles}
    found: list[str] = []
    kept = [(c, c.person) for c in choices if c.person is not None]
    for choice, person in kept:
        clash = clash_of(busy.get(person.person_id, ()), call_of[choice.production])
        if clash:
            found.append(f"{person.person_name} 演《{choice.production}》“{choice.role}”，但已有 {clash}")
    for i, (a, first) in enumerate(kept):
        for b, second in kept[i + 1 :]:
            if first.person_id != second.person_id:
                continue
            one, two = call_of[a.production], call_of[b.production]
            if a.production != b.production and one.start < two.end and two.start < one.end:
                found.append(f"{first.person_name} 同期给了《{a.production}》和《{b.production}》")
            elif a.production == b.production and b.role in meets[a.production, a.role]:
                found.append(f"{first.person_name} 兼演“{a.role}”和“{b.role}”，两人有同场戏")
    return tuple(found)
