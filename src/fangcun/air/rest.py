"""The theatre's API: the shelf, and the feed that the player runs on."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import P, Router, Schema
from ninja.params import QueryEx

from fangcun.air import entitlement, links, queries
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Card, Episode, TitlePage, Viewer
from fangcun.air.engine.till.fares import Opened
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

    A `locked` episode has no prefix; `/api/till/offers/…` says what opens it.
    `thumbs` is a WebVTT whose cues name parts of pictures (`#xywh=`), for scrubbing; empty without.
    `expires` is a Unix second; durations and positions are milliseconds.
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


@router.get("/feed/{slug}", response=FeedOut, summary="What the player needs of a title")
def feed(request: HttpRequest, slug: str, from_number: QueryEx[int, P(alias="from", ge=1)] = 1) -> FeedOut:
    """The episodes from `from` on, with fresh signed prefixes and the viewer's own positions."""
    viewer = viewer_of(request)
    seconds = minding.admitted(viewer, slug)
    return feed_out(queries.feed(slug, from_number=from_number, viewer=viewer), viewer=viewer, seconds=seconds)


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


def feed_out(page: TitlePage, *, viewer: Viewer | None, seconds: int | None = None) -> FeedOut:
    """A title's page with its addresses, signed now for a viewer who may watch ``seconds`` more (None: no limit)."""
    slug = page.card.slug
    found = entitlement.opened_of(viewer, slug, [e.number for e in page.episodes], fare=entitlement.fare_of(slug))
    episodes = [_episode_out(slug, e, found=found, seconds=seconds) for e in page.episodes]
    return FeedOut(title=card_out(page.card), at=page.at, episodes=episodes)


def _episode_out(slug: str, episode: Episode, *, found: Opened, seconds: int | None) -> EpisodeOut:
    opened = episode.number in found.numbers
    prefix, expires = (
        links.media_prefix(episode, seconds=_shorter(seconds, episode.number, found)) if opened else ("", 0)
    )
    return EpisodeOut(
        number=episode.number,
        name=episode.name,
        duration_ms=episode.duration_ms,
        position_ms=episode.position_ms,
        locked=not opened,
        poster=links.poster_path(slug, episode.poster, number=episode.number),
        prefix=prefix,
        expires=expires,
        playlist=episode.playlist,
        film=episode.film,
        subtitles=list(episode.subtitles),
        thumbs=episode.thumbs,
    )


def _shorter(seconds: int | None, number: int, found: Opened) -> int | None:
    """What only a free window opens is not open any longer than the window."""
    if found.until is None or number not in found.passing:
        return seconds
    left = max(1, int((found.until - clock.now()).total_seconds()))
    return left if seconds is None else min(seconds, left)
