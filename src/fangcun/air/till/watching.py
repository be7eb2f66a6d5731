"""Credited watching by the day: what the watching rewards are paid for."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from fangcun.air.contracts import Viewer
from fangcun.air.models import WatchDay


def add(viewer: Viewer, day: date, credited_ms: int) -> None:
    """Add credited watching to a day of the viewer."""
    if credited_ms <= 0:
        return
    rows = WatchDay.objects.filter(viewer=viewer.key, day=day)
    if not rows.update(credited_ms=F("credited_ms") + credited_ms):
        WatchDay.objects.bulk_create([WatchDay(viewer=viewer.key, day=day)], ignore_conflicts=True)
        rows.update(credited_ms=F("credited_ms") + credited_ms)


def minutes(viewer: Viewer | None, day: date) -> int:
    """Whole minutes of credited watching on a day."""
    rows = WatchDay.objects.filter(viewer=viewer.key, day=day) if viewer else WatchDay.objects.none()
    return (rows.values_list("credited_ms", flat=True).first() or 0) // 60_000
