"""Opening episodes for coins."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from fangcun.air import entitlement
from fangcun.air.account import minding
from fangcun.air.contracts import Fare, Viewer, Visitor
from fangcun.air.discover.heating import count_event
from fangcun.air.engine.heat import Part
from fangcun.air.engine.till.fares import EVERYTHING, whole_price
from fangcun.air.models import Release, Title, Unlock
from fangcun.air.till import books
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Counter:
    """What stands at the counter: a title on the shelf, with its fare."""

    title: Title
    fare: Fare


def buy(visitor: Visitor, *, slug: str, number: int, price: int) -> bool:
    """Open an episode (``number`` 0: the whole title) for coins; false when it was open already and nothing was paid.

    ``price`` is what the viewer was shown: where it has changed, nothing is bought. Raises CONFLICT ``air.price`` with
    the new price, ``ledger.funds`` with too few coins, NOT_FOUND, DENIED in minors' mode.
    """
    check_grown_up(visitor.viewer)
    counter = counter_of(slug)
    if number != EVERYTHING:
        check_published(counter.title, number)
        if entitlement.may_watch(visitor.viewer, slug, number):
            return False
    now_costs = price_of(counter, visitor.viewer, number)
    if price != now_costs:
        message = _("价格已变为 {n} 金币，请确认后再解锁。").format(n=now_costs)
        raise FangcunError("air.price", Kind.CONFLICT, message, price=now_costs)
    if not _pay(visitor.viewer, counter.title, number, now_costs):
        return False
    count_event(counter.title.pk, Part.COIN_UNLOCK, visitor=visitor)
    return True


def price_of(counter: Counter, viewer: Viewer | None, number: int) -> int:
    """What an episode, or the whole title (0), costs the viewer. Raises NOT_FOUND where it is not sold whole."""
    if number != EVERYTHING:
        return counter.fare.coins
    if not counter.fare.whole:
        raise FangcunError("air.not_whole", Kind.NOT_FOUND, _("这部剧不按整部解锁，请选一集。"))
    return whole_price(counter.fare, paid=_paid(viewer, counter.title))


def counter_of(slug: str) -> Counter:
    """A priced title on the shelf. Raises NOT_FOUND for one that is not there, CONFLICT for one that is free."""
    title, fare = title_of(slug), entitlement.fare_of(slug)
    if fare is None:
        raise FangcunError("air.free", Kind.CONFLICT, _("这部剧全部免费，不用解锁。"))
    return Counter(title, fare)


def title_of(slug: str) -> Title:
    """A title on the shelf. Raises NOT_FOUND."""
    title = Title.objects.across_tenants().filter(slug=slug, public=True).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, _("没有这部剧，可能已下架或链接有误。"))
    return title


def check_grown_up(viewer: Viewer) -> None:
    """Raises DENIED in minors' mode: nothing is sold to minors and no advertisement shown (《未成年人网络保护条例》
    art. 44 and 48 on limits of spending and on time, fund and permission management)."""
    if minding.state_of(viewer) is not None:
        raise FangcunError("air.minors_till", Kind.DENIED, _("青少年模式下不能解锁，也没有金币奖励。"))


def check_published(title: Title, number: int) -> None:
    """Raises NOT_FOUND for an episode that is not there yet: nobody pays for a promise."""
    if not Release.objects.of(title.tenant_id).filter(title=title, number=number).exists():
        raise FangcunError("air.episode_missing", Kind.NOT_FOUND, _("第{n}集还在制作中。").format(n=number))


def titled(title: Title, number: int) -> str:
    """How an episode is called in the books."""
    return f"《{title.name}》" + (f"第{number}集" if number else "整剧")


def about(title: Title, number: int) -> str:
    """What a transfer is about, for programs: ``episode:<slug>/<number>``."""
    return f"episode:{title.slug}/{number}" if number else f"title:{title.slug}"


@transaction.atomic
def _pay(viewer: Viewer, title: Title, number: int, coins: int) -> bool:
    """The row first: whoever asks a second time, or in another tab, waits for it here and pays nothing."""
    whole = number == EVERYTHING
    new = {"way": Unlock.Way.WHOLE if whole else Unlock.Way.COIN, "coins": coins, "at": clock.now()}
    row, made = Unlock.objects.get_or_create(viewer=viewer.key, title=title, number=number, defaults=new)
    if not made:
        return False
    order = books.spent(
        viewer,
        coins,
        key=f"unlock:{viewer.key}:{title.pk}:{number}",
        kind=books.Kind.UNLOCK_WHOLE if whole else books.Kind.UNLOCK_COIN,
        memo=titled(title, number),
        reference=about(title, number),
    )
    Unlock.objects.filter(pk=row.pk).update(transfer=books.book(order).id)
    return True


def _paid(viewer: Viewer | None, title: Title) -> int:
    if viewer is None:
        return 0
    rows = Unlock.objects.filter(viewer=viewer.key, title=title, way=Unlock.Way.COIN)
    return int(rows.aggregate(all=Sum("coins"))["all"] or 0)
