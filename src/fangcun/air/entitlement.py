"""Who may watch what: a title's fare, and what a viewer opened of it."""

from __future__ import annotations

from collections.abc import Collection

from fangcun.air.contracts import Fare, Viewer, Window
from fangcun.air.engine.till.fares import Opened, opened
from fangcun.air.models import FreeWindow, TitleFare, Unlock
from fangcun.kit import clock


def fare_of(slug: str) -> Fare | None:
    """The fare of a title; None for a free one."""
    rows = TitleFare.objects.across_tenants().filter(title__slug=slug)
    found = rows.values_list("title_id", "free", "coins", "whole", "ad_opens").first()
    return fare_with_windows(*found) if found else None


def fare_with_windows(title_id: int, free: int, coins: int, whole: int, ad_opens: int) -> Fare:
    """A fare as its row has it, with the times in which the title is free, now or later."""
    windows = FreeWindow.objects.across_tenants().filter(title_id=title_id, ends_at__gt=clock.now())
    times = windows.order_by("starts_at").values_list("starts_at", "ends_at")
    return Fare(free, coins, whole, ad_opens, tuple(Window(starts, ends) for starts, ends in times))


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
