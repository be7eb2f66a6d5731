"""Who may watch what: a title's fare, and what a viewer opened of it."""

from __future__ import annotations

from collections.abc import Collection

from fangcun.air.contracts import Fare, Viewer, Window
from fangcun.air.engine.till.fares import Opened, opened
from fangcun.air.models import FreeWindow, TitleFare, Unlock
from fangcun.kit import clock


def fare_of(slug: str) -> Fare | None:
    """The fare of a title; None for a free one."""
    row = TitleFare.objects.across_tenants().filter(title__slug=slug).first()
    if row is None:
        return None
    windows = FreeWindow.objects.across_tenants().filter(title_id=row.title_id, ends_at__gt=clock.now())
    free = tuple(Window(w.starts_at, w.ends_at) for w in windows.order_by("starts_at"))
    return Fare(row.free, row.coins, row.whole, row.ad_opens, free)


def owned_by(viewer: Viewer | None, slug: str) -> frozenset[int]:
    """The numbers of a title that the viewer opened for good; 0 for the whole of it."""
    if viewer is None:
        return frozenset()
    rows = Unlock.objects.filter(viewer=viewer.key, title__slug=slug)
    return frozenset(rows.values_list("number", flat=True))


def opened_of(viewer: Viewer | None, slug: str, numbers: Collection[int], *, fare: Fare | None) -> Opened:
    """Which of the numbers the viewer may watch now."""
    asked = fare is not None and any(n > fare.free for n in numbers)  # most of what is watched is free
    owned = owned_by(viewer, slug) if asked else frozenset()
    return opened(fare, numbers, owned=owned, now=clock.now())


def may_watch(viewer: Viewer | None, slug: str, number: int) -> bool:
    """Whether one episode is open to the viewer now."""
    return number in opened_of(viewer, slug, [number], fare=fare_of(slug)).numbers
