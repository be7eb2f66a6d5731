"""Writes that come in at once are carried out together: one transaction for many, answered when it has committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class _Waiting(Generic[T]):
    __slots__ = ("done", "error", "item")

    def __init__(self, item: T) -> None:
        self.item = item
        self.done = False
        self.error: Exception | None = None


class Together(Generic[T]):
    """Calls ``carry_out`` with what the threads of this process brought since it last began, in the order of arrival.

    Nobody waits for company: whoever comes while nothing is under way begins at once, and whoever comes meanwhile goes
    with the next. So a busy process writes few large transactions, an idle one small ones at once; and since each
    thread hears of its own item only when it was carried out, what was acknowledged is there after a crash.
    """

    def __init__(self, carry_out: Callable[[Sequence[T]], None]) -> None:
        self._carry_out = carry_out
        self._turn = Lock()
        self._queue: list[_Waiting[T]] = []
        self._queueing = Lock()

    def __call__(self, item: T) -> None:
        """Return when ``item`` was carried out; raises what carrying it out raised."""
        mine = _Waiting(item)
        with self._queueing:
            self._queue.append(mine)
        with self._turn:
            if not mine.done:
                with self._queueing:
                    batch, self._queue = self._queue, []
                self._run(batch)
        if mine.error is not None:
            raise mine.error

    def _run(self, batch: list[_Waiting[T]]) -> None:
        try:
            self._carry_out([waiting.item for waiting in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0].error = error
            else:  # one of them is at fault: the others must not suffer
                for waiting in batch:
                    self._run([waiting])
        for waiting in batch:
            waiting.done = True
