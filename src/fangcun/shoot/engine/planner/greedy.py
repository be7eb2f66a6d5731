"""The set-block plan: what somebody competent lays out by hand, and the plan that every other has to beat.

Crew by crew, the biggest set first: all scenes of a set and a light go as one block into the first slot where they
fit in normal hours. A block too big for any slot is split over the first slots with room; overtime comes last.
No compiled code, so that there is an answer at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.planner.tables import DAY, Ints, Tables, tables_of


def greedy(problem: Problem) -> tuple[int, ...]:
    """A slot for each scene, crew after crew. Sound wherever laying out one after another allows it."""
    return lay_blocks(tables_of(problem))


def lay_blocks(tables: Tables) -> tuple[int, ...]:
    """The set-block plan of a problem's tables."""
    sheet = Sheet(tables)
    for crew in range(len(tables.of_crew_at) - 1):
        for block in _blocks(tables, crew):
            _lay(sheet, block)
    return tuple(sheet.slot)


def _blocks(tables: Tables, crew: int) -> list[list[int]]:
    """The scenes of a crew by set and by the slots open to them: fixed ones first, then the biggest sets."""
    found: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    set_minutes: dict[int, int] = defaultdict(int)
    for scene in _items(tables.of_crew_at, tables.of_crew, crew):
        pair = int(tables.pair[scene])
        found[pair, tables.allowed[scene].tobytes()].append(scene)
        set_minutes[pair] += int(tables.minutes[scene])
    keys = sorted(found, key=lambda key: (sum(key[1]) > 1, -set_minutes[key[0]], sum(key[1]), key))
    return [found[key] for key in keys]


def _lay(sheet: Sheet, block: Sequence[int]) -> None:
    slots = sheet.open_slots(block[0])
    for slot in slots:
        if sheet.fits(block, slot, hours=sheet.normal):
            sheet.put(block, slot)
            return
    rest = list(block)
    for hours in (sheet.normal, sheet.most):
        for slot in slots:
            for scene in list(rest):
                if sheet.fits([scene], slot, hours=hours):
                    sheet.put([scene], slot)
                    rest.remove(scene)
    for scene in rest:
        # Nothing is left but to break a rule: where the crew has the most room, for a repair to mend.
        sheet.put(
            [scene], max(slots, key=lambda slot: sheet.most[slot] - sheet.load[int(sheet.tables.crew[scene])][slot])
        )


class Sheet:
    """A plan on paper: who and what is in each slot so far."""

    def __init__(self, tables: Tables) -> None:
        slots, crews = tables.days * tables.parts, len(tables.of_crew_at) - 1
        self.tables = tables
        self.slot = [-1] * len(tables.crew)
        self.load = [[0] * slots for _ in range(crews)]
        self.normal = _safe_hours(tables, tables.part_minutes.tolist()) * tables.days
        self.most = _safe_hours(tables, tables.part_most.tolist()) * tables.days
        self._pairs: set[tuple[int, int]] = set()  # (crew, place) and slot
        self._crews_at: dict[tuple[int, int], set[int]] = defaultdict(set)  # place and slot
        self._crew_of: dict[tuple[int, int], int] = {}  # person and slot
        self._kit: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)  # kit and slot: pieces of each crew
        self._minutes: dict[tuple[int, int], int] = defaultdict(int)  # minor and day
        self._kits: list[list[tuple[int, int]]] = [[] for _ in self.slot]
        for kit in range(len(tables.kit_room)):
            for at in range(tables.of_kit_at[kit], tables.of_kit_at[kit + 1]):
                self._kits[tables.of_kit[at]].append((kit, int(tables.of_kit_count[at])))
        self._people = [
            [int(tables.player_person[p]) for p in _items(tables.players_at, tables.players, scene)]
            for scene in range(len(self.slot))
        ]
        self._far = int(tables.travel.max()) if tables.travels else 0

    def open_slots(self, scene: int) -> list[int]:
        """The slots open to a scene, in order."""
        return _items(self.tables.choices_at, self.tables.choices, scene)

    def fits(self, block: Sequence[int], slot: int, *, hours: Sequence[int]) -> bool:
        """Whether the scenes, all at one place, can be added to a slot without breaking a rule."""
        tables = self.tables
        crew, pair = int(tables.crew[block[0]]), int(tables.pair[block[0]])
        grown = sum(int(tables.minutes[scene]) for scene in block)
        if (pair, slot) not in self._pairs:
            at_place = self._crews_at[int(tables.pair_place[pair]), slot]
            if len(at_place) >= tables.capacity[tables.pair_place[pair]]:
                return False
            grown += tables.move_minutes
            if self.load[crew][slot] and self._far:
                grown += self._far
        if self.load[crew][slot] + grown > hours[slot]:
            return False
        return all(self._suits(scene, crew, slot) for scene in block)

    def _suits(self, scene: int, crew: int, slot: int) -> bool:
        tables, day = self.tables, slot // self.tables.parts
        if any(self._crew_of.get((person, slot), crew) != crew for person in self._people[scene]):
            return False
        for kit, count in self._kits[scene]:
            crews = self._kit[kit, slot]
            if sum(crews.values()) - crews.get(crew, 0) + max(count, crews.get(crew, 0)) > tables.kit_room[kit, slot]:
                return False
        for person in _items(tables.minors_at, tables.minors, scene):
            if self._minutes[person, day] + tables.minutes[scene] > tables.person_most[person]:
                return False
        before = (self.slot[other] for other in _items(tables.earlier_at, tables.earlier, scene))
        after = (self.slot[other] for other in _items(tables.later_at, tables.later, scene))
        return all(-1 <= other < slot for other in before) and all(other < 0 or other > slot for other in after)

    def put(self, block: Iterable[int], slot: int) -> None:
        """Write scenes into a slot."""
        tables = self.tables
        for scene in block:
            crew, pair = int(tables.crew[scene]), int(tables.pair[scene])
            grown = int(tables.minutes[scene])
            if (pair, slot) not in self._pairs:
                grown += tables.move_minutes + (self._far if self.load[crew][slot] else 0)
                self._pairs.add((pair, slot))
                self._crews_at[int(tables.pair_place[pair]), slot].add(crew)
            self.load[crew][slot] += grown
            self.slot[scene] = slot
            for person in self._people[scene]:
                self._crew_of[person, slot] = crew
            for kit, count in self._kits[scene]:
                crews = self._kit[kit, slot]
                crews[crew] = max(crews.get(crew, 0), count)
            for person in _items(tables.minors_at, tables.minors, scene):
                self._minutes[person, slot // tables.parts] += int(tables.minutes[scene])


def _items(starts: Ints, items: Ints, row: int) -> list[int]:
    found: list[int] = items[starts[row] : starts[row + 1]].tolist()
    return found


def _safe_hours(tables: Tables, hours: list[int]) -> list[int]:
    """The minutes of each part that leave the longest way and the full rest whatever comes next.

    A part that would have no hours left keeps them: then the plan has to be mended.
    """
    starts = tables.part_start.tolist()
    far = int(tables.travel.max()) if tables.travels else 0
    safe = []
    for part, minutes in enumerate(hours):
        limits = [minutes]
        if far and part + 1 < len(starts):
            limits.append(starts[part + 1] - starts[part] - far)
        if tables.rest:
            limits.append(min(starts) + DAY - tables.rest - starts[part])
        safe.append(min(limits) if min(limits) > minutes // 3 else minutes)
    return safe
