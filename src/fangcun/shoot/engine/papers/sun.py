"""Sunrise and sunset, for exterior scenes."""

from __future__ import annotations

from datetime import date
from math import acos, cos, degrees, pi, radians, sin, tan

_HORIZON = 90.833
"""Zenith angle of the sun's centre at rise and set, refraction and the sun's radius included (NOAA)."""


def sun_times(day: date, *, latitude: float, longitude: float, utc_hours: float = 8.0) -> tuple[str, str]:
    """Sunrise and sunset as HH:MM of the clock ``utc_hours`` ahead of UTC; empty where the sun does not rise or set.

    The general solar position equations of NOAA's Global Monitoring Laboratory (low-accuracy form, within about two
    minutes between the polar circles).
    """
    year = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
    gamma = 2 * pi / year * (day.timetuple().tm_yday - 1)
    equation = 229.18 * (
        0.000075 + 0.001868 * cos(gamma) - 0.032077 * sin(gamma) - 0.014615 * cos(2 * gamma) - 0.040849 * sin(2 * gamma)
    )
    declination = (
        0.006918
        - 0.399912 * cos(gamma)
        + 0.070257 * sin(gamma)
        - 0.006758 * cos(2 * gamma)
        + 0.000907 * sin(2 * gamma)
        - 0.002697 * cos(3 * gamma)
        + 0.00148 * sin(3 * gamma)
    )
    phi = radians(latitude)
    cosine = cos(radians(_HORIZON)) / (cos(phi) * cos(declination)) - tan(phi) * tan(declination)
    if not -1 <= cosine <= 1:
        return "", ""
    hour_angle = degrees(acos(cosine))
    noon = 720 - 4 * longitude - equation + 60 * utc_hours
    return clock_text(round(noon - 4 * hour_angle)), clock_text(round(noon + 4 * hour_angle))


def clock_text(minutes: int) -> str:
    """Minutes after midnight as HH:MM; past midnight it begins again."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
