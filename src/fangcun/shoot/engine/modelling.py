"""The rules of a problem as a constraint model over some of its scenes; the others stand where they are.

Small and exact, for repairs and explanations; whole plans are the planner's. Rules that standing scenes already break
bind no tighter than what stands. Rest, long ways and ways in breaks are added when an answer breaks them (``rivals``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ortools.sat.python import cp_model

from fangcun.shoot.contracts import Problem, RuleKind
from fangcun.shoot.engine.blocking import Demand, DemandKind, SceneAt, blocking, people_in
from fangcun.shoot.engine.checking import check
from fangcun.shoot.engine.checking.ways import way_minutes

_LATE = (RuleKind.REST, RuleKind.TRAVEL, RuleKind.OVERTIME)
_DEMAND_OF = {
    RuleKind.REST: DemandKind.REST,
    RuleKind.TRAVEL: DemandKind.TRAVEL,
    RuleKind.OVERTIME: DemandKind.HOURS,
}


class Rules:
    """A model in which every free scene has a slot or is ``missing``.

    ``at`` maps (scene, slot) to its literal. ``guarded``: a rule holds only while the literal of its demand does.
    """

    def __init__(
        self,
        problem: Problem,
        free: Iterable[SceneAt],
        standing: Mapping[SceneAt, int],
        *,
        guarded: bool = False,
    ) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.free = tuple(sorted(free))
        self.standing = standing
        self.guarded = guarded
        self.literals: dict[Demand, Any] = {}
        self.at: dict[tuple[SceneAt, int], Any] = {}
        self.slots_of: dict[SceneAt, list[int]] = {}
        self.missing: dict[SceneAt, Any] = {}
        self.used_place: dict[tuple[int, int, int], Any] = {}  # (crew, place, slot), by free scenes
        self.stood: dict[tuple[int, int], list[SceneAt]] = {}  # (crew, slot)
        self.load: dict[tuple[int, int], Any] = {}  # (crew, slot) → minutes, as an expression
        self._people: dict[SceneAt, tuple[int, ...]] = {}
        for scene, slot in standing.items():
            self.stood.setdefault((scene[0], slot), []).append(scene)
        for scene in self.free:
            self._place(scene)
        self._hours()
        self._places()
        self._persons()
        self._minors()
        self._kit()
        self._order()

    def hold(self, constraint: Any, kind: DemandKind, *about: int) -> None:
        """Tie a constraint to its demand."""
        if self.guarded:
            constraint.only_enforce_if(self.guard(Demand(kind, about)))

    def guard(self, demand: Demand) -> Any:
        """The literal that a demand hangs on."""
        if demand not in self.literals:
            self.literals[demand] = self.model.new_bool_var("")
        return self.literals[demand]

    def people(self, scene: SceneAt) -> tuple[int, ...]:
        """The persons in a scene."""
        if scene not in self._people:
            self._people[scene] = people_in(self.problem, scene)
        return self._people[scene]

    def here(self, scene: SceneAt, slot: int) -> Any:
        """The literal, or the truth, of a scene being in a slot."""
        if scene in self.standing:
            return self.standing[scene] == slot
        return self.at.get((scene, slot), False)

    def rivals(self, slots: Mapping[SceneAt, int]) -> bool:
        """Forbid what ``slots`` breaks of the rules that are added late; false when it breaks none of them."""
        order = tuple((c, s) for c, crew in enumerate(self.problem.crews) for s in range(len(crew.scenes)))
        added = False
        for violation in check(self.problem, [slots.get(scene) for scene in order]):
            if violation.rule not in _LATE:
                continue
            literals = [self.at[s, slots[s]] for s in violation.scenes if s not in self.standing]
            if not literals:
                continue
            about = violation.crews if violation.person is None else (violation.person,)
            clause = self.model.add_bool_or([literal.negated() for literal in literals])
            self.hold(clause, _DEMAND_OF[violation.rule], *about)
            added = True
        return added

    def _place(self, scene: SceneAt) -> None:
        found: list[int] = []
        for slot in range(self.problem.slots):
            reasons = blocking(self.problem, scene, slot)
            if any(r.kind is DemandKind.LIGHT for r in reasons) or (reasons and not self.guarded):
                continue
            literal = self.model.new_bool_var("")
            for reason in reasons:
                self.model.add_implication(self.guard(reason), literal.negated())
            self.at[scene, slot] = literal
            found.append(slot)
        self.slots_of[scene] = found
        self.missing[scene] = self.model.new_bool_var("")
        self.model.add_exactly_one([*(self.at[scene, slot] for slot in found), self.missing[scene]])
        if self.guarded:
            self.model.add_implication(self.guard(Demand(DemandKind.SCENE, scene)), self.missing[scene].negated())

    def _hours(self) -> None:
        problem, parts = self.problem, self.problem.parts
        by_slot: dict[tuple[int, int], list[SceneAt]] = {}
        for scene, slot in self.at:
            by_slot.setdefault((scene[0], slot), []).append(scene)
        for (crew, slot), scenes in by_slot.items():
            standing = self.stood.get((crew, slot), [])
            known = {self._job(s).place for s in standing}
            for scene in scenes:
                place = self._job(scene).place
                if place not in known:
                    self.model.add_implication(self.at[scene, slot], self._uses(crew, place, slot))
            new = [v for place in {self._job(s).place for s in scenes} - known for v in [self._uses(crew, place, slot)]]
            base = sum(self._job(s).minutes for s in standing) + problem.set_move_minutes * len(known)
            load = (
                sum(self._job(s).minutes * self.at[s, slot] for s in scenes)
                + problem.set_move_minutes * sum(new)
                + base
                + self._way(crew, slot, scenes, standing)
            )
            self.load[crew, slot] = load
            part = parts[slot % len(parts)]
            stays = {problem.places[place].site for place in known}
            most = max(part.minutes + part.overtime, base + way_minutes(problem.travel, stays))
            self.hold(self.model.add(load <= most), DemandKind.HOURS, crew)

    def _way(self, crew: int, slot: int, scenes: list[SceneAt], standing: list[SceneAt]) -> Any:
        # Exact for two sites; the way through more is longer, and caught late.
        travel = self.problem.travel
        site = {s: self.problem.places[self._job(s).place].site for s in (*scenes, *standing)}
        if len(set(site.values())) < 2 or not any(map(any, travel)):
            return 0
        fixed = {site[s] for s in standing}
        visited: dict[int, Any] = {}
        for scene in scenes:
            if site[scene] not in fixed:
                if site[scene] not in visited:
                    visited[site[scene]] = self.model.new_bool_var("")
                self.model.add_implication(self.at[scene, slot], visited[site[scene]])
        way = self.model.new_int_var(0, max(map(max, travel)), "")
        stops = [*fixed, *visited]
        for i, one in enumerate(stops):
            for other in stops[i + 1 :]:
                both = [visited[s] for s in (one, other) if s in visited]
                self.model.add(way >= travel[one][other]).only_enforce_if(both)
        return way

    def _places(self) -> None:
        crews: dict[tuple[int, int], list[tuple[int, Any]]] = {}
        for (crew, place, slot), used in self.used_place.items():
            crews.setdefault((place, slot), []).append((crew, used))
        stood: dict[tuple[int, int], set[int]] = {}
        for scene, slot in self.standing.items():
            stood.setdefault((self._job(scene).place, slot), set()).add(scene[0])
        for (place, slot), users in crews.items():
            others = stood.get((place, slot), set())
            most = max(self.problem.places[place].capacity, len(others))
            new = [used for crew, used in users if crew not in others]
            if len(new) + len(others) > most:
                self.hold(self.model.add(sum(new) + len(others) <= most), DemandKind.PLACE_FREE, place)

    def _persons(self) -> None:
        users: dict[tuple[int, int], dict[int, list[Any]]] = {}
        for (scene, slot), literal in self.at.items():
            for person in self.people(scene):
                users.setdefault((person, slot), {}).setdefault(scene[0], []).append(literal)
        stood: dict[tuple[int, int], set[int]] = {}
        for scene, slot in self.standing.items():
            for person in self.people(scene):
                stood.setdefault((person, slot), set()).add(scene[0])
        for (person, slot), by_crew in users.items():
            others = stood.get((person, slot), set())
            new = {crew: literals for crew, literals in by_crew.items() if crew not in others}
            if len(new) + len(others) < 2 or not new:
                continue
            works = [self._any(literals) for literals in new.values()]
            most = max(1, len(others))
            self.hold(self.model.add(sum(works) + len(others) <= most), DemandKind.PERSON_FREE, person)

    def _minors(self) -> None:
        parts = len(self.problem.parts)
        days: dict[tuple[int, int], list[Any]] = {}
        base: dict[tuple[int, int], int] = {}
        minors = {p for p, person in enumerate(self.problem.people) if person.day_minutes is not None}
        for (scene, slot), literal in self.at.items():
            for person in minors.intersection(self.people(scene)):
                days.setdefault((person, slot // parts), []).append(self._job(scene).minutes * literal)
        for scene, slot in self.standing.items():
            for person in minors.intersection(self.people(scene)):
                base[person, slot // parts] = base.get((person, slot // parts), 0) + self._job(scene).minutes
        for (person, day), minutes in days.items():
            stands = base.get((person, day), 0)
            most = max(self.problem.people[person].day_minutes or 0, stands)
            self.hold(self.model.add(sum(minutes) + stands <= most), DemandKind.MINOR_DAY, person)

    def _kit(self) -> None:
        needs: dict[tuple[int, int], dict[int, list[tuple[int, Any]]]] = {}
        for (scene, slot), literal in self.at.items():
            for kit, count in self._job(scene).kit:
                needs.setdefault((kit, slot), {}).setdefault(scene[0], []).append((count, literal))
        stood: dict[tuple[int, int], dict[int, int]] = {}
        for scene, slot in self.standing.items():
            for kit, count in self._job(scene).kit:
                crews = stood.setdefault((kit, slot), {})
                crews[scene[0]] = max(crews.get(scene[0], 0), count)
        for (kit, slot), by_crew in needs.items():
            fixed = stood.get((kit, slot), {})
            thing = self.problem.kit[kit]
            terms: list[Any] = [count for crew, count in fixed.items() if crew not in by_crew]
            for crew, wanted in by_crew.items():
                least = fixed.get(crew, 0)
                most_wanted = max(least, *(count for count, _ in wanted))
                need = self.model.new_int_var(least, most_wanted, "")
                for count, literal in wanted:
                    self.model.add(need >= count).only_enforce_if(literal)
                terms.append(need)
            room = max(thing.count - sum(n for when, n in thing.taken if when == slot), sum(fixed.values()))
            self.hold(self.model.add(sum(terms) <= room), DemandKind.KIT, kit)

    def _order(self) -> None:
        for c, crew in enumerate(self.problem.crews):
            for s, job in enumerate(crew.scenes):
                for earlier in job.after:
                    self._before((c, earlier), (c, s))

    def _before(self, earlier: SceneAt, later: SceneAt) -> None:
        known = (self.missing.keys() | self.standing.keys()).__contains__
        if not known(earlier) or not known(later) or (earlier in self.standing and later in self.standing):
            return
        present = [self.missing[s].negated() for s in (earlier, later) if s in self.missing]
        if self.guarded:
            present.append(self.guard(Demand(DemandKind.ORDER, later)))
        self.model.add(self.position(earlier) + 1 <= self.position(later)).only_enforce_if(present)

    def position(self, scene: SceneAt) -> Any:
        """The slot of a scene as an expression (0 while it is missing)."""
        if scene in self.standing:
            return self.standing[scene]
        return sum(slot * self.at[scene, slot] for slot in self.slots_of[scene])

    def _uses(self, crew: int, place: int, slot: int) -> Any:
        key = (crew, place, slot)
        if key not in self.used_place:
            self.used_place[key] = self.model.new_bool_var("")
        return self.used_place[key]

    def _any(self, literals: list[Any]) -> Any:
        some = self.model.new_bool_var("")
        for literal in literals:
            self.model.add_implication(literal, some)
        return some

    def _job(self, scene: SceneAt) -> Any:
        return self.problem.crews[scene[0]].scenes[scene[1]]
