"""A part of a plan solved exactly: some scenes move, all others stand still (large neighbourhood search, CP-SAT).

The whole plan is the window of all scenes: that is the clean model which others would write, and our benchmark's peer.
Ways between sites and rest are not in the model: whoever uses an answer counts it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from fangcun.shoot.engine.planner.tables import Ints, Tables


@dataclass(frozen=True, slots=True)
class Solved:
    """What came out: the slots of all scenes, and a proved lower bound of the cost. ``proved``: none is cheaper."""

    slots: tuple[int, ...]
    bound: int
    proved: bool


def solve_window(
    tables: Tables,
    slots: Sequence[int],
    free: Iterable[int],
    *,
    seconds: float,
    seed: int,
    workers: int = 1,
    hint: bool = True,
    open_to: Callable[[int], bool] = lambda slot: True,
) -> Solved | None:
    """The cheapest plan in which only the scenes ``free`` leave their slots, for slots that ``open_to`` admits.

    None when none was found in ``seconds``. With ``hint`` the search starts from ``slots``.
    """
    window = _Window(tables, np.asarray(slots, dtype=np.int64), sorted(free), open_to)
    window.add_rules()
    if hint:
        for (scene, slot), chosen in window.lies.items():
            window.model.add_hint(chosen, slots[scene] == slot)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    status = solver.solve(window.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = list(slots)
    for (scene, slot), chosen in window.lies.items():
        if solver.boolean_value(chosen):
            found[scene] = slot
    return Solved(tuple(found), int(np.ceil(solver.best_objective_bound - 1e-6)), status == cp_model.OPTIMAL)


@dataclass(slots=True)
class _Window:
    tables: Tables
    slots: Ints
    free: list[int]
    open_to: Callable[[int], bool]
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    lies: dict[tuple[int, int], Any] = field(default_factory=dict)
    _terms: list[Any] = field(default_factory=list)

    def add_rules(self) -> None:
        """All variables, rules and the cost."""
        tables = self.tables
        moving = set(self.free)
        for scene in self.free:
            choices = [t for t in _row(tables.choices_at, tables.choices, scene) if self.open_to(t)]
            choices = choices or [int(self.slots[scene])]
            for slot in choices:
                self.lies[scene, slot] = self.model.new_bool_var("")
            self.model.add_exactly_one(self.lies[scene, slot] for slot in choices)
        self._stay = [s for s in range(len(self.slots)) if s not in moving]
        pair_slot = self._used(lambda s: [int(tables.pair[s])], by_day=False)
        self._add_loads(pair_slot)
        self._add_sharing(pair_slot)
        self._add_days()
        self._add_roles()
        self._add_kit_and_minors()
        self._add_order()
        if tables.change:
            for (scene, slot), chosen in self.lies.items():
                if tables.was[scene] >= 0 and tables.was[scene] != slot:
                    self._terms.append(tables.change * chosen)
            self._terms += [tables.change for s in self._stay if tables.was[s] >= 0 and tables.was[s] != self.slots[s]]
        self.model.minimize(sum(self._terms))

    _stay: list[int] = field(default_factory=list)

    def _used(self, groups: Callable[[int], list[int]], *, by_day: bool) -> dict[tuple[int, int], Any]:
        """For each (group, slot or day): 1, or a variable that is at least 1 when any scene of the group lies there."""
        unit = self.tables.parts if by_day else 1
        used: dict[tuple[int, int], Any] = {
            (group, int(self.slots[s]) // unit): 1 for s in self._stay for group in groups(s)
        }
        for (scene, slot), chosen in self.lies.items():
            for group in groups(scene):
                key = (group, slot // unit)
                if key not in used:
                    used[key] = self.model.new_bool_var("")
                if not isinstance(used[key], int):
                    self.model.add_implication(chosen, used[key])
        return used

    def _add_loads(self, pair_slot: dict[tuple[int, int], Any]) -> None:
        tables = self.tables
        load: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for s in self._stay:
            load[int(tables.crew[s]), int(self.slots[s])].append(int(tables.minutes[s]))
        for (scene, slot), chosen in self.lies.items():
            load[int(tables.crew[scene]), slot].append(int(tables.minutes[scene]) * chosen)
        crew_of_pair = {int(p): int(c) for p, c in zip(tables.pair, tables.crew, strict=True)}
        for (pair, slot), used in pair_slot.items():
            load[crew_of_pair[pair], slot].append(tables.move_minutes * used)
            self._terms.append(tables.set_move * used)
        for (_, slot), minutes in load.items():
            part = slot % tables.parts
            normal, most = int(tables.part_minutes[part]), int(tables.part_most[part])
            total = sum(minutes)
            if isinstance(total, int):
                self._terms.append(tables.overtime * max(0, total - normal))
                continue
            over = self.model.new_int_var(0, most - normal, "")
            self.model.add(total <= normal + over)
            self._terms.append(tables.overtime * over)

    def _add_sharing(self, pair_slot: dict[tuple[int, int], Any]) -> None:
        tables = self.tables
        at_place: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (pair, slot), used in pair_slot.items():
            at_place[int(tables.pair_place[pair]), slot].append(used)
        for (place, _), crews in at_place.items():
            self._at_most(sum(crews), int(tables.capacity[place]))
        of_person: dict[tuple[int, int], list[Any]] = defaultdict(list)
        players = self._used(lambda s: _row(tables.players_at, tables.players, s), by_day=False)
        for (player, slot), used in players.items():
            of_person[int(tables.player_person[player]), slot].append(used)
        for crews in of_person.values():
            self._at_most(sum(crews), 1)

    def _add_days(self) -> None:
        tables = self.tables
        if tables.night:
            nights = self._used(lambda s: [int(tables.crew[s])], by_day=False)
            dark = tables.part_night
            self._terms += [tables.night * used for (_, slot), used in nights.items() if dark[slot % tables.parts]]
        if tables.crew_day:
            days = self._used(lambda s: [int(tables.crew[s])], by_day=True)
            self._terms += [tables.crew_day * used for used in days.values()]
        if tables.pair_cost.any():
            pairs = self._used(lambda s: [int(tables.pair[s])], by_day=True)
            self._terms += [int(tables.pair_cost[pair]) * used for (pair, _), used in pairs.items()]

    def _add_roles(self) -> None:
        """A role is held on a day between its first and its last: on or after one of its days, and on or before one."""
        tables, model = self.tables, self.model
        used = self._used(lambda s: _row(tables.roles_at, tables.roles, s), by_day=True)
        for role in {role for role, _ in used}:
            works = [used.get((role, day), 0) for day in range(tables.days)]
            begun = [model.new_bool_var("") for _ in works]
            ahead = [model.new_bool_var("") for _ in works]
            for day, work in enumerate(works):
                held = model.new_bool_var("")
                model.add(begun[day] >= work)
                model.add(ahead[day] >= work)
                if day:
                    model.add(begun[day] >= begun[day - 1])
                    model.add(ahead[day - 1] >= ahead[day])
                model.add(held >= begun[day] + ahead[day] - 1)
                self._terms.append(int(tables.rate[role]) * held)

    def _add_kit_and_minors(self) -> None:
        tables = self.tables
        for kit in range(len(tables.kit_room)):
            most: dict[tuple[int, int], Any] = {}
            rows = range(int(tables.of_kit_at[kit]), int(tables.of_kit_at[kit + 1]))
            for scene, count in ((int(tables.of_kit[at]), int(tables.of_kit_count[at])) for at in rows):
                crew = int(tables.crew[scene])
                for slot in range(tables.days * tables.parts):
                    chosen = self._chosen(scene, slot)
                    if isinstance(chosen, int) and not chosen:
                        continue
                    if (crew, slot) not in most:
                        most[crew, slot] = self.model.new_int_var(0, 10**6, "")
                    self.model.add(most[crew, slot] >= count * chosen)
            for slot in {slot for _, slot in most}:
                needed = sum(pieces for (_, at), pieces in most.items() if at == slot)
                self.model.add(needed <= max(0, int(tables.kit_room[kit, slot])))
        minutes: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for person in range(len(tables.person_most)):
            for scene in _row(tables.of_minor_at, tables.of_minor, person):
                for slot in range(tables.days * tables.parts):
                    minutes[person, slot // tables.parts].append(int(tables.minutes[scene]) * self._chosen(scene, slot))
        for (person, _), found in minutes.items():
            self._at_most(sum(found), int(tables.person_most[person]))

    def _add_order(self) -> None:
        tables = self.tables
        for scene in range(len(self.slots)):
            for earlier in _row(tables.earlier_at, tables.earlier, scene):
                late, early = self._position(scene), self._position(earlier)
                if not (isinstance(late, int) and isinstance(early, int)):
                    self.model.add(early + 1 <= late)

    def _position(self, scene: int) -> Any:
        mine = [slot * chosen for (s, slot), chosen in self.lies.items() if s == scene]
        return sum(mine) if mine else int(self.slots[scene])

    def _chosen(self, scene: int, slot: int) -> Any:
        if (scene, slot) in self.lies:
            return self.lies[scene, slot]
        return int(self.slots[scene] == slot) if scene not in self.free else 0

    def _at_most(self, total: Any, limit: int) -> None:
        """What the standing scenes break already cannot be mended by a window, and does not forbid it."""
        if not isinstance(total, int):
            self.model.add(total <= limit)


def _row(starts: Ints, items: Ints, row: int) -> list[int]:
    found: list[int] = items[starts[row] : starts[row + 1]].tolist()
    return found
