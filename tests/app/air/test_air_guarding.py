"""Whom the theatre believes: what reports of positions show, and what becomes of rewards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from air_house import House

from fangcun.air.api import count_event, payout_of, ranks, remember
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import verdict_of
from fangcun.air.engine.heat import Part
from fangcun.air.engine.trust import Payout, Sign
from fangcun.air.models import Title, WatchState
from fangcun.kit import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def visitor(name: str, *, device: str = "") -> Visitor:
    return Visitor(Viewer(f"user:{name}"), device or f"phone of {name}", "192.0.2.0/24")


@pytest.fixture
def series(house: House) -> House:
    """Eight episodes of a minute and a half."""
    for number in range(1, 9):
        house.publish(number, duration_ms=90_000)
    return house


def report(who: Visitor, number: int, position_s: float, *, at: datetime) -> None:
    with clock.frozen(at):
        remember(who.viewer, slug="lamp", number=number, position_ms=round(position_s * 1000), visitor=who)


def watch(who: Visitor, number: int, *, begin: datetime) -> None:
    """An episode as people watch it."""
    for second in range(0, 91, 15):
        report(who, number, second, at=begin + timedelta(seconds=second))


def test_a_script_that_claims_episodes_in_seconds_is_recognised_and_paid_nothing(series: House) -> None:
    script = visitor("script")
    for number in range(1, 9):
        report(script, number, 90, at=NOW + timedelta(seconds=3 * number))
    with clock.frozen(NOW + timedelta(days=2)):
        verdict = verdict_of(script)
        assert verdict.signs == (Sign.TOO_FAST,)
        assert payout_of(script.viewer, earned_at=NOW) is Payout.HOLD
    credited = sum(WatchState.objects.values_list("credited_ms", flat=True))
    assert credited <= 2 * (24 + 2) * 1000


def test_an_honest_viewer_is_paid_after_a_day(series: House) -> None:
    anna = visitor("anna")
    for number in range(1, 5):
        watch(anna, number, begin=NOW + timedelta(minutes=2 * number))
    with clock.frozen(NOW + timedelta(hours=2)):
        assert verdict_of(anna).signs == ()
        assert payout_of(anna.viewer, earned_at=NOW) is Payout.WAIT
    with clock.frozen(NOW + timedelta(hours=25)):
        assert payout_of(anna.viewer, earned_at=NOW) is Payout.PAY


def test_somebody_who_skips_a_little_is_no_script(series: House) -> None:
    anna = visitor("anna")
    for number in range(1, 7):
        begin = NOW + timedelta(minutes=2 * number)
        for second, position in ((0, 0), (15, 15), (30, 50), (45, 65), (60, 80)):
            report(anna, number, position, at=begin + timedelta(seconds=second))
    with clock.frozen(NOW + timedelta(hours=1)):
        assert verdict_of(anna).signs == ()


def test_whoever_plays_at_every_hour_of_a_day_is_recognised(series: House) -> None:
    farm = visitor("farm")
    for hour in range(24):
        watch(farm, hour % 8 + 1, begin=NOW + timedelta(hours=hour, minutes=hour))
        WatchState.objects.all().delete()  # as if every hour had new episodes
    with clock.frozen(NOW + timedelta(hours=24)):
        assert Sign.SLEEPLESS in verdict_of(farm).signs


def test_deeds_from_a_device_of_many_accounts_count_less(series: House) -> None:
    for number in range(7):
        report(visitor(f"v{number}", device="rack"), 1, 5, at=NOW + timedelta(minutes=number))
    title = Title.objects.across_tenants().get(slug="lamp").pk
    with clock.frozen(NOW + timedelta(hours=1)):
        rack, home = visitor("v6", device="rack"), visitor("v6", device="tablet")
        assert Sign.SHARED_DEVICE in verdict_of(rack).signs
        assert Sign.SHARED_DEVICE not in verdict_of(home).signs
        assert count_event(title, Part.LIKE, visitor=rack) < 0.3 * count_event(title, Part.LIKE, visitor=home)
        assert ranks(clock.now())[0].heat.held[0].name == "可疑流量"


def test_nothing_is_held_against_somebody_unknown(db: None) -> None:
    assert payout_of(Viewer("user:nobody"), earned_at=NOW) in (Payout.WAIT, Payout.PAY)
