"""What the shelf says of a title to everybody alike, kept in the process for ``FANGCUN_KEPT_SECONDS``.

Nothing personal is in here: no positions, nothing of who opened what, no signatures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Min, QuerySet

from fangcun.air.contracts import Card, Episode, Fare
from fangcun.air.entitlement import fare_with_windows
from fangcun.air.models import Release, Title
from fangcun.base.api import Kept
from fangcun.config import config
from fangcun.kit.digest import Digest

MOST_ON_SHELF = 200


@dataclass(frozen=True, slots=True)
class Shelved:
    """A public title, its published episodes in order, none of them begun, and what it costs (None: nothing)."""

    title_id: int
    card: Card
    episodes: tuple[Episode, ...]
    fare: Fare | None


@dataclass(frozen=True, slots=True)
class Package:
    """What a release consists of: the manifests whose tickets open it, its own first, and its files."""

    manifests: tuple[Digest, ...]
    files: dict[str, Digest]


_TITLE = """
SELECT t.id, t.name, t.synopsis, t.poster, t.ai_generated, t.licence_number, t.planned_episodes,
       f.free, f.coins, f.whole, f.ad_opens
FROM air_title t LEFT JOIN air_title_fare f ON f.title_id = t.id WHERE t.slug = %s AND t.public
"""
_EPISODES = """
SELECT id, number, name, duration_ms, manifest, playlist, film, CAST(subtitles AS text), thumbs, poster
FROM air_release WHERE title_id = %s ORDER BY number
"""
"""Plain columns of plain SQL: a hundred models cost twenty times as much, and are asked for with every feed."""


def _seconds() -> float:
    return config().kept_seconds


_shelf: Kept[None, list[Card]] = Kept(most=1, seconds=_seconds)
_titles: Kept[str, Shelved | None] = Kept(most=500, seconds=_seconds)
_packages: Kept[int, Package | None] = Kept(most=2_000, seconds=_seconds)
_inlines: Kept[tuple[int, Digest], dict[str, str]] = Kept(most=1_000, seconds=_seconds)


def cards() -> list[Card]:
    """The public titles, newest first, at most 200; those still without an episode only when some are promised."""
    return _shelf.get(None, _read_cards)


def shelved(slug: str) -> Shelved | None:
    """A public title; None when there is none of that slug."""
    return _titles.get(slug, lambda: _read_title(slug))


def package(release_id: int, *, anew: bool = False) -> Package | None:
    """What a release of a public title consists of, read ``anew`` on demand; None when there is none such."""
    return _packages.get(release_id, lambda: _read_package(release_id), anew=anew)


def inlines(episodes: Iterable[Episode]) -> dict[int, dict[str, str]]:
    """The playlists of some episodes by their numbers: path in the package → text; empty where none were drawn."""
    wanted = {(e.release_id, e.manifest): e.number for e in episodes}
    return {wanted[key]: texts for key, texts in _inlines.get_all(wanted, _read_inlines).items()}


def public_titles() -> QuerySet[Title]:
    """The titles that anybody may see."""
    return Title.objects.across_tenants().filter(public=True)


def with_cards(titles: Iterable[Title]) -> list[tuple[Title, Card]]:
    """Each title with its card; one query more however many there are."""
    rows = list(titles)
    releases = Release.objects.across_tenants().filter(title__in=rows).values_list("title_id")
    counts = {pk: (n, first) for pk, n, first in releases.annotate(Count("pk"), Min("number"))}
    return [(row, _card(row, *counts.get(row.pk, (0, 1)))) for row in rows]


def _read_cards() -> list[Card]:
    rows = public_titles().order_by("-created_at", "-pk")[:MOST_ON_SHELF]
    return [card for _, card in with_cards(rows) if card.published or card.planned]


def _read_title(slug: str) -> Shelved | None:
    with connection.cursor() as cursor:
        cursor.execute(_TITLE, [slug])
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute(_EPISODES, [row[0]])
        episodes = tuple(map(_episode, cursor.fetchall()))
    pk, name, synopsis, poster, ai_generated, licence_number, planned, *fare = row
    card = Card(
        slug=slug,
        name=name,
        synopsis=synopsis,
        poster=poster,
        ai_generated=bool(ai_generated),
        licence_number=licence_number,
        published=len(episodes),
        planned=planned,
        first=episodes[0].number if episodes else 1,
    )
    return Shelved(pk, card, episodes, None if fare[0] is None else fare_with_windows(pk, *fare))


def _read_package(release_id: int) -> Package | None:
    rows = Release.objects.across_tenants().filter(pk=release_id, title__public=True)
    found = rows.values_list("manifest", "earlier", "media").first()
    return Package((found[0], *found[1]), found[2]) if found else None


def _read_inlines(keys: list[tuple[int, Digest]]) -> dict[tuple[int, Digest], dict[str, str]]:
    """Under the manifests that are asked for: what has been recut in between has no playlists here."""
    rows = Release.objects.across_tenants().filter(pk__in=[pk for pk, _ in keys])
    found = {(pk, manifest): inline for pk, manifest, inline in rows.values_list("pk", "manifest", "inline")}
    return {key: found[key] for key in keys if key in found}


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


@lru_cache(maxsize=20_000)
def _episode(row: tuple[Any, ...]) -> Episode:
    """The episode that a row of ``_EPISODES`` tells of; worked out once for rows that are the same."""
    release_id, number, name, duration_ms, manifest, playlist, film, subtitles, thumbs, poster = row
    languages = json.loads(subtitles)
    told = {
        "number": number,
        "name": name,
        "duration_ms": duration_ms,
        "playlist": playlist,
        "film": film,
        "subtitles": languages,
        "thumbs": thumbs,
    }
    facts = json.dumps(told, ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    return Episode(
        release_id=release_id,
        number=number,
        name=name,
        duration_ms=duration_ms,
        manifest=manifest,
        playlist=playlist,
        film=film,
        subtitles=tuple(languages),
        poster=poster,
        thumbs=thumbs,
        facts=facts,
    )
