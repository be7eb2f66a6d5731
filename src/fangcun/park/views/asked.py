"""What a request asks for: who asks, which page of a list, which filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fangcun.base.api import may, require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import SheetKind
from fangcun.park.permissions import BOOK, MANAGE, SEE


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter as a choice: its name in the address, its label, (value, words) to choose from, and what is chosen."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: str


def reader_of(request: HttpRequest) -> Actor:
    """Who reads. Raises ``denied``."""
    return require(getattr(request, "actor", None), SEE)


def manager_of(request: HttpRequest) -> Actor:
    """Who manages the base. Raises ``denied``."""
    return require(getattr(request, "actor", None), MANAGE)


def rights(actor: Actor) -> dict[str, bool]:
    """What the page may offer."""
    return {"may_manage": may(actor, MANAGE), "may_book": may(actor, BOOK)}


def page_number(request: HttpRequest) -> int:
    """Which page of a list; the first unless the address says a number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def asked_for(request: HttpRequest, *names: str) -> dict[str, str]:
    """The filters of an address, empty where it says nothing."""
    return {name: request.GET.get(name, "").strip()[:80] for name in names}


def query_of(filters: dict[str, str]) -> str:
    """The filters as the tail of an address, without what is empty."""
    return urlencode([(k, v) for k, v in filters.items() if v])


def facet(name: str, label: str, values: list[Any], chosen: str) -> Facet:
    """A choice out of (value, words) or plain values."""
    pairs = [(str(v[0]), str(v[1])) if isinstance(v, tuple) else (str(v), str(v)) for v in values]
    return Facet(name, label, pairs, chosen)


def sheet_kind(word: str) -> SheetKind:
    """The kind of sheet of an address. Raises NOT_FOUND."""
    try:
        return SheetKind(word)
    except ValueError:
        raise FangcunError("page.missing", Kind.NOT_FOUND, _("没有这一类资源，请从菜单里选。")) from None
