"""The spaces of the demo base: 160 standing sets, 20 stages, 225 scenic spots, 95 offices."""

from __future__ import annotations

from random import Random

from fangcun.park.contracts import SpaceKind, SpaceView
from fangcun.park.engine.demo_tables import rows

GATE = (31.2046, 107.5938)
"""The gate of the invented base, in degrees; distances in the demo are measured from here unless a crew says else."""

DISTRICTS: dict[str, tuple[float, float]] = {
    "古城": (0.004, -0.006),
    "民国街": (0.009, 0.004),
    "都市棚": (-0.003, 0.002),
    "老瓷厂": (0.0, 0.0),
    "云溪古镇": (0.038, 0.021),
    "槐树村": (-0.052, 0.034),
    "南山": (-0.071, -0.043),
    "河湾": (0.016, 0.033),
    "县城": (-0.012, 0.018),
}
"""District and its offset from the base's gate, in degrees of latitude and longitude."""

DISTRICT_OF_PERIOD = {"古代": "古城", "民国": "民国街", "年代": "老瓷厂", "现代": "都市棚", "未来": "都市棚"}

ORDINALS = "甲乙丙丁戊己庚辛壬癸"


def make_spaces(random: Random) -> list[SpaceView]:
    """The 500 spaces, their ids counted from 1; the same for the same state of ``random``."""
    spaces: list[SpaceView] = []
    for line in rows("sets"):
        _make_sets(spaces, line, random)
    for number in range(1, 21):
        spaces.append(_stage(len(spaces) + 1, number, random))
    for line in rows("scenic"):
        _make_scenic(spaces, line, random)
    for line in rows("offices"):
        _make_offices(spaces, line, random)
    return spaces


def _make_sets(spaces: list[SpaceView], line: list[str], random: Random) -> None:
    name, period, tags, int_ext, area, rate, times = line
    for number in range(int(times)):
        spaces.append(
            SpaceView(
                id=len(spaces) + 1,
                code=f"CJ-{len(spaces) + 1:03d}",
                name=_numbered(name, number, int(times)),
                kind=SpaceKind.SET,
                period=period,
                tags=tuple(tags.split()),
                int_ext=int_ext,
                area=_between(area, random, step=5),
                day_rate=_between(rate, random, step=50) * 100,
                district=DISTRICT_OF_PERIOD[period],
                position=_near(DISTRICT_OF_PERIOD[period], random),
                # The sets lie inside the base; only a few stand too near to its dormitories for nights.
                night=random.random() > 0.08,
                free_days=3 if random.random() < 0.6 else 0,
                free_for=("签约",),
                open_to=("签约",) if random.random() < 0.04 else (),
                note="签约剧组前 3 天免场租，超出部分按日价。",
            )
        )


def _stage(number: int, index: int, random: Random) -> SpaceView:
    area = random.choice((400, 600, 800, 1200, 2000))
    tags = ("片场", "摄影棚", "绿幕") if index % 4 == 0 else ("片场", "摄影棚")
    name = f"{index} 号虚拟影棚" if index % 10 == 0 else f"{index} 号摄影棚"
    return SpaceView(
        id=number,
        code=f"CJ-{number:03d}",
        name=name,
        kind=SpaceKind.STAGE,
        period="通用",
        tags=(*tags, "虚拟制片") if index % 10 == 0 else tags,
        int_ext="内",
        area=area,
        day_rate=area * 250,
        district="老瓷厂",
        position=_near("老瓷厂", random),
        capacity=1,
        note="净高 9 米，隔声，三相电 200 kW。",
    )


def _make_scenic(spaces: list[SpaceView], line: list[str], random: Random) -> None:
    district, name, period, tags, int_ext, area, rate, times, night = line
    for number in range(int(times)):
        late = night == "1" and random.random() < 0.85
        spaces.append(
            SpaceView(
                id=len(spaces) + 1,
                code=f"CJ-{len(spaces) + 1:03d}",
                name=_numbered(name if name.startswith("基地") else f"{district}{name}", number, int(times)),
                kind=SpaceKind.SCENIC,
                period=period,
                tags=tuple(tags.split()),
                int_ext=int_ext,
                area=_between(area, random, step=10),
                day_rate=_between(rate, random, step=20) * 100,
                district=district,
                position=_near(district, random),
                night=late,
                opens=360,
                closes=1680 if late else 1260,
                capacity=2 if _between(area, random, step=10) > 2500 else 1,
                free_days=7 if random.random() < 0.3 else 0,
                note="居民区，夜间 22:00 后请勿用高音喇叭。" if district == "县城" else "",
            )
        )


def _make_offices(spaces: list[SpaceView], line: list[str], random: Random) -> None:
    name, tags, area, rate, times = line
    for number in range(int(times)):
        spaces.append(
            SpaceView(
                id=len(spaces) + 1,
                code=f"CJ-{len(spaces) + 1:03d}",
                name=f"{name} {number // 10 + 1}{number % 10 + 1:02d}",
                kind=SpaceKind.OFFICE,
                period="现代",
                tags=tuple(tags.split()),
                int_ext="内",
                area=_between(area, random, step=2),
                day_rate=_between(rate, random, step=10) * 100,
                district="老瓷厂",
                position=_near("老瓷厂", random),
                opens=360,
                closes=1560,
                free_days=7,
                free_for=("签约",),
            )
        )


def _numbered(name: str, number: int, times: int) -> str:
    """The name, told apart from its sisters by an ordinal: 甲 to 癸, then figures."""
    if times == 1:
        return name
    return f"{name}·{ORDINALS[number]}" if times <= len(ORDINALS) else f"{name} {number + 1} 号"


def _between(words: str, random: Random, *, step: int) -> int:
    low, high = (int(word) for word in words.split("-"))
    return random.randrange(low, high + 1, step) if high > low else low


def _near(district: str, random: Random) -> tuple[float, float]:
    north, east = DISTRICTS[district]
    return (
        round(GATE[0] + north + random.gauss(0, 0.0012), 6),
        round(GATE[1] + east + random.gauss(0, 0.0014), 6),
    )
