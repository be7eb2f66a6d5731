"""Writes that come in at once share one carrying out; nobody hears of theirs before it is done, or of another's fault."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from fangcun.base.together import Together


class Desk:
    """Carries out what it is given, and can be held up in the first batch."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.go_on = Event(), Event()

    def __call__(self, items: Sequence[int]) -> None:
        self.begun.set()
        self.go_on.wait(10)
        if 13 in items:
            raise ValueError("thirteen")
        self.batches.append(list(items))


def bring(desk: Desk, items: list[int]) -> dict[int, Exception | None]:
    """Bring the first item, the others while it is being carried out; what each heard."""
    together = Together(desk)
    with ThreadPoolExecutor(len(items)) as threads:
        first = threads.submit(together, items[0])
        desk.begun.wait(10)
        rest = [threads.submit(together, item) for item in items[1:]]
        while len(together._queue) < len(rest):
            pass
        assert not first.done()
        desk.go_on.set()
        return dict(zip(items, [f.exception() for f in [first, *rest]], strict=True))


def test_whoever_comes_meanwhile_goes_with_the_next() -> None:
    desk = Desk()
    assert set(bring(desk, [1, 2, 3, 4]).values()) == {None}
    assert desk.batches[0] == [1]
    assert sorted(desk.batches[1]) == [2, 3, 4]
    assert len(desk.batches) == 2


def test_one_at_fault_does_not_harm_the_others() -> None:
    desk = Desk()
    heard = bring(desk, [1, 2, 13, 4])
    assert [item for item, error in heard.items() if error] == [13]
    assert sorted(item for batch in desk.batches for item in batch) == [1, 2, 4]


def test_alone_it_is_done_at_once_and_says_what_went_wrong() -> None:
    desk = Desk()
    desk.go_on.set()
    together = Together(desk)
    together(1)
    assert desk.batches == [[1]]
    with pytest.raises(ValueError, match="thirteen"):
        together(13)
