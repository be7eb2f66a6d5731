"""What a plan costs, line by line, shared out to scenes so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from fangcun.shoot.contracts import Budget, BudgetLine, Department, ExtraCost, Problem
from fangcun.shoot.engine.checking.board import Board, SceneAt, lay_out
from fangcun.shoot.engine.checking.costing import held_days, overtime_of

_Key = TypeVar("_Key")


def budget(problem: Problem, slots: Sequence[int | None], extras: Iterable[ExtraCost] = ()) -> Budget:
    """Every cost of the plan as a line with its crew, day, department and scenes.

    The lines without ``extras`` sum to ``checking.costs``. A line is split over the scenes that cause it by their
    minutes: a role's day over its scenes of that day, a day on which it only waits over all its scenes; a set move over
    the scenes at that place; overtime and a night over the scenes of the slot; the crew's day over the day's scenes.
    """
    board = lay_out(problem, slots)
    lines = (*_roles(board), *_slots(board), *_days(board), *_changes(board), *_extras(board, extras))
    return Budget(tuple(sorted(lines, key=lambda line: (line.crew, line.day, line.department, line.what))))


def shares(amount: int, weights: Sequence[int]) -> list[int]:
    """``amount`` split in the proportion of ``weights`` (all alike when they are 0) by the largest remainder.

    The parts sum to the amount; equal remainders go to the first. An amount below 0 gives parts of at most 0.
    """
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    sign, amount = (-1, -amount) if amount < 0 else (1, amount)
    parts = [amount * weight // whole for weight in weights]
    rests = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for i in rests[: amount - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def _line(
    board: Board, where: tuple[int, int], department: Department, what: str, amount: int, scenes: list[SceneAt]
) -> Iterator[BudgetLine]:
    if amount:
        parts = shares(amount, [board.scene(at).minutes for at in scenes])
        split = tuple((at[1], part) for at, part in zip(scenes, parts, strict=True))
        yield BudgetLine(where[0], where[1], department, what, amount, split)


def _roles(board: Board) -> Iterator[BudgetLine]:
    parts = len(board.problem.parts)
    played = _grouped(((at[0], role), at) for at in board.slot_of for role in board.scene(at).roles)
    for (crew, index), (first, last) in held_days(board).items():
        role = board.problem.crews[crew].roles[index]
        for day in range(first, last + 1):
            today = [at for at in played[crew, index] if board.slot_of[at] // parts == day]
            scenes = today or played[crew, index]
            yield from _line(board, (crew, day), Department.ACTORS, role.name, role.day_rate, scenes)


def _slots(board: Board) -> Iterator[BudgetLine]:
    problem, prices, parts = board.problem, board.problem.prices, board.problem.parts
    for (crew, slot), scenes in board.of_crew.items():
        part, where = parts[slot % len(parts)], (crew, slot // len(parts))
        for place, there in _grouped((board.scene(at).place, at) for at in scenes).items():
            yield from _line(board, where, Department.MOVES, problem.places[place].name, prices.set_move, there)
        over = prices.overtime_minute * overtime_of(board, crew, slot)
        yield from _line(board, where, Department.OVERTIME, part.name, over, scenes)
        if part.night:
            yield from _line(board, where, Department.NIGHTS, part.name, prices.night, scenes)


def _days(board: Board) -> Iterator[BudgetLine]:
    problem, parts = board.problem, len(board.problem.parts)
    days = _grouped(((at[0], slot // parts), at) for at, slot in board.slot_of.items())
    for (crew, day), scenes in days.items():
        name = problem.crews[crew].name
        yield from _line(board, (crew, day), Department.CREW, name, problem.prices.crew_day, scenes)
        for index, there in _grouped((board.scene(at).place, at) for at in scenes).items():
            place = problem.places[index]
            yield from _line(board, (crew, day), Department.PLACES, place.name, place.day_cost, there)


def _changes(board: Board) -> Iterator[BudgetLine]:
    for at, slot in board.slot_of.items():
        scene = board.scene(at)
        if scene.was is not None and scene.was != slot:
            day, price = slot // len(board.problem.parts), board.problem.prices.change
            yield from _line(board, (at[0], day), Department.CHANGES, scene.key, price, [at])


def _extras(board: Board, extras: Iterable[ExtraCost]) -> Iterator[BudgetLine]:
    parts = len(board.problem.parts)
    for extra in extras:
        slot = None if extra.scene is None else board.slot_of.get((extra.crew, extra.scene))
        day = extra.day if slot is None else slot // parts
        split = () if extra.scene is None else ((extra.scene, extra.amount),)
        yield BudgetLine(extra.crew, day, extra.department, extra.what, extra.amount, split)


def _grouped(pairs: Iterable[tuple[_Key, SceneAt]]) -> dict[_Key, list[SceneAt]]:
    groups: dict[_Key, list[SceneAt]] = {}
    for key, at in pairs:
        groups.setdefault(key, []).append(at)
    return groups
