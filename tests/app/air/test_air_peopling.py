"""Simulated viewers fill a demonstration, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from air_house import House

from fangcun.air.api import ranks
from fangcun.air.discover import peopling
from fangcun.air.discover.peopling import people
from fangcun.air.discover.recommending import forget_stock, offers
from fangcun.air.models import WatchState
from fangcun.config import Config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(peopling, "config", lambda: Config(mode="demo"))
    forget_stock()
    yield
    forget_stock()


@pytest.mark.usefixtures("demo")
def test_simulated_viewers_leave_ranks_and_history(house: House) -> None:
    for n in range(4):
        for number in (1, 2, 3):
            house.publish(number, slug=f"s{n}", name=f"剧{n}", duration_ms=60_000)
    done = people(seed=3, viewers=60, days=2)
    assert done.titles == 4
    assert done.events > done.deeds > 0
    rows = ranks(clock.now())
    assert len(rows) == 4
    assert all(row.heat.points > 0 for row in rows)
    assert set(WatchState.objects.values_list("number", flat=True)) <= {1, 2, 3}
    assert {o.card.slug for o in offers(None, now=clock.now())} == {"s0", "s1", "s2", "s3"}


@pytest.mark.usefixtures("demo")
def test_without_anything_to_watch_it_says_what_to_do(db: None) -> None:
    with pytest.raises(FangcunError, match="fangcun demo"):
        people(seed=1, viewers=5, days=1)


def test_a_real_site_has_no_simulated_heat(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish(1)
    monkeypatch.setattr(peopling, "config", lambda: Config(mode="site"))
    with pytest.raises(FangcunError, match="演示站"):
        people(seed=1, viewers=5, days=1)
    assert ranks(clock.now()) == []
