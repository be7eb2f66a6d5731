"""How long a scene takes on set: dated figures of a trade that has no table of its own.

A micro-drama of 80 episodes of 75 to 90 seconds, 100 to 120 finished minutes, is shot in about seven to nine days
(newspaper reports on bases in Shanxi and Zhejiang, 2024-2025): 12 to 15 finished minutes a day. A long day of three
parts has some 14 hours, of which about 13 remain for scenes after moves. So one finished minute takes some 55 to 65
minutes. We split it into a fixed share (lighting, blocking, a first rehearsal) and a share by length (takes, reverses).
The split and the factors are our assumption; a production that measures its own days should set its own ``Pace``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pace:
    """``setup`` minutes for each scene, plus ``ratio`` minutes on set for each running second, times factors.

    ``heads`` minutes are added for every speaking part past the third. A factor multiplies the whole for each load;
    the product stays under ``most_factor``. The sum is rounded up to ``grain`` and stays within ``least`` and ``most``.
    """

    name: str
    since: date
    setup: int
    ratio: float
    heads: int
    factors: tuple[tuple[str, float], ...]
    most_factor: float
    grain: int
    least: int
    most: int
    source: str

    def factor(self, load: str) -> float:
        """The factor of a load, 1 for an unknown one."""
        return dict(self.factors).get(load, 1.0)


_FACTORS = (
    ("武戏", 1.4),  # rehearsal with the stunt team, protection, more takes
    ("群戏", 1.2),  # from 10 extras: placing and resetting them
    ("大群戏", 1.4),  # from 40
    ("儿童", 1.2),  # breaks, a guardian, more takes
    ("动物", 1.25),
    ("现场特效", 1.25),  # rain, smoke, fire, wire
    ("车戏", 1.2),
    ("夜外", 1.15),  # lighting outside at night
)

MICRO_DRAMA = Pace(
    name="竖屏微短剧",
    since=date(2025, 1, 1),
    setup=10,
    ratio=0.75,
    heads=2,
    factors=_FACTORS,
    most_factor=2.0,
    grain=5,
    least=15,
    most=180,
    source="80 集约 7–9 天，每天 12–15 成片分钟；固定与按时长的拆分为本系统假设",
)
"""The pace of a vertical micro-drama: one camera group, hand-held, few set-ups a scene."""

PREMIUM = Pace(
    name="精品短剧",
    since=date(2025, 1, 1),
    setup=20,
    ratio=1.4,
    heads=3,
    factors=_FACTORS,
    most_factor=2.2,
    grain=5,
    least=25,
    most=240,
    source="精品短剧约 12–15 天、每天 6–8 成片分钟；拆分同为本系统假设",
)
"""A slower pace: about half as many finished minutes a day."""

PACES = (MICRO_DRAMA, PREMIUM)
