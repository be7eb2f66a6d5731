"""Minors' mode on the server: who is in it, what they may see now. Everything fails closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fangcun.air.contracts import Viewer
from fangcun.air.engine import minors
from fangcun.air.models import MinorsMode, SuitableTitle, Title
from fangcun.base.api import audit, count_attempt
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

PIN_DIGITS = 4
PIN_TRIES = 5
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Minding:
    """Minors' mode as it stands: minutes left today, and why none are where there are none."""

    minutes_left: int
    stop: minors.Stop | None


def state_of(viewer: Viewer) -> Minding | None:
    """The mode of a viewer; None when it is off."""
    row = MinorsMode.objects.filter(viewer=viewer.key).first()
    if row is None:
        return None
    left = _allowance(row)
    return Minding(left.seconds // 60, left.stop)


def turn_on(viewer: Viewer, *, pin: str, band: str) -> None:
    """Turn the mode on. Raises INVALID for a PIN that is not four digits or an age band that is none."""
    if not (len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()):
        raise FangcunError("air.pin", Kind.INVALID, _("请设一个 4 位数字密码。"))
    if band not in {b.key for b in minors.BANDS}:
        raise FangcunError("air.band", Kind.INVALID, _("请选择年龄段。"))
    new = {"pin": make_password(pin), "band": band, "since": clock.now(), "day": _local().date()}
    MinorsMode.objects.get_or_create(viewer=viewer.key, defaults=new)


def turn_off(viewer: Viewer, *, pin: str, address: str) -> None:
    """Turn the mode off. Raises INVALID for another PIN, BUSY after five tries in a quarter of an hour."""
    count_attempt(f"pin:{viewer.key}", most=PIN_TRIES, per=WINDOW)
    count_attempt(f"pin-from:{address}", most=PIN_TRIES * 10, per=WINDOW)
    row = MinorsMode.objects.filter(viewer=viewer.key).first()
    if row is not None and not check_password(pin, row.pin):
        raise FangcunError("air.pin_wrong", Kind.INVALID, _("密码不对，请再试一次。"))
    MinorsMode.objects.filter(viewer=viewer.key).delete()


def turn_off_by_code(viewer: Viewer) -> None:
    """Turn the mode off for somebody who has shown that the account's phone or mailbox is theirs."""
    MinorsMode.objects.filter(viewer=viewer.key).delete()
    audit("air.minors_off_by_code", by=None, subject=viewer.key)


def admitted(viewer: Viewer | None, slug: str) -> int | None:
    """How many seconds the viewer may watch this title from now; None without a limit.

    Raises DENIED when the title has no mark, in the closed hours, and when the day's time is used up.
    """
    row = MinorsMode.objects.filter(viewer=viewer.key).first() if viewer and is_on(viewer) else None
    if row is None:
        return None
    if not SuitableTitle.objects.filter(title__slug=slug).exists():
        raise FangcunError("air.minors_title", Kind.DENIED, _("青少年模式下不能看这部剧，请回剧场另选一部。"))
    left = _allowance(row)
    if left.stop is minors.Stop.HOURS:
        raise FangcunError("air.minors_hours", Kind.DENIED, _("22 点到次日 6 点是休息时间，明天再来看吧。"))
    if left.stop is minors.Stop.TIME:
        raise FangcunError("air.minors_time", Kind.DENIED, _("今天的观看时间已用完，明天再来看吧。"))
    return left.seconds


def is_on(viewer: Viewer) -> bool:
    """Whether a viewer is in the mode; in plain SQL, for it is asked with every feed and every position."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM air_minors_mode WHERE viewer = %s", [viewer.key])
        return cursor.fetchone() is not None


@transaction.atomic
def note(viewer: Viewer) -> None:
    """Count the time since the last report of a viewer in the mode."""
    row = MinorsMode.objects.select_for_update().filter(viewer=viewer.key).first()
    if row is None:
        return
    now, today = clock.now(), _local().date()
    used = row.seconds if row.day == today else 0
    fresh = {"day": today, "seconds": used + minors.counted(row.seen_at, now), "seen_at": now}
    MinorsMode.objects.filter(pk=row.pk).update(**fresh)


def hidden_from(viewer: Viewer | None) -> frozenset[str]:
    """The slugs that a viewer must not be shown: in the mode, all that have no mark."""
    if viewer is None or not MinorsMode.objects.filter(viewer=viewer.key).exists():
        return frozenset()
    marked = SuitableTitle.objects.values("title_id")
    return frozenset(Title.objects.across_tenants().exclude(pk__in=marked).values_list("slug", flat=True))


def mark_suitable(slug: str, *, fit: bool = True) -> None:
    """Mark a title as fit for minors, or take the mark away. Raises NOT_FOUND."""
    title = Title.objects.across_tenants().filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, f"没有代号为“{slug}”的剧，请核对代号。")
    if fit:
        SuitableTitle.objects.get_or_create(title=title, defaults={"marked_at": clock.now()})
    else:
        SuitableTitle.objects.filter(title=title).delete()


def _allowance(row: MinorsMode) -> minors.Allowance:
    local = _local()
    return minors.allowance(local, used=row.seconds if row.day == local.date() else 0, band=row.band)


def _local() -> datetime:
    """Now on the site's own clock, in which days and closed hours are counted."""
    return timezone.localtime(clock.now())
