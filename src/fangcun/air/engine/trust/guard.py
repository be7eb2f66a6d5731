"""The guard: sees every event, credits watch time, and says of any viewer how suspicious they are, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum

from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.trust import rules
from fangcun.air.engine.trust.credit import PLAYING, Credit, Credits
from fangcun.air.engine.trust.rules import RULES, Sign

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``suspicion`` 0 to 1; ``signs`` that speak for it, strongest first; ``credited_s`` of film so far."""

    suspicion: float
    signs: tuple[Sign, ...]
    credited_s: float

    @property
    def trust(self) -> float:
        """What a deed of this viewer counts, 0 to 1: whole below the threshold, then quickly nothing."""
        return 1.0 if self.suspicion < rules.SUSPICIOUS else (1.0 - self.suspicion) ** 2

    @property
    def reasons(self) -> tuple[str, ...]:
        """The signs in Chinese."""
        return tuple(RULES[sign].words for sign in self.signs)


class Payout(StrEnum):
    """What becomes of a reward."""

    WAIT = "wait"
    PAY = "pay"
    HOLD = "hold"
    REFUSE = "refuse"


def payout(verdict: Verdict, *, earned_at: float, now: float) -> Payout:
    """Whether a reward that was earned at ``earned_at`` is paid: never before a day, never to the suspicious."""
    if verdict.suspicion >= rules.REFUSED:
        return Payout.REFUSE
    if verdict.suspicion >= rules.SUSPICIOUS:
        return Payout.HOLD
    return Payout.PAY if now - earned_at >= rules.PAYOUT_AFTER_S else Payout.WAIT


def judged(signs: Set[Sign], *, credited_s: float) -> Verdict:
    """The verdict that signs amount to, as if each came about independently."""
    honest = math.prod(1.0 - RULES[sign].strength for sign in signs)
    ordered = sorted(signs, key=lambda s: (-RULES[s].strength, s))
    return Verdict(1.0 - honest, tuple(ordered), credited_s)


def signs_of_watching(*, claimed_s: float, excess_s: float, hours: int) -> set[Sign]:
    """What a viewer's own watching shows: film seconds claimed in all and beyond what time allowed, and the bits of
    the last 24 hours with playing in them."""
    found: set[Sign] = set()
    if excess_s >= max(rules.LEAST_EXCESS_S, rules.EXCESS_SHARE * claimed_s):
        found.add(Sign.TOO_FAST)
    if hours.bit_count() >= rules.WAKING_HOURS:
        found.add(Sign.SLEEPLESS)
    return found


def hours_after(hours: int, *, then: int, now: int) -> int:
    """The bits of the last 24 hours, the present one lowest and set, from those at hour ``then``."""
    return (hours << min(max(now - then, 0), 24) & 0xFFFFFF) | 1


@dataclass(slots=True)
class _Viewer:
    credited_s: float = 0.0
    claimed_s: float = 0.0
    excess_s: float = 0.0
    receipts: int = 0
    repeats: int = 0
    elsewhere: int = 0
    hour: int = 0
    hours: int = 0  # bits of the last 24 hours with playing in them, the present one lowest
    signs: set[Sign] = field(default_factory=set)


@dataclass(slots=True)
class _Device:
    day: int = -1
    viewers: set[str] = field(default_factory=set)
    latest: dict[str, float] = field(default_factory=dict)
    crowded: int = 0


@dataclass(slots=True)
class _Address:
    day: int = -1
    viewers: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    opens: Counter[str] = field(default_factory=Counter)  # of new accounts, by title


