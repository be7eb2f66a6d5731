"""我的追剧: the titles that a viewer follows, those that went on since they last watched first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from fangcun.air.contracts import Card, Viewer
from fangcun.air.models import Follow, Release, WatchState
from fangcun.air.queries import cards_of

MOST = 12


@dataclass(frozen=True, slots=True)
class Followed:
    """A title that is followed. ``fresh`` is how many episodes came since the viewer last watched it, ``number`` the
    first of them (0 without)."""

    card: Card
    fresh: int
    number: int


def followed(viewer: Viewer | None, *, most: int = MOST) -> list[Followed]:
    """What a viewer follows: what went on first, then what was followed last. An episode is new that came after those
    there were when it was followed, that was not watched, nor there yet when the title was watched last; a recut of an
    old one is not."""
    if viewer is None:
        return []
    rows = Follow.objects.filter(viewer=viewer.key, title__public=True).select_related("title").order_by("-at")
    follows = {row.title_id: row for row in rows}
    watched = {
        title: (number, at)
        for title, number, at in WatchState.objects.filter(viewer=viewer.key, title_id__in=follows)
        .values_list("title_id")
        .annotate(Max("number"), Max("updated_at"))
    }
    fresh: dict[int, list[int]] = {pk: [] for pk in follows}
    releases = Release.objects.across_tenants().filter(title_id__in=follows).order_by("number")
    for title, number, at in releases.values_list("title_id", "number", "published_at"):
        last, seen_at = watched.get(title, (0, follows[title].at))
        if number > max(follows[title].known, last) and at > seen_at:
            fresh[title].append(number)
    cards = cards_of(row.title for row in follows.values())
    found = [Followed(cards[pk], len(new), new[0] if new else 0) for pk, new in fresh.items()]
    return sorted(found, key=lambda one: not one.fresh)[:most]
