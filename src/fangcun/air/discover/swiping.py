"""The reel across titles: which title comes next, and the episode of it that its viewer would go on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.http import HttpRequest

from fangcun.air import queries
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Episode, TitlePage, Viewer
from fangcun.air.discover import recommending
from fangcun.air.entitlement import opened_of
from fangcun.kit import clock

AT_ONCE = 6
MOST_OFFERED = 60


def turns(request: HttpRequest, *, skip: frozenset[str] = frozenset()) -> list[tuple[TitlePage, int | None]]:
    """The next titles for whoever asks, at most six, none of ``skip``: what recommending offers, then what they are in
    the middle of, then the rest of the shelf. Each page has one episode; with it for how many seconds it may be
    watched. Fewer than six means that there are no more. Raises DENIED for minors outside their time."""
    viewer = viewer_of(request)
    hidden = minding.hidden_from(viewer)
    wanted = (slug for slug in dict.fromkeys(_slugs(viewer)) if slug not in skip and slug not in hidden)
    return list(islice(_pages(wanted, viewer), AT_ONCE))


def _slugs(viewer: Viewer | None) -> Iterator[str]:
    yield from (o.card.slug for o in recommending.offers(viewer, now=clock.now(), count=MOST_OFFERED))
    yield from (w.card.slug for w in queries.watching(viewer))
    yield from (card.slug for card in queries.shelf() if card.published)


def _pages(slugs: Iterator[str], viewer: Viewer | None) -> Iterator[tuple[TitlePage, int | None]]:
    for slug in slugs:
        page = queries.title_page(slug, viewer=viewer)
        shown = _shown(page, viewer)
        if shown is not None:
            yield replace(page, episodes=(shown,)), minding.admitted(viewer, slug)


def _shown(page: TitlePage, viewer: Viewer | None) -> Episode | None:
    """The episode to go on with; before a lock the last one that is open: nobody is held up while swiping."""
    found = opened_of(viewer, page.card.slug, [e.number for e in page.episodes], fare=page.fare).numbers
    so_far = [e for e in page.episodes if e.number in found and e.number <= page.at]
    return so_far[-1] if so_far else None
