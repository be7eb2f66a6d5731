"""What a request of the plans' pages asks for, and the services that answer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot import api


def actor_of(request: HttpRequest) -> Actor | None:
    """Who asks; the services say whether they may."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def service(name: str) -> Callable[..., Any]:
    """A service of the room's door by its name. Raises ``service.missing`` on an installation without it."""
    found = getattr(api, name, None)
    if found is None:
        raise FangcunError("service.missing", Kind.UPSTREAM, _("这一步还没有接通，请联系管理员。"), service=name)
    made: Callable[..., Any] = found
    return made


def number(request: HttpRequest, name: str, *, default: int, least: int, most: int) -> int:
    """A whole number of a form within its limits. Raises ``form.number``."""
    text = request.POST.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not least <= int(text) <= most:
        message = _("“%(text)s”要在 %(least)d 到 %(most)d 之间。") % {"text": text[:20], "least": least, "most": most}
        raise FangcunError("form.number", Kind.INVALID, message, field=name)
    return int(text)


def day(request: HttpRequest, name: str) -> date:
    """A date of a form. Raises ``form.date``."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise FangcunError("form.date", Kind.INVALID, _("请填写日期，例如 2026-12-01。"), field=name) from None
