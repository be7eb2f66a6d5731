"""What it costs to serve the theatre, and how old what it shows may be: queries are counted, keeping has an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from air_house import PLAYLIST, House
from django.apps import apps
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.models import Release, Title, WatchState
from fangcun.air.noting import Report, keep
from fangcun.air.rest import FeedOut
from fangcun.air.till.pricing import set_fare
from fangcun.base.api import blobs
from fangcun.config import config
from fangcun.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that keeps what it read for as long as the test takes."""
    monkeypatch.setattr(config(), "kept_seconds", 60)
    shelved = import_module("fangcun.air.shelved")
    for kept in (shelved._shelf, shelved._titles, shelved._packages, shelved._inlines):
        monkeypatch.setattr(kept, "_rows", type(kept._rows)())


def prefix(client: Client) -> str:
    """The signed address of the first episode."""
    return str(client.get("/api/feed/lamp").json()["episodes"][0]["prefix"])


def take_down() -> None:
    """Another process takes the series down."""
    Title.objects.across_tenants().filter(slug="lamp").update(public=False)


def test_a_feed_is_what_the_documentation_says(client: Client, house: House) -> None:
    house.publish(1)
    data = client.get("/api/feed/lamp").json()
    assert FeedOut.model_validate(data).model_dump() == data


