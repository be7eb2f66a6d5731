"""Whom the theatre believes: banks of lived seconds, the signs of bought traffic, and holds before payout.

The rows keep what ``engine.trust.Guard`` keeps in memory as far as single reports of positions show it: claims beyond
time, hours without sleep, devices with many viewers. What takes a whole network's traffic to see, the engine's guard
sees over recorded events.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.engine.trust import FASTEST, Payout, Sign, Verdict, hours_after, judged, payout, signs_of_watching
from fangcun.air.engine.trust.rules import BANK_S, SLACK_S, VIEWERS_A_DEVICE
from fangcun.air.models import WatchBank
from fangcun.kit import clock

_KEPT = ["at", "lived_ms", "claimed_ms", "excess_ms", "hour", "hours", "day", "viewers"]
_FIRST_MS = 2_000  # lived before the first report


def banks_of(visitors: Iterable[Visitor], *, now: datetime) -> dict[str, WatchBank]:
    """The banks of viewers and of their devices by their own names, with what they lived through until ``now`` saved
    up; held until the end of the transaction."""
    return _banks({name for v in visitors for name in (v.viewer.key, _device(v))}, now=now)


def spend(banks: Mapping[str, WatchBank], visitor: Visitor, *, claimed_ms: int, now: datetime) -> int:
    """What is credited of ``claimed_ms`` of film, in milliseconds: no viewer and no device is credited with more than
    ``FASTEST`` times the time that went by, and thirty seconds of it can be saved up. Notes in the banks what the claim
    shows; they are written by `keep_banks`."""
    mine, device = banks[visitor.viewer.key], banks[_device(visitor)]
    earned = min(claimed_ms, int(FASTEST * min(mine.lived_ms, device.lived_ms)))
    for bank in (mine, device):
        bank.lived_ms = max(0, bank.lived_ms - math.ceil(earned / FASTEST))
    _note_claim(mine, earned, claimed_ms - earned, now)
    _note_viewer(device, visitor.viewer, now)
    return earned


def keep_banks(banks: Mapping[str, WatchBank]) -> None:
    """Write banks in one statement."""
    rows = sorted(banks.values(), key=lambda bank: bank.name)
    WatchBank.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=_KEPT)


def verdict_of(visitor: Visitor) -> Verdict:
    """What is to be thought of somebody where they are now."""
    now = clock.now()
    device = WatchBank.objects.filter(name=_named(_device(visitor))).first()
    return _together(_verdict(visitor.viewer), device, now=now)


def payout_of(viewer: Viewer, *, earned_at: datetime) -> Payout:
    """Whether a reward that the viewer earned at ``earned_at`` is paid now, waits, is held or refused."""
    return payout(_verdict(viewer), earned_at=earned_at.timestamp(), now=clock.now().timestamp())


def known_of(visitors: Sequence[Visitor], *, now: datetime) -> dict[Visitor, tuple[datetime, float]]:
    """When each viewer was first seen (now, where that is now), and their trust, 0 to 1, where they are; one query, and
    more for those who are new."""
    names = {_named(name) for v in visitors for name in (v.viewer.key, _device(v))}
    banks = {bank.name: bank for bank in WatchBank.objects.filter(name__in=names)}
    strangers = {v.viewer.key for v in visitors if _named(v.viewer.key) not in banks}
    if strangers:
        banks |= {bank.name: bank for bank in _banks(strangers, now=now).values()}
    found = {}
    for visitor in visitors:
        bank, device = banks[_named(visitor.viewer.key)], banks.get(_named(_device(visitor)))
        stranger = visitor.viewer.key in strangers
        alone = Verdict(0.0, (), 0.0) if stranger else _judged(bank)
        found[visitor] = (bank.since, _together(alone, device, now=now).trust)
    return found


def keyed(text: str) -> str:
    """A digest that only this site can compute, so that rows name no address and no device."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.heat", "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:40]


def _banks(names: Collection[str], *, now: datetime) -> dict[str, WatchBank]:
    by_digest = {_named(name): name for name in names}
    # In one order, so that two transactions never wait for each other.
    rows = WatchBank.objects.select_for_update().filter(name__in=by_digest).order_by("name")
    found = list(rows)
    if len(found) < len(by_digest):
        missing = sorted(set(by_digest) - {bank.name for bank in found})
        new = [WatchBank(name=name, since=now, at=now, lived_ms=_FIRST_MS) for name in missing]
        WatchBank.objects.bulk_create(new, ignore_conflicts=True)
        found = list(rows.all())
    for bank in found:
        lived = max(0.0, (now - bank.at).total_seconds())
        bank.lived_ms = min(int(BANK_S * 1000), bank.lived_ms + int(lived * 1000))
        bank.at = max(now, bank.at)
        bank.pk = None  # written by its name
    return {by_digest[bank.name]: bank for bank in found}


def _verdict(viewer: Viewer) -> Verdict:
    bank = WatchBank.objects.filter(name=_named(viewer.key)).first()
    return _judged(bank) if bank else Verdict(0.0, (), 0.0)


def _judged(bank: WatchBank) -> Verdict:
    """What a viewer's own bank shows."""
    claimed, excess = bank.claimed_ms / 1000, bank.excess_ms / 1000
    signs = signs_of_watching(claimed_s=claimed, excess_s=excess, hours=bank.hours)
    return judged(signs, credited_s=claimed - excess)


def _together(alone: Verdict, device: WatchBank | None, *, now: datetime) -> Verdict:
    """The same with what the device shows of today."""
    signs = set(alone.signs)
    if device is not None and device.day == now.date() and len(device.viewers) >= VIEWERS_A_DEVICE:
        signs.add(Sign.SHARED_DEVICE)
    return judged(signs, credited_s=alone.credited_s)


def _note_claim(bank: WatchBank, earned_ms: int, excess_ms: int, now: datetime) -> None:
    excess = excess_ms if excess_ms > SLACK_S * 1000 else 0
    bank.claimed_ms += earned_ms + excess
    bank.excess_ms += excess
    hour = int(now.timestamp() // 3600)
    if earned_ms:
        bank.hours = hours_after(bank.hours, then=bank.hour, now=hour)
        bank.hour = hour


def _note_viewer(bank: WatchBank, viewer: Viewer, now: datetime) -> None:
    """Of a device: who watched on it today, as digests, no more than are needed to see a crowd."""
    if bank.day != now.date():
        bank.day, bank.viewers = now.date(), []
    name = keyed(viewer.key)[:8]
    if name not in bank.viewers and len(bank.viewers) < VIEWERS_A_DEVICE:
        bank.viewers = [*bank.viewers, name]


def _device(visitor: Visitor) -> str:
    return f"device:{visitor.device}"


def _named(name: str) -> str:
    return keyed(f"bank:{name}")
