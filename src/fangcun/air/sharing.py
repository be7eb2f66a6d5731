"""What goes out when somebody shares an episode: the card that other sites show, and a code for the phone."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fangcun.air import links, queries
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Card

HOUR = 3600


def card_of(request: HttpRequest, card: Card, number: int, *, poster: str) -> dict[str, str]:
    """Title, address and poster of an episode's page, as other sites show them: whole addresses, empty without one."""
    return {
        "title": f"{card.name} · {_('第{n}集').format(n=number)}",
        "url": request.build_absolute_uri(links.watch_path(card.slug, number)),
        "poster": request.build_absolute_uri(poster) if poster else "",
    }


@require_safe
def code(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The address of an episode's page as a QR code (SVG, dark on white). Raises NOT_FOUND for an unknown title."""
    import segno

    minding.admitted(viewer_of(request), slug)
    queries.title_page(slug)
    drawn = io.BytesIO()
    # Error correction M (ISO/IEC 18004): a code on a bright screen needs no more, and stays coarse enough to read.
    segno.make(request.build_absolute_uri(links.watch_path(slug, number)), error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=2, dark="#0d0c11", light="#ffffff", xmldecl=False
    )
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = f"private, max-age={HOUR}"
    return answer
