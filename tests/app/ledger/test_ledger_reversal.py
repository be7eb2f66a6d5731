"""Taking back: only by a transfer the other way, once."""

from __future__ import annotations

from datetime import timedelta

from ledger_house import Books, refused

from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.contracts import credit, debit


def test_a_reversal_is_the_opposite_transfer(books: Books) -> None:
    spent = books.spend(books.lin, 30, reference="episode:7")
    back = api.reverse(books.tenant, spent.id, memo="误扣")
    assert (books.on(books.lin), books.on(books.spent)) == (100, 0)
    found, original = api.transfer(books.tenant, back.id), api.transfer(books.tenant, spent.id)
    assert (found.kind, found.memo, found.reference, found.ends) == ("reversal", "误扣", "episode:7", spent.id)
    assert original.ended_by == back.id
    assert [e.amount for e in original.entries] == [-e.amount for e in found.entries], "nothing of the first changed"
    assert books.right()


def test_once(books: Books) -> None:
    spent = books.spend(books.lin, 30)
    first = api.reverse(books.tenant, spent.id)
    assert api.reverse(books.tenant, spent.id).id == first.id
    with refused("ledger.undone"):
        api.reverse(books.tenant, spent.id, memo="再退一次")
    assert books.on(books.lin) == 100


def test_what_was_given_and_spent_cannot_be_taken_back(books: Books) -> None:
    gift = books.post(debit(books.issued, 10), credit(books.zhou, 10))
    books.spend(books.zhou, 10)
    with refused("ledger.funds"):
        api.reverse(books.tenant, gift.id)
    books.move(books.lin, books.zhou, 10)
    assert api.reverse(books.tenant, gift.id).fresh, "a refused reversal may be tried again"


def test_a_taken_hold_is_paid_back_to_whom_it_came_from(books: Books) -> None:
    held = api.hold(books.tenant, books.lin, 40, until=clock.now() + timedelta(minutes=5), key="order-1", kind="unlock")
    with refused("ledger.open_hold"):
        api.reverse(books.tenant, held.id)
    taken = api.capture(books.tenant, held.id, to=books.spent, amount=30)
    api.reverse(books.tenant, taken.id)
    assert (books.on(books.lin), books.on(books.spent)) == (100, 0)
    assert books.right()


def test_a_release_has_nothing_to_take_back(books: Books) -> None:
    held = api.hold(books.tenant, books.lin, 40, until=clock.now() + timedelta(minutes=5), key="order-1", kind="unlock")
    with refused("ledger.released"):
        api.reverse(books.tenant, api.release(books.tenant, held.id).id)


def test_an_exchange_goes_back_in_both_units(books: Books) -> None:
    topped_up = api.exchange(books.tenant, (debit(books.bank, 600), credit(books.zhou, 60)), key="top-up-1")
    api.reverse(books.tenant, topped_up.id)
    assert (books.on(books.bank), books.on(books.zhou)) == (100_000, 0)
    assert books.right()


def test_another_tenant_s_transfer_cannot_be_taken_back(books: Books, others: Books) -> None:
    spent = others.spend(others.lin, 30)
    with refused("ledger.transfer"):
        api.reverse(books.tenant, spent.id)
