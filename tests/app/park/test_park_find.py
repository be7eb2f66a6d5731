"""Finding by a sentence on rows: what is taken is not offered as free, and an order of kit is held whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from fangcun.base.api import actor_of_tenant, ensure_tenant
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.park import api as park
from fangcun.park.commands import park as command
from fangcun.park.contracts import CrewEntry, SpaceEntry, SpaceKind, StockEntry, StockKind, Want
from fangcun.park.queries.finding import forget, span_of
from fangcun.park.services.finding import hold_kit

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_first_of_december() -> Iterator[None]:
    forget()
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def operator() -> Actor:
    return actor_of_tenant(ensure_tenant("demo", name="方寸影视").pk)


def space(actor: Actor, code: str, name: str, **more: Any) -> int:
    entry = SpaceEntry(code=code, name=name, kind=SpaceKind.SET, period="民国", tags=("院落",), int_ext="内/外", **more)
    return park.save(actor, entry).id


def crew(actor: Actor) -> int:
    return park.save(actor, CrewEntry("a", "药铺组", date(2026, 11, 1), date(2026, 12, 31))).id


def test_a_yard_for_the_night_is_found_and_a_taken_one_stands_behind(operator: Actor) -> None:
    taken = space(operator, "CJ-1", "民国大院", night=True)
    space(operator, "CJ-2", "民国小院", night=True)
    space(operator, "CJ-3", "民国后院", night=False)
    start, end = span_of(date(2026, 12, 1), 3)
    park.book(operator, crew(operator), [Want(taken, start, end)])
    found = park.search_spaces(operator, "可以拍夜戏的民国院子，3 天", start=date(2026, 12, 1))
    assert found.hits[0][1].code == "CJ-2"
    assert not any(view.code == "CJ-3" and not hit.misses for hit, view in found.hits)


def test_an_order_of_kit_is_held_whole_or_not_at_all(operator: Actor) -> None:
    lamp = StockEntry(code="WZ-1", name="民国群演服装", kind=StockKind.WARDROBE, unit="套", count=120, day_rate=1000)
    park.save(operator, lamp)
    mine = crew(operator)
    _, held = hold_kit(operator, mine, "100 套民国群演服装", start=date(2026, 12, 2), days=1)
    assert sum(booking.quantity for booking in held) == 100
    with pytest.raises(FangcunError) as refused:
        hold_kit(operator, mine, "100 套民国群演服装", start=date(2026, 12, 2), days=1)
    assert refused.value.code == "finding.missing"
    start, end = span_of(date(2026, 12, 2), 1)
    assert len(park.booked(operator, start=start, end=end + timedelta(hours=1))) == 1


def test_the_command_says_what_it_understood(operator: Actor) -> None:
    space(operator, "CJ-2", "民国小院", night=True)
    answer = CliRunner().invoke(command, ["find", "民国院子，能夜拍", "--json"])
    found = json.loads(answer.output)
    assert {"民国", "院落", "可夜拍"} <= set(found["read"])
    assert [line["code"] for line in found["found"]] == ["CJ-2"]
