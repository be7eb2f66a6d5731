"""The theatre's API for discovering titles: the ranks, search, and what a viewer may like."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import P, Router, Schema
from ninja.params import QueryEx

from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.discover import finding, ranking, recommending, swiping
from fangcun.air.engine.heat import Share
from fangcun.air.rest import CardOut, TurnOut, card_out, turn_out
from fangcun.kit import clock

router = Router(tags=["theatre"])


class ShareOut(Schema):
    """A part of a heat: its Chinese name, its points now, and its share of all, 0 to 1."""

    name: str
    points: float
    share: float


class RankedOut(Schema):
    """A title in the ranks. `parts` add up to `heat`; `held` was not counted, its shares are of all that arrived."""

    place: int
    title: CardOut
    heat: float
    parts: list[ShareOut]
    held: list[ShareOut]


class FoundOut(Schema):
    """A title that fits. `text` is what fitted, in the `field` name, person or tag; `spans` are its marked parts, as
    [start, end) in characters."""

    title: CardOut
    field: str
    text: str
    spans: list[tuple[int, int]]


class OfferOut(Schema):
    """A title that the viewer may like. `why` is finished, watched, hot, tag, trial or others; `reason` says it in
    Chinese."""

    title: CardOut
    why: str
    about: str
    reason: str


@router.get("/ranks", response=list[RankedOut], summary="The hottest titles")
def ranks(request: HttpRequest, most: QueryEx[int, P(ge=1, le=50)] = 50) -> list[RankedOut]:
    """The public titles by heat, hottest first, with what the heat of each is made of."""
    hidden = minding.hidden_from(viewer_of(request))
    return [
        RankedOut(
            place=row.place,
            title=card_out(row.card),
            heat=row.heat.points,
            parts=_shares(row.heat.parts),
            held=_shares(row.heat.held),
        )
        for row in ranking.ranks(clock.now(), most=most)
        if row.card.slug not in hidden
    ]


@router.get("/search", response=list[FoundOut], summary="Titles by name, person, tag or pinyin")
def search(request: HttpRequest, q: QueryEx[str, P(max_length=40)] = "") -> list[FoundOut]:
    """The public titles that fit, best first; nothing for an empty query."""
    hidden = minding.hidden_from(viewer_of(request))
    return [
        FoundOut(title=card_out(one.card), field=one.hit.field.value, text=one.hit.text, spans=list(one.hit.spans))
        for one in finding.find(q, now=clock.now())
        if one.card.slug not in hidden
    ]


@router.get("/offers", response=list[OfferOut], summary="What the viewer may like")
def offers(request: HttpRequest, most: QueryEx[int, P(ge=1, le=20)] = 6) -> list[OfferOut]:
    """Titles that this viewer has not begun, best first, each with its reason."""
    viewer = viewer_of(request)
    hidden = minding.hidden_from(viewer)
    found = [o for o in recommending.offers(viewer, now=clock.now(), count=most) if o.card.slug not in hidden]
    return [
        OfferOut(
            title=card_out(offer.card),
            why=offer.recommendation.why.value,
            about=offer.recommendation.about,
            reason=offer.recommendation.reason,
        )
        for offer in found
    ]


def _shares(shares: tuple[Share, ...]) -> list[ShareOut]:
    return [ShareOut(name=s.name, points=s.points, share=s.share) for s in shares]


@router.get("/swipe", response=list[TurnOut], summary="The next titles of the reel across titles")
def swipe(request: HttpRequest, skip: str = "") -> list[TurnOut]:
    """At most six titles, none of those in `skip` (slugs with commas between); fewer when there are no more."""
    viewer = viewer_of(request)
    found = swiping.turns(request, skip=frozenset(skip.split(",")))
    return [turn_out(page, viewer=viewer, seconds=seconds) for page, seconds in found]
