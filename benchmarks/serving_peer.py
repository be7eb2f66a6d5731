"""The peer of `bench_serving.py`: a Starlette app that answers the same feed by plain SQL, and nothing else.

It has no sessions, languages or forms: the viewer's name comes in a header that it believes. ``PEER_KEEPS=1`` makes it
keep a title's rows in memory, as Fangcun does; positions are asked for and signatures made each time in both.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import os
import sqlite3
import time
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

URL = os.environ["FANGCUN_DATABASE_URL"]
KEEPS = os.environ.get("PEER_KEEPS") == "1"
KEY = hmac.digest(os.environ["FANGCUN_SECRET_KEY"].encode(), b"fangcun.air.ticket", "sha256")
LIFE_S = 240 * 60

TITLE = (
    "SELECT id, slug, name, synopsis, poster, ai_generated, licence_number, planned_episodes FROM air_title"
    " WHERE slug = %s AND public"
)
EPISODES = (
    "SELECT id, number, name, duration_ms, poster, manifest, playlist, film, subtitles, thumbs FROM air_release"
    " WHERE title_id = %s ORDER BY number"
)
INLINES = "SELECT number, inline FROM air_release WHERE title_id = %s AND number BETWEEN %s AND %s"
MINORS = "SELECT band FROM air_minors_mode WHERE viewer = %s"
STATES = "SELECT number, position_ms FROM air_watch_state WHERE viewer = %s AND title_id = %s ORDER BY updated_at, id"

kept: dict[Any, Any] = {}
lines: asyncio.Queue[Any] = asyncio.Queue()


async def rows(sql: str, *values: Any) -> list[Any]:
    """All rows of a query; SQLite is asked at once, for a thread would cost more than it does."""
    line = await lines.get()
    try:
        if isinstance(line, sqlite3.Connection):
            return line.execute(sql.replace("%s", "?"), values).fetchall()
        return await (await line.execute(sql, values)).fetchall()
    finally:
        lines.put_nowait(line)


async def keeping(key: Any, *question: Any) -> list[Any]:
    """The rows of a question, out of memory where they may be kept."""
    if not KEEPS:
        return await rows(*question)
    if key not in kept:
        kept[key] = await rows(*question)
    return kept[key]


async def feed(request: Request) -> Response:
    """The feed of a title."""
    slug, viewer = request.path_params["slug"], request.headers["x-viewer"]
    assert not await rows(MINORS, viewer)
    [title] = await keeping(slug, TITLE, slug)
    episodes = await keeping(("episodes", slug), EPISODES, title[0])
    states = dict(await rows(STATES, viewer, title[0]))
    at = next(reversed(states), episodes[0][1])
    inlines = dict(await keeping(("inlines", slug, at), INLINES, title[0], at, at + 2))
    expires = int(time.time() + LIFE_S) // (LIFE_S // 4) * (LIFE_S // 4)
    answer = {
        "title": card(title, len(episodes)),
        "at": at,
        "episodes": [
            {
                "number": number,
                "name": name,
                "duration_ms": duration,
                "position_ms": states.get(number, 0),
                "locked": False,
                "poster": poster and f"/poster/{quote(slug)}/{number}/{poster[:16]}",
                "prefix": f"/media/{ticket(pk, manifest, expires)}/",
                "expires": expires,
                "playlist": playlist,
                "film": film,
                "subtitles": plain(subtitles),
                "thumbs": thumbs,
                "inline": plain(inlines[number]) if number in inlines else {},
            }
            for pk, number, name, duration, poster, manifest, playlist, film, subtitles, thumbs in episodes
        ],
    }
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, media_type="application/json")


def card(row: Any, published: int) -> dict[str, Any]:
    """A title as the feed names it."""
    _, slug, name, synopsis, poster, ai, licence, planned = row
    return {
        "slug": slug,
        "name": name,
        "synopsis": synopsis,
        "poster": poster and f"/poster/{quote(slug)}/0/{poster[:16]}",
        "page": f"/watch/{quote(slug)}/",
        "ai_generated": bool(ai),
        "licence_number": licence,
        "published": published,
        "planned": planned,
    }


def ticket(release: int, manifest: str, expires: int) -> str:
    """What ``engine/tickets.py`` issues."""
    mac = hmac.digest(KEY, f"{release}.{expires}.{manifest}".encode(), "sha256")[:16]
    return f"{release}.{expires}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def plain(value: Any) -> Any:
    """JSON as psycopg gives it read, and SQLite as text."""
    return json.loads(value) if isinstance(value, str) else value


async def open_lines() -> None:
    """Four connections for each process."""
    for _ in range(4):
        if URL.startswith("postgres"):
            import psycopg

            lines.put_nowait(await psycopg.AsyncConnection.connect(URL, autocommit=True))
        else:
            path = os.environ["FANGCUN_HOME"] + "/fangcun.sqlite3"
            lines.put_nowait(sqlite3.connect(path, isolation_level=None, cached_statements=200))


class Lifespan:
    """Connections are opened when the app starts."""

    def __init__(self, app: Starlette) -> None:
        pass

    async def __aenter__(self) -> None:
        await open_lines()

    async def __aexit__(self, *error: object) -> None:
        return None


app = Starlette(routes=[Route("/api/feed/{slug}", feed)], lifespan=Lifespan)
