"""Which bytes a Range header asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.base.ranges import Span, UnsatisfiableError, names, wanted

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-499", 0, 499),
        ("bytes=500-", 500, 999),
        ("bytes=999-", 999, 999),
        ("bytes=-1", 999, 999),
        ("bytes=-200", 800, 999),
        ("bytes=-5000", 0, 999),
        ("bytes=900-5000", 900, 999),
        ("Bytes = 1-2 ", 1, 2),
    ],
)
def test_one_range_is_honoured(header: str, first: int, last: int) -> None:
    assert wanted(header, size=SIZE) == Span(first, last)


@pytest.mark.parametrize(
    "header",
    [None, "", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "bytes=0-1,5-6", "items=0-1", "bytes=１-２"],
)
def test_what_is_no_single_range_is_answered_whole(header: str | None) -> None:
    assert wanted(header, size=SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        wanted(header, size=SIZE)


def test_nothing_of_an_empty_file_can_be_asked_for() -> None:
    for header in ("bytes=0-", "bytes=-1"):
        with pytest.raises(UnsatisfiableError):
            wanted(header, size=0)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_span_lies_in_the_file_and_never_before_what_was_asked(size: int, first: int, last: int) -> None:
    try:
        span = wanted(f"bytes={first}-{last}", size=size)
    except UnsatisfiableError:
        assert first >= size
    else:
        assert (span is None) == (last < first)
        assert span is None or (span.first == first and first <= span.last <= min(last, size - 1))


@given(st.text(max_size=60))
def test_no_header_whatever_breaks_it(header: str) -> None:
    try:
        span = wanted(header, size=SIZE)
    except UnsatisfiableError:
        return
    assert span is None or 0 <= span.first <= span.last < SIZE


def test_an_etag_is_found_among_several_weak_or_strong() -> None:
    assert names('"a", W/"b"', '"b"')
    assert names("*", '"b"')
    assert not names("", '"b"')
    assert not names('"bc"', '"b"')
