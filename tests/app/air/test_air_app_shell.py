"""The app's manifest, worker and offline page, and the reel's API, as a client sees them."""

from __future__ import annotations

import pytest
from air_house import House
from django.test import Client

from fangcun.air.discover import recommending


def test_the_worker_may_rule_the_whole_site_and_is_never_kept(client: Client, db: None) -> None:
    answer = client.get("/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "/offline/" in answer.content.decode()


def test_the_offline_page_says_nothing_of_anybody(client: Client, house: House) -> None:
    page = client.get("/offline/")
    assert not page.cookies
    assert "csrf" not in page.content.decode().lower()


def test_the_manifest_names_icons_of_every_kind(client: Client, db: None) -> None:
    told = client.get("/app.webmanifest").json()
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


@pytest.fixture
def shelf(house: House) -> House:
    recommending.forget_stock()
    house.publish(1)
    return house


def test_the_reel_has_one_episode_of_each_title_with_its_playlists(client: Client, shelf: House) -> None:
    [turn] = client.get("/api/swipe").json()
    assert (turn["title"]["slug"], turn["episode"]["number"]) == ("lamp", 1)
    assert list(turn["episode"]["inline"]) == [turn["episode"]["playlist"]]


def test_the_reel_leaves_out_what_was_shown(client: Client, shelf: House) -> None:
    assert client.get("/api/swipe", {"skip": "lamp,other"}).json() == []


def test_an_empty_reel_leads_home(client: Client, db: None) -> None:
    recommending.forget_stock()
    assert client.get("/swipe/").headers["Location"] == "/"
