"""The independent checker: the definition of a sound plan and of what it costs, written as plainly as possible.

It shares no code with the planner, so that neither can hide the other's mistakes. What ``Problem`` leaves open:

- the first set-up in a slot counts as a set move; a role that nobody plays yet is held and paid like any other;
- a crew needs in a slot, of each kit, the most that one of its scenes needs (they are shot one after another);
- a crew *really ends* a slot at the part's start plus its load, and so does everyone who plays in it then;
- rest runs from the latest real end of a person's day to the start of the first part worked in the next day;
- a way between two parts of a day is the one between the nearest two sites of both: it must fit between the real end
  of the first and the start of the second. Who stays at one site may work through the break (that is overtime);
- a minor's minutes a day are those of the scenes, over all crews.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fangcun.shoot.contracts import Problem, RuleKind, Violation
from fangcun.shoot.engine.checking import hours, scenes, sharing
from fangcun.shoot.engine.checking.board import Board, lay_out
from fangcun.shoot.engine.checking.costing import costs
from fangcun.shoot.engine.checking.scope import Scope, around, whole

__all__ = ["check", "clashes_of", "costs"]

_RANK = {rule: rank for rank, rule in enumerate(RuleKind)}


def check(problem: Problem, slots: Sequence[int | None]) -> tuple[Violation, ...]:
    """Every hard rule that the plan breaks, with words for people; empty for a sound plan.

    ``slots`` holds a slot (or None) for each scene, crew after crew. In a stable order: by rule, slot and crew.
    """
    board = lay_out(problem, slots)
    return _sorted((*scenes.missing(board), *_broken(board, whole(board))))


def clashes_of(
    problem: Problem, slots: Sequence[int | None], touched: Iterable[tuple[int, int]]
) -> tuple[Violation, ...]:
    """Those violations of ``check`` that have one of the scenes (crew, scene) in them; looks only near these."""
    board = lay_out(problem, slots)
    wanted = set(touched)
    found = (*scenes.missing(board), *_broken(board, around(board, wanted)))
    return _sorted(v for v in found if not wanted.isdisjoint(v.scenes))


def _broken(board: Board, scope: Scope) -> Iterable[Violation]:
    yield from scenes.slots(board, scope)
    yield from sharing.shared(board, scope)
    yield from hours.hours(board, scope)


def _sorted(found: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(found, key=_place))


def _place(violation: Violation) -> tuple[object, ...]:
    slot = -1 if violation.slot is None else violation.slot
    return (_RANK[violation.rule], slot, violation.crews, violation.scenes, violation.message)
