"""The same content has the same name everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.kit import digest

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


class Light(StrEnum):
    NIGHT = "夜"


@dataclass(frozen=True)
class Strip:
    number: int
    light: Light
    length: Fraction
    cast: tuple[str, ...]


@given(st.dictionaries(st.text(), PLAIN))
def test_the_order_of_keys_does_not_matter(data: dict[str, object]) -> None:
    assert digest.of_data(data) == digest.of_data(dict(reversed(data.items())))


@given(PLAIN, PLAIN)
def test_equal_names_mean_equal_content(a: object, b: object) -> None:
    assert (digest.of_data(a) == digest.of_data(b)) == (digest.canonical(a) == digest.canonical(b))


def test_records_enums_and_fractions_have_a_plain_form() -> None:
    strip = Strip(12, Light.NIGHT, Fraction(25, 2), ("林", "陈"))
    assert digest.plain(strip) == {"number": 12, "light": "夜", "length": "25/2", "cast": ["林", "陈"]}


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form for set"):
        digest.of_data({"cast": {"林"}})


def test_a_file_is_named_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    assert digest.of_file(tmp_path / "a") == digest.of_bytes(b"x" * 3_000_000)
