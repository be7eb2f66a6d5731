"""Which corners of a plan a check looks at: all of it, or what a few scenes have to do with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fangcun.shoot.engine.checking.board import Board, SceneAt


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look at. Every rule that breaks anywhere breaks at one of these corners."""

    scenes: list[SceneAt]
    crew_slots: list[tuple[int, int]]
    place_slots: list[tuple[int, int]]
    person_slots: list[tuple[int, int]]
    kit_slots: list[tuple[int, int]]
    crew_days: list[tuple[int, int]]
    person_days: list[tuple[int, int]]


def whole(board: Board) -> Scope:
    """Everything."""
    parts = len(board.problem.parts)
    return Scope(
        scenes=list(board.slot_of),
        crew_slots=list(board.of_crew),
        place_slots=list(board.at_place),
        person_slots=list(board.of_person),
        kit_slots=list(board.with_kit),
        crew_days=list({(crew, slot // parts) for crew, slot in board.of_crew}),
        person_days=list({(person, slot // parts) for person, slot in board.of_person}),
    )


def around(board: Board, scenes: Iterable[SceneAt]) -> Scope:
    """What the given scenes can break.

    A scene lengthens the work of all who are with its crew in that slot, so their rest and ways count too.
    """
    parts = len(board.problem.parts)
    placed = [at for at in scenes if at in board.slot_of]
    where = [(at, board.slot_of[at]) for at in placed]
    crew_slots = {(at[0], slot) for at, slot in where}
    person_days = {
        (person, slot // parts + shift)
        for crew, slot in crew_slots
        for at in board.of_crew[crew, slot]
        for person in board.people_of[at]
        for shift in (-1, 0)
    }
    later = {follower for at in placed for follower in board.followers.get(at, ()) if follower in board.slot_of}
    return Scope(
        scenes=list(later | set(placed)),
        crew_slots=list(crew_slots),
        place_slots=list({(board.scene(at).place, slot) for at, slot in where}),
        person_slots=list({(person, slot) for at, slot in where for person in board.people_of[at]}),
        kit_slots=list({(kit, slot) for at, slot in where for kit, _ in board.scene(at).kit}),
        crew_days=list({(crew, slot // parts) for crew, slot in crew_slots}),
        person_days=list(person_days),
    )
