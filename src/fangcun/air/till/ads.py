"""Opening episodes by watching an advertisement: we ask for a showing, the provider vouches for it, then it opens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fangcun.air import entitlement
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import keyed
from fangcun.air.discover.heating import count_event
from fangcun.air.engine.heat import Part
from fangcun.air.engine.till import receipts
from fangcun.air.engine.till.fares import opened_by_ad
from fangcun.air.engine.till.receipts import Receipt
from fangcun.air.engine.till.rewards import Rules, rules_on
from fangcun.air.models import AdShowing, Release, Unlock
from fangcun.air.till import books
from fangcun.air.till.buying import Counter, about, check_grown_up, check_published, counter_of, titled
from fangcun.air.till.days import today
from fangcun.air.till.providers import provider
from fangcun.base.api import audit, count_attempt
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api as ledger

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASKS_AN_HOUR = 60


class Refusal(StrEnum):
    """Why a genuine receipt opened nothing."""

    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    OVERLAPPING = "overlapping"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Showing:
    """An advertisement to be shown: where, for how long at least, and what it is asked after by."""

    nonce: str
    address: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a showing: waiting, opened with the numbers, or refused with the reason for people."""

    state: str
    numbers: tuple[int, ...] = ()
    why: str = ""


def ask(visitor: Visitor, *, slug: str, number: int) -> Showing:
    """A new showing for a locked episode. Raises NOT_FOUND, CONFLICT where nothing is locked or no advertisement opens
    it, BUSY beyond the caps, DENIED in minors' mode."""
    check_grown_up(visitor.viewer)
    counter, network = counter_of(slug), provider()
    check_published(counter.title, number)
    if network is None or not counter.fare.ad_opens:
        raise FangcunError("air.no_ads", Kind.CONFLICT, _("这部剧不能看广告解锁，请用金币。"))
    if entitlement.may_watch(visitor.viewer, slug, number):
        raise FangcunError("air.open", Kind.CONFLICT, _("第{n}集已经解锁，可以直接看。").format(n=number))
    count_attempt(f"ad:{keyed(visitor.viewer.key)}", most=ASKS_AN_HOUR, per=HOUR)
    rules, now = rules_on(today()), clock.now()
    device, place = keyed(f"device:{visitor.device}"), keyed(f"network:{visitor.network}")
    wait = _until_allowed(visitor.viewer.key, device, place, rules=rules, now=now)
    if wait:
        message = _("广告看得有点多了，{n} 分钟后再来，也可以用金币解锁。").format(n=wait)
        raise FangcunError("air.ad_cap", Kind.BUSY, message, minutes=wait)
    row = AdShowing.objects.create(
        nonce=secrets.token_urlsafe(24), viewer=visitor.viewer.key, device=device, network=place,
        title=counter.title, number=number, asked_at=now,
    )  # fmt: skip
    return Showing(row.nonce, network.show(row.nonce, seconds=rules.ad_seconds), rules.ad_seconds)


def opens(viewer: Viewer | None, counter: Counter, number: int) -> tuple[int, ...]:
    """The episodes that an advertisement for ``number`` would open now: published ones that the viewer has not opened
    for good."""
    title = counter.title
    published = list(Release.objects.of(title.tenant_id).filter(title=title).values_list("number", flat=True))
    found = entitlement.opened_of(viewer, title.slug, published, fare=counter.fare)
    return opened_by_ad(counter.fare, number, locked=[n for n in published if n not in found.numbers - found.passing])


def outcome_of(visitor: Visitor, nonce: str) -> Outcome:
    """What became of the viewer's own showing; the deed counts for the title's heat when its viewer first hears of it.
    Raises NOT_FOUND."""
    row = AdShowing.objects.filter(nonce=nonce, viewer=visitor.viewer.key).first()
    if row is None:
        raise FangcunError("air.no_showing", Kind.NOT_FOUND, _("没有这次广告记录，请重新开始。"))
    if row.told_at is None:
        return Outcome("waiting")
    if row.refused:
        return Outcome("refused", why=_why(Refusal(row.refused)))
    if AdShowing.objects.filter(pk=row.pk, counted=False).update(counted=True):
        count_event(row.title_id, Part.AD_UNLOCK, visitor=visitor)
    return Outcome("opened", tuple(row.numbers))


def hear(headers: Mapping[str, str], body: bytes) -> bool:
    """Take a provider's receipt; true where it opened something, or had opened it when it came first.

    Raises DENIED for one that is not genuine, NOT_FOUND for a showing we never asked for, CONFLICT for a transaction
    that came for another showing or a showing that has its transaction.
    """
    network = provider()
    receipt = receipts.read(network.key, headers, body, now=clock.now().timestamp()) if network else None
    if receipt is None:
        raise FangcunError("air.receipt", Kind.DENIED, "广告回执无效：签名、时间或内容不对。")
    return _settle(receipt)


