"""The ranks: public titles by heat, each with what its heat is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fangcun.air.contracts import Card
from fangcun.air.discover.heating import score_of
from fangcun.air.engine.heat import Explanation, explain, live
from fangcun.air.models import EMPTY, TitleHeat
from fangcun.air.queries import cards_of

MOST_RANKED = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """A title's place in the ranks, from 1, and its heat at the moment asked for."""

    place: int
    card: Card
    heat: Explanation


def ranks(now: datetime, *, most: int = MOST_RANKED) -> list[Ranked]:
    """The public titles that anybody did something for, hottest first. The order needs no ``now``, the points do."""
    rows = TitleHeat.objects.filter(title__public=True, total__gt=EMPTY).select_related("title")
    ordered = list(rows.order_by("-total", "title__slug")[:most])
    cards = cards_of([row.title for row in ordered])
    at = now.timestamp()
    return [Ranked(place, cards[row.title_id], explain(score_of(row), now=at)) for place, row in enumerate(ordered, 1)]


def heat_points(now: datetime) -> dict[str, float]:
    """The live points of every public title by slug; titles nobody did anything for are left out."""
    rows = TitleHeat.objects.filter(title__public=True, total__gt=EMPTY).values_list("title__slug", "total")
    return {slug: live(total, now=now.timestamp()) for slug, total in rows}
