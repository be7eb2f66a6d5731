"""Why a booking cannot be had, in words: what is full, when, who is in the way, and the nearest time that is free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fangcun.base.api import may
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import Want
from fangcun.park.engine.occupancy import nearest_free, overfull, peak
from fangcun.park.models import Booking, Resource
from fangcun.park.permissions import MANAGE
from fangcun.park.queries.bookings import keeping

LOOK_AROUND = timedelta(days=14)
MOST_TOLD = 50
WEEKDAYS = "一二三四五六日"


def clash_error(actor: Actor, clashing: Sequence[tuple[Resource, Want, Sequence[Want]]]) -> FangcunError:
    """The refusal for wants that do not fit; each comes with its resource and the wants that it competes with itself.

    ``data["clashes"]`` holds a dict for each of the first 50: ``words``, ``resource_id``, ``resource``, ``start``,
    ``end``, ``quantity``, ``left`` (free at the fullest moment), ``free_from`` and ``free_until`` (None: nothing within
    two weeks), and for operators ``crews``, the names of those in the way.
    """
    told = [_clash(actor, resource, want, rivals) for resource, want, rivals in clashing[:MOST_TOLD]]
    rest = len(clashing) - 1
    more = f"另有 {rest} 项也订不到。" if rest else ""
    return FangcunError(
        "booking.clash",
        Kind.CONFLICT,
        f"{told[0]['words']}{more}没有预订任何一项。",
        clashes=told,
        count=len(clashing),
    )


def _clash(actor: Actor, resource: Resource, want: Want, rivals: Sequence[Want]) -> dict[str, Any]:
    now = clock.now()
    rows = (
        Booking.objects.of(actor.tenant_id)
        .filter(keeping(now), resource=resource, start__lt=want.end + LOOK_AROUND, end__gt=want.start - LOOK_AROUND)
        .select_related("crew")
        .order_by("start")
    )
    around = [(row.start, row.end, row.quantity) for row in rows]
    around += [(w.start, w.end, w.quantity) for w in rivals]
    in_way = [row for row in rows if row.start < want.end and row.end > want.start]
    left = max(0, resource.count - peak(around, start=want.start, end=want.end))
    free = nearest_free(
        around,
        start=want.start,
        end=want.end,
        quantity=want.quantity,
        count=resource.count,
        earliest=min(want.start, max(now, want.start - LOOK_AROUND)),
        latest=want.end + LOOK_AROUND,
    )
    told: dict[str, Any] = {
        "resource_id": resource.pk,
        "resource": resource.name,
        "start": want.start,
        "end": want.end,
        "quantity": want.quantity,
        "left": left,
        "free_from": free,
        "free_until": free + (want.end - want.start) if free else None,
    }
    crews = sorted({row.crew.name for row in in_way})
    if may(actor, MANAGE):
        told["crews"] = crews
    told["words"] = _words(resource, want, told, crews=crews if may(actor, MANAGE) else [], taken=_taken(in_way, want))
    return told


def _taken(in_way: Sequence[Booking], want: Want) -> str:
    stretches = overfull(
        [(max(b.start, want.start), min(b.end, want.end), b.quantity) for b in in_way], count=0
    )  # every moment that somebody has
    return "、".join(span(start, end) for start, end in stretches[:3])


def _words(resource: Resource, want: Want, told: dict[str, Any], *, crews: list[str], taken: str) -> str:
    who = f"{'、'.join(f'《{c}》' for c in crews[:3])}{'等' if len(crews) > 3 else ''}" if crews else "别的剧组"
    if want.quantity > resource.count:
        return f"“{resource.name}”共 {resource.count}，要 {want.quantity}，怎么调也不够，请减少数量。"
    if not taken:
        return f"“{resource.name}”在 {span(want.start, want.end)} 被这一单里的另一项占用，请错开时间。"
    if resource.exclusive:
        said = f"“{resource.name}”{taken} 已由{who}占用"
    else:
        said = (
            f"“{resource.name}”在 {span(want.start, want.end)} 只剩 {told['left']}，"
            f"要 {want.quantity}（{taken} 由{who}占用）"
        )
    if told["free_from"] is None:
        return f"{said}，前后两周都没有空档，请换一个。"
    return f"{said}，最近的空档是 {span(told['free_from'], told['free_until'])}。"


def span(start: datetime, end: datetime) -> str:
    """A time as people say it, in the time zone of the base: 11月22日 周日 08:00–18:00."""
    a, b = timezone.localtime(start), timezone.localtime(end)
    if a.date() == b.date() or (b - a <= timedelta(hours=24) and b.time().isoformat() == "00:00:00"):
        until = "24:00" if a.date() != b.date() else f"{b:%H:%M}"
        return f"{day(a)} {a:%H:%M}–{until}"
    return f"{day(a)} {a:%H:%M} 至 {day(b)} {b:%H:%M}"


def day(moment: datetime) -> str:
    """A date as people say it: 11月22日 周日."""
    return f"{moment.month}月{moment.day}日 周{WEEKDAYS[moment.weekday()]}"