class Guard:
    """Keeps what it must of viewers, devices and addresses; of the latter two for a day at a time."""

    def __init__(self) -> None:
        self._credits = Credits()
        self._since: dict[str, float] = {}
        self._viewers: dict[str, _Viewer] = {}
        self._devices: dict[str, _Device] = {}
        self._addresses: dict[str, _Address] = {}

    def see(self, event: Event) -> Credit:
        """Take in an event, in the order of receipts; returns what it is credited with."""
        if event.kind is Kind.JOIN:
            self._since.setdefault(event.viewer, event.at)
        if event.kind not in PLAYING:
            return self._credits.see(event)
        credit = self._credits.see(event)
        viewer = self._viewers.get(event.viewer) or self._viewers.setdefault(event.viewer, _Viewer())
        self._note_viewer(viewer, event, credit)
        self._note_device(event, viewer)
        self._note_address(event)
        return credit

    def since(self, viewer: str) -> float:
        """When an account joined (a Unix second); 0 for one that was there before us."""
        return self._since.get(viewer, 0.0)

    def verdict(self, viewer: str, *, device: str = "", address: str = "") -> Verdict:
        """What is to be thought of a viewer now. ``device`` and ``address`` name where they are; what is suspicious
        about these tells against everyone there, what a viewer did once stays with them."""
        known = self._viewers.get(viewer)
        if known is None:
            return Verdict(0.0, (), 0.0)
        known.signs |= _signs_of(known)
        known.signs |= self._signs_there(viewer, device, address)
        return judged(known.signs, credited_s=known.credited_s)

    def _note_viewer(self, viewer: _Viewer, event: Event, credit: Credit) -> None:
        viewer.credited_s += credit.seconds
        viewer.claimed_s += credit.seconds + credit.excess_s
        viewer.excess_s += credit.excess_s
        viewer.receipts += 1
        viewer.repeats += credit.repeats
        viewer.elsewhere += credit.elsewhere
        hour = int(event.at // 3600)
        if hour != viewer.hour:
            viewer.hours = hours_after(viewer.hours, then=viewer.hour, now=hour)
            viewer.hour = hour
            if viewer.hours.bit_count() >= rules.WAKING_HOURS:
                viewer.signs.add(Sign.SLEEPLESS)

    def _note_device(self, event: Event, viewer: _Viewer) -> None:
        device = self._devices.get(event.device) or self._devices.setdefault(event.device, _Device())
        day = int(event.at // _DAY_S)
        if device.day != day:
            device.day, device.viewers, device.latest, device.crowded = day, set(), {}, 0
        device.viewers.add(event.viewer)
        if len(device.viewers) < rules.CROWD_AT_ONCE:
            return
        device.latest[event.viewer] = event.at
        at_once = sum(event.at - at < rules.AT_ONCE_S for at in device.latest.values())
        device.crowded += at_once >= rules.CROWD_AT_ONCE
        viewer.signs |= _signs_of_device(device)

    def _note_address(self, event: Event) -> None:
        if event.kind is not Kind.OPEN:
            return
        address = self._addresses.get(event.address) or self._addresses.setdefault(event.address, _Address())
        day = int(event.at // _DAY_S)
        if address.day != day:
            address.day, address.viewers, address.new, address.opens = day, set(), set(), Counter()
        address.viewers.add(event.viewer)
        if event.at - self.since(event.viewer) < rules.NEW_S:
            address.new.add(event.viewer)
            address.opens[event.title] += 1

    def _signs_there(self, viewer: str, device: str, address: str) -> set[Sign]:
        found = _signs_of_device(self._devices[device]) if device in self._devices else set()
        there = self._addresses.get(address)
        # Old customers of a network are not to blame for new ones.
        if there is None or viewer not in there.new:
            return found
        many = len(there.new) >= rules.LEAST_CROWD and len(there.new) >= rules.NEW_SHARE * len(there.viewers)
        if many:
            found.add(Sign.FRESH_CROWD)
            [(_, most)] = there.opens.most_common(1)
            if most >= rules.ONE_TITLE_SHARE * there.opens.total():
                found.add(Sign.ONE_TITLE)
        return found


def _signs_of(viewer: _Viewer) -> set[Sign]:
    found = signs_of_watching(claimed_s=viewer.claimed_s, excess_s=viewer.excess_s, hours=viewer.hours)
    if viewer.repeats >= max(rules.LEAST_REPEATS, rules.REPEATS_SHARE * viewer.receipts):
        found.add(Sign.REPEATED)
    if viewer.elsewhere >= rules.LEAST_TWO_PLACES:
        found.add(Sign.TWO_PLACES)
    return found


def _signs_of_device(device: _Device) -> set[Sign]:
    found: set[Sign] = set()
    if device.crowded >= rules.LEAST_CROWDED:
        found.add(Sign.CROWDED_DEVICE)
    if len(device.viewers) >= rules.VIEWERS_A_DEVICE:
        found.add(Sign.SHARED_DEVICE)
    return found
