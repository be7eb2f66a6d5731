"""Rules about hours: how long a crew works in a part, how long people rest, how long minors may play, and ways."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from fangcun.shoot.contracts import RuleKind, Violation
from fangcun.shoot.engine.checking.board import Board, SceneAt
from fangcun.shoot.engine.checking.scope import Scope
from fangcun.shoot.engine.checking.ways import nearest
from fangcun.shoot.engine.checking.words import (
    clock_words,
    crew_words,
    day_words,
    scenes_words,
    slot_words,
)

_DAY = 24 * 60


def hours(board: Board, scope: Scope) -> Iterator[Violation]:
    """Overtime, minors, rest and ways in the breaks."""
    yield from overtime(board, scope)
    yield from minors(board, scope)
    if board.problem.rest_minutes:
        yield from rest(board, scope)
    if any(any(row) for row in board.problem.travel):
        yield from crews_travel(board, scope)
        yield from people_travel(board, scope)


def overtime(board: Board, scope: Scope) -> Iterator[Violation]:
    """The load of (crew, slot) is at most minutes + overtime of the part."""
    problem = board.problem
    for crew, slot in scope.crew_slots:
        part = problem.parts[slot % len(problem.parts)]
        load = board.load(crew, slot)
        over = load - part.minutes - part.overtime
        if over <= 0:
            continue
        scenes, way = board.scene_minutes(crew, slot), board.way(crew, slot)
        words = (
            f"{crew_words(problem, crew)}{slot_words(problem, slot)}要 {load} 分钟"
            f"（戏 {scenes}、换景 {load - scenes - way}、路上 {way}），"
            f"最多 {part.minutes + part.overtime} 分钟（含加班 {part.overtime}），超出 {over} 分钟"
        )
        found = tuple(board.of_crew[crew, slot])
        yield Violation(RuleKind.OVERTIME, words, slot=slot, crews=(crew,), scenes=found)


def minors(board: Board, scope: Scope) -> Iterator[Violation]:
    """Minors stay out of night parts and within their minutes in scenes a day."""
    problem, parts = board.problem, len(board.problem.parts)
    for person, slot in scope.person_slots:
        if problem.people[person].no_night and problem.parts[slot % parts].night:
            found = board.of_person[person, slot]
            words = f"{problem.people[person].name}是未成年人，不能拍夜间：{slot_words(problem, slot)}"
            words += scenes_words(problem, found)
            yield _of_person(RuleKind.MINOR, words, slot, found, person)
    for person, day in scope.person_days:
        most = problem.people[person].day_minutes
        if most is None:
            continue
        worked = [slot for slot in _slots(board, day) if (person, slot) in board.of_person]
        found = [at for slot in worked for at in board.of_person[person, slot]]
        minutes = sum(board.scene(at).minutes for at in found)
        if minutes > most:
            words = (
                f"{problem.people[person].name}{day_words(problem, day)}要拍 {minutes} 分钟，"
                f"每天最多 {most} 分钟：{scenes_words(problem, found)}"
            )
            yield _of_person(RuleKind.MINOR, words, worked[0], found, person)


def rest(board: Board, scope: Scope) -> Iterator[Violation]:
    """A person rests ``rest_minutes`` from the real end of a day's work to the first part worked in the next day.

    Whoever is in a slot works until the crew ends there: ``Board.ends``.
    """
    problem, parts = board.problem, len(board.problem.parts)
    for person, day in scope.person_days:
        today = [slot for slot in _slots(board, day) if (person, slot) in board.of_person]
        tomorrow = [slot for slot in _slots(board, day + 1) if (person, slot) in board.of_person]
        if not today or not tomorrow:
            continue
        ended, crew, last = max((board.ends(at[0], slot), at[0], slot) for slot, at in _work(board, person, today))
        begins = problem.parts[tomorrow[0] % parts].start
        resting = begins + _DAY - ended
        if resting >= problem.rest_minutes:
            continue
        words = (
            f"{problem.people[person].name}{day_words(problem, day)}收工 {clock_words(ended)}，"
            f"次日 {clock_words(begins)} 开工，只休息 {_hours(resting)}，至少要 {_hours(problem.rest_minutes)}"
        )
        found = board.of_crew[crew, last] + board.of_person[person, tomorrow[0]]
        yield _of_person(RuleKind.REST, words, tomorrow[0], found, person)


def crews_travel(board: Board, scope: Scope) -> Iterator[Violation]:
    """Between two parts of a day a crew can get from its real end to the next part's start."""
    problem = board.problem
    for crew, day in scope.crew_days:
        worked = [slot for slot in _slots(board, day) if (crew, slot) in board.of_crew]
        for slot, after in itertools.pairwise(worked):
            left, reached = board.of_crew[crew, slot], board.of_crew[crew, after]
            minutes = nearest(problem.travel, board.sites(left), board.sites(reached))
            short = _short(board, board.ends(crew, slot), minutes, after)
            if short > 0:
                words = f"{crew_words(problem, crew)}{_late(board, slot, after, minutes, short)}"
                yield Violation(RuleKind.TRAVEL, words, slot=after, crews=(crew,), scenes=(*left, *reached))


def people_travel(board: Board, scope: Scope) -> Iterator[Violation]:
    """The same for a person who goes from one crew to another; within a crew the crew's own way counts."""
    problem = board.problem
    for person, day in scope.person_days:
        worked = [slot for slot in _slots(board, day) if (person, slot) in board.of_person]
        for slot, after in itertools.pairwise(worked):
            left, reached = board.of_person[person, slot], board.of_person[person, after]
            minutes = nearest(problem.travel, board.sites(left), board.sites(reached))
            ended, crew = max((board.ends(at[0], slot), at[0]) for at in left)
            short = _short(board, ended, minutes, after)
            if short > 0:
                words = f"{problem.people[person].name}{_late(board, slot, after, minutes, short)}"
                found = board.of_crew[crew, slot] + [at for at in left if at[0] != crew] + reached
                yield _of_person(RuleKind.TRAVEL, words, after, found, person)


def _short(board: Board, ended: int, minutes: int, after: int) -> int:
    # Who stays at a site may work through the break: that is overtime. Who has a way to go may not.
    begins = board.problem.parts[after % len(board.problem.parts)].start
    return ended + minutes - begins if minutes else 0


def _late(board: Board, slot: int, after: int, minutes: int, short: int) -> str:
    problem = board.problem
    return f"从{slot_words(problem, slot)}到{slot_words(problem, after)}路上要 {minutes} 分钟，间歇差 {short} 分钟"


def _slots(board: Board, day: int) -> range:
    parts = len(board.problem.parts)
    return range(day * parts, (day + 1) * parts)


def _work(board: Board, person: int, slots: list[int]) -> Iterator[tuple[int, SceneAt]]:
    for slot in slots:
        for at in board.of_person[person, slot]:
            yield slot, at


def _of_person(rule: RuleKind, words: str, slot: int, scenes: list[SceneAt], person: int) -> Violation:
    crews = tuple(sorted({crew for crew, _ in scenes}))
    return Violation(rule, words, slot=slot, crews=crews, scenes=tuple(scenes), person=person)


def _hours(minutes: int) -> str:
    whole, rest = divmod(max(minutes, 0), 60)
    return f"{whole} 小时 {rest} 分" if rest else f"{whole} 小时"
