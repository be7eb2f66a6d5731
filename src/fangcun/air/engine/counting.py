"""From what viewers do to what counts: plays and ends of episodes as far as watch time is credited, and the rest."""

from __future__ import annotations

from collections.abc import Callable

from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.heat import Deed, Part
from fangcun.air.engine.heat.weights import FINISHED_SHARE, VALID_S
from fangcun.air.engine.trust import Guard

_REACTIONS = {
    Kind.LIKE: Part.LIKE,
    Kind.FOLLOW: Part.FOLLOW,
    Kind.COMMENT: Part.COMMENT,
    Kind.SHARE: Part.SHARE,
}
_PAYMENTS = {Kind.AD_UNLOCK: Part.AD_UNLOCK, Kind.COIN_UNLOCK: Part.COIN_UNLOCK}


class Counting:
    """Turns events, in the order of receipts, into deeds. ``length_s`` gives the seconds of an episode as published:
    what a player says about that is not believed.

    What somebody feels about a title counts once they have seen an episode of it: a like after nine seconds is kept,
    and counted when the first episode was really watched.
    """

    def __init__(self, guard: Guard, *, length_s: Callable[[str, int], float]) -> None:
        self._guard = guard
        self._length_s = length_s
        self._credited: dict[tuple[str, str, int], float] = {}
        self._knows: set[tuple[str, str]] = set()
        self._waiting: dict[tuple[str, str], list[Part]] = {}

    def take(self, event: Event) -> list[Deed]:
        """The deeds an event comes to; often none."""
        credit = self._guard.see(event)
        if event.kind in (Kind.BEAT, Kind.FINISH):
            parts = self._watched(event, credit.seconds)
        elif event.kind in _REACTIONS:
            parts = self._felt(event, _REACTIONS[event.kind])
        else:
            parts = [_PAYMENTS[event.kind]] if event.kind in _PAYMENTS else []
        return self._deeds(event, parts) if parts else []

    def _watched(self, event: Event, seconds: float) -> list[Part]:
        key = (event.viewer, event.title, event.episode)
        before = self._credited.get(key, 0.0)
        after = before + seconds
        length = self._length_s(event.title, event.episode)
        valid = min(VALID_S, length / 2)
        parts = [Part.PLAY] if before < valid <= after else []
        if event.kind is not Kind.FINISH:
            self._credited[key] = after
            return parts
        # Whoever watches it once more begins from nothing.
        self._credited.pop(key, None)
        if after < FINISHED_SHARE * length:
            return parts
        self._knows.add(key[:2])
        return [*parts, Part.FINISH, *self._waiting.pop(key[:2], ())]

    def _felt(self, event: Event, part: Part) -> list[Part]:
        key = (event.viewer, event.title)
        if key in self._knows:
            return [part]
        waiting = self._waiting.setdefault(key, [])
        if part not in waiting:
            waiting.append(part)
        return []

    def _deeds(self, event: Event, parts: list[Part]) -> list[Deed]:
        verdict = self._guard.verdict(event.viewer, device=event.device, address=event.address)
        since, trust = self._guard.since(event.viewer), verdict.trust
        who = (event.viewer, event.device, event.address)
        return [Deed(event.at, part, event.title, *who, since=since, trust=trust) for part in parts]
