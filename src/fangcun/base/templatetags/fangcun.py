"""Template tags of every page: icons, durations, money-free numbers."""

from __future__ import annotations

import json
import re
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from fangcun.base.contracts import Actor
from fangcun.base.permissions import may
from fangcun.base.statics import import_map
from fangcun.config import ROOT

register = template.Library()

_ICONS = ROOT / "node_modules" / "lucide-static" / "icons"


@cache
def _drawing(name: str) -> str:
    svg = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)
    return inner.group(1).strip() if inner else ""


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A lucide icon drawn into the page; decoration for screen readers."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{1}</svg>',
        size,
        mark_safe(_drawing(name)),  # noqa: S308  the drawing comes from an installed package, not from a user
    )


@register.simple_tag(name="import_map")
def import_map_json() -> SafeString:
    """The import map's names and addresses as JSON; both are ours, so nothing in them can close the script."""
    return mark_safe(json.dumps(import_map()))  # noqa: S308  names and addresses of our own files


@register.filter(name="may")
def actor_may(actor: Actor | None, permission: str) -> bool:
    """Whether the actor may: ``{% if actor|may:"room.verb_noun" %}``; what nobody granted is denied."""
    return may(actor, permission)


@register.filter
def duration(seconds: float | None) -> str:
    """Seconds as a reader says them: 1分32秒 or 1 m 32 s."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    if (get_language() or "").startswith("zh"):
        return f"{minutes}分{rest:02d}秒" if minutes else f"{rest}秒"
    return f"{minutes} m {rest:02d} s" if minutes else f"{rest} s"
