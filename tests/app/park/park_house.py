"""A small base to book in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from fangcun.base.contracts import Actor
from fangcun.park import api
from fangcun.park.contracts import CrewEntry, PersonEntry, PersonKind, SpaceEntry, SpaceKind, StockEntry, StockKind


class Base:
    """A small base: a courtyard, a hall for two crews, an actress, ten lights, two crews."""

    def __init__(self, actor: Actor) -> None:
        self.operator = actor
        self.yard = api.save(
            actor, SpaceEntry("S-1", "民国四合院", SpaceKind.SET, period="民国", tags=("院落",), int_ext="内/外")
        )
        self.hall = api.save(actor, SpaceEntry("S-2", "双人影棚", SpaceKind.STAGE, capacity=2))
        self.actress = api.save(actor, PersonEntry("P-1", "沈青", PersonKind.ACTOR, "女", 20, 32, day_rate=120_000))
        self.lights = api.save(actor, StockEntry("L-1", "镝灯 4K", StockKind.LIGHT, "台", 10, 30_000))
        self.crew = api.save(actor, CrewEntry("C-1", "古城来信", date(2026, 11, 20), date(2026, 12, 1)))
        self.rival = api.save(actor, CrewEntry("C-2", "归来的绣娘", date(2026, 11, 20), date(2026, 12, 1)))

    @staticmethod
    def at(hour: float) -> datetime:
        """So many hours after the next midnight in Shanghai."""
        return datetime(2026, 11, 22, 16, tzinfo=UTC) + timedelta(hours=hour)
