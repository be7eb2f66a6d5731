"""Sunrise and sunset of a day at a place, by the equations of NOAA's Global Monitoring Laboratory.

Source: NOAA, "General Solar Position Calculations" (gml.noaa.gov/grad/solcalc/solareqns.PDF). Good to about a minute
between the polar circles, which is more than a light meter asks for.
"""

from __future__ import annotations

from datetime import date
from math import acos, cos, degrees, pi, radians, sin, tan

from fangcun.shoot.engine.papers.clocks import shown

ZENITH = 90.833
"""Degrees from overhead to the upper rim of the sun on the horizon, refraction included (same source)."""


def sun_times(day: date, *, latitude: float, longitude: float, offset: int = 480) -> tuple[str, str]:
    """Sunrise and sunset as local ``HH:MM``; two empty strings where the sun does not rise or set.

    Degrees north and east; ``offset`` are the minutes that the local clock is ahead of UTC (China: 480).
    """
    length = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
    year = 2 * pi / length * (day.timetuple().tm_yday - 1)
    equation = 229.18 * (
        0.000075 + 0.001868 * cos(year) - 0.032077 * sin(year) - 0.014615 * cos(2 * year) - 0.040849 * sin(2 * year)
    )
    declination = (
        0.006918
        - 0.399912 * cos(year)
        + 0.070257 * sin(year)
        - 0.006758 * cos(2 * year)
        + 0.000907 * sin(2 * year)
        - 0.002697 * cos(3 * year)
        + 0.00148 * sin(3 * year)
    )
    north = radians(latitude)
    angle = cos(radians(ZENITH)) / (cos(north) * cos(declination)) - tan(north) * tan(declination)
    if not -1 <= angle <= 1:
        return "", ""
    half = 4 * degrees(acos(angle))
    noon = 720 - 4 * longitude - equation + offset
    return shown(round(noon - half) % 1440), shown(round(noon + half) % 1440)
