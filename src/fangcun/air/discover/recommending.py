"""What the theatre offers a viewer, with reasons: from what the same people watched, what is hot, and what is new.

Who watched what is read from the positions at most every ten minutes and kept in the process.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

import numpy as np
from django.db import transaction
from django.db.models import Case, Count, F, Q, Sum, Value, When

from fangcun.air.contracts import Card, Viewer
from fangcun.air.discover.ranking import heat_points
from fangcun.air.engine.recommend import CoWatch, Recommendation, Shelf, Trial, recommend
from fangcun.air.models import Release, Title, TitleTrial, WatchState
from fangcun.air.queries import cards_of

WATCHED_MS = 60_000
"""Credited so long, a title counts as watched: a minute, about an episode."""

NEW_FOR = timedelta(days=7)
KEPT_FOR = timedelta(minutes=10)
MOST_TITLES = 2_000
MOST_HISTORY = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A recommended title with its reason."""

    card: Card
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class _Stock:
    """What recommendations are made from, as of ``read_at``."""

    read_at: datetime
    shelf: Shelf
    cowatch: CoWatch


class _Kept:
    def __init__(self) -> None:
        self.lock = Lock()
        self.stock: _Stock | None = None


_kept = _Kept()


def offers(viewer: Viewer | None, *, now: datetime, count: int = 6) -> list[Offer]:
    """At most ``count`` titles with an episode that the viewer has not begun, best first. The same viewer is offered
    the same trials all day."""
    stock = _stock(now)
    history = _history(viewer)
    seed = hashlib.sha256(f"{viewer.key if viewer else ''}:{now.date()}".encode()).digest()
    rng = np.random.default_rng(int.from_bytes(seed[:8], "big"))
    chosen = recommend(history, cowatch=stock.cowatch, shelf=stock.shelf, rng=rng, count=count)
    rows = Title.objects.across_tenants().filter(slug__in=[c.title for c in chosen], public=True)
    cards = {card.slug: card for card in cards_of(rows).values() if card.published}
    return [Offer(cards[c.title], c) for c in chosen if c.title in cards]


@transaction.atomic
def count_trials(slugs: list[str], *, today: date) -> None:
    """Count one showing of each of these titles on trial."""
    titles = Title.objects.across_tenants().filter(slug__in=slugs).values_list("pk", flat=True)
    rows = [TitleTrial(title_id=pk, day=today) for pk in titles]
    TitleTrial.objects.bulk_create(rows, ignore_conflicts=True)
    # A new day begins to count anew.
    so_far = Case(When(day=today, then=F("today")), default=Value(0))
    TitleTrial.objects.filter(title__slug__in=slugs).update(shown=F("shown") + 1, today=so_far + 1, day=today)


def forget_stock() -> None:
    """Read everything anew at the next offer."""
    _kept.stock = None


def _stock(now: datetime) -> _Stock:
    with _kept.lock:
        if _kept.stock is None or abs(now - _kept.stock.read_at) > KEPT_FOR:
            _kept.stock = _read(now)
        return _kept.stock


def _read(now: datetime) -> _Stock:
    with_episodes = Release.objects.across_tenants().values("title")
    rows = Title.objects.across_tenants().filter(public=True, pk__in=with_episodes)
    found = list(rows.order_by("-created_at", "-pk")[:MOST_TITLES])
    tags = {row.slug: tuple(row.tags) for row in found}
    watched = WatchState.objects.filter(title__public=True).values("viewer", "title__slug")
    totals = watched.annotate(total=Sum("credited_ms")).filter(total__gte=WATCHED_MS)
    histories: dict[str, list[str]] = defaultdict(list)
    for viewer, slug in totals.values_list("viewer", "title__slug"):
        histories[viewer].append(slug)
    new = [row for row in found if now - row.created_at < NEW_FOR]
    shelf = Shelf({row.slug: row.name for row in found}, tags, heat_points(now), _trials(new, today=now.date()))
    return _Stock(now, shelf, CoWatch.of(tags, histories.values()))


def _trials(new: list[Title], *, today: date) -> dict[str, Trial]:
    """Every new title with what is known of it; ``kept`` are viewers who watched it at all."""
    rows = {row.title_id: row for row in TitleTrial.objects.filter(title__in=new)}
    watched = WatchState.objects.filter(title__in=new, credited_ms__gte=WATCHED_MS // 2)
    kept = dict(watched.values_list("title_id").annotate(Count("viewer", distinct=True)))
    found = {}
    for title in new:
        row = rows.get(title.pk)
        shown = row.shown if row else 0
        today_shown = row.today if row and row.day == today else 0
        found[title.slug] = Trial(shown, min(shown, kept.get(title.pk, 0)), today_shown)
    return found


def _history(viewer: Viewer | None) -> dict[str, float]:
    """The share of its episodes that the viewer saw of each title begun, by title."""
    if viewer is None:
        return {}
    states = WatchState.objects.filter(viewer=viewer.key)
    seen = Count("pk", filter=Q(credited_ms__gt=0) | Q(position_ms__gt=0))
    rows = list(states.values_list("title_id", "title__slug").annotate(seen=seen).order_by("-title_id")[:MOST_HISTORY])
    releases = Release.objects.across_tenants().filter(title__in=[pk for pk, _, _ in rows])
    episodes = dict(releases.values_list("title_id").annotate(Count("pk")))
    return {slug: count / max(1, episodes.get(pk, 0)) for pk, slug, count in rows}
