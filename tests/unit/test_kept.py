"""What a process keeps of what it read: for so many seconds, so many entries, and nothing that failed."""

from __future__ import annotations

import pytest

from fangcun.base.kept import Kept


class Source:
    """Something to read that counts how often it was read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_a_value_is_read_once_while_it_is_fresh() -> None:
    kept, source = Kept[str, int](most=2, seconds=lambda: 60), Source()
    assert [kept.get("lamp", source) for _ in range(3)] == [1, 1, 1]


def test_with_no_seconds_to_keep_it_every_asking_is_a_reading() -> None:
    kept, source = Kept[str, int](most=2, seconds=lambda: 0), Source()
    assert [kept.get("lamp", source) for _ in range(3)] == [1, 2, 3]


def test_asked_for_anew_it_is_read_and_then_kept() -> None:
    kept, source = Kept[str, int](most=2, seconds=None), Source()
    assert [kept.get("lamp", source), kept.get("lamp", source, anew=True), kept.get("lamp", source)] == [1, 2, 2]


def test_nothing_is_a_value_too() -> None:
    kept, source = Kept[str, None](most=2, seconds=None), Source()
    assert [kept.get("lamp", lambda: source() and None) for _ in range(3)] == [None] * 3
    assert source.times == 1


def test_who_was_not_asked_for_longest_goes_first() -> None:
    kept, source = Kept[str, int](most=2, seconds=None), Source()
    kept.get("a", source)
    kept.get("b", source)
    kept.get("a", source)
    kept.get("c", source)
    assert kept.get("a", source) == 1
    assert kept.get("b", source) == 4, "b had to go when c came"


def test_several_are_read_together_and_only_those_that_are_missing() -> None:
    kept, asked = Kept[int, str](most=9, seconds=None), []

    def read(keys: list[int]) -> dict[int, str]:
        asked.append(keys)
        return {key: str(key) for key in keys if key < 3}

    assert kept.get_all([1, 2], read) == {1: "1", 2: "2"}
    assert kept.get_all([2, 1, 3], read) == {1: "1", 2: "2"}
    assert asked == [[1, 2], [3]]


def test_what_could_not_be_read_is_asked_for_again() -> None:
    kept = Kept[str, int](most=2, seconds=None)
    with pytest.raises(ZeroDivisionError):
        kept.get("lamp", lambda: 1 // 0)
    assert kept.get("lamp", lambda: 7) == 7
