"""What a process keeps in memory of what it read: so many entries, and each for so many seconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most ``most`` values by their keys; who was not asked for longest goes first.

    ``seconds`` says how long a value may be shown again, 0 for never. No process tells another when something changes:
    the seconds are how late anybody may hear of it. None keeps values for good, for what a digest names.
    Two threads that miss the same key at once both read it, which does no harm.
    """

    def __init__(self, *, most: int, seconds: Callable[[], float] | None) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = Lock()
        self._rows: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K, read: Callable[[], V], *, anew: bool = False) -> V:
        """The value of ``key``: as it is kept, else (or ``anew``) as ``read`` gives it now. What ``read`` raises is not
        kept."""
        now = time.monotonic()  # before the reading: what changes while we read is read again that much earlier
        with self._lock:
            found = None if anew else self._found(key, now)
        if found is not None:
            return found[0]
        value = read()
        self._keep(key, now, value)
        return value

    def get_all(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values of ``keys``; ``read`` gives those that are not kept, all at once."""
        now, wanted = time.monotonic(), list(keys)
        with self._lock:
            kept = {key: found[0] for key in wanted if (found := self._found(key, now)) is not None}
        missing = [key for key in wanted if key not in kept]
        fresh = read(missing) if missing else {}
        for key, value in fresh.items():
            self._keep(key, now, value)
        return kept | dict(fresh)

    def _found(self, key: K, now: float) -> tuple[V] | None:
        """The value in a tuple, for None may be one; None when there is none or it is too old."""
        row = self._rows.get(key)
        if row is None or (self._seconds is not None and now - row[0] >= self._seconds()):
            return None
        self._rows.move_to_end(key)
        return row[1:]

    def _keep(self, key: K, now: float, value: V) -> None:
        with self._lock:
            self._rows[key] = (now, value)
            self._rows.move_to_end(key)
            if len(self._rows) > self._most:
                self._rows.popitem(last=False)
