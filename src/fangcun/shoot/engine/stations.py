"""The places of a problem: spaces in use, grouped into sites, with the way between the sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from fangcun.park.contracts import SpaceView
from fangcun.shoot.contracts import Place, ShootBrief
from fangcun.shoot.engine.distances import travel_minutes

_UNKNOWN = 20  # minutes between sites of which one has no position: across a base


class Stations:
    """Places in the order of use; a site is a district (a space without one is a site of its own)."""

    def __init__(
        self,
        briefs: Sequence[ShootBrief],
        spaces: Sequence[SpaceView],
        *,
        closed: Mapping[int, tuple[int, ...]],
        km_per_hour: int,
    ) -> None:
        self.names: tuple[str, ...] = ()
        self.remarks: list[str] = []
        self._by_id = {s.id: s for s in spaces}
        self._places: list[Place] = []
        self._index: dict[tuple[str, int | str], int] = {}
        self._sites: dict[str, int] = {}
        self._positions: dict[str, list[tuple[float, float]]] = {}
        for brief in briefs:
            for name in dict.fromkeys(s.script_place for s in brief.scenes):
                self._settle(brief, name, closed)
        self.names = tuple(self._sites)
        self.travel = self._travel(km_per_hour)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of the problem."""
        return tuple(self._places)

    def place(self, brief: ShootBrief, name: str) -> int:
        """The place on which a script's place of ``brief`` is shot."""
        return self._index[brief.name, name]

    def _settle(self, brief: ShootBrief, name: str, closed: Mapping[int, tuple[int, ...]]) -> None:
        space = self._by_id.get(brief.sites.get(name, -1))
        key: tuple[str, int | str] = ("", space.id) if space is not None else (brief.name, f"?{name}")
        if key not in self._index:
            self._index[key] = len(self._places)
            self._places.append(self._known(space, closed) if space is not None else self._unknown(brief, name))
        self._index[brief.name, name] = self._index[key]

    def _known(self, space: SpaceView, closed: Mapping[int, tuple[int, ...]]) -> Place:
        site = space.district or space.name
        if space.position is not None:
            self._positions.setdefault(site, []).append(space.position)
        return Place(
            space.name,
            site=self._sites.setdefault(site, len(self._sites)),
            capacity=max(1, space.capacity),
            closed=closed.get(space.id, ()),
            day_cost=0 if space.free_days else space.day_rate,
            id=space.id,
        )

    def _unknown(self, brief: ShootBrief, name: str) -> Place:
        self.remarks.append(f"《{brief.name}》的“{name}”还没有选景，按在本剧最常用的园区排")
        districts = Counter(
            s.district or s.name for p, i in brief.sites.items() if p and (s := self._by_id.get(i)) is not None
        )
        site = districts.most_common(1)[0][0] if districts else "未定"
        return Place(name, site=self._sites.setdefault(site, len(self._sites)))

    def _travel(self, km_per_hour: int) -> tuple[tuple[int, ...], ...]:
        centres = [self._centre(name) for name in self._sites]
        return tuple(
            tuple(
                0
                if i == j
                else _UNKNOWN
                if here is None or there is None
                else max(5, travel_minutes(here, there, km_per_hour=km_per_hour))
                for j, there in enumerate(centres)
            )
            for i, here in enumerate(centres)
        )

    def _centre(self, site: str) -> tuple[float, float] | None:
        known = self._positions.get(site)
        if not known:
            return None
        return sum(p[0] for p in known) / len(known), sum(p[1] for p in known) / len(known)
