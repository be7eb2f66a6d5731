"""How people write where a code should go, and what is kept of it."""

from __future__ import annotations

import pytest

from fangcun.air.engine import targets


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013-8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("+86 13800138000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("+1 (415) 555-0132", "+14155550132"),
        (" Anna@Example.COM ", "anna@example.com"),
    ],
)
def test_one_spelling_is_kept(written: str, kept: str) -> None:
    found = targets.read(written)
    assert found is not None
    assert found.address == kept


@pytest.mark.parametrize(
    "written", ["", "12345678901", "+8612800138000", "1380013800", "a@b", "a b@c.cn", "@x.cn", "+0"]
)
def test_what_is_no_target_is_refused(written: str) -> None:
    assert targets.read(written) is None


@pytest.mark.parametrize(
    ("written", "shown"), [("13800138000", "+86138****8000"), ("anna@example.com", "a***@example.com")]
)
def test_a_page_shows_only_part_of_it(written: str, shown: str) -> None:
    found = targets.read(written)
    assert found is not None
    assert found.masked == shown
