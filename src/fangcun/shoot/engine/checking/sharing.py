"""Rules about what crews share in a slot: places, people and kit."""

from __future__ import annotations

from collections.abc import Iterator

from fangcun.shoot.contracts import RuleKind, Violation
from fangcun.shoot.engine.checking.board import Board, SceneAt
from fangcun.shoot.engine.checking.scope import Scope
from fangcun.shoot.engine.checking.words import place_words, scenes_words, slot_words


def shared(board: Board, scope: Scope) -> Iterator[Violation]:
    """Places, people and kit."""
    yield from places(board, scope)
    yield from people(board, scope)
    yield from kits(board, scope)


def places(board: Board, scope: Scope) -> Iterator[Violation]:
    """A place holds at most ``capacity`` crews in a slot."""
    problem = board.problem
    for place, slot in scope.place_slots:
        scenes = board.at_place[place, slot]
        crews = _crews(scenes)
        capacity = problem.places[place].capacity
        if len(crews) <= capacity:
            continue
        words = f"{scenes_words(problem, scenes)} 同在{slot_words(problem, slot)}用{place_words(problem, place)}"
        if capacity != 1:
            words += f"，那里同时只容 {capacity} 个组"
        yield Violation(RuleKind.PLACE_TAKEN, words, slot=slot, crews=crews, scenes=tuple(scenes), place=place)


def people(board: Board, scope: Scope) -> Iterator[Violation]:
    """A person works for one crew in a slot."""
    problem = board.problem
    for person, slot in scope.person_slots:
        scenes = board.of_person[person, slot]
        crews = _crews(scenes)
        if len(crews) > 1:
            name = problem.people[person].name
            words = f"{name}{slot_words(problem, slot)}要同时在 {len(crews)} 个组：{scenes_words(problem, scenes)}"
            yield Violation(RuleKind.PERSON_TAKEN, words, slot=slot, crews=crews, scenes=tuple(scenes), person=person)


def kits(board: Board, scope: Scope) -> Iterator[Violation]:
    """Kit used in a slot, with what others hold, stays within its count.

    A crew shoots its scenes of a slot one after another: it needs the most that any one of them needs.
    """
    problem = board.problem
    for kit, slot in scope.kit_slots:
        scenes = board.with_kit[kit, slot]
        needed = sum(kit_of_crew(board, kit, slot).values())
        taken = sum(count for when, count in problem.kit[kit].taken if when == slot)
        count = problem.kit[kit].count
        if needed + taken <= count:
            continue
        words = f"{slot_words(problem, slot)}要用「{problem.kit[kit].name}」{needed} 件"
        words += f"（另有 {taken} 件已借出）" if taken else ""
        words += f"，共有 {count} 件：{scenes_words(problem, scenes)}"
        yield Violation(RuleKind.KIT, words, slot=slot, crews=_crews(scenes), scenes=tuple(scenes), kit=kit)


def kit_of_crew(board: Board, kit: int, slot: int) -> dict[int, int]:
    """How many of a kit each crew needs in a slot."""
    needs: dict[int, int] = {}
    for at in board.with_kit.get((kit, slot), ()):
        count = sum(n for k, n in board.scene(at).kit if k == kit)
        needs[at[0]] = max(needs.get(at[0], 0), count)
    return needs


def _crews(scenes: list[SceneAt]) -> tuple[int, ...]:
    return tuple(sorted({crew for crew, _ in scenes}))
