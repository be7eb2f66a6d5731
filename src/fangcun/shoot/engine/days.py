"""How many days a production needs, estimated from its load before anything is planned."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from fangcun.shoot.contracts import Calendar, Part, SceneFacts
from fangcun.shoot.engine.calendars import MICRO_DRAMA

_DAY = 1440  # minutes
FILLED = 0.85
"""The share of a part that plans really fill: scenes do not divide evenly, and rest after a night costs mornings."""


def days_needed(
    scenes: Sequence[SceneFacts],
    *,
    calendar: Calendar = MICRO_DRAMA,
    minors: Sequence[str] = (),
    filled: float = FILLED,
    spare: int = 1,
) -> int:
    """Days in which ``scenes`` fit, ``spare`` included.

    Counted without overtime, and of the night only what leaves the rest before a full next day. Night scenes need
    night parts, exterior day scenes day parts, interior day scenes any; every visit to a place costs a move; each of
    ``minors`` (roles) may be in scenes for so many minutes a day.
    """
    if not scenes:
        return 0
    night_room = filled * sum(_rested(p, calendar) for p in calendar.parts if p.night)
    day_room = filled * sum(p.minutes for p in calendar.parts if not p.night)
    night = _load([s for s in scenes if s.night], calendar, night=True)
    bright = _load([s for s in scenes if not s.night and s.exterior], calendar, night=False)
    anytime = _load([s for s in scenes if not s.night and not s.exterior], calendar, night=False)
    bounds = [
        _share(night, night_room),
        _share(bright, day_room),
        _share(night + bright + anytime, night_room + day_room),
        *(
            math.ceil(sum(s.minutes for s in scenes if name in s.cast) / (filled * calendar.minor_minutes))
            for name in minors
        ),
    ]
    return max(bounds) + spare


def _rested(part: Part, calendar: Calendar) -> int:
    """The minutes of a part that still leave everybody's rest before the next day's first part."""
    latest = calendar.parts[0].start + _DAY - calendar.rest_minutes
    return max(0, min(part.minutes, latest - part.start))


def _share(load: float, room: float) -> int:
    if load <= 0:
        return 0
    return math.ceil(load / room) if room > 0 else math.ceil(load / 1.0)


def _load(scenes: Sequence[SceneFacts], calendar: Calendar, *, night: bool) -> float:
    """Minutes of ``scenes`` with a move for every visit: a place is visited once for each part that it fills."""
    longest = max((p.minutes for p in calendar.parts if p.night == night), default=0)
    at_place: dict[str, int] = defaultdict(int)
    for scene in scenes:
        at_place[scene.script_place] += scene.minutes
    visits = sum(max(1, math.ceil(m / longest)) if longest else 1 for m in at_place.values())
    return sum(at_place.values()) + 1.5 * visits * calendar.set_move_minutes
