"""The theatre's API: the shelf, and the feed that the player runs on."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import P, Router, Schema
from ninja.params import QueryEx

from fangcun.air import links, queries
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Card, Episode, TitlePage, Viewer
from fangcun.air.entitlement import entitled
from fangcun.air.inlining import inlined

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

    `thumbs` is a WebVTT whose cues name parts of pictures (`#xywh=`), for scrubbing; empty without.
    `expires` is a Unix second; durations and positions are milliseconds. `inline` has the playlists by their path
    (empty for episodes far from the one asked for).
    """

    number: int
    name: str
    duration_ms: int
    position_ms: int
    poster: str
    prefix: str
    expires: int
    playlist: str
    film: str
    subtitles: list[str]
    thumbs: str
    inline: dict[str, str] = {}


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
def feed(request: HttpRequest, slug: str, from_number: QueryEx[int, P(alias="from", ge=1)] = 1) -> FeedOut:
    """The episodes from `from` on, with fresh signed prefixes and the viewer's own positions."""
    viewer = viewer_of(request)
    seconds = minding.admitted(viewer, slug)
    page = queries.feed(slug, from_number=from_number, viewer=viewer)
    return feed_out(page, viewer=viewer, seconds=seconds, near=from_number)


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


def feed_out(page: TitlePage, *, viewer: Viewer | None, seconds: int | None = None, near: int | None = None) -> FeedOut:
    """A title's page with its addresses, signed now for a viewer who may watch ``seconds`` more (None: no limit), and
    with the playlists of the episodes around ``near``."""
    slug = page.card.slug
    opened = {e.release_id for e in page.episodes if entitled(viewer, e.release_id)}
    playlists = inlined([e for e in page.episodes if e.release_id in opened], near=near)
    episodes = [
        _episode_out(slug, e, opened=e.release_id in opened, seconds=seconds, inline=playlists.get(e.release_id, {}))
        for e in page.episodes
    ]
    return FeedOut(title=card_out(page.card), at=page.at, episodes=episodes)


def turn_out(page: TitlePage, *, viewer: Viewer | None, seconds: int | None) -> TurnOut:
    """A title's page with its one episode as a turn of the reel, playlists along."""
    [episode] = feed_out(page, viewer=viewer, seconds=seconds, near=page.episodes[0].number).episodes
    return TurnOut(title=card_out(page.card), episode=episode)


def _episode_out(
    slug: str, episode: Episode, *, opened: bool, seconds: int | None, inline: dict[str, str]
) -> EpisodeOut:
    prefix, expires = links.media_prefix(episode, seconds=seconds) if opened else ("", 0)
    return EpisodeOut(
        number=episode.number,
        name=episode.name,
        duration_ms=episode.duration_ms,
        position_ms=episode.position_ms,
        poster=links.poster_path(slug, episode.poster, number=episode.number),
        prefix=prefix,
        expires=expires,
        playlist=episode.playlist,
        film=episode.film,
        subtitles=list(episode.subtitles),
        thumbs=episode.thumbs,
        inline=inline,
    )
