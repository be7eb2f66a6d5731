"""Rules about one scene: it has a slot, the slot suits its light, and the slot is open to it and to all it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fangcun.shoot.contracts import RuleKind, Violation
from fangcun.shoot.engine.checking.board import Board, SceneAt
from fangcun.shoot.engine.checking.scope import Scope
from fangcun.shoot.engine.checking.words import crew_words, place_words, scene_words, slot_words


def missing(board: Board) -> Iterator[Violation]:
    """Every scene has a slot."""
    for at in board.missing:
        words = f"{scene_words(board.problem, at)} 还没有排进任何时段"
        yield Violation(RuleKind.MISSING, words, crews=(at[0],), scenes=(at,))


def slots(board: Board, scope: Scope) -> Iterator[Violation]:
    """The rules that look at one scene in its slot."""
    for at in scope.scenes:
        for rule in _RULES:
            yield from rule(board, at, board.slot_of[at])


def light(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """Night scenes in night parts, exterior day scenes in day parts, interior day scenes anywhere."""
    problem, scene = board.problem, board.scene(at)
    dark = problem.parts[slot % len(problem.parts)].night
    if scene.night and not dark:
        words = f"{scene_words(problem, at)} 是夜戏，{slot_words(problem, slot)}天是亮的"
    elif scene.exterior and not scene.night and dark:
        words = f"{scene_words(problem, at)} 是日外戏，{slot_words(problem, slot)}天是黑的"
    else:
        return
    yield Violation(RuleKind.LIGHT, words, slot=slot, crews=(at[0],), scenes=(at,))


def closed(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """The slot is one of ``only`` and, where the scene is fixed, the fixed one."""
    problem, scene = board.problem, board.scene(at)
    if scene.fixed is not None and slot != scene.fixed:
        words = f"{scene_words(problem, at)} 定在{slot_words(problem, scene.fixed)}，却排在{slot_words(problem, slot)}"
    elif scene.only is not None and slot not in scene.only:
        words = f"{scene_words(problem, at)} 不能排在{slot_words(problem, slot)}：它只有 {len(scene.only)} 个可选时段"
    else:
        return
    yield Violation(RuleKind.CLOSED, words, slot=slot, crews=(at[0],), scenes=(at,))


def place_closed(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """The place is open."""
    problem, place = board.problem, board.scene(at).place
    if slot in problem.places[place].closed:
        words = f"{place_words(problem, place)}{slot_words(problem, slot)}不开放，{scene_words(problem, at)} 排在那里"
        yield Violation(RuleKind.PLACE_CLOSED, words, slot=slot, crews=(at[0],), scenes=(at,), place=place)


def person_away(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """Everybody in the scene is there."""
    problem = board.problem
    for person in board.people_of[at]:
        if slot in problem.people[person].away:
            words = f"{problem.people[person].name}{slot_words(problem, slot)}没有档期，{scene_words(problem, at)} 要用"
            yield Violation(RuleKind.PERSON_AWAY, words, slot=slot, crews=(at[0],), scenes=(at,), person=person)


def crew_away(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """The crew works."""
    problem = board.problem
    if slot in problem.crews[at[0]].away:
        key = board.scene(at).key
        words = f"{crew_words(problem, at[0])}{slot_words(problem, slot)}不开工，{key} 却排在那里"
        yield Violation(RuleKind.CREW_AWAY, words, slot=slot, crews=(at[0],), scenes=(at,))


def order(board: Board, at: SceneAt, slot: int) -> Iterator[Violation]:
    """The scenes that must be shot before lie in earlier slots."""
    problem = board.problem
    for index in board.scene(at).after:
        earlier = (at[0], index)
        before = board.slot_of.get(earlier)
        if before is None or before < slot:
            continue
        words = (
            f"{scene_words(problem, at)} 须在 {board.scene(earlier).key} 之后拍，"
            f"现在 {board.scene(earlier).key} 在{slot_words(problem, before)}，它在{slot_words(problem, slot)}"
        )
        yield Violation(RuleKind.ORDER, words, slot=slot, crews=(at[0],), scenes=(at, earlier))


_RULES: tuple[Callable[[Board, SceneAt, int], Iterator[Violation]], ...] = (
    light,
    closed,
    place_closed,
    person_away,
    crew_away,
    order,
)
