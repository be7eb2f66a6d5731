"""A small base for the tests of casting, sites and posing: people and spaces of every sort, always the same."""

from __future__ import annotations

import random
from datetime import date
from functools import lru_cache
from pathlib import Path

from fangcun.park.contracts import PersonKind, PersonView, SpaceKind, SpaceView, StockKind, StockView
from fangcun.shoot.contracts import (
    BaseBrief,
    CastCall,
    RoleBrief,
    RoleWanted,
    SceneFacts,
    ShootBrief,
    SiteCall,
)
from fangcun.shoot.engine.casts import assign_cast
from fangcun.shoot.engine.days import days_needed
from fangcun.shoot.engine.demo_scripts import CODES, demo_script
from fangcun.shoot.engine.periods import period_of
from fangcun.shoot.engine.place_words import TYPES
from fangcun.shoot.engine.roles import roles_of
from fangcun.shoot.engine.site_plan import assign_sites
from fangcun.shoot.engine.sites import places_of
from fangcun.shoot.engine.strips import strips_of
from fangcun.write.api import break_down, read_text

START = date(2026, 12, 1)
EXAMPLE = Path(__file__).parents[3] / "examples" / "全组都在找场记.txt"


def crowd(size: int, seed: int = 7) -> tuple[PersonView, ...]:
    """``size`` people of all ages."""
    dice = random.Random(seed)
    looks, skills = ("总裁", "古装", "乡村", "学生", "硬汉"), ("骑马", "武打", "唱歌", "方言", "驾驶")
    people = []
    for number in range(1, size + 1):
        low = dice.randint(6, 66)
        people.append(
            PersonView(
                id=number,
                code=f"P{number}",
                name=f"演员{number}",
                kind=dice.choice((PersonKind.ACTOR, PersonKind.FEATURED, PersonKind.EXTRA)),
                sex=dice.choice("男女"),
                ages=(low, low + dice.randint(6, 14)),
                height=160 + dice.randint(0, 25),
                day_rate=dice.randrange(20_000, 400_000, 5_000),
                skills=tuple(dice.sample(skills, 2)),
                looks=tuple(dice.sample(looks, 2)),
                minor=low < 12,
            )
        )
    return tuple(people)


def spaces() -> tuple[SpaceView, ...]:
    """Two spaces for every location type, period and side, in three districts."""
    found: list[SpaceView] = []
    for words, tags in TYPES:
        for period, offset in (("古代", 0.0), ("民国", 0.01), ("现代", 0.02)):
            for side in ("内", "外"):
                for copy in (0, 1):
                    number = 10_001 + len(found)
                    found.append(
                        SpaceView(
                            id=number,
                            code=f"S{number}",
                            name=f"{period}{words.split('|')[0]}{side}{copy + 1}",
                            kind=SpaceKind.SET,
                            period=period,
                            tags=tuple(tags.split()),
                            int_ext=side,
                            area=200,
                            day_rate=100_000 + 10_000 * copy,
                            district=f"{period}区",
                            position=(36.1 + offset, 111.5),
                        )
                    )
    return tuple(found)


STOCK = (
    StockView(20_001, "K1", "民国群演服装", StockKind.WARDROBE, "套", 120, 3_000, period="民国", tags=("群演服装",)),
    StockView(20_002, "K2", "古代群演服装", StockKind.WARDROBE, "套", 200, 3_000, period="古代", tags=("群演服装",)),
    StockView(20_003, "K3", "造雨机", StockKind.PROP, "台", 2, 30_000),
    StockView(20_004, "K4", "黑色轿车", StockKind.VEHICLE, "辆", 4, 60_000),
)


@lru_cache
def script(code: str) -> tuple[str, tuple[SceneFacts, ...], tuple[RoleWanted, ...], str]:
    """(title, scenes, roles, period) of a demo drama, or of the example for an empty code."""
    text = demo_script(code)[1] if code else EXAMPLE.read_text("utf-8")
    play = read_text(text)
    breakdown = break_down(play)
    scenes = strips_of(play, breakdown)
    period = period_of(scenes, text=text)
    return str(play.title), scenes, roles_of(play, breakdown, scenes, period=period), period


@lru_cache
def six_shoots() -> tuple[tuple[ShootBrief, ...], BaseBrief, int]:
    """The six productions with their casts and spaces, the base, and the days that the longest of them needs."""
    base = BaseBrief(spaces=spaces(), people=crowd(1500), stock=STOCK)
    read = [script(code) for code in ("", *CODES)]
    days = max(days_needed(scenes) for _, scenes, _, _ in read)
    end = date.fromordinal(START.toordinal() + days)
    casts = assign_cast([CastCall(t, roles, START, end) for t, _, roles, _ in read], base.people, busy={})
    sites = assign_sites(
        [SiteCall(t, places_of(scenes, period=period), days) for t, scenes, _, period in read], base.spaces
    )
    briefs = tuple(
        ShootBrief(
            name=title,
            crew_id=number,
            scenes=scenes,
            roles=tuple(
                RoleBrief(c.role, c.person.person_id if c.person else None, c.person.day_rate if c.person else 0)
                for c in casts
                if c.production == title
            ),
            sites={c.place: c.site.space_id for c in sites if c.production == title and c.site is not None},
            period=period,
        )
        for number, (title, scenes, _, period) in enumerate(read, 1)
    )
    return briefs, base, days
