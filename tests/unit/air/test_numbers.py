"""Which episodes are meant."""

from __future__ import annotations

import pytest

from fangcun.air.making.numbers import parse_numbers
from fangcun.kit.errors import FangcunError


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1-3", {1, 2, 3}), ("7", {7}), ("1,4，7-9", {1, 4, 7, 8, 9}), ("２～３、5", {2, 3, 5}), (" 1  2 ", {1, 2})],
)
def test_lists_and_ranges(text: str, numbers: set[int]) -> None:
    assert parse_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "a", "3-1", "0", "1-", "1-20000", "-3"])
def test_what_cannot_be_understood_is_said(text: str) -> None:
    with pytest.raises(FangcunError, match="集数"):
        parse_numbers(text)
