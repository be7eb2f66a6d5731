"""When a minor may watch, and how the day's time is counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fangcun.air.engine.minors import Stop, allowance, counted

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("hour", "minute", "closed"), [(21, 59, False), (22, 0, True), (0, 0, True), (5, 59, True), (6, 0, False)]
)
def test_nothing_from_ten_at_night_to_six(hour: int, minute: int, closed: bool) -> None:
    left = allowance(NOON.replace(hour=hour, minute=minute), used=0, band="under_16")
    assert (left.stop is Stop.HOURS) is closed


def test_forty_minutes_a_day() -> None:
    assert allowance(NOON, used=0, band="under_16").seconds == 40 * 60
    assert allowance(NOON, used=40 * 60, band="under_16").stop is Stop.TIME


def test_no_time_reaches_into_the_closed_hours() -> None:
    assert allowance(NOON.replace(hour=21, minute=50), used=0, band="under_18").seconds == 600


def test_an_unknown_band_gets_the_least() -> None:
    assert allowance(NOON, used=40 * 60, band="?").stop is Stop.TIME


def test_a_long_silence_and_a_clock_that_went_back_count_for_nothing() -> None:
    assert counted(NOON, NOON + timedelta(seconds=10)) == 10
    assert counted(NOON, NOON + timedelta(hours=1)) == 0
    assert counted(NOON, NOON - timedelta(seconds=10)) == 0
    assert counted(None, NOON) == 0
