"""How far places of a base lie apart, and how long the way takes."""

from __future__ import annotations

import math

_EARTH = 6371.0  # km, mean radius (IUGG)
_GRAIN = 5  # minutes


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance of two positions (latitude, longitude in degrees) by the haversine formula."""
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (*here, *there))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, h)))


def travel_minutes(here: tuple[float, float], there: tuple[float, float], *, km_per_hour: int) -> int:
    """Minutes by car, rounded up to five; 0 for the same position."""
    minutes = kilometres(here, there) * 60 / km_per_hour
    return math.ceil(minutes / _GRAIN - 1e-9) * _GRAIN
