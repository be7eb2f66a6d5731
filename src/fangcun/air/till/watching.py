"""Credited watching by the day: what the watching rewards are paid for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection

from fangcun.air.contracts import Viewer
from fangcun.air.models import WatchDay

_ADD = """
INSERT INTO air_watch_day (viewer, day, credited_ms) VALUES {rows}
ON CONFLICT (viewer, day) DO UPDATE SET credited_ms = air_watch_day.credited_ms + excluded.credited_ms
"""


def add(credited_ms: Mapping[Viewer, int], day: date) -> None:
    """Add credited watching to a day of some viewers, in one statement: what is added at the same moment is all
    counted. In one order, so that two processes never wait for each other."""
    more = sorted((viewer.key, ms) for viewer, ms in credited_ms.items() if ms > 0)
    if not more:
        return
    values = [value for name, ms in more for value in (name, day, ms)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=",".join(["(%s, %s, %s)"] * len(more))), values)


def minutes(viewer: Viewer | None, day: date) -> int:
    """Whole minutes of credited watching on a day."""
    rows = WatchDay.objects.filter(viewer=viewer.key, day=day) if viewer else WatchDay.objects.none()
    return (rows.values_list("credited_ms", flat=True).first() or 0) // 60_000
