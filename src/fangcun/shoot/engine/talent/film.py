"""A film as talent scheduling sees it, and the smaller film that has the same best orders.

The reductions are those of Garcia de la Banda, Stuckey & Chu, "Solving Talent Scheduling with Dynamic Programming",
INFORMS Journal on Computing 23(1), 2011: scenes of the same cast may stand together, and an actor with a single scene
costs the same in every order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Film:
    """A film: ``casts`` has for each scene a bit mask of its actors, ``costs`` what each actor takes a day.

    Durations and costs are whole numbers, not negative. Raises ``talent.shape`` when the parts do not fit together.
    """

    name: str
    casts: tuple[int, ...]
    costs: tuple[int, ...]
    durations: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse what no order could be given a cost for."""
        if not self.casts or len(self.casts) != len(self.durations):
            message = (
                f"影片“{self.name}”有 {len(self.casts)} 场、{len(self.durations)} 个时长：至少一场，且每场一个时长。"
            )
            raise FangcunError("talent.shape", Kind.INVALID, message)
        if any(value < 0 for value in (*self.costs, *self.durations)):
            raise FangcunError("talent.shape", Kind.INVALID, f"影片“{self.name}”的日酬和时长不能是负数。")
        if any(cast < 0 or cast >> len(self.costs) for cast in self.casts):
            raise FangcunError("talent.shape", Kind.INVALID, f"影片“{self.name}”的场次里有没列出日酬的演员。")
        if sum(self.costs) * sum(self.durations) >= 1 << 62:
            raise FangcunError("talent.size", Kind.INVALID, f"影片“{self.name}”的金额太大，请换用更大的货币单位。")

    def total(self, order: Sequence[int]) -> int:
        """What the actors cost when the scenes are shot in ``order`` (positions from 0, each once)."""
        if sorted(order) != list(range(len(self.casts))):
            raise FangcunError("talent.order", Kind.INVALID, "顺序必须让每一场恰好出现一次。")
        total, ends_before = 0, [0]
        for scene in order:
            ends_before.append(ends_before[-1] + self.durations[scene])
        for actor, cost in enumerate(self.costs):
            at = [place for place, scene in enumerate(order) if self.casts[scene] >> actor & 1]
            if at:
                total += cost * (ends_before[at[-1] + 1] - ends_before[at[0]])
        return total


@dataclass(frozen=True, slots=True)
class Core:
    """What is left to decide: groups of scenes with distinct casts, and actors with at least two groups.

    ``groups`` are scenes of the film; ``idle`` are scenes without any such actor, which cost the least at the end.
    ``casts``, ``costs`` and ``durations`` are those of a film whose scenes are the groups.
    """

    groups: tuple[tuple[int, ...], ...]
    idle: tuple[int, ...]
    casts: tuple[int, ...]
    costs: tuple[int, ...]
    durations: tuple[int, ...]

    def unfold(self, order: Sequence[int]) -> tuple[int, ...]:
        """The order of the film's scenes for an order of the groups."""
        return tuple(scene for group in order for scene in self.groups[group]) + self.idle


def reduce(film: Film) -> Core:
    """The core of ``film``: an order of its groups is best if and only if the unfolded order is best for the film."""
    actors = range(len(film.costs))
    groups: dict[int, list[int]] = {}
    for scene, cast in enumerate(film.casts):
        groups.setdefault(cast, []).append(scene)
    kept = -1
    while True:
        fewer = sum(1 << a for a in actors if film.costs[a] and sum(cast >> a & 1 for cast in groups) > 1)
        if fewer == kept:
            break
        # Without the actors of one group more groups are alike. They are joined whole, never mixed: the scenes of an
        # actor who went stay side by side.
        kept, finer, groups = fewer, groups, {}
        for cast, scenes in finer.items():
            groups.setdefault(cast & kept, []).extend(scenes)
    idle = groups.pop(0, [])
    twins: dict[tuple[bool, ...], int] = {}
    for actor in actors:
        if kept >> actor & 1:
            plays = tuple(bool(cast >> actor & 1) for cast in groups)
            twins[plays] = twins.get(plays, 0) + film.costs[actor]
    casts = tuple(sum(1 << i for i, plays in enumerate(twins) if plays[g]) for g in range(len(groups)))
    return Core(
        groups=tuple(tuple(scenes) for scenes in groups.values()),
        idle=tuple(idle),
        casts=casts,
        costs=tuple(twins.values()),
        durations=tuple(sum(film.durations[s] for s in scenes) for scenes in groups.values()),
    )
