"""Bookings: held, confirmed, used, released; what is held by one is not had by another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from park_house import Base

from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import BookingState, ResourceKind, StockEntry, StockKind, Want
from fangcun.park.models import Booking

HELD, CONFIRMED, USED = BookingState.HELD, BookingState.CONFIRMED, BookingState.USED
RELEASED, EXPIRED = BookingState.RELEASED, BookingState.EXPIRED


def states(base: Base) -> list[BookingState]:
    return [b.state for b in api.bookings(base.operator).items]


def refusal(base: Base, crew: int, *wants: Want, actor: Actor | None = None) -> FangcunError:
    with pytest.raises(FangcunError) as caught:
        api.book(actor or base.operator, crew, wants)
    return caught.value


def test_a_booking_is_held_confirmed_used_and_released(base: Base) -> None:
    [made] = api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18), purpose="1-1")])
    assert (made.state, made.resource_kind, made.crew_name, made.purpose) == (
        HELD,
        ResourceKind.SPACE,
        "古城来信",
        "1-1",
    )
    assert made.held_until == clock.now() + timedelta(hours=24)
    for step, state in ((api.confirm, CONFIRMED), (api.mark_used, USED), (api.release, RELEASED)):
        [moved] = step(base.operator, [made.id])
        assert (moved.state, moved.held_until) == (state, None)
    with pytest.raises(FangcunError, match="已是“释放”"):
        api.confirm(base.operator, [made.id])


def test_a_taken_set_is_refused_with_who_has_it_and_when_it_is_free(base: Base) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18))])
    error = refusal(base, base.rival.id, Want(base.yard.id, base.at(14), base.at(16)))
    assert (error.code, error.kind) == ("booking.clash", Kind.CONFLICT)
    assert error.message == (
        "“民国四合院”11月23日 周一 14:00–16:00 已由《古城来信》占用，最近的空档是 11月23日 周一 18:00–20:00。"
        "没有预订任何一项。"
    )
    [clash] = error.data["clashes"]
    assert (clash["crews"], clash["free_from"], clash["left"]) == (["古城来信"], base.at(18), 0)


def test_a_producer_is_not_told_who_is_in_the_way(base: Base, actor: Callable[..., Actor]) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18))])
    error = refusal(base, base.rival.id, Want(base.yard.id, base.at(14), base.at(16)), actor=actor(Role.PRODUCER))
    assert "古城来信" not in repr(error.data) + error.message
    assert "别的剧组" in error.message


def test_all_of_an_order_or_none(base: Base) -> None:
    api.book(base.operator, base.crew.id, [Want(base.actress.id, base.at(8), base.at(12))])
    wants = [Want(base.yard.id, base.at(8), base.at(12)), Want(base.actress.id, base.at(8), base.at(12))]
    assert "沈青" in refusal(base, base.rival.id, *wants).message
    assert len(api.bookings(base.operator).items) == 1


def test_what_ends_at_noon_leaves_noon_free(base: Base) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(12))])
    assert api.book(base.operator, base.rival.id, [Want(base.yard.id, base.at(12), base.at(18))])


def test_an_order_cannot_clash_with_itself(base: Base) -> None:
    error = refusal(
        base,
        base.crew.id,
        Want(base.yard.id, base.at(8), base.at(12)),
        Want(base.yard.id, base.at(11), base.at(13)),
    )
    assert "另一项占用" in error.message
    assert error.data["count"] == 2


def test_counted_things_run_out_at_the_fullest_moment_only(base: Base) -> None:
    book, lights = api.book, base.lights.id
    book(
        base.operator,
        base.crew.id,
        [Want(lights, base.at(8), base.at(12), 6), Want(lights, base.at(12), base.at(16), 6)],
    )
    assert book(base.operator, base.rival.id, [Want(lights, base.at(8), base.at(16), 4)])
    error = refusal(base, base.rival.id, Want(lights, base.at(11), base.at(13), 1))
    assert "只剩 0，要 1" in error.message
    assert "共 10，要 11" in refusal(base, base.rival.id, Want(lights, base.at(100), base.at(101), 11)).message
    assert api.free(base.operator, [lights, base.yard.id], base.at(8), base.at(9)) == {lights: 0, base.yard.id: 1}


def test_a_hall_for_two_crews_takes_two(base: Base) -> None:
    want = Want(base.hall.id, base.at(8), base.at(12))
    api.book(base.operator, base.crew.id, [want])
    api.book(base.operator, base.rival.id, [want])
    assert refusal(base, base.rival.id, want).code == "booking.clash"


def test_a_hold_that_ran_out_is_in_nobody_s_way(base: Base) -> None:
    want = Want(base.yard.id, base.at(8), base.at(12))
    [old] = api.book(base.operator, base.crew.id, [want], hold_for=timedelta(hours=1))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert api.booked(base.operator, start=base.at(0), end=base.at(24)) == ()
        assert api.free(base.operator, [base.yard.id], base.at(8), base.at(12)) == {base.yard.id: 1}
        [new] = api.book(base.operator, base.rival.id, [want])
        with pytest.raises(FangcunError) as caught:
            api.confirm(base.operator, [old.id])
        assert caught.value.code == "booking.clash"
        api.release(base.operator, [new.id])
        assert api.confirm(base.operator, [old.id])[0].state is CONFIRMED


def test_holds_are_marked_expired_in_rounds(base: Base) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(12))])
    [sure] = api.book(base.operator, base.crew.id, [Want(base.hall.id, base.at(8), base.at(12))])
    api.confirm(base.operator, [sure.id])
    assert api.expire_holds() == 0
    assert api.expire_holds(clock.now() + timedelta(days=2)) == 1
    assert sorted(states(base)) == [CONFIRMED, EXPIRED]


def test_a_repeated_order_is_one_order(base: Base) -> None:
    wants = [Want(base.yard.id, base.at(8), base.at(12)), Want(base.lights.id, base.at(8), base.at(12), 3)]
    first = api.book(base.operator, base.crew.id, wants, key="phone-7")
    assert api.book(base.operator, base.crew.id, wants, key="phone-7") == first
    assert len(api.bookings(base.operator).items) == 2
    with pytest.raises(FangcunError, match="换一个键"):
        api.book(base.operator, base.crew.id, wants[:1], key="phone-7")


@pytest.mark.parametrize(
    ("hours", "quantity", "words"), [((8, 8), 1, "不晚于"), ((8, 9), 0, "至少要 1"), ((0, 24 * 500), 1, "超过 400 天")]
)
def test_wants_that_mean_nothing_are_refused(base: Base, hours: tuple[int, int], quantity: int, words: str) -> None:
    error = refusal(base, base.crew.id, Want(base.yard.id, base.at(hours[0]), base.at(hours[1]), quantity))
    assert error.kind is Kind.INVALID
    assert words in error.message


def test_a_set_for_signed_crews_is_closed_to_others(base: Base) -> None:
    from fangcun.park.contracts import CrewEntry, SpaceEntry, SpaceKind

    own = api.save(base.operator, SpaceEntry("S-9", "签约专用", SpaceKind.SET, open_to=("签约",)))
    guest = api.save(base.operator, CrewEntry("C-9", "过路", base.crew.arrives, base.crew.leaves, kind="普通"))
    assert api.book(base.operator, base.crew.id, [Want(own.id, base.at(8), base.at(9))])
    assert "只对签约剧组开放" in refusal(base, guest.id, Want(own.id, base.at(10), base.at(11))).message
    api.retire(base.operator, own.id)
    assert "已停用" in refusal(base, base.crew.id, Want(own.id, base.at(10), base.at(11))).message


def test_no_tenant_books_reads_or_releases_another_s(base: Base, stranger: Actor) -> None:
    [made] = api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(12))])
    assert (
        refusal(base, base.crew.id, Want(base.yard.id, base.at(14), base.at(15)), actor=stranger).kind is Kind.NOT_FOUND
    )
    assert api.booked(stranger, start=base.at(0), end=base.at(24)) == ()
    assert api.free(stranger, [base.yard.id], base.at(8), base.at(9)) == {}
    for step in (api.confirm, api.release, api.mark_used):
        with pytest.raises(FangcunError) as caught:
            step(stranger, [made.id])
        assert caught.value.kind is Kind.NOT_FOUND


@pytest.mark.parametrize("role", [Role.FINANCE, Role.CITY, Role.REVIEWER, Role.VIEWER])
def test_only_operators_and_producers_book(base: Base, actor: Callable[..., Actor], role: Role) -> None:
    error = refusal(base, base.crew.id, Want(base.yard.id, base.at(8), base.at(12)), actor=actor(role))
    assert error.kind is Kind.DENIED


def test_a_plan_s_bookings_are_exchanged_with_the_least_writes(base: Base) -> None:
    kept, gone = Want(base.yard.id, base.at(8), base.at(12)), Want(base.yard.id, base.at(13), base.at(17))
    new = Want(base.hall.id, base.at(13), base.at(17))
    api.replace_bookings(base.operator, base.crew.id, source="plan", wants=[kept, gone])
    [by_hand] = api.book(base.operator, base.crew.id, [Want(base.lights.id, base.at(8), base.at(9))])
    before = {b.id for b in api.booked(base.operator, start=base.at(0), end=base.at(24)) if b.start == base.at(8)}
    done = api.replace_bookings(base.operator, base.crew.id, source="plan", wants=[replace(kept, purpose="1-2"), new])
    assert (done.kept, done.released, done.added) == (1, 1, 1)
    now = api.booked(base.operator, start=base.at(0), end=base.at(24))
    assert {b.id for b in now if b.start == base.at(8)} == before
    assert {b.purpose for b in now} == {"1-2", ""}
    assert by_hand.id in {b.id for b in now}
    again = api.replace_bookings(base.operator, base.crew.id, source="plan", wants=[kept, new])
    assert (again.kept, again.released, again.added) == (2, 0, 0)


def test_crews_of_one_plan_swap_places(base: Base) -> None:
    morning, evening = (8, 12), (13, 17)

    def wants(hours: tuple[int, int]) -> list[Want]:
        return [Want(base.yard.id, base.at(hours[0]), base.at(hours[1]))]

    both = {base.crew.id: wants(morning), base.rival.id: wants(evening)}
    api.replace_many(base.operator, both, source="plan")
    with pytest.raises(FangcunError):  # alone it cannot move into the other's time
        api.replace_bookings(base.operator, base.crew.id, source="plan", wants=wants(evening))
    swapped = {base.crew.id: wants(evening), base.rival.id: wants(morning)}
    assert api.replace_many(base.operator, swapped, source="plan").added == 2
    held = {b.crew_name: b.start for b in api.booked(base.operator, start=base.at(0), end=base.at(24))}
    assert held == {"古城来信": base.at(13), "归来的绣娘": base.at(8)}


def test_what_was_used_stays_when_a_plan_is_exchanged(base: Base) -> None:
    api.replace_bookings(base.operator, base.crew.id, source="plan", wants=[Want(base.yard.id, base.at(8), base.at(9))])
    [made] = api.booked(base.operator, start=base.at(0), end=base.at(24))
    api.mark_used(base.operator, [made.id])
    assert api.replace_bookings(base.operator, base.crew.id, source="plan", wants=[]).released == 0
    assert states(base) == [USED]


def test_three_thousand_wants_are_exchanged_with_few_statements(
    base: Base, django_assert_max_num_queries: Callable[..., object]
) -> None:
    wants = [Want(base.lights.id, base.at(n), base.at(n + 1), 2) for n in range(3000)]
    with django_assert_max_num_queries(80):  # type: ignore[attr-defined]
        api.replace_bookings(base.operator, base.crew.id, source="plan", wants=wants)
    moved = [*wants[:-500], *(replace(w, quantity=3) for w in wants[-500:])]
    with django_assert_max_num_queries(80):  # type: ignore[attr-defined]
        done = api.replace_bookings(base.operator, base.crew.id, source="plan", wants=moved)
    assert (done.kept, done.released, done.added) == (2500, 500, 500)


def row(base: Base, **changed: object) -> Booking:
    values: dict[str, object] = {
        "tenant_id": base.operator.tenant_id,
        "resource_id": base.yard.id,
        "crew_id": base.rival.id,
        "start": base.at(9),
        "end": base.at(10),
        "exclusive": True,
        "state": HELD.value,
        "created_at": clock.now(),
        "changed_at": clock.now(),
    }
    return Booking(**(values | changed))


def refused_by_database(work: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            work()
    except DatabaseError:
        return True
    return False


def test_the_database_itself_refuses_a_double_booking(base: Base) -> None:
    api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(12))])
    api.book(base.operator, base.crew.id, [Want(base.lights.id, base.at(8), base.at(12), 6)])
    lights = {"resource_id": base.lights.id, "exclusive": False}
    assert refused_by_database(lambda: row(base).save())
    assert refused_by_database(lambda: row(base, **lights, quantity=5).save())
    assert refused_by_database(lambda: row(base, start=base.at(20), end=base.at(21), exclusive=False).save())
    row(base, **lights, quantity=4).save()
    row(base, start=base.at(12), end=base.at(13)).save()
    row(base, state=RELEASED.value).save()
    moved = Booking.objects.of(base.operator.tenant_id).filter(start=base.at(12))
    assert refused_by_database(lambda: moved.update(start=base.at(11)))
    back = Booking.objects.of(base.operator.tenant_id).filter(state=RELEASED.value)
    assert refused_by_database(lambda: back.update(state=CONFIRMED.value))


def test_there_cannot_be_fewer_than_are_booked(base: Base) -> None:
    entry = StockEntry("L-1", "镝灯 4K", StockKind.LIGHT, "台", 10, 30_000)
    api.book(base.operator, base.crew.id, [Want(base.lights.id, base.at(8), base.at(12), 6)])
    with pytest.raises(FangcunError, match="同时订出 6"):
        api.save(base.operator, replace(entry, count=5), id=base.lights.id)
    assert api.save(base.operator, replace(entry, count=6), id=base.lights.id).count == 6


def test_how_full_the_base_is(base: Base) -> None:
    api.book(
        base.operator,
        base.crew.id,
        [Want(base.yard.id, base.at(0), base.at(12)), Want(base.lights.id, base.at(0), base.at(24), 5)],
    )
    loads = {x.kind: x for x in api.load(base.operator, start=base.at(0), end=base.at(24))}
    space, kit = loads[ResourceKind.SPACE], loads[ResourceKind.STOCK]
    assert (space.resources, space.booked, space.share) == (2, 1, pytest.approx(12 / 72))
    assert (kit.booked, kit.share) == (1, 0.5)
    assert loads[ResourceKind.PERSON].booked == 0
