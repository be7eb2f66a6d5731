"""Two plans of one problem side by side, and how much a plan uses of what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from fangcun.shoot.contracts import BudgetLine, CostParts, Difference, Problem, Use, UseRow, WhatIf
from fangcun.shoot.engine.budget import budget
from fangcun.shoot.engine.checking.board import Board, lay_out
from fangcun.shoot.engine.checking.costing import costs, held_days
from fangcun.shoot.engine.checking.words import crew_words, day_words

CAUSES = {
    "holding": "演员",
    "moves": "转场",
    "overtime": "加班",
    "nights": "夜班",
    "crew_days": "剧组日常",
    "places": "场地",
    "changes": "改期",
}
_TOLD = 5  # persons named in the words


def compare_plans(
    problem: Problem,
    before: Sequence[int | None],
    after: Sequence[int | None],
    *,
    money: Callable[[int], str] = "{:,}".format,
) -> WhatIf:
    """What changes from one plan to the other: by cause, crew, person (days held) and day, and in words.

    Only figures that differ are listed. ``money`` spells amounts in the words.
    """
    both = (costs(problem, before), costs(problem, after))
    one, other = (budget(problem, plan).lines for plan in (before, after))
    held, then = (_held(lay_out(problem, plan)) for plan in (before, after))
    crews = _differences(
        (crew_words(problem, c), _sum(one, crew=c), _sum(other, crew=c)) for c in range(len(problem.crews))
    )
    by_day = _differences((day_words(problem, d), _sum(one, day=d), _sum(other, day=d)) for d in range(problem.days))
    people = _differences(
        (person.name, len(held.get(p, ())), len(then.get(p, ()))) for p, person in enumerate(problem.people)
    )
    causes = cause_differences(*both)
    moved = sum(old != new for old, new in zip(before, after, strict=True))
    words = (_total(both, causes, moved, money), *_people_words(people))
    return WhatIf(both, causes, crews, people, by_day, moved, words)


def cause_differences(before: CostParts, after: CostParts) -> tuple[Difference, ...]:
    """The causes whose cost differs, in the order of ``CostParts``."""
    names = [f.name for f in fields(CostParts)]
    return _differences((CAUSES[name], getattr(before, name), getattr(after, name)) for name in names)


def signed(amount: int, money: Callable[[int], str] = "{:,}".format) -> str:
    """+400, −1,200."""
    return f"{'+' if amount >= 0 else '−'}{money(abs(amount))}"


def use_of(problem: Problem, slots: Sequence[int | None]) -> Use:
    """The plan as the lines of a Gantt: crews × days, places × days, people × days, with percentages."""
    board = lay_out(problem, slots)
    return Use(
        crews=tuple(_crew_row(board, crew) for crew in range(len(problem.crews))),
        places=_rows(board, ((board.scene(at).place, at) for at in board.slot_of), [p.name for p in problem.places]),
        people=_rows(
            board,
            ((person, at) for at in board.slot_of for person in board.people_of[at]),
            [person.name for person in problem.people],
        ),
    )


def _crew_row(board: Board, crew: int) -> UseRow:
    problem, parts = board.problem, board.problem.parts
    scenes, minutes = [0] * problem.days, [0] * problem.days
    for slot in range(problem.slots):
        scenes[slot // len(parts)] += len(board.of_crew.get((crew, slot), ()))
        minutes[slot // len(parts)] += board.load(crew, slot) if (crew, slot) in board.of_crew else 0
    away = problem.crews[crew].away
    there = sum(parts[slot % len(parts)].minutes for slot in range(problem.slots) if slot not in away)
    percent = round(100 * sum(minutes) / there) if there else 0
    return UseRow(crew, problem.crews[crew].name, tuple(scenes), tuple(minutes), percent)


def _rows(board: Board, pairs: Iterable[tuple[int, tuple[int, int]]], names: list[str]) -> tuple[UseRow, ...]:
    days, parts = board.problem.days, len(board.problem.parts)
    scenes: dict[int, list[int]] = {}
    minutes: dict[int, list[int]] = {}
    for index, at in pairs:
        day = board.slot_of[at] // parts
        scenes.setdefault(index, [0] * days)[day] += 1
        minutes.setdefault(index, [0] * days)[day] += board.scene(at).minutes
    return tuple(
        UseRow(i, names[i], tuple(scenes[i]), tuple(minutes[i]), round(100 * sum(map(bool, scenes[i])) / days))
        for i in sorted(scenes)
    )


def _held(board: Board) -> dict[int, set[int]]:
    """Person → the days on which one of their roles is held."""
    days: dict[int, set[int]] = {}
    for (crew, role), (first, last) in held_days(board).items():
        person = board.problem.crews[crew].roles[role].performer
        if person is not None:
            days.setdefault(person, set()).update(range(first, last + 1))
    return days


def _sum(lines: Iterable[BudgetLine], *, crew: int | None = None, day: int | None = None) -> int:
    return sum(line.amount for line in lines if crew in (None, line.crew) and day in (None, line.day))


def _differences(figures: Iterable[tuple[str, int, int]]) -> tuple[Difference, ...]:
    return tuple(Difference(name, before, after) for name, before, after in figures if before != after)


def _total(
    both: tuple[CostParts, CostParts], causes: tuple[Difference, ...], moved: int, money: Callable[[int], str]
) -> str:
    if not moved:
        return "两份计划相同"
    gained = both[1].total - both[0].total
    parts = "、".join(f"{c.name} {signed(c.after - c.before, money)}" for c in causes)
    if gained == 0:
        return f"{moved} 场不同，费用相同" + (f"（{parts}）" if parts else "")
    return f"{moved} 场不同，费用{'多' if gained > 0 else '省'} {money(abs(gained))}（{parts}）"


def _people_words(people: tuple[Difference, ...]) -> list[str]:
    most = sorted(people, key=lambda d: (-abs(d.after - d.before), d.name))
    words = [f"{d.name} {'多' if d.after > d.before else '少'}用 {abs(d.after - d.before)} 天" for d in most[:_TOLD]]
    rest = len(most) - _TOLD
    return [*words, f"另有 {rest} 人天数有变"] if rest > 0 else words
