"""Watching makes heat, as far as time allows it; heat makes ranks, which say what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from air_house import House
from django.test import Client

from fangcun.air.account.viewers import network_of
from fangcun.air.api import count_event, describe, ranks, remember
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.heating import score_of
from fangcun.air.engine.heat import CAPS, Deed, Heat, Part
from fangcun.air.models import HeatParty, Title, TitleHeat, WatchBank, WatchState
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def visitor(name: str) -> Visitor:
    return Visitor(Viewer(f"user:{name}"), f"phone of {name}", f"home of {name}")


def title_of(slug: str) -> int:
    return Title.objects.across_tenants().get(slug=slug).pk


def watch(client: Client, seconds: float, *, of: float, every: float = 5.0, slug: str = "lamp") -> None:
    """Play ``of`` seconds of the first episode within ``seconds`` on the wall."""
    client.post(f"/watch/{slug}/1/position/", {"position_ms": 0})
    steps = max(1, round(seconds / every))
    begin = clock.now()
    for step in range(1, steps + 1):
        with clock.frozen(begin + timedelta(seconds=seconds * step / steps)):
            client.post(f"/watch/{slug}/1/position/", {"position_ms": round(1000 * of * step / steps)})


def test_an_episode_watched_is_a_play_and_a_finish(client: Client, house: House) -> None:
    house.publish(1, duration_ms=60_000)
    with clock.frozen(NOW):
        watch(client, 60, of=60)
        [row] = ranks(clock.now())
    assert [part.name for part in row.heat.parts] == ["看完一集", "有效播放"]
    assert (row.place, row.card.slug) == (1, "lamp")
    assert 1.6 < row.heat.points < 2.0  # the gates let most of the first deeds through
    assert WatchState.objects.get().credited_ms == 60_000


def test_looking_in_is_no_play_and_a_minute_in_three_seconds_neither(client: Client, house: House) -> None:
    house.publish(1, duration_ms=60_000)
    with clock.frozen(NOW):
        watch(client, 5, of=5)
        assert ranks(NOW) == []
        watch(Client(), 2, of=60, every=1)
        assert ranks(NOW) == []


def test_going_over_it_again_and_again_earns_nothing_more(client: Client, house: House) -> None:
    house.publish(1, duration_ms=60_000)
    with clock.frozen(NOW):
        watch(client, 60, of=60)
        before = ranks(NOW)[0].heat.points
        with clock.frozen(NOW + timedelta(minutes=2)):
            watch(client, 60, of=60)
    assert ranks(NOW)[0].heat.points == before


def test_one_device_is_not_credited_for_two_viewers_at_once(client: Client, house: House) -> None:
    house.publish(1, duration_ms=60_000)
    for second in range(0, 61, 5):
        with clock.frozen(NOW + timedelta(seconds=second)):
            for name in "abcd":
                shared = Visitor(Viewer(f"user:{name}"), "one phone", "a home")
                remember(shared.viewer, slug="lamp", number=1, position_ms=second * 1000, visitor=shared)
    total = sum(WatchState.objects.values_list("credited_ms", flat=True))
    assert total <= 2 * (60_000 + 2_000)


def test_rows_hold_what_the_engine_computes(house: House) -> None:
    house.publish(1)
    heat = Heat()
    for number in range(40):
        who = visitor(str(number % 7))
        part = list(Part)[number % len(Part)]
        with clock.frozen(NOW + timedelta(hours=3 * number)):
            count_event(title_of("lamp"), part, visitor=who, trust=1.0 if number % 5 else 0.3)
            since = WatchBank.objects.order_by("since").values_list("since", flat=True)
            first = NOW + timedelta(hours=3 * (number % 7))
            assert first in set(since)
            names = (who.viewer.key, who.device, who.network)
            trust = 1.0 if number % 5 else 0.3
            heat.count(Deed(clock.now().timestamp(), part, "lamp", *names, since=first.timestamp(), trust=trust))
    kept, computed = score_of(TitleHeat.objects.get()), heat.score("lamp")
    assert kept.total == pytest.approx(computed.total, abs=1e-6)
    assert kept.newcomers == pytest.approx(computed.newcomers, abs=1e-6)
    assert kept.established == pytest.approx(computed.established, abs=1e-6)
    assert kept.parts == pytest.approx(computed.parts, abs=1e-6)
    assert {g: v for g, v in kept.held.items() if v > -1e300} == pytest.approx(computed.held, abs=1e-6)


def test_one_person_cannot_fill_the_ranks(house: House) -> None:
    house.publish(1)
    house.publish(1, slug="other", name="众人")
    with clock.frozen(NOW):
        for _ in range(60):
            count_event(title_of("lamp"), Part.COIN_UNLOCK, visitor=visitor("rich"))
        for n in range(12):
            count_event(title_of("other"), Part.FOLLOW, visitor=visitor(str(n)))
    assert [row.card.slug for row in ranks(NOW)] == ["other", "lamp"]
    assert ranks(NOW)[1].heat.points <= CAPS.viewer


def test_ranks_keep_their_order_while_points_fade_and_show_only_what_is_public(house: House) -> None:
    for slug, people in (("a", 1), ("b", 3), ("c", 2)):
        house.publish(1, slug=slug, name=slug)
        with clock.frozen(NOW):
            for n in range(people):
                count_event(title_of(slug), Part.LIKE, visitor=visitor(str(n)))
    today, later = ranks(NOW), ranks(NOW + timedelta(days=30))
    assert [row.card.slug for row in today] == [row.card.slug for row in later] == ["b", "c", "a"]
    assert later[0].heat.points < 0.001 * today[0].heat.points
    Title.objects.across_tenants().filter(slug="b").update(public=False)
    assert [row.card.slug for row in ranks(NOW)] == ["c", "a"]


def test_no_address_and_no_device_can_be_read_from_the_rows(house: House) -> None:
    house.publish(1)
    count_event(title_of("lamp"), Part.LIKE, visitor=visitor("anna"))
    names = [*HeatParty.objects.values_list("name", flat=True), *WatchBank.objects.values_list("name", flat=True)]
    assert len(names) == 4
    assert all(set(name) <= set("0123456789abcdef") for name in names)


def test_networks_are_as_one_customer_has_them() -> None:
    assert network_of("203.0.113.77") == "203.0.113.0/24"
    assert network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert network_of("") == network_of("unix:") == ""


# --- pages ---------------------------------------------------------------------------------------------------------


def test_the_ranks_page_says_where_heat_comes_from(client: Client, house: House) -> None:
    assert "还没有热度" in client.get("/ranks/").content.decode()
    house.publish(1)
    count_event(title_of("lamp"), Part.LIKE, visitor=visitor("anna"))
    count_event(title_of("lamp"), Part.SHARE, visitor=visitor("bela"), trust=0.2)
    page = client.get("/ranks/").content.decode()
    for words in ("灯下", "热播榜", "点赞", "可疑流量", "热度怎么算", "付费解锁"):
        assert words in page


def test_the_search_page_marks_what_fits(client: Client, house: House) -> None:
    house.publish(1, slug="lamp", name="灯下黑")
    house.publish(1, slug="rain", name="夜雨")
    describe(house.actor, slug="rain", people=["王子涵", " 王子涵 ", ""], tags=["悬疑"])
    assert "<mark>灯下</mark>黑" in client.get("/search/", {"q": "dengxia"}).content.decode()
    page = client.get("/search/", {"q": "wzh"}).content.decode()
    assert "夜雨" in page
    assert "<mark>王子涵</mark>" in page
    assert "灯下黑" not in page
    assert "没有找到" in client.get("/search/", {"q": "qqqq"}).content.decode()
    assert "&lt;b&gt;" in client.get("/search/", {"q": "<b>"}).content.decode()


def test_a_new_title_is_found_at_once_and_a_hidden_one_no_more(client: Client, house: House) -> None:
    for name in ("灯下黑", "灯上白"):
        house.publish(1, name=name)

        assert name in client.get("/search/", {"q": name}).content.decode().replace("<mark>", "").replace("</mark>", "")
    Title.objects.across_tenants().update(public=False)
    assert "没有找到" in client.get("/search/", {"q": "灯"}).content.decode()


def test_only_the_house_itself_describes_its_title(house: House, open_house: Callable[[str], House]) -> None:
    house.publish(1)
    with pytest.raises(FangcunError, match="没有这部剧"):
        describe(open_house("others").actor, slug="lamp", people=[], tags=["甜宠"])
