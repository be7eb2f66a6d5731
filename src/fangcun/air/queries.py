"""Reads of the theatre. Public titles are open to all tenants and to guests, by decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from django.db import connection

from fangcun.air.contracts import NEARLY_OVER_MS, Card, Episode, TitlePage, Viewer, Watching
from fangcun.air.models import Title, WatchState
from fangcun.air.shelved import Shelved, cards, shelved, with_cards
from fangcun.base.contracts import Actor
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind

MOST_WATCHING = 12


def shelf() -> list[Card]:
    """The public titles, newest first, at most 200; those still without an episode only when some are promised."""
    return cards()


def watching(viewer: Viewer | None) -> list[Watching]:
    """What the viewer is in the middle of, latest first, at most 12; finished titles are left out."""
    if viewer is None:
        return []
    states = WatchState.objects.filter(viewer=viewer.key, title__public=True).select_related("title")
    latest: dict[int, WatchState] = {}
    for state in states.order_by("-updated_at", "-pk")[: MOST_WATCHING * 20]:
        latest.setdefault(state.title_id, state)
    found = (_go_on(shelved(state.title.slug), state) for state in latest.values())
    return list(islice((w for w in found if w is not None), MOST_WATCHING))


def title_page(slug: str, *, viewer: Viewer | None = None) -> TitlePage:
    """A public title with all its episodes. Raises NOT_FOUND."""
    return feed(slug, viewer=viewer)


def feed(slug: str, *, from_number: int = 1, viewer: Viewer | None = None) -> TitlePage:
    """A public title with its episodes from ``from_number`` on, each with the viewer's position. Raises NOT_FOUND."""
    title = shelved(slug)
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    states = _states(title.title_id, viewer)
    episodes = (e for e in title.episodes if e.number >= from_number)
    begun = tuple(_begun(e, states[e.number]) if e.number in states else e for e in episodes)
    return TitlePage(title.card, begun, _at(title, states), title.fare)


def licence_of(actor: Actor, slug: str) -> str:
    """The licence number of a tenant's own title, as it has to read; empty when there is none, or no title yet."""
    rows = Title.objects.of(actor.tenant_id).filter(slug=slug)
    return rows.values_list("licence_number", flat=True).first() or ""


def poster_of(slug: str, number: int) -> Digest | str:
    """The digest of a public title's poster (``number`` 0) or of an episode's; empty when there is none."""
    title = shelved(slug)
    if title is None:
        return ""
    return title.card.poster if number == 0 else next((e.poster for e in title.episodes if e.number == number), "")


def cards_of(titles: Iterable[Title]) -> dict[int, Card]:
    """The cards of titles, by their keys."""
    return {row.pk: card for row, card in with_cards(titles)}


def _begun(episode: Episode, position_ms: int) -> Episode:
    return replace(episode, position_ms=0 if _is_over(position_ms, episode.duration_ms) else position_ms)


def _is_over(position_ms: int, duration_ms: int) -> bool:
    return position_ms >= duration_ms - NEARLY_OVER_MS and position_ms * 2 > duration_ms


_STATES = "SELECT number, position_ms FROM air_watch_state WHERE viewer = %s AND title_id = %s ORDER BY updated_at, id"


def _states(title_id: int, viewer: Viewer | None) -> dict[int, int]:
    """The positions of a viewer by episode, the last one watched at the end. Plain SQL: it is asked for with every
    feed, and Django takes longer to write the question than the database to answer it."""
    if viewer is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [viewer.key, title_id])
        return dict(cursor.fetchall())


def _at(title: Shelved, states: dict[int, int]) -> int:
    """The episode to go on with: the last one watched, or the one after it when that was seen to the end."""
    if not states:
        return title.card.first
    number = next(reversed(states))
    going_on = _next(title, number, states[number])
    return going_on.number if going_on else number


def _next(title: Shelved, number: int, position_ms: int) -> Episode | None:
    """The episode to go on with after ``position_ms`` of episode ``number``; None when that was the end of the last."""
    for episode in title.episodes:
        if episode.number > number:
            return episode
        if episode.number == number and not _is_over(position_ms, episode.duration_ms):
            return episode
    return None


def _go_on(title: Shelved | None, state: WatchState) -> Watching | None:
    episode = _next(title, state.number, state.position_ms) if title else None
    if title is None or episode is None:
        return None
    position = state.position_ms if episode.number == state.number else 0
    return Watching(title.card, episode.number, episode.name, position, episode.duration_ms)
