"""Transfers: what goes in, what is refused, and that asking twice books once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ledger_house import Books, refused
from ledger_ways import ITSELF, LISTS

from fangcun.kit import clock
from fangcun.kit.errors import Kind
from fangcun.ledger import api
from fangcun.ledger.contracts import Entry, Order, credit, debit


def test_a_transfer_moves_what_it_says(books: Books) -> None:
    posted = books.spend(books.lin, 30)
    assert posted.fresh
    assert (books.on(books.lin), books.on(books.spent)) == (70, 30)
    assert books.right()


def test_a_transfer_may_have_many_entries(books: Books) -> None:
    books.post(debit(books.lin, 50), credit(books.zhou, 20), credit(books.spent, 25), credit(books.zhou, 5))
    assert (books.on(books.lin), books.on(books.zhou), books.on(books.spent)) == (50, 25, 25)
    assert books.right()


def test_a_guarded_account_never_falls_below_zero(books: Books) -> None:
    with refused("ledger.funds") as why:
        books.spend(books.lin, 101)
    assert why.value.kind is Kind.CONFLICT
    assert "用户钱包（viewer:1）余额不足" in why.value.message.replace("“", "").replace("”", "")
    assert books.on(books.lin) == 100
    books.spend(books.lin, 100)
    assert books.on(books.lin) == 0


def test_not_even_on_the_way_through_the_entries(books: Books) -> None:
    with refused("ledger.funds"):
        books.post(debit(books.zhou, 5), credit(books.lin, 5), debit(books.lin, 5), credit(books.zhou, 5))
    books.post(credit(books.zhou, 5), debit(books.lin, 5), credit(books.lin, 5), debit(books.zhou, 5))
    assert (books.on(books.zhou), books.on(books.lin)) == (0, 100)


def test_the_same_wish_again_is_the_first_transfer(books: Books) -> None:
    first = books.spend(books.lin, 30, key="unlock-7")
    again = books.spend(books.lin, 30, key="unlock-7")
    assert (again.id, again.fresh) == (first.id, False)
    assert books.on(books.lin) == 70


def test_another_wish_under_the_same_key_is_a_conflict(books: Books) -> None:
    books.spend(books.lin, 30, key="unlock-7")
    for other in ({"amount": 31}, {"amount": 30, "memo": "另一集"}, {"amount": 30, "reference": "episode:8"}):
        with refused("ledger.key") as why:
            books.spend(books.lin, key="unlock-7", **other)  # type: ignore[arg-type]
        assert why.value.kind is Kind.CONFLICT
    assert books.on(books.lin) == 70


def test_the_time_is_no_part_of_the_wish(books: Books) -> None:
    first = books.spend(books.lin, 30, key="unlock-7")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert books.spend(books.lin, 30, key="unlock-7").id == first.id


def test_a_refused_wish_leaves_its_key_free(books: Books) -> None:
    with refused("ledger.funds"):
        books.spend(books.zhou, 10, key="unlock-9")
    books.move(books.lin, books.zhou, 10)
    assert books.spend(books.zhou, 10, key="unlock-9").fresh
    assert books.spend(books.zhou, 10, key="unlock-9").fresh is False


def test_keys_of_two_tenants_are_two_keys(books: Books, others: Books) -> None:
    assert books.spend(books.lin, 1, key="same").id != others.spend(others.lin, 1, key="same").id


@pytest.mark.parametrize("amounts", [(5,), (5, -4), (0, 0), (10**15 + 1, -(10**15) - 1), (1.0, -1.0), (True, -1)])
def test_what_is_no_transfer_is_refused(books: Books, amounts: tuple[int, ...]) -> None:
    accounts = (books.issued, books.lin)
    with pytest.raises(Exception, match=r"分录|借贷不平|金额") as why:
        books.post(*(Entry(a, n) for a, n in zip(accounts, amounts, strict=False)))
    assert why.value.kind is Kind.INVALID  # type: ignore[attr-defined]
    assert books.on(books.lin) == 100


def test_coins_and_money_never_mix(books: Books) -> None:
    with refused("ledger.units"):
        books.post(debit(books.bank, 10), credit(books.lin, 10))
    assert (books.on(books.bank), books.on(books.lin)) == (100_000, 100)


def test_each_unit_has_to_balance_of_its_own(books: Books) -> None:
    through = books.account("money_exchange"), books.account("coin_exchange")
    with refused("ledger.reserved"):
        books.post(debit(books.bank, 10), credit(through[0], 10))
    with refused("ledger.reserved"):
        books.post(debit(through[1], 10), credit(books.lin, 10))


def test_an_exchange_lets_them_meet(books: Books) -> None:
    posted = api.exchange(books.tenant, (debit(books.bank, 600), credit(books.zhou, 60)), key="top-up-1")
    assert (books.on(books.bank), books.on(books.zhou)) == (100_600, 60)
    assert api.exchange(books.tenant, (debit(books.bank, 600), credit(books.zhou, 60)), key="top-up-1").id == posted.id
    assert (books.on(books.account("money_exchange")), books.on(books.account("coin_exchange"))) == (600, -60)
    assert books.right()


def test_an_exchange_of_one_unit_is_none(books: Books) -> None:
    with refused("ledger.exchange"):
        api.exchange(books.tenant, (debit(books.lin, 5), credit(books.zhou, 5)), key="no")


def test_another_tenant_s_account_does_not_exist(books: Books, others: Books) -> None:
    with refused("ledger.account") as why:
        books.post(debit(others.lin, 10), credit(books.zhou, 10))
    assert why.value.kind is Kind.NOT_FOUND
    for look in (api.balance, api.statement, api.account):
        with refused("ledger.account"):
            look(books.tenant, others.lin)
    with refused("ledger.transfer"):
        api.transfer(books.tenant, others.spend(others.lin, 1).id)
    assert others.on(others.lin) == 99


def test_a_transfer_happens_now_or_before(books: Books) -> None:
    books.spend(books.lin, 1, at=clock.now() - timedelta(days=3))
    for at in (clock.now() + timedelta(seconds=1), clock.now().replace(tzinfo=None)):
        with refused("ledger.time"):
            books.spend(books.lin, 1, at=at)


def test_the_ledger_s_own_keys_are_its_own(books: Books) -> None:
    with refused("ledger.words"):
        books.spend(books.lin, 1, key="ledger:undo:1")
    with refused("ledger.words"):
        books.spend(books.lin, 1, key="k" * 121)
    with refused("ledger.words"):
        books.spend(books.lin, 1, key=" ")


def test_numbers_too_large_for_an_account_are_refused_not_bent(books: Books) -> None:
    for _ in range(99):
        books.post(debit(books.bank, 10**15), credit(books.capital, 10**15))
    with refused("ledger.amount"):
        books.post(debit(books.bank, 10**15), credit(books.capital, 10**15))
    assert books.on(books.bank) == 99 * 10**15 + 100_000
    assert books.right()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no round trips")
def test_a_transfer_is_one_round_trip(books: Books, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from fangcun.ledger.services import postgres

    sent: list[str] = []

    class Counting(postgres.Cursor):  # type: ignore[misc,type-arg]
        def execute(self, query: str, *values: object, **more: object) -> object:
            sent.append(query)
            return super().execute(query, *values, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(postgres, "Cursor", Counting)
    orders = [Order(f"w{n}", "watch", (debit(books.issued, 1), credit(books.lin, 1))) for n in range(100)]
    one, many = ("WRITE_PAIR", "WRITE") if ITSELF in way else ("POST_PAIR", "POST")
    wanted = {many if LISTS in way else one: lambda: books.spend(books.lin, 1)}
    for name, step in [*wanted.items(), (many, lambda: api.post_many(books.tenant, orders))]:
        sent.clear()
        with CaptureQueriesContext(connection) as beside:
            step()
        assert sent == [getattr(postgres, name)]
        assert [q["sql"] for q in beside if "SAVEPOINT" not in q["sql"]] == []


# Batches


def order(key: str, *entries: Entry) -> Order:
    return Order(key, "watch", entries)


def test_a_batch_books_all_at_once(books: Books) -> None:
    orders = [order(f"watch-{n}", debit(books.issued, n), credit(books.lin, n)) for n in range(1, 101)]
    done, problems = api.post_many(books.tenant, orders)
    assert problems == []
    assert all(posted and posted.fresh for posted in done)
    assert books.on(books.lin) == 100 + 5050
    assert [line.amount for line in api.statement(books.tenant, books.lin, limit=3)] == [100, 99, 98]
    assert books.right()


def test_one_bad_order_does_not_keep_the_others_out(books: Books) -> None:
    orders = [
        order("a", debit(books.lin, 60), credit(books.spent, 60)),
        order("b", debit(books.lin, 60), credit(books.spent, 60)),
        order("c", debit(books.lin, 40), credit(books.spent, 41)),
        order("d", debit(books.lin, 40), credit(books.spent, 40)),
    ]
    done, problems = api.post_many(books.tenant, orders)
    assert [posted is not None for posted in done] == [True, False, False, True]
    assert [(p.code, p.data["order"], p.data["key"]) for p in problems] == [
        ("ledger.funds", 1, "b"),
        ("ledger.unbalanced", 2, "c"),
    ]
    assert books.on(books.lin) == 0
    assert books.right()


def test_a_batch_may_be_sent_again_whole_or_in_part(books: Books) -> None:
    orders = [order(f"w-{n}", debit(books.issued, 1), credit(books.lin, 1)) for n in range(4)]
    first, _ = api.post_many(books.tenant, orders[:2])
    again, problems = api.post_many(books.tenant, orders)
    assert problems == []
    assert [posted and posted.fresh for posted in again] == [False, False, True, True]
    assert [p and p.id for p in again[:2]] == [p and p.id for p in first]
    assert books.on(books.lin) == 104


def test_a_key_twice_in_a_batch_is_one_transfer_or_a_conflict(books: Books) -> None:
    same = order("w", debit(books.issued, 1), credit(books.lin, 1))
    other = order("w", debit(books.issued, 2), credit(books.lin, 2))
    done, problems = api.post_many(books.tenant, [same, same, other])
    assert [posted and posted.fresh for posted in done] == [True, False, None]
    assert [p.code for p in problems] == ["ledger.key"]
    assert books.on(books.lin) == 101


def test_an_empty_batch_is_nothing_and_a_huge_one_too_much(books: Books) -> None:
    assert api.post_many(books.tenant, []) == ([], [])
    with refused("ledger.batch"):
        api.post_many(books.tenant, [order("x")] * 1001)
