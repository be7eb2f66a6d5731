"""What a plan costs, straight from the definition in ``Problem`` and ``Prices``."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.shoot.contracts import CostParts, Problem
from fangcun.shoot.engine.checking.board import Board, lay_out


def costs(problem: Problem, slots: Sequence[int | None]) -> CostParts:
    """The cost of a plan by cause. Scenes without a slot cost nothing (and are a violation)."""
    board = lay_out(problem, slots)
    prices, parts = problem.prices, len(problem.parts)
    used = list(board.of_crew)
    nights = sum(problem.parts[slot % parts].night for _, slot in used)
    days = {(crew, slot // parts) for crew, slot in used}
    place_days = {(at[0], board.scene(at).place, slot // parts) for at, slot in board.slot_of.items()}
    return CostParts(
        holding=sum(
            (last - first + 1) * problem.crews[crew].roles[role].day_rate
            for (crew, role), (first, last) in held_days(board).items()
        ),
        moves=prices.set_move * sum(len(board.places(crew, slot)) for crew, slot in used),
        overtime=prices.overtime_minute * sum(overtime_of(board, crew, slot) for crew, slot in used),
        nights=prices.night * nights,
        crew_days=prices.crew_day * len(days),
        places=sum(problem.places[place].day_cost for _, place, _ in place_days),
        changes=prices.change * sum(_moved(board, at) for at in board.slot_of),
    )


def held_days(board: Board) -> dict[tuple[int, int], tuple[int, int]]:
    """(crew, role) → the first and the last day on which it is in a scene; roles without scenes are absent."""
    days: dict[tuple[int, int], tuple[int, int]] = {}
    for at, slot in board.slot_of.items():
        day = slot // len(board.problem.parts)
        for role in board.scene(at).roles:
            first, last = days.get((at[0], role), (day, day))
            days[at[0], role] = (min(first, day), max(last, day))
    return days


def overtime_of(board: Board, crew: int, slot: int) -> int:
    """Minutes over the part's minutes."""
    part = board.problem.parts[slot % len(board.problem.parts)]
    return max(0, board.load(crew, slot) - part.minutes)


def _moved(board: Board, at: tuple[int, int]) -> bool:
    was = board.scene(at).was
    return was is not None and was != board.slot_of[at]
