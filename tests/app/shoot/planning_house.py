"""A small base with two short scripts, for the tests of planning: opened, cast and placed in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from fangcun.base.contracts import Actor
from fangcun.farm.api import run_here
from fangcun.farm.models import Job
from fangcun.park import api as park
from fangcun.park.contracts import (
    BookingView,
    CrewEntry,
    PersonEntry,
    PersonKind,
    PersonView,
    SpaceEntry,
    SpaceKind,
    SpaceView,
    StockEntry,
    StockKind,
    Want,
)
from fangcun.shoot import api
from fangcun.shoot.contracts import PlanView, ShootView
from fangcun.shoot.models import Placement, Strip
from fangcun.write import api as write

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
START = date(2026, 12, 1)
DAYS = 3

SEAMSTRESS = """《归来的绣娘》

第1集：旧债
1-1 日 内 绣坊客厅
人物：林夏、林母
△林夏推门进来，手里提着一只旧皮箱。
林母（惊）：你怎么回来了？
林夏（冷）：我不回来，这绣坊就要被周家收走了。

1-2 日 外 古城街道
人物：林夏、周航
道具：灯笼
△周航骑着摩托车穿过人群。
周航：林小姐，上车！
林夏：他怎么会在这里？

1-3 夜 内 周家书房
人物：周航、周父
周父（怒）：你敢！
周航：这一次，我不会再躲。
第1集完
"""
LONGER = SEAMSTRESS.replace("林夏推门进来，", "林夏、周航一前一后推门进来，").replace(
    "人物：林夏、林母", "人物：林夏、林母、周航"
)
LONGER = LONGER.replace(
    "第1集完",
    """
1-4 日 内 绣坊客厅
人物：林夏、周父
周父：我来还债。
林夏：晚了。
第1集完""",
)
"""Another draft: one scene has one more player, one scene is new."""

SHORTER = SEAMSTRESS.partition("1-3 夜")[0] + "第1集完\n"
"""Another draft: the last scene is gone."""

SECRET = """《总裁的秘密》

第1集：合同
1-1 日 内 总裁办公室
人物：顾城、苏晚
顾城：签字。
苏晚：我不签。

1-2 日 外 古城街道
人物：顾城、苏晚
△苏晚转身就走，顾城追上去。
顾城：站住！
第1集完
"""


@dataclass(frozen=True)
class House:
    """The base, and who acts: ``operator`` keeps it, ``producer`` plans."""

    operator: Actor
    producer: Actor
    spaces: dict[str, SpaceView]
    people: dict[str, PersonView]
    motorbike: int

    def open(self, script: str = SEAMSTRESS, *, name: str = "归来的绣娘", **more: Any) -> ShootView:
        """A shoot of this script, three days from the first of December."""
        return api.open_shoot(self.producer, draft_id=self.draft(script, name), starts_on=START, days=DAYS, **more)

    def draft(self, script: str, name: str = "归来的绣娘") -> int:
        """A kept draft of a production."""
        return write.ensure_draft(self.producer, production=name, file_name="剧本.txt", data=script.encode())

    def fill(self, *shoots: ShootView) -> None:
        """Everything proposed that is open."""
        api.propose(self.producer, [shoot.id for shoot in shoots])

    def plan(self, *shoots: ShootView, seconds: float = 1.0, **more: Any) -> PlanView:
        """The plan of these shoots, found."""
        plan_id = api.start_plan(self.producer, shoot_ids=[s.id for s in shoots], seconds=seconds, **more)
        return self.found(plan_id)

    def found(self, plan_id: int) -> PlanView:
        """A plan after the work that was asked for last is done."""
        run_here(last_job())
        return api.plan(self.producer, plan_id)

    def held(self, crew_id: int | None = None) -> list[BookingView]:
        """What is booked, of one crew or of all."""
        start, end = at(0, 0), at(DAYS + 1, 0)
        return list(park.booked(self.operator, start=start, end=end, crew_ids=[crew_id] if crew_id else None))

    def rival(self, *wants: Want) -> int:
        """Another crew of the base, which ordered these things by hand; returns its id."""
        crew = park.save(self.operator, CrewEntry("R-1", "别的剧组", START, date(2026, 12, 9)))
        if wants:
            park.book(self.operator, crew.id, wants)
        return crew.id


def last_job() -> int:
    """The job that was submitted last."""
    return Job.objects.across_tenants().latest("id").pk


def at(day: int, hour: float) -> datetime:
    """An hour of a day of shooting (from 0), in Shanghai."""
    minutes = int(hour * 60) - 8 * 60 + day * 1440
    return datetime.fromtimestamp(datetime(2026, 12, 1, tzinfo=UTC).timestamp() + minutes * 60, tz=UTC)


def slots(plan: PlanView) -> dict[str, int]:
    """Production and key of each scene → its slot."""
    names = {shoot.id: shoot.production_name for shoot in plan.shoots}
    rows = Placement.objects.filter(plan_id=plan.id).select_related("strip")
    return {f"{names[row.strip.shoot_id]} {row.strip.key}": row.slot for row in rows}


def keys(shoot: ShootView) -> dict[str, Strip]:
    """The strips of a shoot, gone ones too."""
    return {strip.key: strip for strip in Strip.objects.filter(shoot_id=shoot.id)}


def furnish(operator: Actor, producer: Actor) -> House:
    """Sets, people and a motorbike for two small productions."""
    sets = (
        SpaceEntry("S-1", "绣坊客厅", SpaceKind.SET, tags=("客厅", "绣坊"), district="东区", day_rate=80_000),
        SpaceEntry("S-2", "古城街道", SpaceKind.SCENIC, tags=("街道", "古城"), int_ext="外", district="东区"),
        SpaceEntry("S-3", "中式书房", SpaceKind.SET, tags=("书房",), district="西区"),
        SpaceEntry("S-4", "总裁办公室", SpaceKind.SET, tags=("办公室", "总裁办公室"), district="西区"),
    )
    spaces = {entry.name: park.save(operator, entry) for entry in sets}
    people = {}
    for number in range(16):
        sex, age = "男女"[number % 2], (20, 20, 28, 28, 45, 45, 52, 52)[number % 8]
        rate = 60_000 + number * 1_000
        entry = PersonEntry(f"P-{number}", f"演员{number}", PersonKind.ACTOR, sex, age, age + 12, day_rate=rate)
        people[entry.name] = park.save(operator, entry)
    motorbike = park.save(operator, StockEntry("V-1", "摩托车", StockKind.VEHICLE, "辆", 2, tags=("摩托车",)))
    return House(operator, producer, spaces, people, motorbike.id)
