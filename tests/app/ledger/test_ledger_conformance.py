"""What any ledger is expected to hold, after a disorderly afternoon.

The list is that of the public Ledger Conformance Kit (technomorphcorporation/ledger-conformance-kit, fifteen invariants,
2026), told again as tests of this ledger; its runner needs a JVM build. What needs many connections at once (concurrent
duplicates, hot accounts, conservation, drains, duplicates of what was refused) is in ``test_ledger_races.py``.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from ledger_house import Books

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.ledger import api
from fangcun.ledger.contracts import Order, credit, debit
from fangcun.ledger.models import Account, Balance, Entry, Transfer

Row = tuple[object, ...]


@pytest.fixture
def afternoon(books: Books) -> Books:
    """Three hundred steps of every kind, many of them refused."""
    chance = random.Random(20261123)
    wallets = [books.account("wallet", owner=f"viewer:{n}") for n in range(1, 7)]
    posted = [books.spend(books.lin, 1).id]
    for n in range(300):
        one, other = chance.sample(wallets, 2)
        amount = chance.randint(1, 30)
        with suppress(FangcunError):
            match n % 7:
                case 0:
                    posted.append(books.move(one, other, amount).id)
                case 1:
                    posted.append(books.spend(one, amount, at=clock.now() - timedelta(days=chance.randint(0, 9))).id)
                case 2:
                    batch = [Order(f"b{n}:{m}", "watch", (debit(books.issued, m), credit(one, m))) for m in range(1, 6)]
                    api.post_many(books.tenant, batch)
                case 3:
                    until = clock.now() + timedelta(minutes=5)
                    held = api.hold(books.tenant, one, amount, until=until, key=f"h{n}", kind="unlock").id
                    if n % 2:
                        api.capture(books.tenant, held, to=books.spent, amount=chance.randint(1, amount))
                    elif n % 4:
                        api.release(books.tenant, held)
                case 4:
                    api.reverse(books.tenant, chance.choice(posted))
                case 5:
                    api.exchange(books.tenant, (debit(books.bank, amount), credit(one, amount)), key=f"x{n}")
                case _:
                    books.post(debit(books.bank, amount), credit(one, amount))
    return books


def journal() -> list[Row]:
    return list(Entry.objects.order_by("id").values_list("id", "transfer_id", "account_id", "amount", "seq", "after"))


def test_every_transfer_sums_to_zero_in_each_unit(afternoon: Books) -> None:
    units = dict(Account.objects.of(afternoon.tenant).values_list("id", "unit"))
    sums: Counter[Row] = Counter()
    for _, transfer, account, amount, _, _ in journal():
        sums[transfer, units[account]] += amount  # type: ignore[index,assignment,operator]
    assert sums
    assert not any(sums.values())


def test_the_journal_only_grows(afternoon: Books) -> None:
    before = journal()
    afternoon.spend(afternoon.lin, 1)
    api.reverse(afternoon.tenant, afternoon.spend(afternoon.lin, 1).id)
    assert journal()[: len(before)] == before
    assert len(journal()) == len(before) + 6


def test_a_duplicate_writes_nothing(afternoon: Books) -> None:
    afternoon.spend(afternoon.lin, 1, key="twice")
    before = journal()
    assert afternoon.spend(afternoon.lin, 1, key="twice").fresh is False
    assert journal() == before


def test_balances_are_what_the_journal_says(afternoon: Books) -> None:
    sums: Counter[object] = Counter()
    for _, _, account, amount, _, _ in journal():
        sums[account] += amount  # type: ignore[assignment,operator]
    stands: Counter[object] = Counter()
    for account, amount in Balance.objects.filter(account__tenant_id=afternoon.tenant).values_list(
        "account", "balance"
    ):
        stands[account] += amount
    assert +sums == +stands
    assert -sums == -stands


def test_the_state_can_be_built_again_from_the_journal_alone(afternoon: Books) -> None:
    """Entry by entry in the order of booking every chain comes out, and no guarded account was ever below zero."""
    accounts = {a.pk: a for a in Account.objects.of(afternoon.tenant)}
    stood: Counter[Row] = Counter()
    for e in Entry.objects.order_by("id"):
        stood[e.account_id, e.shard] += e.amount
        assert stood[e.account_id, e.shard] == e.after
        a = accounts[e.account_id]
        if a.guarded:
            assert (e.after if a.kind in ("asset", "expense") else -e.after) >= 0


def test_each_account_s_entries_are_numbered_in_the_order_of_booking(afternoon: Books) -> None:
    last: Counter[Row] = Counter()
    for e in Entry.objects.order_by("id"):
        last[e.account_id, e.shard] += 1
        assert e.seq == last[e.account_id, e.shard]


def test_a_thousand_small_steps_lose_nothing(books: Books) -> None:
    orders = [Order(f"s{n}", "watch", (debit(books.issued, 1), credit(books.zhou, 1))) for n in range(1000)]
    api.post_many(books.tenant, orders)
    assert books.on(books.zhou) == 1000


def test_a_reversal_compensates_and_removes_nothing(books: Books) -> None:
    spent = books.spend(books.lin, 30)
    before, count = journal(), Transfer.objects.of(books.tenant).count()
    api.reverse(books.tenant, spent.id)
    assert journal()[: len(before)] == before
    assert Transfer.objects.of(books.tenant).count() == count + 1
    assert books.on(books.lin) == 100


def test_after_all_that_the_books_are_right(afternoon: Books) -> None:
    assert afternoon.right()
    assert all(debits == credits for debits, credits in api.trial_balance(afternoon.tenant).totals.values())
