"""Orders at random, against a model that counts hour by hour."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from park_house import Base

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.park import api
from fangcun.park.contracts import Want

COUNTS = (1, 2, 10)  # yard, hall, lights
hours = st.tuples(st.integers(0, 15), st.integers(1, 6))
want = st.tuples(st.integers(0, 2), hours, st.integers(1, 4))
step = st.one_of(
    st.tuples(st.just("book"), st.integers(0, 1), st.lists(want, min_size=1, max_size=3)),
    st.tuples(st.just("replace"), st.integers(0, 1), st.lists(want, max_size=3)),
    st.tuples(st.just("release"), st.integers(0, 20), st.none()),
    st.tuples(st.just("wait"), st.integers(1, 12), st.none()),
)


class Model:
    """What is held, as a list; an order fits when no hour of no thing passes its count."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, int, int, int, int, float | None]] = []  # key, thing, from, until, n, held until

    def fits(self, kept: list[Any], new: list[tuple[int, tuple[int, int], int]]) -> bool:
        hours: Counter[tuple[int, int]] = Counter()
        for _, thing, start, end, n, _ in kept:
            hours.update({(thing, h): n for h in range(start, end)})
        for thing, (start, length), n in new:
            for h in range(start, start + length):
                hours[thing, h] += n
        return all(n <= COUNTS[thing] for (thing, _), n in hours.items())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=14))
def test_orders_are_taken_exactly_when_they_fit(base: Base, steps: list[tuple[str, int, Any]]) -> None:
    things, crews = (base.yard.id, base.hall.id, base.lights.id), (base.crew.id, base.rival.id)
    api.release(base.operator, [b.id for b in api.bookings(base.operator, size=1000).items])
    model, now = Model(), 0.0
    began = clock.now()

    def wants(items: list[tuple[int, tuple[int, int], int]]) -> list[Want]:
        return [Want(things[t], base.at(s), base.at(s + length), n) for t, (s, length), n in items]

    for kind, number, items in steps:
        with clock.frozen(began + timedelta(hours=now)):
            model.kept = [k for k in model.kept if k[5] is None or k[5] > now]
            if kind == "wait":
                now += number
            elif kind == "release" and model.kept:
                at = number % len(model.kept)
                _, thing, start, end, n, _ = model.kept[at]
                found = next(
                    b
                    for b in api.booked(base.operator, start=base.at(-50), end=base.at(90))
                    if (b.resource_id, b.start, b.end, b.quantity) == (things[thing], base.at(start), base.at(end), n)
                    and (b.held_until is None) == (model.kept[at][5] is None)
                    and (b.held_until is None or b.held_until == began + timedelta(hours=model.kept[at][5] or 0))
                )
                api.release(base.operator, [found.id])
                model.kept.pop(at)
            elif kind in ("book", "replace"):
                items = [(t, h, 1 if t == 0 else n) for t, h, n in items]
                source = f"plan-{number}"
                others = [k for k in model.kept if kind == "book" or k[0] != source]
                try:
                    if kind == "book":
                        api.book(base.operator, crews[number], wants(items), hold_for=timedelta(hours=6))
                    else:
                        api.replace_bookings(base.operator, crews[number], source=source, wants=wants(items))
                    took = True
                except FangcunError as error:
                    took = error.code != "booking.clash"  # any other refusal counts as taken, and fails below
                assert took == model.fits(others, items)
                if took:
                    until = now + 6 if kind == "book" else None
                    key = "" if kind == "book" else source
                    model.kept = others + [(key, t, s, s + length, n, until) for t, (s, length), n in items]
        with clock.frozen(began + timedelta(hours=now)):
            live = [k for k in model.kept if k[5] is None or k[5] > now]
            seen = api.booked(base.operator, start=base.at(-50), end=base.at(90))
            assert Counter((b.resource_id, b.start, b.quantity) for b in seen) == Counter(
                (things[t], base.at(s), n) for _, t, s, _, n, _ in live
            )
