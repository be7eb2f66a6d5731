"""The theatre's API: the shelf, and the feed that the player runs on."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import P, Router, Schema
from ninja.params import QueryEx

from fangcun.air import links, queries
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Card, TitlePage, Viewer
from fangcun.air.engine.till.fares import Opened
from fangcun.air.entitlement import opened_of
from fangcun.air.shelved import inlines
from fangcun.base.api import tagged_answer
from fangcun.kit import clock

router = Router(tags=["theatre"])


class CardOut(Schema):
    """A title on the shelf. `poster` is an address, empty when there is none; `planned` is 0 when nobody said."""

    slug: str
    name: str
    synopsis: str
    poster: str
    page: str
    ai_generated: bool
    licence_number: str
    published: int
    planned: int


class EpisodeOut(Schema):
    """An episode. `playlist`, `film`, `subtitles` and `thumbs` stand behind `prefix`, which is good until `expires`.

    A `locked` episode has no `prefix`; `/api/till/offers/…` says what opens it. `inline` holds the texts of the
    playlists by their paths, as they stand behind `prefix`, for the episodes played next; it is empty for all others.
    `thumbs` is a WebVTT whose cues name parts of pictures (`#xywh=`), for scrubbing; empty without. `expires` is a Unix
    second; durations and positions are milliseconds.
    """

    number: int
    name: str
    duration_ms: int
    position_ms: int
    locked: bool
    poster: str
    prefix: str
    expires: int
    playlist: str
    film: str
    subtitles: list[str]
    thumbs: str
    inline: dict[str, str]


class FeedOut(Schema):
    """A title with its episodes from a number on. `at` is the episode this viewer would go on with."""

    title: CardOut
    at: int
    episodes: list[EpisodeOut]


@router.get("/titles", response=list[CardOut], summary="The shelf")
def titles(request: HttpRequest) -> list[CardOut]:
    """The public titles, newest first; in minors' mode only those that are marked as fit."""
    hidden = minding.hidden_from(viewer_of(request))
    return [card_out(card) for card in queries.shelf() if card.slug not in hidden]


class TurnOut(Schema):
    """A title of the reel across titles, with the one episode its viewer would go on with."""

    title: CardOut
    episode: EpisodeOut


@router.get("/feed/{slug}", response=FeedOut, summary="What the player needs of a title")
def feed(
    request: HttpRequest, slug: str, from_number: QueryEx[int | None, P(alias="from", ge=1)] = None
) -> HttpResponse:
    """The episodes from `from` on, with fresh signed prefixes and the viewer's own positions; the playlists of three
    episodes, beginning with `from` or else with `at`, come along. Has an ETag."""
    viewer = viewer_of(request)
    seconds = minding.admitted(viewer, slug)
    page = queries.feed(slug, from_number=from_number or 1, viewer=viewer)
    text = feed_text(page, viewer=viewer, near=from_number or page.at, seconds=seconds)
    return tagged_answer(request, text.encode(), content_type="application/json; charset=utf-8")


def card_out(card: Card) -> CardOut:
    """A card with its addresses."""
    return CardOut(
        slug=card.slug,
        name=card.name,
        synopsis=card.synopsis,
        poster=links.poster_path(card.slug, card.poster),
        page=links.watch_path(card.slug),
        ai_generated=card.ai_generated,
        licence_number=card.licence_number,
        published=card.published,
        planned=card.planned,
    )


INLINED = 3
"""How many episodes bring their playlists along: the one to play, and those that the player loads ahead."""


def feed_text(page: TitlePage, *, viewer: Viewer | None, near: int, seconds: int | None = None) -> str:
    """A title's page as `FeedOut` has it, in JSON, with its addresses, signed now for a viewer who may watch
    ``seconds`` more (None: no limit), and with the playlists of the episodes from ``near`` on.

    Written by hand, since most of it is there already as `Episode.facts`; to have pydantic look at a hundred episodes
    cost ten times what all the rest does. A test holds it to the schema.
    """
    slug, expires = page.card.slug, links.media_end(seconds=seconds)
    found = opened_of(viewer, slug, [e.number for e in page.episodes], fare=page.fare)
    free, passing_ends = found.numbers, _shorter(expires, found)
    texts = inlines([e for e in page.episodes if near <= e.number < near + INLINED and e.number in free])
    parts = []
    for e in page.episodes:
        poster = links.poster_path(slug, e.poster, number=e.number) if e.poster else ""
        until = (passing_ends if e.number in found.passing else expires) if e.number in free else 0
        prefix = links.media_prefix(e, expires=until) if until else ""
        inline = _json(texts[e.number]) if e.number in texts else "{}"
        # Addresses need no escapes: they are percent-encoded.
        parts.append(
            f'{e.facts},"position_ms":{e.position_ms},"locked":{"false" if until else "true"},'
            f'"poster":"{poster}","prefix":"{prefix}","expires":{until},'
            f'"inline":{inline}}}'
        )
    title = _json(card_out(page.card).model_dump())
    return f'{{"title":{title},"at":{page.at},"episodes":[{",".join(parts)}]}}'


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shorter(expires: int, found: Opened) -> int:
    """What only a free window opens is not open any longer than the window."""
    if found.until is None:
        return expires
    return max(int(clock.now().timestamp()) + 1, min(expires, int(found.until.timestamp())))


def turn_out(page: TitlePage, *, viewer: Viewer | None, seconds: int | None) -> TurnOut:
    """A title's page with its one episode as a turn of the reel, playlists along."""
    data = json.loads(feed_text(page, viewer=viewer, near=page.episodes[0].number, seconds=seconds))
    return TurnOut(title=data["title"], episode=data["episodes"][0])
