"""Reads of the theatre. Public titles are open to all tenants and to guests, by decision."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Min, QuerySet

from fangcun.air.contracts import NEARLY_OVER_MS, Card, Episode, TitlePage, Viewer, Watching
from fangcun.air.models import Release, Title, WatchState
from fangcun.base.contracts import Actor
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind

MOST_ON_SHELF = 200
MOST_WATCHING = 12


def shelf() -> list[Card]:
    """The public titles, newest first, at most 200; those still without an episode only when some are promised."""
    rows = list(_public().order_by("-created_at", "-pk")[:MOST_ON_SHELF])
    cards = _cards(rows)
    return [card for card in cards if card.published or card.planned]


def watching(viewer: Viewer | None) -> list[Watching]:
    """What the viewer is in the middle of, latest first, at most 12; finished titles are left out."""
    if viewer is None:
        return []
    states = WatchState.objects.filter(viewer=viewer.key, title__public=True).select_related("title")
    latest: dict[int, WatchState] = {}
    for state in states.order_by("-updated_at", "-pk")[: MOST_WATCHING * 20]:
        latest.setdefault(state.title_id, state)
    cards = {row.pk: card for row, card in _with_cards(_public().filter(pk__in=latest))}
    found = (_go_on(cards[pk], state) for pk, state in latest.items() if pk in cards)
    return [w for w in found if w is not None][:MOST_WATCHING]


def title_page(slug: str, *, viewer: Viewer | None = None) -> TitlePage:
    """A public title with all its episodes. Raises NOT_FOUND."""
    return feed(slug, viewer=viewer)


def feed(slug: str, *, from_number: int = 1, viewer: Viewer | None = None) -> TitlePage:
    """A public title with its episodes from ``from_number`` on, each with the viewer's position. Raises NOT_FOUND."""
    title = _public().filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    [(_, card)] = _with_cards([title])
    states = _states(title, viewer)
    rows = Release.objects.of(title.tenant_id).filter(title=title, number__gte=from_number).order_by("number")
    episodes = tuple(_episode(row, states.get(row.number)) for row in rows.defer("media"))
    return TitlePage(card, episodes, _at(title, states, card.first))


def manifests_of(release_id: int) -> tuple[tuple[Digest, ...], dict[str, Digest]] | None:
    """The digests that open a release of a public title, its own first, and its files; None when there is none such."""
    rows = Release.objects.across_tenants().filter(pk=release_id, title__public=True)
    found = rows.values_list("manifest", "earlier", "media").first()
    return ((found[0], *found[1]), found[2]) if found else None


def licence_of(actor: Actor, slug: str) -> str:
    """The licence number of a tenant's own title, as it has to read; empty when there is none, or no title yet."""
    rows = Title.objects.of(actor.tenant_id).filter(slug=slug)
    return rows.values_list("licence_number", flat=True).first() or ""


def poster_of(slug: str, number: int) -> Digest | str:
    """The digest of a public title's poster (``number`` 0) or of an episode's; empty when there is none."""
    if number == 0:
        return _public().filter(slug=slug).values_list("poster", flat=True).first() or ""
    rows = Release.objects.across_tenants().filter(title__slug=slug, title__public=True, number=number)
    return rows.values_list("poster", flat=True).first() or ""


def cards_of(titles: Iterable[Title]) -> dict[int, Card]:
    """The cards of titles, by their keys."""
    return {row.pk: card for row, card in _with_cards(titles)}


def _public() -> QuerySet[Title]:
    return Title.objects.across_tenants().filter(public=True)


def _cards(titles: Iterable[Title]) -> list[Card]:
    return [card for _, card in _with_cards(titles)]


def _with_cards(titles: Iterable[Title]) -> list[tuple[Title, Card]]:
    """Each title with its card; two queries however many there are."""
    rows = list(titles)
    releases = Release.objects.across_tenants().filter(title__in=rows).values_list("title_id")
    counts = {pk: (n, first) for pk, n, first in releases.annotate(Count("pk"), Min("number"))}
    return [(row, _card(row, *counts.get(row.pk, (0, 1)))) for row in rows]


def _card(row: Title, published: int, first: int) -> Card:
    return Card(
        slug=row.slug,
        name=row.name,
        synopsis=row.synopsis,
        poster=row.poster,
        ai_generated=row.ai_generated,
        licence_number=row.licence_number,
        published=published,
        planned=row.planned_episodes,
        first=first,
    )


def _episode(row: Release, state: WatchState | None) -> Episode:
    seen = state.position_ms if state else 0
    return Episode(
        release_id=row.pk,
        number=row.number,
        name=row.name,
        duration_ms=row.duration_ms,
        manifest=row.manifest,
        playlist=row.playlist,
        film=row.film,
        subtitles=tuple(row.subtitles),
        thumbs=row.thumbs,
        poster=row.poster,
        position_ms=0 if _is_over(seen, row.duration_ms) else seen,
    )


def _is_over(position_ms: int, duration_ms: int) -> bool:
    return position_ms >= duration_ms - NEARLY_OVER_MS and position_ms * 2 > duration_ms


def _states(title: Title, viewer: Viewer | None) -> dict[int, WatchState]:
    if viewer is None:
        return {}
    rows = WatchState.objects.filter(viewer=viewer.key, title=title).order_by("updated_at", "pk")
    return {row.number: row for row in rows}


def _at(title: Title, states: dict[int, WatchState], first: int) -> int:
    """The episode to go on with: the last one watched, or the one after it when that was seen to the end."""
    if not states:
        return first
    last = max(states.values(), key=lambda s: (s.updated_at, s.pk))
    going_on = _next(title, last)
    return going_on.number if going_on else last.number


def _next(title: Title, state: WatchState) -> Release | None:
    """The release a viewer goes on with; None after the last one was seen to the end."""
    rows = Release.objects.of(title.tenant_id).filter(title=title, number__gte=state.number).defer("media")
    for row in rows.order_by("number")[:2]:
        if row.number > state.number or not _is_over(state.position_ms, row.duration_ms):
            return row
    return None


def _go_on(card: Card, state: WatchState) -> Watching | None:
    release = _next(state.title, state)
    if release is None:
        return None
    position = state.position_ms if release.number == state.number else 0
    return Watching(card, release.number, release.name, position, release.duration_ms)
