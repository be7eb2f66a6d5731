"""Credited watch time: what a viewer's player claims, as far as time allows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.trust.rules import AT_ONCE_S, BANK_S, FASTEST, SLACK_S

PLAYING = frozenset({Kind.OPEN, Kind.BEAT, Kind.FINISH})
_START_S = 2.0  # wall seconds in the bank when playing begins: the first beat may be early


@dataclass(frozen=True, slots=True)
class Credit:
    """What one receipt came to: ``seconds`` of film credited, ``excess_s`` claimed beyond what time allowed, whether
    it ``repeats`` the one before, and whether the account was playing on another device just now."""

    seconds: float = 0.0
    excess_s: float = 0.0
    repeats: bool = False
    elsewhere: bool = False


NOTHING = Credit()


@dataclass(slots=True)
class _Bank:
    """Wall seconds that somebody has lived through and not yet been credited for; at most ``BANK_S``."""

    at: float
    seconds: float = _START_S

    def save(self, at: float) -> None:
        if at > self.at:
            self.seconds = min(BANK_S, self.seconds + at - self.at)
            self.at = at


@dataclass(slots=True)
class _Cursor:
    """Where the player of a viewer on a device stood last."""

    at: float
    title: str
    episode: int
    position_ms: int
    kind: Kind


@dataclass(slots=True)
class Credits:
    """Credits receipts one by one, in the order in which they come in.

    A viewer, and a device, has one bank of lived seconds each: what is credited to a viewer on all devices together,
    and to all viewers of a device together, is never more than the wall clock allows at ``FASTEST``.
    """

    _viewers: dict[str, _Bank] = field(default_factory=dict)
    _devices: dict[str, _Bank] = field(default_factory=dict)
    _cursors: dict[tuple[str, str], _Cursor] = field(default_factory=dict)
    _last_device: dict[str, tuple[str, float]] = field(default_factory=dict)

    def see(self, event: Event) -> Credit:
        """What a receipt of playing (OPEN, BEAT, FINISH) is credited with; nothing for other events."""
        if event.kind not in PLAYING:
            return NOTHING
        viewer, device = self._banks(event)
        key = (event.viewer, event.device)
        cursor = self._cursors.get(key)
        elsewhere = self._is_elsewhere(event)
        self._cursors[key] = _Cursor(event.at, event.title, event.episode, event.position_ms, event.kind)
        if cursor is not None and _repeats(cursor, event):
            return Credit(repeats=True, elsewhere=elsewhere)
        going_on = cursor is not None and (cursor.title, cursor.episode) == (event.title, event.episode)
        if event.kind is Kind.OPEN:
            # Time before playing is no time of watching; an account that plays elsewhere keeps its own bank.
            if not elsewhere:
                viewer.seconds = min(viewer.seconds, _START_S)
            return Credit(elsewhere=elsewhere)
        # Without an opening nothing says from where: all that time does not allow is excess.
        from_ms = cursor.position_ms if cursor is not None and going_on else 0
        claimed = max(0.0, (event.position_ms - from_ms) / 1000)
        seconds = min(claimed, FASTEST * min(viewer.seconds, device.seconds))
        viewer.seconds -= seconds / FASTEST
        device.seconds -= seconds / FASTEST
        excess = claimed - seconds
        return Credit(seconds, excess if excess > SLACK_S else 0.0, elsewhere=elsewhere)

    def _banks(self, event: Event) -> tuple[_Bank, _Bank]:
        found = []
        for banks, name in ((self._viewers, event.viewer), (self._devices, event.device)):
            bank = banks.get(name)
            if bank is None:
                bank = banks[name] = _Bank(event.at)
            bank.save(event.at)
            found.append(bank)
        return found[0], found[1]

    def _is_elsewhere(self, event: Event) -> bool:
        device, at = self._last_device.get(event.viewer, (event.device, 0.0))
        self._last_device[event.viewer] = (event.device, event.at)
        return device != event.device and event.at - at < AT_ONCE_S


def _repeats(cursor: _Cursor, event: Event) -> bool:
    """Whether a receipt says just what the one before said. The end of an episode may stand where the last beat did."""
    same = (cursor.title, cursor.episode, cursor.position_ms) == (event.title, event.episode, event.position_ms)
    return same and cursor.kind is event.kind and event.at - cursor.at < AT_ONCE_S
