"""Media over HTTP: ranges, caching, types, and that a ticket opens its own manifest and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from air_house import FILM, PLAYLIST, House
from django.test import Client

from fangcun.air.models import Title
from fangcun.base.api import blobs
from fangcun.config import config
from fangcun.kit import clock, digest

pytestmark = pytest.mark.django_db
SIZE = len(FILM)


def prefix(client: Client, number: int = 1) -> str:
    """The signed address of an episode, as the player gets it."""
    episodes = client.get("/api/feed/lamp").json()["episodes"]
    return str(next(e["prefix"] for e in episodes if e["number"] == number))


@pytest.fixture
def film(client: Client, house: House) -> str:
    """The address of a published film."""
    house.publish()
    return prefix(client) + "第1集.mp4"


def body(answer: Any) -> bytes:
    """What was sent."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_comes_whole_with_its_type_its_length_and_its_name(client: Client, film: str) -> None:
    answer = client.get(film)
    assert answer.status_code == 200
    assert body(answer) == FILM
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"] == f'"{digest.of_bytes(FILM)}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_playlist_behind_the_prefix_is_reached_by_its_relative_path(client: Client, house: House) -> None:
    house.publish()
    answer = client.get(prefix(client) + "hls/index.m3u8")
    assert (answer["Content-Type"], body(answer)) == ("application/vnd.apple.mpegurl", PLAYLIST)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=10000-", 10000, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
    ],
)
def test_a_range_comes_as_a_range(client: Client, film: str, asked: str, first: int, last: int) -> None:
    answer = client.get(film, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == FILM[first : last + 1]


def test_a_range_beyond_the_end_is_416_and_says_the_size(client: Client, film: str) -> None:
    answer = client.get(film, headers={"Range": f"bytes={SIZE}-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"


def test_several_ranges_are_answered_whole(client: Client, film: str) -> None:
    answer = client.get(film, headers={"Range": "bytes=0-1,4-5"})
    assert answer.status_code == 200
    assert body(answer) == FILM


def test_if_range_gives_the_range_only_of_the_same_version(client: Client, film: str) -> None:
    same = client.get(film, headers={"Range": "bytes=0-9", "If-Range": f'"{digest.of_bytes(FILM)}"'})
    assert same.status_code == 206
    for other in ('"old"', f'W/"{digest.of_bytes(FILM)}"', "Sun, 22 Nov 2026 00:00:00 GMT"):
        assert client.get(film, headers={"Range": "bytes=0-9", "If-Range": other}).status_code == 200


def test_head_tells_everything_and_sends_nothing(client: Client, film: str) -> None:
    whole = client.head(film)
    assert (whole.status_code, whole["Content-Length"], whole.content) == (200, str(SIZE), b"")
    part = client.head(film, headers={"Range": "bytes=0-9"})
    assert (part.status_code, part["Content-Length"], part.content) == (206, "10", b"")


def test_what_the_reader_has_is_not_sent_again(client: Client, film: str) -> None:
    answer = client.get(film, headers={"If-None-Match": f'"{digest.of_bytes(FILM)}"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_it_is_kept_as_long_as_the_ticket_lives_and_no_longer(client: Client, film: str) -> None:
    life = config().media_minutes * 60
    answer = client.get(film)
    body(answer)
    kind, age, immutable = answer["Cache-Control"].split(", ")
    assert (kind, immutable) == ("public", "immutable")
    assert 0.7 * life < int(age.removeprefix("max-age=")) <= life


def test_an_expired_ticket_is_refused_with_words_and_a_fresh_one_opens_again(client: Client, film: str) -> None:
    later = clock.now() + timedelta(minutes=config().media_minutes + 1)
    with clock.frozen(later):
        refused = client.get(film)
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "air.ticket_expired"
        assert "过期" in refused.json()["error"]["message"]
        assert refused["Cache-Control"] == "no-store"
        fresh = client.get(prefix(client) + "第1集.mp4")
        assert fresh.status_code == 200
        body(fresh)


@pytest.mark.parametrize(
    "path",
    [
        "no-such.mp4",
        "第1集.mp4/",
        "hls",
        "hls/",
        "../第1集.mp4",
        "hls/../第1集.mp4",
        "hls/%2e%2e/第1集.mp4",
        "%2e%2e%2f%2e%2e%2fsecret.key",
        "..\\secret.key",
        "/etc/passwd",
        "第1集.mp4%00.m3u8",
        "%E7%AC%AC1%E9%9B%86.MP4",
    ],
)
def test_nothing_outside_the_manifest_is_reachable(client: Client, house: House, path: str) -> None:
    house.publish()
    assert client.get(prefix(client) + path).status_code == 404


def test_a_blob_is_not_reachable_by_its_digest(client: Client, house: House) -> None:
    secret = blobs().put(b"a script that is nobody's business")
    house.publish()
    assert client.get(prefix(client) + secret).status_code == 404


def test_the_ticket_of_one_episode_opens_no_other(client: Client, house: House) -> None:
    house.publish(1)
    house.publish(2, film=b"the second film")
    first, second = (prefix(client, n).split("/")[2].split(".") for n in (1, 2))
    forged = ".".join([second[0], first[1], first[2]])
    assert client.get(f"/media/{forged}/第1集.mp4").status_code == 403


@pytest.mark.parametrize(
    "ticket", ["x", "1.2.3", "999999.9999999999.AAAAAAAAAAAAAAAAAAAAAA", "1..", "0.0.0", "十.十.十"]
)
def test_a_made_up_ticket_opens_nothing(client: Client, film: str, ticket: str) -> None:
    answer = client.get(f"/media/{ticket}/第1集.mp4")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "air.ticket"


def test_a_longer_life_cannot_be_written_into_a_ticket(client: Client, film: str) -> None:
    release, expires, mac = film.split("/")[2].split(".")
    assert client.get(f"/media/{release}.{int(expires) + 9999}.{mac}/第1集.mp4").status_code == 403


def test_a_recut_and_a_withdrawn_title_close_the_old_links(client: Client, house: House, film: str) -> None:
    house.publish(film=b"another cut")
    assert client.get(film).status_code == 403
    fresh = prefix(client) + "第1集.mp4"
    assert body(client.get(fresh)) == b"another cut"
    Title.objects.across_tenants().update(public=False)
    assert client.get(fresh).status_code == 403


def test_media_can_only_be_read(client: Client, film: str) -> None:
    assert client.post(film).status_code == 405
    assert client.delete(film).status_code == 405


def test_watching_needs_no_session(client: Client, film: str) -> None:
    body(client.get(film))
    assert not client.cookies


def test_a_poster_is_served_by_its_digest_as_what_it_is(client: Client, house: House) -> None:
    picture = b"\xff\xd8\xff\xe0 not a whole picture"
    house.publish(poster=blobs().put(picture))
    address = client.get("/api/titles").json()[0]["poster"]
    answer = client.get(address)
    assert (answer["Content-Type"], body(answer)) == ("image/jpeg", picture)
    assert "max-age=31536000" in answer["Cache-Control"]
    assert client.get(address[:-16] + "0" * 16).status_code == 404
