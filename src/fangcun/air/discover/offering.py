"""The row of recommended titles as the front page shows it, and the counting of what was shown on trial."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fangcun.air import links
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.discover import recommending
from fangcun.air.discover.recommending import Offer
from fangcun.air.engine.recommend import Recommendation, Why
from fangcun.kit import clock

TRIED_KEY = "air.tried"


def offered(request: HttpRequest) -> list[dict[str, Any]]:
    """The offers to whoever asks, with address, poster and reason."""
    now = clock.now()
    hidden = minding.hidden_from(viewer_of(request))
    found = [o for o in recommending.offers(viewer_of(request), now=now) if o.card.slug not in hidden]
    tried = [o.card.slug for o in found if o.recommendation.why is Why.TRIAL]
    _count_once(request, tried, day=now.date().isoformat())
    return [_shown(offer) for offer in found]


def _count_once(request: HttpRequest, tried: list[str], *, day: str) -> None:
    """Count each title on trial once a day and viewer. Whoever has watched nothing has no session to remember it, and
    is not counted: robots would use trials up."""
    if not tried or viewer_of(request) is None:
        return
    kept = request.session.get(TRIED_KEY, {})
    known = kept.get(day, [])
    new = [slug for slug in tried if slug not in known]
    if new:
        recommending.count_trials(new, today=clock.now().date())
        request.session[TRIED_KEY] = {day: [*known, *new]}


def _shown(offer: Offer) -> dict[str, Any]:
    card = offer.card
    return {
        "card": card,
        "poster": links.poster_path(card.slug, card.poster),
        "page": links.watch_path(card.slug),
        "reason": _reason(offer.recommendation),
    }


def _reason(chosen: Recommendation) -> str:
    """The reason in the reader's language."""
    texts = {
        Why.FINISHED: _("因为你看完了《{about}》"),
        Why.WATCHED: _("因为你看过《{about}》"),
        Why.HOT: _("热播榜第 {about}"),
        Why.TAG: _("你常看“{about}”"),
        Why.TRIAL: _("新剧试映"),
        Why.OTHERS: _("大家也在看"),
    }
    return texts[chosen.why].format(about=chosen.about)
