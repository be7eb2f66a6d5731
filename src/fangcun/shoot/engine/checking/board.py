"""A plan laid out: who and what is where, so that each rule can look at what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fangcun.shoot.contracts import Problem, SceneJob
from fangcun.shoot.engine.checking.ways import way_minutes

SceneAt = tuple[int, int]  # (crew, scene of the crew)


@dataclass(slots=True)
class Board:
    """A problem and a plan, looked up from every side. Scenes without a slot are in ``missing`` only."""

    problem: Problem
    slot_of: dict[SceneAt, int] = field(default_factory=dict)
    missing: list[SceneAt] = field(default_factory=list)
    people_of: dict[SceneAt, tuple[int, ...]] = field(default_factory=dict)
    of_crew: dict[tuple[int, int], list[SceneAt]] = field(default_factory=dict)  # (crew, slot)
    at_place: dict[tuple[int, int], list[SceneAt]] = field(default_factory=dict)  # (place, slot)
    of_person: dict[tuple[int, int], list[SceneAt]] = field(default_factory=dict)  # (person, slot)
    with_kit: dict[tuple[int, int], list[SceneAt]] = field(default_factory=dict)  # (kit, slot)
    followers: dict[SceneAt, list[SceneAt]] = field(default_factory=dict)  # scenes that must come after
    _ways: dict[frozenset[int], int] = field(default_factory=dict)

    def scene(self, at: SceneAt) -> SceneJob:
        """The scene that is meant."""
        return self.problem.crews[at[0]].scenes[at[1]]

    def places(self, crew: int, slot: int) -> set[int]:
        """The places that a crew uses in a slot."""
        return {self.scene(at).place for at in self.of_crew.get((crew, slot), ())}

    def sites(self, scenes: Iterable[SceneAt]) -> frozenset[int]:
        """The sites at which the scenes are."""
        return frozenset(self.problem.places[self.scene(at).place].site for at in scenes)

    def scene_minutes(self, crew: int, slot: int) -> int:
        """The minutes of the scenes alone."""
        return sum(self.scene(at).minutes for at in self.of_crew.get((crew, slot), ()))

    def way(self, crew: int, slot: int) -> int:
        """The minutes of the shortest way through the sites of a crew in a slot."""
        sites = self.sites(self.of_crew.get((crew, slot), ()))
        if len(sites) < 2:
            return 0
        if sites not in self._ways:
            self._ways[sites] = way_minutes(self.problem.travel, sites)
        return self._ways[sites]

    def load(self, crew: int, slot: int) -> int:
        """The minutes that a crew works in a slot: scenes, set moves (the first set-up is one) and the way."""
        moves = self.problem.set_move_minutes * len(self.places(crew, slot))
        return self.scene_minutes(crew, slot) + moves + self.way(crew, slot)

    def ends(self, crew: int, slot: int) -> int:
        """When a crew really ends its work of a slot, in minutes after the midnight before its day."""
        return self.problem.parts[slot % len(self.problem.parts)].start + self.load(crew, slot)


def lay_out(problem: Problem, slots: Sequence[int | None]) -> Board:
    """The plan ``slots`` (a slot or None for each scene, crew after crew) on a board.

    Raises ValueError when there are not as many slots as scenes. A number that is no slot counts as none.
    """
    if len(slots) != sum(len(crew.scenes) for crew in problem.crews):
        raise ValueError("a plan has one slot for each scene, crew after crew")
    board = Board(problem)
    last = problem.slots
    given = iter(slots)
    for c, crew in enumerate(problem.crews):
        players = [role.performer for role in crew.roles]
        for s, scene in enumerate(crew.scenes):
            at = (c, s)
            people = {players[r] for r in scene.roles}
            board.people_of[at] = tuple(sorted(p for p in people if p is not None))
            for earlier in scene.after:
                board.followers.setdefault((c, earlier), []).append(at)
            slot = next(given)
            if slot is None or not 0 <= slot < last:
                board.missing.append(at)
                continue
            board.slot_of[at] = slot
            board.of_crew.setdefault((c, slot), []).append(at)
            board.at_place.setdefault((scene.place, slot), []).append(at)
            for person in board.people_of[at]:
                board.of_person.setdefault((person, slot), []).append(at)
            for kit, _ in scene.kit:
                board.with_kit.setdefault((kit, slot), []).append(at)
    return board
