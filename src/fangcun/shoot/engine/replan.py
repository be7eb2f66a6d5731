"""Replanning after disruptions: frozen days stay, little moves, and the answer says what moved and what it costs."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from time import monotonic

from fangcun.shoot.contracts import Answer, CostParts, MovedScene, Problem, Replanning, TracePoint
from fangcun.shoot.engine.blocking import SceneAt, scenes_of
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.checking.words import scene_words, slot_words
from fangcun.shoot.engine.disrupting import Disrupted, disrupt
from fangcun.shoot.engine.disruptions import Disruption
from fangcun.shoot.engine.repairing import NOWHERE, Limits, clashing_scenes, settle
from fangcun.shoot.engine.whatif import cause_differences, signed

OnBetter = Callable[[Answer], None]
Repair = Callable[[Problem, Sequence[int]], Sequence[int]]
_WINDOW, _WINDOW_SECONDS = 60, 0.5  # scenes of a window, and how long it is looked at
_LEAST = 0.05  # seconds under which no search begins
_FIRST = 0.25  # seconds for the first answer, which moves nothing but what must move


def replan(
    problem: Problem,
    slots: Sequence[int | None],
    disruptions: Iterable[Disruption],
    *,
    now_slot: int,
    seconds: float = 10.0,
    seed: int = 0,
    frozen: Collection[int] = (),
    change_price: int | None = None,
    on_better: OnBetter | None = None,
    stop: Callable[[], bool] | None = None,
    repair: Repair | None = None,
    money: Callable[[int], str] = "{:,}".format,
) -> Replanning:
    """The plan ``slots`` after ``disruptions``, which ``disrupt`` explains together with ``now_slot`` and ``frozen``.

    The first answer moves only what must move; then neighbours make room, at most as many again as were forced, unless
    scenes would be left over. ``repair`` is another way to a plan near the old one (the planner's), asked second.
    ``on_better`` is called with each better answer, ``stop`` ends the search and keeps the best. A scene without room
    has slot -1 and a violation. ``money`` spells amounts in the words.
    """
    left = disrupt(problem, slots, disruptions, now_slot=now_slot, frozen=frozen, change_price=change_price)
    search = _Search(left, seed=seed, seconds=seconds, stop=stop, on_better=on_better, repair=repair)
    search.run()
    return _told(problem, slots, left, search.answer(), search.forced, money)


class _Search:
    """Wider and wider repairs until time is up."""

    def __init__(
        self,
        left: Disrupted,
        *,
        seed: int,
        seconds: float,
        stop: Callable[[], bool] | None,
        on_better: OnBetter | None,
        repair: Repair | None,
    ) -> None:
        self.repair = repair
        self.left, self.seed, self.stop, self.on_better = left, seed, stop, on_better
        self.started = monotonic()
        self.ends = self.started + seconds
        self.order = scenes_of(left.problem)
        self.now = [None if at in left.forced else slot for at, slot in zip(self.order, left.slots, strict=True)]
        self.best: tuple[int, ...] = tuple(NOWHERE if slot is None else slot for slot in self.now)
        self.trace: list[TracePoint] = []
        self.forced = len(left.forced)

    def run(self) -> None:
        """First what must move alone, then with its crews, then with everyone."""
        clashing = clashing_scenes(self.left.problem, self.now) - self.left.forced
        if self.left.forced | clashing:
            self._try(self.left.forced | clashing, _FIRST, None)
            self._offer(self._repaired())
            if self._broken():
                self._try(self._broken_ones(), _FIRST, None)
        if clashing:  # then some of these must move too: as many as the first answer moves
            self.forced = max(self.forced, self._moved(self.best))
        most = 2 * self.forced
        crews = {crew for crew, _ in self.left.forced | clashing}
        near = self._movable(crews)
        if not near:
            return
        if self._broken():
            self._try(self._movable({crew for crew, _ in self._broken_ones()}), self._left() / 3, most, lean=True)
        if self._broken():
            self._try(near, self._left() / 3, most, lean=True)
        if self._broken():
            self._try(near, self._left() / 2, None, lean=True)
        if self._broken():
            self._try(self._movable(set(range(len(self.left.problem.crews)))), self._left(), None, lean=True)
        most = max(most, self._moved(self.best))
        if len(near) <= _WINDOW:
            self._try(near, self._left(), most)
        else:
            self._polish(near, most)

    def _polish(self, near: frozenset[SceneAt], most: int) -> None:
        """Windows: what must move in two slots, with those who could make room there, in a seeded random order."""
        chance = random.Random(self.seed)
        pool = sorted(near)
        while self._left() > _LEAST and not (self.stop is not None and self.stop()):
            place_of = dict(zip(self.order, self.best, strict=True))
            crew = chance.choice(pool)[0]
            slots = set(chance.sample(sorted({place_of[at] for at in pool if at[0] == crew}), k=1))
            slots |= {place_of[at] for at in chance.sample(pool, k=min(2, len(pool)))}
            forced = chance.sample(sorted(self.left.forced), k=min(len(self.left.forced), _WINDOW // 2))
            others = [at for at in pool if place_of[at] in slots and at not in self.left.forced]
            free = {*forced, *chance.sample(others, k=min(len(others), _WINDOW // 2))}
            self._try(free, _WINDOW_SECONDS, most)

    def answer(self) -> Answer:
        """The best plan so far, checked."""
        problem = self.left.problem
        known = [None if slot == NOWHERE else slot for slot in self.best]
        found = check(problem, known)
        taken = monotonic() - self.started
        return Answer(self.best, costs(problem, known), found, taken, tuple(self.trace))

    def _repaired(self) -> tuple[int, ...] | None:
        if self.repair is None or (self.stop is not None and self.stop()):
            return None
        start = [self._somewhere(at, slot) for at, slot in zip(self.order, self.left.slots, strict=True)]
        return tuple(self.repair(self.left.problem, start))

    def _somewhere(self, at: SceneAt, slot: int | None) -> int:
        job = self.left.problem.crews[at[0]].scenes[at[1]]
        return slot if slot is not None else next(iter(job.only or ()), 0)

    def _try(self, free: Collection[SceneAt], seconds: float, most: int | None, *, lean: bool = False) -> None:
        seconds = min(seconds, self._left())
        if not free or seconds <= 0 or (self.stop is not None and self.stop()):
            return
        start = [None if slot == NOWHERE else slot for slot in self.best]
        limits = Limits(seconds, seed=self.seed, most_moves=most, stop=self.stop, lean=lean)
        self._offer(settle(self.left.problem, start, free, limits))

    def _offer(self, found: tuple[int, ...] | None) -> None:
        if found is None or self._rank(found) >= self._rank(self.best):
            return
        self.best = found
        answer = self.answer()
        self.trace.append(TracePoint(answer.seconds, answer.cost.total, "repair"))
        if self.on_better is not None:
            self.on_better(self.answer())

    def _rank(self, plan: tuple[int, ...]) -> tuple[int, int]:
        known = [None if slot == NOWHERE else slot for slot in plan]
        return len(check(self.left.problem, known)), costs(self.left.problem, known).total

    def _broken_ones(self) -> frozenset[SceneAt]:
        return clashing_scenes(self.left.problem, [None if slot == NOWHERE else slot for slot in self.best])

    def _broken(self) -> bool:
        return self._rank(self.best)[0] > 0

    def _moved(self, plan: tuple[int, ...]) -> int:
        return sum(slot != old for slot, old in zip(plan, self.left.slots, strict=True))

    def _movable(self, crews: set[int]) -> frozenset[SceneAt]:
        jobs = self.left.problem.crews
        return frozenset(at for at in self.order if at[0] in crews and jobs[at[0]].scenes[at[1]].fixed is None)

    def _left(self) -> float:
        return self.ends - monotonic()


def _told(
    before: Problem,
    slots: Sequence[int | None],
    left: Disrupted,
    answer: Answer,
    forced: int,
    money: Callable[[int], str],
) -> Replanning:
    old = costs(before, slots)
    moved = tuple(
        _moved(left, at, was, None if now == NOWHERE else now)
        for at, was, now in zip(scenes_of(left.problem), left.slots, answer.slots, strict=True)
        if was != now
    )
    must = sum(scene.forced for scene in moved)
    words = [_summary(moved, must), *(scene.message for scene in moved), _price(old, answer.cost, money)]
    return Replanning(left.problem, answer, moved, forced, old, answer.cost, tuple(words))


def _moved(left: Disrupted, at: SceneAt, was: int | None, now: int | None) -> MovedScene:
    problem, name = left.problem, scene_words(left.problem, at)
    if now is None:
        words = f"{name} 排不下，要另外安排"
    elif was is None:
        words = f"{name} 新排在{slot_words(problem, now)}"
    else:
        words = f"{name} 从{slot_words(problem, was)}改到{slot_words(problem, now)}"
    key = problem.crews[at[0]].scenes[at[1]].key
    return MovedScene(at[0], at[1], key, was, now, at in left.forced, words)


def _summary(moved: tuple[MovedScene, ...], must: int) -> str:
    if not moved:
        return "计划不用改动"
    others = f"，另有 {len(moved) - must} 场让位" if len(moved) > must else ""
    lost = sum(scene.now is None for scene in moved)
    return f"{must} 场必须改期{others}" + (f"；{lost} 场排不下" if lost else "")


def _price(old: CostParts, new: CostParts, money: Callable[[int], str]) -> str:
    causes = cause_differences(old, new)
    if not causes:
        return "费用不变"
    parts = "、".join(f"{cause.name} {signed(cause.after - cause.before, money)}" for cause in causes)
    return f"费用 {money(old.total)} → {money(new.total)}（{parts}）"
