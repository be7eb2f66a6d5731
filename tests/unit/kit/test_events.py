"""Facts travel as plain data and come back as what they were."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fangcun.kit import events


@events.event("test.lamp.lit")
@dataclass(frozen=True, slots=True)
class LampLit:
    room: str
    watts: int


def test_a_fact_comes_back_from_its_plain_form() -> None:
    fact = LampLit("客厅", 40)
    assert events.unpack(events.name_of(fact), events.pack(fact)) == fact


def test_two_events_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two events"):

        @events.event("test.lamp.lit")
        class Other:
            pass


def test_what_is_no_event_is_refused() -> None:
    with pytest.raises(TypeError, match="not an event"):
        events.name_of("lamp")
