"""The front page offers titles with reasons, tries new ones a little, and shows minors' and hidden titles to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from air_house import House
from django.test import Client

from fangcun.air.api import count_event, describe
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.recommending import Offer, count_trials, forget_stock, offers
from fangcun.air.engine.heat import Part
from fangcun.air.engine.recommend import Why
from fangcun.air.models import Title, TitleTrial, WatchState
from fangcun.kit import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
ANNA = Viewer("user:anna")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_stock()
    yield
    forget_stock()


@pytest.fixture
def street(house: House) -> House:
    """Eight old titles: sweet ones watched by the same people, dark ones by others, and one of today."""
    with clock.frozen(NOW - timedelta(days=30)):
        for n in range(4):
            house.publish(1, slug=f"sweet{n}", name=f"甜{n}")
            house.publish(1, slug=f"dark{n}", name=f"悬{n}")
    for person in range(30):
        kind = "sweet" if person % 2 else "dark"
        for n in range(3):
            watched(Viewer(f"user:{person}"), f"{kind}{n}")
    with clock.frozen(NOW - timedelta(hours=2)):
        house.publish(1, slug="new", name="新剧")
    return house


def watched(viewer: Viewer, slug: str) -> None:
    title = Title.objects.across_tenants().get(slug=slug)
    WatchState.objects.create(
        viewer=viewer.key, title=title, number=1, position_ms=10_000, credited_ms=90_000, updated_at=NOW
    )


def found(viewer: Viewer | None, *, count: int = 6, now: datetime = NOW) -> list[Offer]:
    return offers(viewer, now=now, count=count)


def test_whoever_watched_a_title_is_offered_what_its_viewers_watch(street: House) -> None:
    watched(ANNA, "sweet0")
    first, second, *_ = found(ANNA)
    assert {first.card.slug, second.card.slug} == {"sweet1", "sweet2"}
    assert first.recommendation.reason == "因为你看完了《甜0》"
    assert "sweet0" not in {o.card.slug for o in found(ANNA)}


def test_a_stranger_is_offered_what_is_hot(street: House) -> None:
    hot = Title.objects.across_tenants().get(slug="dark3")
    for n in range(9):
        count_event(hot.pk, Part.FOLLOW, visitor=Visitor(Viewer(f"user:{n}"), f"d{n}", f"a{n}"))
    first = found(None, now=clock.now())[0]
    assert (first.card.slug, first.recommendation.why, first.recommendation.about) == ("dark3", Why.HOT, "1")


def test_a_new_title_is_on_trial_until_it_was_shown_enough_today(street: House) -> None:
    tried = [o.card.slug for o in found(ANNA) if o.recommendation.why is Why.TRIAL]
    assert tried == ["new"]
    for _ in range(200):
        count_trials(["new"], today=NOW.date())
    forget_stock()
    assert Why.TRIAL not in {o.recommendation.why for o in found(ANNA)}
    forget_stock()
    tomorrow = NOW + timedelta(days=1)
    assert Why.TRIAL in {o.recommendation.why for o in found(ANNA, now=tomorrow)}
    count_trials(["new"], today=tomorrow.date())
    row = TitleTrial.objects.get()
    assert (row.shown, row.today) == (201, 1)


def test_what_left_the_shelf_is_offered_to_nobody_at_once(street: House) -> None:
    watched(ANNA, "sweet0")
    assert "sweet1" in {o.card.slug for o in found(ANNA)}
    Title.objects.across_tenants().filter(slug="sweet1").update(public=False)
    assert "sweet1" not in {o.card.slug for o in found(ANNA)}


def test_the_front_page_says_why_and_counts_a_trial_once_for_each_viewer(client: Client, street: House) -> None:
    with clock.frozen(NOW):
        assert "猜你喜欢" in client.get("/").content.decode()
        assert not TitleTrial.objects.exists()  # nobody known was shown it
        client.post("/watch/sweet0/1/position/", {"position_ms": 9_000})
        page = client.get("/").content.decode()
        client.get("/")
    assert "因为你看完了《甜0》" in page
    assert "新剧试映" in page
    assert TitleTrial.objects.get().shown == 1


def test_a_short_shelf_needs_no_advice(client: Client, house: House) -> None:
    house.publish(1)
    describe(house.actor, slug="lamp", people=[], tags=["甜宠"])
    assert "猜你喜欢" not in client.get("/").content.decode()
