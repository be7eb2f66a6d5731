"""Holds: set aside, then taken or let go, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from ledger_house import Books, refused

from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.contracts import Posted, credit, debit

QUARTER = timedelta(minutes=15)


def hold(books: Books, amount: int = 40, *, key: str = "order-1", account: int | None = None) -> Posted:
    until = clock.now() + QUARTER
    return api.hold(books.tenant, account or books.lin, amount, until=until, key=key, kind="unlock", reference="e:7")


def test_what_is_held_cannot_be_spent(books: Books) -> None:
    hold(books)
    assert books.on(books.lin) == 60
    with refused("ledger.funds"):
        books.spend(books.lin, 61)
    assert [(h.amount, h.account.owner, h.reference) for h in api.holds(books.tenant)] == [(40, "viewer:1", "e:7")]
    assert books.right()


def test_a_hold_is_taken(books: Books) -> None:
    held = hold(books)
    taken = api.capture(books.tenant, held.id, to=books.spent)
    assert (books.on(books.lin), books.on(books.spent)) == (60, 40)
    assert api.holds(books.tenant) == []
    assert api.transfer(books.tenant, held.id).ended_by == taken.id
    assert books.right()


def test_a_part_of_a_hold_is_taken_and_the_rest_returns(books: Books) -> None:
    api.capture(books.tenant, hold(books).id, to=books.spent, amount=25)
    assert (books.on(books.lin), books.on(books.spent)) == (75, 25)
    assert books.right()


def test_a_hold_is_let_go(books: Books) -> None:
    api.release(books.tenant, hold(books).id)
    assert books.on(books.lin) == 100
    assert books.right()


def test_what_the_bank_holds_works_the_same_way(books: Books) -> None:
    held = hold(books, 30_000, account=books.bank)
    assert books.on(books.bank) == 70_000
    api.capture(books.tenant, held.id, to=books.account("share_cost"), amount=10_000)
    assert (books.on(books.bank), books.on(books.account("share_cost"))) == (90_000, 10_000)
    assert books.right()


def test_asked_twice_each_step_is_done_once(books: Books) -> None:
    held, again = hold(books), hold(books)
    assert (again.id, again.fresh) == (held.id, False)
    taken = [api.capture(books.tenant, held.id, to=books.spent) for _ in range(2)]
    assert [t.fresh for t in taken] == [True, False]
    other = hold(books, 10, key="order-2")
    gone = [api.release(books.tenant, other.id) for _ in range(2)]
    assert [t.fresh for t in gone] == [True, False]
    assert (books.on(books.lin), books.on(books.spent)) == (60, 40)


def test_a_settled_hold_stays_settled(books: Books) -> None:
    taken, gone = hold(books), hold(books, key="order-2", amount=10)
    api.capture(books.tenant, taken.id, to=books.spent)
    api.release(books.tenant, gone.id)
    with refused("ledger.settled"):
        api.release(books.tenant, taken.id)
    with refused("ledger.settled"):
        api.capture(books.tenant, taken.id, to=books.spent, amount=1)
    with refused("ledger.settled"):
        api.capture(books.tenant, gone.id, to=books.spent)
    assert books.right()


def test_at_its_end_a_hold_can_no_longer_be_taken(books: Books) -> None:
    held, early = hold(books), hold(books, 5, key="order-2")
    api.capture(books.tenant, early.id, to=books.spent)
    with clock.frozen(clock.now() + QUARTER):
        with refused("ledger.hold_expired"):
            api.capture(books.tenant, held.id, to=books.spent)
        assert api.capture(books.tenant, early.id, to=books.spent).fresh is False, "a retry finds what was done in time"
        assert api.expire_holds() == 1
        assert api.expire_holds() == 0
    assert books.on(books.lin) == 95
    assert books.right()


def test_holds_that_still_run_are_not_touched(books: Books) -> None:
    hold(books)
    with clock.frozen(clock.now() + QUARTER - timedelta(seconds=1)):
        assert api.expire_holds() == 0
    assert books.on(books.lin) == 60


def test_more_than_there_is_cannot_be_held(books: Books) -> None:
    with refused("ledger.funds"):
        hold(books, 101)


def test_more_than_was_held_cannot_be_taken(books: Books) -> None:
    held = hold(books)
    for amount in (0, -1, 41):
        with refused("ledger.capture"):
            api.capture(books.tenant, held.id, to=books.spent, amount=amount)
    with refused("ledger.units"):
        api.capture(books.tenant, held.id, to=books.ads)
    assert books.on(books.lin) == 60


def test_not_every_account_can_be_held(books: Books) -> None:
    with refused("ledger.unholdable"):
        hold(books, account=books.ads)
    with refused("ledger.unholdable"):
        hold(books, account=books.account("wallet_held"))


@pytest.mark.parametrize("amount", [0, -5, 1.5])
def test_a_hold_is_of_something_for_some_time(books: Books, amount: int) -> None:
    with refused("ledger.hold"):
        hold(books, amount)
    with refused("ledger.hold"):
        api.hold(books.tenant, books.lin, 1, until=clock.now(), key="k", kind="unlock")


def test_nobody_else_moves_what_waits(books: Books) -> None:
    hold(books)
    waiting = books.account("wallet_held")
    with refused("ledger.reserved"):
        books.post(debit(waiting, 40), credit(books.zhou, 40))


def test_a_transfer_is_no_hold_and_another_tenant_s_hold_is_none(books: Books, others: Books) -> None:
    with refused("ledger.no_hold"):
        api.release(books.tenant, books.spend(books.lin, 1).id)
    held = hold(others)
    for step in (
        lambda: api.release(books.tenant, held.id),
        lambda: api.capture(books.tenant, held.id, to=books.spent),
    ):
        with refused("ledger.transfer"):
            step()
    with refused("ledger.account"):
        api.capture(others.tenant, held.id, to=books.spent)
    assert api.holds(books.tenant) == []


def test_a_wallet_shows_its_own_holds(books: Books) -> None:
    hold(books)
    books.move(books.lin, books.zhou, 20)
    hold(books, 20, key="order-2", account=books.zhou)
    assert [h.amount for h in api.holds(books.tenant, account_id=books.zhou)] == [20]