@transaction.atomic
def _settle(receipt: Receipt) -> bool:
    found = AdShowing.objects.filter(nonce=receipt.nonce).first()
    if found is None:
        raise FangcunError("air.no_showing", Kind.NOT_FOUND, "没有这次广告展示。")
    now = clock.now()
    # All recent showings of the viewer are held, so that two receipts at once are judged one after the other.
    recent = AdShowing.objects.select_for_update().filter(viewer=found.viewer).order_by("pk")
    rows = {row.pk: row for row in recent.filter(Q(asked_at__gt=now - DAY) | Q(pk=found.pk))}
    row = rows[found.pk]
    if row.transaction is not None:
        if row.transaction != receipt.transaction:
            raise FangcunError("air.receipt_again", Kind.CONFLICT, "这次广告展示已有另一笔回执。")
        return not row.refused
    if AdShowing.objects.filter(transaction=receipt.transaction).exists():
        raise FangcunError("air.receipt_used", Kind.CONFLICT, "这笔回执已用于另一次展示。")
    why = _refusal(row, [r for r in rows.values() if r.pk != row.pk], now=now)
    row.transaction, row.told_at, row.ecpm_fen = receipt.transaction, now, 0 if why else receipt.ecpm_fen
    row.refused, row.booked = (why or ""), why is not None
    if why is None:
        row.numbers = list(_open(Viewer(row.viewer), counter_of(row.title.slug), row))
    else:
        audit("air.ad_refused", by=None, subject=row.viewer, why=why, transaction=receipt.transaction)
    row.save()
    return why is None


def _refusal(row: AdShowing, others: list[AdShowing], *, now: datetime) -> Refusal | None:
    rules = rules_on(today())
    lasted = now - row.asked_at
    if lasted < timedelta(seconds=rules.ad_seconds):
        return Refusal.TOO_SOON
    if lasted > timedelta(minutes=rules.ad_minutes):
        return Refusal.TOO_LATE
    good = [other.told_at for other in others if other.told_at and not other.refused]
    # Nobody watches two advertisements at the same time.
    if any(told > row.asked_at for told in good):
        return Refusal.OVERLAPPING
    if len(good) >= rules.ads_a_day or sum(told > now - HOUR for told in good) >= rules.ads_an_hour:
        return Refusal.TOO_MANY
    return None


def _open(viewer: Viewer, counter: Counter, row: AdShowing) -> tuple[int, ...]:
    """Open what the advertisement opens: its worth in coins comes into the wallet and goes out for the episodes, so
    that both stand in the books and on the viewer's statement."""
    title, coins = counter.title, counter.fare.coins
    made: list[tuple[int, int]] = []
    for number in opens(viewer, counter, row.number):
        new = {"way": Unlock.Way.AD, "coins": coins, "at": clock.now()}
        unlock, fresh = Unlock.objects.get_or_create(viewer=viewer.key, title=title, number=number, defaults=new)
        made += [(number, unlock.pk)] if fresh else []
    if not made:
        return ()
    numbers = tuple(number for number, _pk in made)
    worth = books.given(
        viewer, coins * len(made), key=f"ad:{row.nonce}", kind=books.Kind.AD, memo=titled(title, numbers[0]),
        reference=about(title, numbers[0]),
    )  # fmt: skip
    orders = [worth]
    for number in numbers:
        orders.append(
            books.spent(
                viewer, coins, key=f"unlock:{viewer.key}:{title.pk}:{number}", kind=books.Kind.UNLOCK_AD,
                memo=titled(title, number), reference=about(title, number),
            )
        )  # fmt: skip
    posted, problems = ledger.post_many(books.theatre(), orders)
    if problems:
        raise FangcunError(problems[0].code, Kind.CONFLICT, problems[0].message)
    for (_number, pk), done in zip(made, posted[1:], strict=True):
        assert done is not None, "without problems every order has been booked"
        Unlock.objects.filter(pk=pk).update(transfer=done.id)
    return numbers


def _until_allowed(viewer: str, device: str, network: str, *, rules: Rules, now: datetime) -> int:
    """Minutes until another advertisement may be shown; 0 when one may now."""
    caps = (
        ({"viewer": viewer}, HOUR, rules.ads_an_hour),
        ({"viewer": viewer}, DAY, rules.ads_a_day),
        ({"device": device}, HOUR, rules.device_ads_an_hour),
        ({"network": network}, HOUR, rules.network_ads_an_hour),
    )
    wait = timedelta(0)
    for who, per, most in caps:
        rows = AdShowing.objects.filter(**who, refused="", told_at__isnull=False, asked_at__gt=now - per)
        times = [told for told in rows.order_by("-told_at").values_list("told_at", flat=True)[:most] if told]
        if len(times) == most:
            wait = max(wait, times[-1] + per - now)
    return -int(-wait.total_seconds() // 60)


def _why(refusal: Refusal) -> str:
    return {
        Refusal.TOO_SOON: _("广告没有看完，这次不能解锁，请再看一次。"),
        Refusal.TOO_LATE: _("广告放得太久，记录已过期，请重新看一次。"),
        Refusal.OVERLAPPING: _("同时只能看一条广告，请再看一次。"),
        Refusal.TOO_MANY: _("这一小时的广告已看满，请稍后再来，或用金币解锁。"),
    }[refusal]
