"""Setting a title's price: by those who made it, and never behind a viewer's back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fangcun.air.models import FreeWindow, Title, TitleFare
from fangcun.base.api import audit, grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

PRICE = "air.set_fare"
MOST_COINS = 1_000_000
MOST_AD_OPENS = 10

grant(PRICE, holds(Role.PRODUCER, Role.OPERATOR))


@transaction.atomic
def set_fare(actor: Actor, *, slug: str, free: int, coins: int, whole: int = 0, ad_opens: int = 0) -> None:
    """Price a tenant's own title: the first ``free`` episodes cost nothing, each other one ``coins``.

    ``whole`` is the price of the whole title (0: not sold whole), ``ad_opens`` how many episodes one advertisement
    opens (0: none does). What viewers have opened stays open. Raises DENIED, NOT_FOUND, INVALID.
    """
    require(actor, PRICE)
    title = _own(actor, slug)
    if not (0 <= free <= 10_000 and 1 <= coins <= MOST_COINS):
        message = f"免费集数须在 0 到 10000 之间，每集金币须在 1 到 {MOST_COINS:,} 之间。"
        raise FangcunError("air.fare", Kind.INVALID, message)
    if whole and not coins <= whole <= MOST_COINS:
        raise FangcunError("air.fare_whole", Kind.INVALID, f"整剧价不能低于单集价，也不能超过 {MOST_COINS:,} 金币。")
    if not 0 <= ad_opens <= MOST_AD_OPENS:
        raise FangcunError("air.fare_ad", Kind.INVALID, f"一次广告最多解锁 {MOST_AD_OPENS} 集。")
    new = {"tenant_id": actor.tenant_id, "free": free, "coins": coins, "whole": whole, "ad_opens": ad_opens}
    TitleFare.objects.of(actor.tenant_id).update_or_create(title=title, defaults=new | {"changed_at": clock.now()})
    audit("air.fare_set", by=actor, subject=slug, free=free, coins=coins, whole=whole, ad_opens=ad_opens)


@transaction.atomic
def make_free(actor: Actor, *, slug: str) -> None:
    """Take the price away: the whole title is free again. Raises DENIED, NOT_FOUND."""
    require(actor, PRICE)
    title = _own(actor, slug)
    TitleFare.objects.of(actor.tenant_id).filter(title=title).delete()
    audit("air.fare_removed", by=actor, subject=slug)


@transaction.atomic
def open_window(actor: Actor, *, slug: str, starts_at: datetime, ends_at: datetime) -> None:
    """限免: let everybody watch everything of a title between two moments. Raises DENIED, NOT_FOUND, INVALID."""
    require(actor, PRICE)
    title = _own(actor, slug)
    if not (ends_at > starts_at and ends_at > clock.now()):
        raise FangcunError("air.window", Kind.INVALID, "限免的结束时间须晚于开始时间，也晚于现在。")
    FreeWindow.objects.create(tenant_id=actor.tenant_id, title=title, starts_at=starts_at, ends_at=ends_at)
    audit("air.window_opened", by=actor, subject=slug, starts=starts_at.isoformat(), ends=ends_at.isoformat())


@transaction.atomic
def close_windows(actor: Actor, *, slug: str) -> None:
    """End what is free for a time now, and call off what was to come. Raises DENIED, NOT_FOUND."""
    require(actor, PRICE)
    title = _own(actor, slug)
    FreeWindow.objects.of(actor.tenant_id).filter(title=title, ends_at__gt=clock.now()).delete()
    audit("air.windows_closed", by=actor, subject=slug)


def _own(actor: Actor, slug: str) -> Title:
    title = Title.objects.of(actor.tenant_id).filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    return title
