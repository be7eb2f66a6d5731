"""What viewers see and what is kept for them: pages, the feed, positions."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from air_house import House
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fangcun.air.api import remember, watching
from fangcun.air.contracts import Viewer
from fangcun.air.models import WatchState
from fangcun.base.api import create_user
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db
ANNA = Viewer("user:1")


def found(pattern: str, text: str) -> str:
    """The last group of the pattern, else all it matches; it must be there."""
    match = re.search(pattern, text, re.S)
    assert match is not None, pattern
    return match[match.lastindex or 0]


def tell(client: Client, number: int, position: object) -> int:
    """Send a position as the player does."""
    return client.post(f"/watch/lamp/{number}/position/", {"position_ms": position}).status_code


def at(client: Client) -> tuple[int, dict[int, int]]:
    """The episode to go on with and the positions, as the feed says them."""
    data = client.get("/api/feed/lamp").json()
    return data["at"], {e["number"]: e["position_ms"] for e in data["episodes"]}


def test_the_feed_gives_what_a_player_needs(client: Client, house: House) -> None:
    house.publish(1, episode_name="开门", planned_episodes=3)
    data = client.get("/api/feed/lamp").json()
    assert data["title"]["planned"] == 3
    [episode] = data["episodes"]
    assert (episode["number"], episode["name"], episode["duration_ms"]) == (1, "开门", 10_000)
    assert (episode["playlist"], episode["film"]) == ("hls/index.m3u8", "第1集.mp4")
    assert re.fullmatch(r"/media/[\w.-]+/", episode["prefix"])


def test_the_feed_starts_where_it_is_asked_to(client: Client, house: House) -> None:
    for number in (1, 2, 3):
        house.publish(number)
    assert [e["number"] for e in client.get("/api/feed/lamp?from=2").json()["episodes"]] == [2, 3]
    assert client.get("/api/feed/lamp?from=0").status_code == 422


def test_a_title_that_is_not_there_is_told_as_json_and_as_a_page(client: Client, db: None) -> None:
    answer = client.get("/api/feed/none")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "air.title_missing")
    assert "没有这部剧" in client.get("/watch/none/1/").content.decode()


def test_the_feed_costs_the_same_however_long_the_series(
    client: Client, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 9):
        house.publish(number)
    with django_assert_num_queries(3):
        client.get("/api/feed/lamp")


def test_the_front_page_shows_the_shelf(client: Client, house: House) -> None:
    house.publish(1, planned_episodes=8, ai_generated=True)
    page = client.get("/").content.decode()
    assert "灯下" in page
    assert "更新至 1 / 8 集" in page
    assert "AI生成" in page
    assert "继续看" not in page


def test_the_player_page_carries_its_feed_and_no_script_of_its_own(client: Client, house: House) -> None:
    house.publish(1, synopsis="</script><script>alert(1)</script>")
    answer = client.get("/watch/lamp/1/")
    page = answer.content.decode()
    data = json.loads(found(r'<script id="player-data" type="application/json">(.*?)</script>', page))
    assert data["feed"]["title"]["synopsis"].startswith("</script>")
    assert "alert(1)</script>" not in page
    assert "unsafe-inline" not in found(r"script-src[^;]*", answer["Content-Security-Policy"])


def test_an_episode_in_the_making_has_a_page_and_one_never_promised_has_none(client: Client, house: House) -> None:
    house.publish(1, planned_episodes=2)
    assert client.get("/watch/lamp/2/").status_code == 200
    assert client.get("/watch/lamp/3/").status_code == 404
    assert client.get("/watch/lamp/0/").status_code == 404


def test_a_guest_is_remembered_from_the_first_position_on(client: Client, house: House) -> None:
    house.publish(1)
    house.publish(2)
    client.get("/watch/lamp/1/")
    assert "sessionid" not in client.cookies
    assert tell(client, 2, 4_200) == 204
    assert at(client) == (2, {1: 0, 2: 4_200})
    assert client.get("/watch/lamp/")["Location"] == "/watch/lamp/2/"
    assert "继续看" in client.get("/").content.decode()
    assert at(Client()) == (1, {1: 0, 2: 0})


def test_a_user_is_remembered_on_every_device(house: House) -> None:
    user = create_user("anna", name="安娜", password="long enough for a test", checked=False)
    house.publish(1)
    phone, laptop = Client(), Client()
    phone.force_login(user)
    laptop.force_login(user)
    tell(phone, 1, 3_000)
    assert at(laptop) == (1, {1: 3_000})


def test_a_position_is_kept_once_for_each_episode_and_within_it(client: Client, house: House) -> None:
    house.publish(1)
    for position in (1_000, 2_000, 999_999):
        assert tell(client, 1, position) == 204
    assert WatchState.objects.get().position_ms == 10_000


@pytest.mark.parametrize("position", ["", "-1", "1.5", "abc", "１２", "9" * 30])
def test_a_position_that_is_no_number_is_refused(client: Client, house: House, position: str) -> None:
    house.publish(1)
    assert tell(client, 1, position) == 422
    assert not WatchState.objects.exists()


def test_a_position_in_an_episode_that_is_not_there_is_refused(client: Client, house: House) -> None:
    house.publish(1, planned_episodes=2)
    assert tell(client, 2, 10) == 404


def test_a_position_needs_the_pages_own_token(house: House) -> None:
    house.publish(1)
    strict = Client(enforce_csrf_checks=True)
    assert tell(strict, 1, 1_000) == 403
    page = strict.get("/watch/lamp/1/").content.decode()
    token = found(r'"csrf": "(\w+)"', page)
    form = {"position_ms": "1000", "csrfmiddlewaretoken": token}
    assert strict.post("/watch/lamp/1/position/", form).status_code == 204


def test_whoever_saw_an_episode_to_its_end_goes_on_with_the_next(house: House) -> None:
    house.publish(1)
    house.publish(2, episode_name="胶片")
    remember(ANNA, slug="lamp", number=1, position_ms=9_900)
    [item] = watching(ANNA)
    assert (item.number, item.episode_name, item.position_ms) == (2, "胶片", 0)


def test_whoever_saw_everything_is_asked_nothing(house: House) -> None:
    house.publish(1)
    remember(ANNA, slug="lamp", number=1, position_ms=10_000)
    assert watching(ANNA) == []
    house.publish(2)
    assert [w.number for w in watching(ANNA)] == [2]


def test_what_was_watched_last_comes_first(house: House) -> None:
    moment = clock.now()
    for minute, slug in enumerate(["one", "two", "three"]):
        house.publish(slug=slug, name=slug)
        with clock.frozen(moment + timedelta(minutes=minute)):
            remember(ANNA, slug=slug, number=1, position_ms=2_000)
    with clock.frozen(moment + timedelta(minutes=9)):
        remember(ANNA, slug="one", number=1, position_ms=5_000)
    assert [(w.card.slug, w.percent) for w in watching(ANNA)] == [("one", 50), ("three", 20), ("two", 20)]
    assert watching(Viewer("user:2")) == []


def test_positions_in_what_is_not_there_are_refused_at_the_door(house: House) -> None:
    with pytest.raises(FangcunError, match="第1集"):
        remember(ANNA, slug="none", number=1, position_ms=1)


def test_the_apis_own_page_comes_from_here(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    assert "http://" not in page
    assert "https://" not in page
    assert "/api/feed/{slug}" in client.get("/api/openapi.json").json()["paths"]
