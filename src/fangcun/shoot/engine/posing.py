"""From shoots, people, spaces and bookings to a problem in numbers, and an index that leads the answer back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import PersonKind
from fangcun.shoot.contracts import (
    BaseBrief,
    Calendar,
    CrewJob,
    Kit,
    KitNeed,
    Performer,
    Posed,
    PosedIndex,
    Prices,
    Problem,
    Role,
    SceneFacts,
    SceneJob,
    ShootBrief,
)
from fangcun.shoot.engine.availability import Slots, person_away, space_closed, stock_taken
from fangcun.shoot.engine.calendars import MICRO_DRAMA, PRICES
from fangcun.shoot.engine.needs import SHARED, match_stock, needs_of
from fangcun.shoot.engine.stations import Stations

BASE_ZONE = ZoneInfo("Asia/Shanghai")


def pose(
    briefs: Sequence[ShootBrief],
    *,
    base: BaseBrief,
    starts_on: date,
    days: int,
    calendar: Calendar = MICRO_DRAMA,
    prices: Prices = PRICES,
    zone: tzinfo = BASE_ZONE,
) -> Posed:
    """The problem of planning ``briefs`` together on ``days`` days from ``starts_on``.

    Spaces that one production uses for several places are one place of the problem; people are one performer, whatever
    they play. What cannot be kept (a frozen slot out of range, a place without a space) is assumed away and said in
    ``remarks``. Raises ``plan.empty`` where there is nothing to plan.
    """
    if not any(b.scenes for b in briefs) or days < 1:
        raise FangcunError("plan.empty", Kind.INVALID, "没有可以排的场次或天数：请先选好剧组、读入剧本并定下拍摄天数。")
    poser = _Poser(briefs, base, Slots(starts_on, days=days, parts=calendar.parts, zone=zone), calendar)
    crews = tuple(poser.crew(b) for b in briefs)
    problem = Problem(
        name="、".join(b.name for b in briefs)[:200],
        days=days,
        parts=calendar.parts,
        places=poser.stations.places,
        people=tuple(poser.performers),
        crews=crews,
        prices=prices,
        kit=tuple(poser.kit),
        travel=poser.stations.travel,
        set_move_minutes=calendar.set_move_minutes,
        rest_minutes=calendar.rest_minutes,
        starts_on=starts_on,
    )
    index = PosedIndex(
        keys=tuple(tuple(s.key for s in b.scenes) for b in briefs),
        roles=tuple(tuple(r.name for r in c.roles) for c in crews),
        spaces=tuple(p.id for p in problem.places),
        people=tuple(p.id for p in problem.people),
        kit=tuple(poser.pools),
        sites=poser.stations.names,
    )
    return Posed(problem, index, tuple(dict.fromkeys((*poser.stations.remarks, *poser.remarks))))


class _Poser:
    """Collects performers and kit while crew after crew is put into numbers."""

    def __init__(self, briefs: Sequence[ShootBrief], base: BaseBrief, slots: Slots, calendar: Calendar) -> None:
        self.base, self.slots, self.calendar = base, slots, calendar
        self.people = {p.id: p for p in base.people}
        self.performers: list[Performer] = []
        self.kit: list[Kit] = []
        self.pools: list[tuple[int, ...]] = []
        self.remarks: list[str] = []
        self._performer_of: dict[int, int] = {}
        self._kept: dict[int | None, list[tuple[int, list[int]]]] = {}
        for booking in base.kept:
            touched = slots.touched(booking.start, booking.end)
            self._kept.setdefault(booking.resource_id, []).append((booking.crew_id, touched))
        self._kit_of: dict[tuple[str, str], int | None] = {}
        closed = {s.id: space_closed(s, slots, base.bookings) for s in base.spaces}
        self.stations = Stations(briefs, base.spaces, closed=closed, km_per_hour=calendar.km_per_hour)

    def crew(self, brief: ShootBrief) -> CrewJob:
        """A brief in numbers."""
        played = dict.fromkeys(n for s in brief.scenes for n in s.cast)
        known = {r.name: r for r in brief.roles}
        names = [*(r.name for r in brief.roles if r.name in played), *(n for n in played if n not in known)]
        roles = tuple(
            Role(n, self._performer(known[n].person_id), known[n].day_rate) if n in known else Role(n, None, 0)
            for n in names
        )
        self._check_minors(brief, roles)
        role_of = {n: i for i, n in enumerate(names)}
        index = {s.key: i for i, s in enumerate(brief.scenes)}
        away = self.slots.outside(brief.first_day, brief.last_day) | self.slots.of_dates(brief.days_off)
        return CrewJob(
            name=brief.name,
            roles=roles,
            scenes=tuple(self._scene(brief, s, roles, role_of, index) for s in brief.scenes),
            away=tuple(sorted(away)),
            id=brief.crew_id,
        )

    def _scene(
        self,
        brief: ShootBrief,
        scene: SceneFacts,
        roles: Sequence[Role],
        role_of: dict[str, int],
        index: dict[str, int],
    ) -> SceneJob:
        place = self.stations.place(brief, scene.script_place)
        if scene.night and not self._has_night(place):
            self.remarks.append(f"《{brief.name}》{scene.key} 是夜戏，但“{self.stations.places[place].name}”不能夜拍")
        return SceneJob(
            key=scene.key,
            place=place,
            minutes=self._fitted(brief, scene),
            night=scene.night,
            exterior=scene.exterior,
            roles=tuple(sorted({role_of[n] for n in scene.cast})),
            kit=self._kit(scene, brief.period),
            only=self._slots(brief, scene, self._open(brief, scene, place, roles)),
            fixed=self._slot(brief, scene, brief.fixed.get(scene.key), "定在"),
            after=tuple(sorted({index[k] for k in brief.after.get(scene.key, ()) if k in index and k != scene.key})),
            was=self._slot(brief, scene, brief.was.get(scene.key), ""),
        )

    def _open(self, brief: ShootBrief, scene: SceneFacts, place: int, roles: Sequence[Role]) -> tuple[int, ...] | None:
        """The slots a scene may have: as wished, without those in which another crew keeps its place or its people."""
        wished = brief.only.get(scene.key)
        used = {self.stations.places[place].id}
        used |= {self.performers[r.performer].id for r in roles if r.performer is not None and r.name in scene.cast}
        taken = {
            slot
            for resource in used
            for crew, slots in self._kept.get(resource, ())
            if crew != brief.crew_id
            for slot in slots
        }
        if not taken:
            return wished
        every = range(self.slots.days * len(self.slots.parts)) if wished is None else wished
        return tuple(slot for slot in every if slot not in taken)

    def _fitted(self, brief: ShootBrief, scene: SceneFacts) -> int:
        """The minutes of a scene, cut to what its longest part holds: a longer one is shot in two goes."""
        parts = [p for p in self.calendar.parts if (p.night if scene.night else not (p.night and scene.exterior))]
        most = max((p.minutes + p.overtime for p in parts), default=scene.minutes) - self.calendar.set_move_minutes
        if scene.minutes > most:
            self.remarks.append(f"《{brief.name}》{scene.key} 要 {scene.minutes} 分钟，超过一个时段，按 {most} 分钟排")
        return min(scene.minutes, most)

    def _performer(self, person_id: int | None) -> int | None:
        if person_id is None:
            return None
        person = self.people.get(person_id)
        if person is None:
            self.remarks.append(f"编号 {person_id} 的演员不在名册里，按未定演员排")
            return None
        if person_id not in self._performer_of:
            self._performer_of[person_id] = len(self.performers)
            self.performers.append(
                Performer(
                    person.name,
                    away=person_away(person, self.slots, self.base.bookings),
                    day_minutes=self.calendar.minor_minutes if person.minor else None,
                    no_night=person.minor,
                    id=person.id,
                )
            )
        return self._performer_of[person_id]

    def _check_minors(self, brief: ShootBrief, roles: Sequence[Role]) -> None:
        young = {r.name for r in roles if r.performer is not None and self.performers[r.performer].no_night}
        for scene in brief.scenes:
            if scene.night and (names := young.intersection(scene.cast)):
                who = "、".join(sorted(names))
                self.remarks.append(f"《{brief.name}》{scene.key} 是夜戏，{who}由未成年人演，排不下：请改日戏或换人")

    def _has_night(self, place: int) -> bool:
        closed = set(self.stations.places[place].closed)
        return any(self._is_night(s) and s not in closed for s in range(self.slots.days * len(self.slots.parts)))

    def _is_night(self, slot: int) -> bool:
        return self.slots.parts[slot % len(self.slots.parts)].night

    def _slot(self, brief: ShootBrief, scene: SceneFacts, slot: int | None, word: str) -> int | None:
        if slot is None or 0 <= slot < self.slots.days * len(self.slots.parts):
            return slot
        if word:
            self.remarks.append(f"《{brief.name}》{scene.key} {word}第 {slot} 时段，不在计划的天数里，未采用")
        return None

    def _slots(self, brief: ShootBrief, scene: SceneFacts, slots: Sequence[int] | None) -> tuple[int, ...] | None:
        if slots is None:
            return None
        inside = tuple(sorted({s for s in slots if 0 <= s < self.slots.days * len(self.slots.parts)}))
        if not inside:
            self.remarks.append(f"《{brief.name}》{scene.key} 可拍的时段都不在计划的天数里")
        return inside

    def _kit(self, scene: SceneFacts, period: str) -> tuple[tuple[int, int], ...]:
        wanted: dict[int, int] = {}
        for need in needs_of(scene, period=period):
            found = self._stock(need)
            if found is not None:
                count = min(need.quantity, self.kit[found].count)
                if count < need.quantity:
                    self.remarks.append(f"{self.kit[found].name}只有 {count}，{scene.key} 要 {need.quantity}")
                wanted[found] = max(wanted.get(found, 0), count)
        return tuple(sorted(wanted.items()))

    def _stock(self, need: KitNeed) -> int | None:
        """The kit of the problem that serves a need; None for what a crew holds anyway or the base does not have."""
        if need.kind is not None and need.kind not in SHARED:
            return None
        key = (need.kind.value if need.kind else "", need.name)
        if key not in self._kit_of:
            self._kit_of[key] = self._add_extras() if need.kind is None else self._add_stock(need)
        return self._kit_of[key]

    def _add_extras(self) -> int | None:
        count = sum(p.kind is PersonKind.EXTRA and p.active for p in self.base.people)
        return self._add(Kit("群演", count), ()) if count else None

    def _add_stock(self, need: KitNeed) -> int | None:
        pool = match_stock(need, self.base.stock)
        if not pool:
            self.remarks.append(f"基地没有“{need.name}”，请剧组自备")
            return None
        ids = tuple(s.id for s in pool)
        if ids in self.pools:
            return self.pools.index(ids)
        taken = stock_taken(frozenset(ids), self.slots, self.base.bookings)
        one = pool[0] if len(pool) == 1 else None
        name = one.name if one else need.name
        return self._add(Kit(name, sum(s.count for s in pool), taken, one.id if one else None), ids)

    def _add(self, kit: Kit, pool: tuple[int, ...]) -> int:
        self.kit.append(kit)
        self.pools.append(pool)
        return len(self.kit) - 1
