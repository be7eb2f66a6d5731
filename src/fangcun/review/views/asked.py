"""Who asks, and what every page of the room needs to know of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from fangcun.base.api import may, require
from fangcun.base.contracts import Actor
from fangcun.review import api
from fangcun.review.permissions import FOLLOW, RUN, SUBMIT


def asker(request: HttpRequest, permission: str = FOLLOW) -> Actor:
    """Who asks. Raises ``denied``."""
    return require(getattr(request, "actor", None), permission)


def page(actor: Actor, tab: str) -> dict[str, Any]:
    """The tabs and what this reader is to the centre."""
    inside = api.centre_of(actor) is not None
    return {
        "tab": tab,
        "inside": inside,
        "may_submit": not inside and may(actor, SUBMIT),
        "runs": inside and may(actor, RUN),
    }


def number_in(text: str) -> int | None:
    """A whole number that somebody typed or a page sent; None for anything else."""
    plain = text.strip().replace(",", "").replace("，", "")
    return int(plain) if plain.isdecimal() and len(plain) < 16 else None
