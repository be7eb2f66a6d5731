"""Why nothing fits: a smallest set of demands that contradict each other, and the cheapest ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fangcun.shoot.contracts import Contradiction, Problem, Relaxation
from fangcun.shoot.engine.blocking import DemandKind, SceneAt, people_in, scenes_of
from fangcun.shoot.engine.contradicting import Clock, Fit, core, fits
from fangcun.shoot.engine.demands import demand_words
from fangcun.shoot.engine.necessary import Knot, quick_knots
from fangcun.shoot.engine.relaxing import Candidate, candidates, changed, relax

__all__ = ["explain", "relax"]

_OFFERED = 6  # relaxations shown
_LOOK = 4.0  # seconds for one corner of the problem at most


def explain(problem: Problem, *, seconds: float = 20.0, stop: Callable[[], bool] | None = None) -> Contradiction | None:
    """Why no plan exists, in words, with relaxations that ``relax`` applies; None when no contradiction was found.

    First what counting shows; then each person shared by crews, each shared place, each crew, and at last all
    together by constraint programming, the smallest corners first. A relaxation is offered only when it was seen to
    untie this knot (another one may remain: explain again). Cheapest first, unknown costs last.
    """
    clock = Clock(seconds, stop)
    knot = next(quick_knots(problem), None) or _deep_knot(problem, clock)
    if knot is None:
        return None
    return Contradiction(knot.words, tuple(_ways_out(problem, knot, Clock(max(clock.left(), seconds / 2), stop))))


def _deep_knot(problem: Problem, clock: Clock) -> Knot | None:
    for scenes in _corners(problem):
        if clock.left() <= 0:
            return None
        if fits(problem, scenes, min(_LOOK, clock.left())) is not Fit.NO:
            continue
        demands = core(problem, scenes, clock)
        if demands is None:
            continue
        shot = tuple(d.about for d in demands if d.kind is DemandKind.SCENE)
        named = tuple((about[0], about[1]) for about in shot)
        return Knot(named, demands, demand_words(problem, demands))
    return None


def _corners(problem: Problem) -> Iterator[tuple[SceneAt, ...]]:
    every = scenes_of(problem)
    people: dict[int, list[SceneAt]] = {}
    places: dict[int, list[SceneAt]] = {}
    for at in every:
        places.setdefault(problem.crews[at[0]].scenes[at[1]].place, []).append(at)
        for person in people_in(problem, at):
            people.setdefault(person, []).append(at)
    shared = [group for group in (*people.values(), *places.values()) if len({crew for crew, _ in group}) > 1]
    yield from map(tuple, sorted(shared, key=len))
    for crew in range(len(problem.crews)):
        yield tuple(at for at in every if at[0] == crew)
    if len(problem.crews) > 1:
        yield every


def _ways_out(problem: Problem, knot: Knot, clock: Clock) -> list[Relaxation]:
    once = {candidate.words: candidate for candidate in candidates(problem, knot.demands, knot.scenes)}
    tried = sorted(once.values(), key=_price)
    helpful = list(_helpful(problem, knot, tried, clock))
    if not helpful:
        helpful = list(_together(problem, knot, tried, clock))
    return [Relaxation(c.words, c.cost, c.rule, c.change) for c in helpful]


def _helpful(problem: Problem, knot: Knot, tried: list[Candidate], clock: Clock) -> Iterator[Candidate]:
    found = 0
    enough: set[object] = set()
    for candidate in tried:
        if clock.left() <= 0 or found == _OFFERED:
            return
        # More of the same (minutes of a part, lamps of a kind) is not a way out of its own.
        same = candidate.change.get("part", candidate.change.get("kit"))
        key = (candidate.change["kind"], same)
        if same is not None and key in enough:
            continue
        if _unties(problem, knot, candidate.change, clock):
            found += 1
            enough.add(key)
            yield candidate


def _together(problem: Problem, knot: Knot, tried: list[Candidate], clock: Clock) -> Iterator[Candidate]:
    """One bundle: known prices first until the knot is untied, then without what was not needed."""
    taken = _strongest([c for c in tried if c.change["kind"] != "drop"])
    if not taken or not _unties(problem, knot, _bundle(taken), clock):
        return
    for candidate in reversed(taken):
        rest = [c for c in taken if c is not candidate]
        if rest and _unties(problem, knot, _bundle(rest), clock):
            taken = rest
    costs = [c.cost for c in taken]
    cost = None if None in costs else sum(c for c in costs if c is not None)
    yield Candidate("，并且".join(c.words for c in taken), cost, taken[0].rule, _bundle(taken))


def _strongest(tried: list[Candidate]) -> list[Candidate]:
    # Of several sizes of one change only the last counts: it is the largest.
    kept: dict[tuple[object, ...], Candidate] = {}
    for candidate in tried:
        change = candidate.change
        key = tuple(v for k, v in change.items() if k not in ("minutes", "count"))
        kept[key] = candidate
    return list(kept.values())


def _bundle(taken: list[Candidate]) -> dict[str, Any]:
    return {"kind": "all", "changes": [c.change for c in taken]}


def _unties(problem: Problem, knot: Knot, change: dict[str, Any], clock: Clock) -> bool:
    scenes = _kept(knot.scenes, change)
    if not scenes:
        return True
    return fits(changed(problem, change), scenes, min(_LOOK, clock.left())) is Fit.YES


def _kept(scenes: tuple[SceneAt, ...], change: dict[str, Any]) -> tuple[SceneAt, ...]:
    """The knot's scenes as the relaxed problem numbers them: a dropped one is gone, the crew's later ones move up."""
    if change["kind"] != "drop":
        return scenes
    crew, index = change["crew"], change["scene"]
    return tuple((c, s - (c == crew and s > index)) for c, s in scenes if (c, s) != (crew, index))


def _price(candidate: Candidate) -> tuple[bool, int]:
    return candidate.cost is None, candidate.cost or 0
