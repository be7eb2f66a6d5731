"""Whom the theatre believes: banks of lived seconds, the signs of bought traffic, and holds before payout.

The rows keep what ``engine.trust.Guard`` keeps in memory as far as single reports of positions show it: claims beyond
time, hours without sleep, devices with many viewers. What takes a whole network's traffic to see, the engine's guard
sees over recorded events.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from datetime import datetime

from django.conf import settings
from django.db import transaction

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.engine.trust import FASTEST, Payout, Sign, Verdict, hours_after, judged, payout, signs_of_watching
from fangcun.air.engine.trust.rules import BANK_S, SLACK_S, VIEWERS_A_DEVICE
from fangcun.air.models import WatchBank
from fangcun.kit import clock

_FIRST_MS = 2_000  # lived before the first report


@transaction.atomic
def spend(visitor: Visitor, *, claimed_ms: int) -> int:
    """What is credited of ``claimed_ms`` of film, in milliseconds: no viewer and no device is credited with more than
    ``FASTEST`` times the time that went by, and thirty seconds of it can be saved up. Notes what the claim shows."""
    now = clock.now()
    # In one order, so that two requests never wait for each other.
    banks = {name: bank_of(name, now=now) for name in sorted({visitor.viewer.key, _device(visitor)})}
    earned = min(claimed_ms, int(FASTEST * min(bank.lived_ms for bank in banks.values())))
    for bank in banks.values():
        bank.lived_ms = max(0, bank.lived_ms - math.ceil(earned / FASTEST))
    _note_claim(banks[visitor.viewer.key], earned, claimed_ms - earned, now)
    _note_viewer(banks[_device(visitor)], visitor.viewer, now)
    for bank in banks.values():
        bank.save()
    return earned


def verdict_of(visitor: Visitor) -> Verdict:
    """What is to be thought of somebody where they are now."""
    alone = _verdict(visitor.viewer)
    signs = set(alone.signs)
    device = WatchBank.objects.filter(name=_named(_device(visitor)), day=clock.now().date()).first()
    if device is not None and len(device.viewers) >= VIEWERS_A_DEVICE:
        signs.add(Sign.SHARED_DEVICE)
    return judged(signs, credited_s=alone.credited_s)


def payout_of(viewer: Viewer, *, earned_at: datetime) -> Payout:
    """Whether a reward that the viewer earned at ``earned_at`` is paid now, waits, is held or refused."""
    return payout(_verdict(viewer), earned_at=earned_at.timestamp(), now=clock.now().timestamp())


def bank_of(name: str, *, now: datetime) -> WatchBank:
    """The bank of a viewer or a device, with what it lived through until ``now`` saved up; held until the end of the
    transaction."""
    bank, _ = WatchBank.objects.select_for_update().get_or_create(
        name=_named(name), defaults={"since": now, "at": now, "lived_ms": _FIRST_MS}
    )
    lived = max(0.0, (now - bank.at).total_seconds())
    bank.lived_ms = min(int(BANK_S * 1000), bank.lived_ms + int(lived * 1000))
    bank.at = max(now, bank.at)
    return bank


def keyed(text: str) -> str:
    """A digest that only this site can compute, so that rows name no address and no device."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.heat", "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:40]


def _verdict(viewer: Viewer) -> Verdict:
    bank = WatchBank.objects.filter(name=_named(viewer.key)).first()
    if bank is None:
        return Verdict(0.0, (), 0.0)
    claimed, excess = bank.claimed_ms / 1000, bank.excess_ms / 1000
    signs = signs_of_watching(claimed_s=claimed, excess_s=excess, hours=bank.hours)
    return judged(signs, credited_s=claimed - excess)


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
