"""What the ranks, search and offers say over the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from air_house import House
from django.test import Client

from fangcun.air.api import count_event, describe
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.recommending import forget_stock
from fangcun.air.engine.heat import Part
from fangcun.air.models import Title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_stock()
    yield
    forget_stock()


def test_ranks_say_what_they_are_made_of(client: Client, house: House) -> None:
    house.publish(1)
    count_event(
        Title.objects.across_tenants().get().pk, Part.FOLLOW, visitor=Visitor(Viewer("user:1"), "d", "192.0.2.0/24")
    )
    [row] = client.get("/api/ranks").json()
    assert (row["place"], row["title"]["slug"]) == (1, "lamp")
    assert row["heat"] == pytest.approx(sum(part["points"] for part in row["parts"]))
    assert client.get("/api/ranks?most=0").status_code == 422


def test_search_says_what_to_mark(client: Client, house: House) -> None:
    house.publish(1)
    describe(house.actor, slug="lamp", people=["王子涵"], tags=[])
    [found] = client.get("/api/search", {"q": "zihan"}).json()
    assert (found["field"], found["text"], found["spans"]) == ("person", "王子涵", [[1, 3]])
    assert client.get("/api/search").json() == []


def test_offers_come_with_reasons(client: Client, house: House) -> None:
    house.publish(1)
    [offer] = client.get("/api/offers").json()
    assert offer["title"]["slug"] == "lamp"
    assert offer["reason"]