@pytest.mark.usefixtures("keeping")
def test_a_feed_of_a_guest_asks_the_database_once_it_is_known_for_nothing(
    client: Client, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    house.publish(1)
    client.get("/api/feed/lamp")
    with django_assert_num_queries(0):
        client.get("/api/feed/lamp")


@pytest.mark.usefixtures("keeping")
def test_a_feed_of_a_known_viewer_asks_for_what_is_theirs_alone(
    client: Client, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    house.publish(1)
    client.post("/watch/lamp/1/position/", {"position_ms": 1_000})
    client.get("/api/feed/lamp")
    with django_assert_num_queries(3):  # the session, minors' mode, the positions
        assert client.get("/api/feed/lamp").json()["episodes"][0]["position_ms"] == 1_000


@pytest.mark.usefixtures("keeping")
def test_bytes_are_served_without_a_look_at_the_database(
    client: Client, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    house.publish(1)
    client.post("/watch/lamp/1/position/", {"position_ms": 1_000})
    address = prefix(client) + "hls/index.m3u8"
    client.get(address)
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("keeping")
def test_a_title_taken_down_is_gone_when_what_is_kept_has_become_too_old(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.publish(1)
    address = prefix(client) + "hls/index.m3u8"
    assert client.get(address).status_code == 200
    take_down()
    assert client.get(address).status_code == 200, "this process has not heard of it yet"
    monkeypatch.setattr(config(), "kept_seconds", 0)
    assert client.get(address).status_code == 403
    assert client.get("/api/feed/lamp").status_code == 404


def test_nothing_is_kept_for_longer_than_five_seconds_unless_somebody_says_so() -> None:
    field = type(config()).model_fields["kept_seconds"]
    assert field.default <= 5


@pytest.mark.usefixtures("keeping")
def test_a_ticket_newer_than_what_is_kept_is_good_at_once(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.publish(1)
    client.get(prefix(client) + "hls/index.m3u8")
    house.publish(1, film=b"another film")
    monkeypatch.setattr(config(), "kept_seconds", 0)
    fresh = prefix(client) + "hls/index.m3u8"
    monkeypatch.setattr(config(), "kept_seconds", 60)
    assert client.get(fresh).status_code == 200


@pytest.mark.usefixtures("keeping")
def test_what_is_kept_is_nobodys(client: Client, house: House) -> None:
    house.publish(1)
    client.post("/watch/lamp/1/position/", {"position_ms": 4_000})
    assert client.get("/api/feed/lamp").json()["episodes"][0]["position_ms"] == 4_000
    assert Client().get("/api/feed/lamp").json()["episodes"][0]["position_ms"] == 0


def test_the_playlists_of_what_is_played_next_come_with_the_feed(client: Client, house: House) -> None:
    for number in range(1, 7):
        house.publish(number)
    assert with_texts(client, "") == [1, 2, 3]
    assert with_texts(client, "?from=3") == [3, 4, 5]
    client.post("/watch/lamp/5/position/", {"position_ms": 1_000})
    assert with_texts(client, "") == [5, 6]


def with_texts(client: Client, query: str) -> list[int]:
    """The numbers whose playlists come along; each is the very text of its file."""
    episodes = client.get(f"/api/feed/lamp{query}").json()["episodes"]
    found = [e for e in episodes if e["inline"]]
    assert all(e["inline"] == {"hls/index.m3u8": PLAYLIST.decode()} for e in found)
    return [e["number"] for e in found]


def test_what_is_not_open_to_a_viewer_has_neither_address_nor_playlists(client: Client, house: House) -> None:
    house.publish(1)
    house.publish(2)
    set_fare(house.actor, slug="lamp", free=1, coins=20)
    first, second = client.get("/api/feed/lamp").json()["episodes"]
    assert first["prefix"]
    assert first["inline"]
    assert (second["prefix"], second["expires"], second["inline"]) == ("", 0, {})


def test_playlists_that_would_make_a_feed_heavy_are_left_behind(house: House) -> None:
    long = {"hls/index.m3u8": blobs().put(b"#EXTM3U\n" + b"#" * 70_000)}
    house.publish(1, files=long)
    assert Release.objects.across_tenants().get().inline == {}


def test_releases_from_before_are_filled_as_far_as_the_store_has_them(house: House) -> None:
    house.publish(1)
    house.publish(2)
    rows = Release.objects.across_tenants()
    rows.update(inline={})
    rows.filter(number=2).update(media={"index.m3u8": "0" * 64})
    import_module("fangcun.air.migrations.0012_inline").fill(apps, SimpleNamespace(connection=connection))
    assert [row.inline for row in rows.order_by("number")] == [{"hls/index.m3u8": PLAYLIST.decode()}, {}]


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, house: House) -> None:
    house.publish(1)
    answer = client.get("/api/feed/lamp")
    assert answer["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": answer["ETag"]}
    again = client.get("/api/feed/lamp", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    client.post("/watch/lamp/1/position/", {"position_ms": 3_000})
    assert client.get("/api/feed/lamp", headers=known).status_code == 200


def test_a_hundred_episodes_weigh_less_than_sixty_kilobytes(client: Client, house: House) -> None:
    for number in range(1, 101):
        house.publish(number)
    assert len(client.get("/api/feed/lamp").content) < 60_000


@pytest.mark.usefixtures("keeping")
def test_a_report_of_a_player_costs_nine_queries(
    client: Client, house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    house.publish(1, duration_ms=90_000)
    begin = clock.now()
    client.post("/watch/lamp/1/position/", {"position_ms": 0})
    with clock.frozen(begin + timedelta(seconds=5)):
        client.post("/watch/lamp/1/position/", {"position_ms": 5_000})
    # The session, minors' mode; the begin and the end of a transaction, in it the banks and the state read and
    # written, and the watching of the day.
    with clock.frozen(begin + timedelta(seconds=9)), django_assert_num_queries(9):
        client.post("/watch/lamp/1/position/", {"position_ms": 9_000})


def test_reports_that_come_in_at_once_cost_no_more_than_one(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house.publish(1, duration_ms=90_000)
    title = Title.objects.across_tenants().get().pk
    at = clock.now()
    visitors = [Visitor(Viewer(f"guest:{i}"), f"phone {i}", "10.0.0.0/24") for i in range(30)]
    first = [Report(v.viewer, title, 1, 90_000, 0, at, v) for v in visitors]
    keep(first)
    with django_assert_max_num_queries(7):
        keep([replace(r, position_ms=4_000, at=at + timedelta(seconds=4)) for r in first])
    assert WatchState.objects.filter(position_ms=4_000, credited_ms=4_000).count() == 30


def test_two_reports_of_one_viewer_in_one_go_count_as_two(house: House) -> None:
    house.publish(1, duration_ms=90_000)
    title, at = Title.objects.across_tenants().get().pk, clock.now()
    anna = Visitor(Viewer("guest:anna"), "phone", "10.0.0.0/24")
    keep([Report(anna.viewer, title, 1, 90_000, 0, at, anna)])
    later = [Report(anna.viewer, title, 1, 90_000, p, at + timedelta(seconds=8), anna) for p in (4_000, 8_000)]
    keep(later)
    state = WatchState.objects.get()
    assert (state.position_ms, state.credited_ms) == (8_000, 8_000)
