"""The check notices whatever is wrong with the rows, and the database lets nobody make it so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from ledger_house import Books
from tampering import FINAL, run, unlock_rows

from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.contracts import Posted, credit, debit

NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)

WRONGS = {
    "an entry taken out": ("DELETE FROM ledger_entry WHERE transfer_id = {posted}", {"two_entries", "balance"}),
    "one side of a transfer taken out": (
        "DELETE FROM ledger_entry WHERE transfer_id = {posted} AND account_id = {lin}",
        {"two_entries", "sum_zero", "balance", "content"},
    ),
    "an amount changed": (
        "UPDATE ledger_entry SET amount = amount + 1 WHERE transfer_id = {posted} AND account_id = {lin}",
        {"sum_zero", "balance", "no_gap", "content"},
    ),
    "both amounts changed": (
        "UPDATE ledger_entry SET amount = amount * 2 WHERE transfer_id = {posted}",
        {"balance", "no_gap", "content"},
    ),
    "an entry moved to another account": (
        "UPDATE ledger_entry SET account_id = {zhou}, seq = 50 WHERE transfer_id = {posted} AND account_id = {lin}",
        {"balance", "no_gap", "content"},
    ),
    "a wallet once below zero": (
        "UPDATE ledger_entry SET after = 5 WHERE transfer_id = {posted} AND account_id = {lin}",
        {"no_gap", "not_below_zero"},
    ),
    "an entry slipped in": (
        "INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES ({posted}, {lin}, 0, 50, 5, 0)",
        {"sum_zero", "balance", "no_gap", "content"},
    ),
    "an entry of no transfer": (
        "INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES (99999, {lin}, 0, 50, 5, -65)",
        {"no_orphan", "balance"},
    ),
    "an entry of nothing at all": (
        "INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES (99999, 99999, 0, 1, 5, 5)",
        {"no_orphan"},
    ),
    "an entry on another tenant's account": (
        "UPDATE ledger_entry SET account_id = {theirs}, seq = 50 WHERE transfer_id = {posted} AND account_id = {lin}",
        {"no_orphan", "balance", "content"},
    ),
    "a balance made larger": (
        "UPDATE ledger_balance SET balance = balance - 7 WHERE account_id = {lin}",
        {"balance"},
    ),
    "a guard loosened": ("UPDATE ledger_balance SET ceiling = 1000 WHERE account_id = {lin}", {"account_whole"}),
    "a word changed": ("UPDATE ledger_transfer SET reference = 'episode:8' WHERE id = {posted}", {"content"}),
    "a hold made longer ago settled": (
        "UPDATE ledger_transfer SET ends_id = NULL WHERE id = {captured}",
        {"holds", "content"},
    ),
    "an end of nothing": ("UPDATE ledger_transfer SET ends_id = 99999 WHERE id = {posted}", {"ends", "content"}),
    "a transfer moved into a closed period": (
        "UPDATE ledger_transfer SET at = {october} WHERE id = {posted}",
        {"closed"},
    ),
    "a closing changed": ("UPDATE ledger_closing SET balance = balance + 1", {"closed"}),
    "money made coins": ("UPDATE ledger_account SET unit = 'CNY' WHERE id = {lin}", {"one_unit", "sum_zero"}),
}


@pytest.fixture
def busy(books: Books, others: Books) -> dict[str, object]:
    """Books in which everything has happened, and the ids to tamper with."""
    books.spend(books.lin, 10, at=NOVEMBER - timedelta(days=1))
    api.close_period(books.tenant, NOVEMBER)
    posted = books.spend(books.lin, 30, reference="episode:7")
    captured = api.capture(books.tenant, _hold(books).id, to=books.spent)
    api.exchange(books.tenant, (debit(books.bank, 600), credit(books.zhou, 60)), key="top-up")
    assert books.right()
    return {
        "posted": posted.id, "captured": captured.id, "lin": books.lin, "zhou": books.zhou, "theirs": others.lin,
        "october": "'2026-10-05 00:00:00'",
    }  # fmt: skip


def _hold(books: Books) -> Posted:
    until = clock.now() + timedelta(minutes=5)
    return api.hold(books.tenant, books.lin, 5, until=until, key="order-1", kind="unlock")


@pytest.mark.parametrize("wrong", WRONGS)
def test_every_wrong_is_found_by_its_law(books: Books, busy: dict[str, object], wrong: str) -> None:
    statement, laws = WRONGS[wrong]
    unlock_rows()
    assert run(statement.format(**busy)) > 0
    found = {fault.law for fault in api.check(books.tenant).faults}
    assert laws <= found


def test_every_law_has_a_wrong_that_shows_it(books: Books) -> None:
    from fangcun.ledger.queries.laws import LAWS

    assert {law.name for law in LAWS} - {"amount"} <= {law for _, laws in WRONGS.values() for law in laws}


def test_a_fault_says_where_it_is(books: Books, busy: dict[str, object]) -> None:
    unlock_rows()
    run("UPDATE ledger_balance SET balance = balance - 7 WHERE account_id = {lin}".format(**busy))
    [fault] = api.check(books.tenant).faults
    assert fault.account_id == books.lin
    assert "余额 -62，分录合计 -55" in fault.message


def test_the_other_tenant_s_books_stay_right(books: Books, others: Books, busy: dict[str, object]) -> None:
    unlock_rows()
    run("UPDATE ledger_balance SET balance = balance - 7 WHERE account_id = {lin}".format(**busy))
    assert others.right()


@pytest.mark.parametrize("table", FINAL)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_what_is_written(busy: dict[str, object], table: str, verb: str) -> None:
    statement = f"UPDATE ledger_{table} SET id = id" if verb == "UPDATE" else f"DELETE FROM ledger_{table}"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)


def test_the_database_refuses_a_balance_below_zero(books: Books) -> None:
    with pytest.raises(DatabaseError, match="ledger_balance_within"), transaction.atomic():
        run(f"UPDATE ledger_balance SET balance = 1 WHERE account_id = {books.lin}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run("DELETE FROM ledger_balance")
