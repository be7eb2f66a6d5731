"""Tickets open one manifest until they end, and nobody else can write one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.air.engine import tickets
from fangcun.kit import digest

KEY = b"k" * 32
MANIFEST = digest.of_bytes(b"manifest")


def test_a_ticket_says_what_it_opens_and_until_when() -> None:
    text = tickets.issue(KEY, release_id=7, manifest=MANIFEST, expires=1_800_000_000)
    ticket = tickets.read(text)
    assert ticket is not None
    assert (ticket.release_id, ticket.expires) == (7, 1_800_000_000)
    assert tickets.is_genuine(KEY, ticket, manifest=MANIFEST)


def test_changing_anything_spoils_it() -> None:
    ticket = tickets.read(tickets.issue(KEY, release_id=7, manifest=MANIFEST, expires=1_800_000_000))
    assert ticket is not None
    assert not tickets.is_genuine(KEY, replace(ticket, release_id=8), manifest=MANIFEST)
    assert not tickets.is_genuine(KEY, replace(ticket, expires=1_900_000_000), manifest=MANIFEST)
    assert not tickets.is_genuine(KEY, replace(ticket, mac=ticket.mac[:-1]), manifest=MANIFEST)
    assert not tickets.is_genuine(KEY, replace(ticket, mac="十"), manifest=MANIFEST)
    assert not tickets.is_genuine(KEY, ticket, manifest=digest.of_bytes(b"another cut"))
    assert not tickets.is_genuine(b"x" * 32, ticket, manifest=MANIFEST)


@pytest.mark.parametrize("text", ["", ".", "..", "1.2", "1.2.3.4", "-1.2.m", "１.２.m", "1e3.2.m", "9" * 40 + ".1.m"])
def test_what_has_not_the_form_of_a_ticket_is_none(text: str) -> None:
    assert tickets.read(text) is None


@given(st.text(max_size=80))
def test_no_text_whatever_passes_for_a_ticket(text: str) -> None:
    ticket = tickets.read(text)
    assert ticket is None or not tickets.is_genuine(KEY, ticket, manifest=MANIFEST)


@given(st.floats(0, 4e9), st.integers(1, 10_000))
def test_a_ticket_lives_between_three_quarters_of_its_minutes_and_all_of_them(now: float, minutes: int) -> None:
    life = tickets.end_of_life(now, minutes=minutes) - now
    assert 0.75 * minutes * 60 - 1 <= life <= minutes * 60


def test_the_same_address_is_handed_out_for_a_while() -> None:
    ends = {tickets.end_of_life(1_800_000_000 + second, minutes=240) for second in range(3600)}
    assert len(ends) <= 2
