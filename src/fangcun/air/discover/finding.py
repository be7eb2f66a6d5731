"""Search of the shelf. The index is kept in the process and made anew when what it was made of has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from fangcun.air.contracts import Card
from fangcun.air.discover.ranking import heat_points
from fangcun.air.engine.search import Entry, Hit, Index, search
from fangcun.air.models import Title
from fangcun.air.queries import cards_of

MOST_FOUND = 30
MOST_INDEXED = 10_000

_Words = tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A title that was found: its card, and where and in what the words fit."""

    card: Card
    hit: Hit


class _Kept:
    """The index of the last search, and what it was made of."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._words: _Words = ()
        self._index = Index.of([])

    def of(self, words: _Words, heat: dict[str, float]) -> Index:
        with self._lock:
            if words != self._words:
                self._index = Index.of(Entry(*row, heat=heat.get(row[0], 0.0)) for row in words)
                self._words = words
            return self._index


_kept = _Kept()


def find(query: str, *, now: datetime) -> list[Found]:
    """The public titles that fit, best first, at most 30; nothing for an empty query."""
    if not query.strip():
        return []
    titles = Title.objects.across_tenants().filter(public=True).order_by("-created_at", "-pk")[:MOST_INDEXED]
    rows = titles.values_list("slug", "name", "people", "tags")
    words = tuple((slug, name, tuple(people), tuple(tags)) for slug, name, people, tags in rows)
    hits = search(_kept.of(words, heat_points(now)), query, most=MOST_FOUND)
    found = Title.objects.across_tenants().filter(slug__in=[hit.title for hit in hits], public=True)
    cards = {card.slug: card for card in cards_of(found).values()}
    return [Found(cards[hit.title], hit) for hit in hits if hit.title in cards]
