"""Every guard is needed: with any one of them taken out, some proof fails.

The proofs are short stories that must come out as told. A mutant is the same code or the same database with one guard
gone; a guard without a proof that misses it would be no guard, or untested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from ledger_house import Books, refused
from tampering import run, unlock_rows

from fangcun.base.api import ensure_tenant
from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.contracts import Posted, credit, debit
from fangcun.ledger.engine import orders
from fangcun.ledger.queries.transfers import transfer_row
from fangcun.ledger.services import holding, posting, sqlite

POSTGRES = connection.vendor == "postgresql"
FUNCTIONS = (Path(posting.__file__).parents[1] / "migrations" / "ledger_post.sql").read_text(encoding="utf-8")
DAY = timedelta(days=1)


# Proofs


def no_overdraft(books: Books) -> None:
    with refused("ledger.funds"):
        books.spend(books.lin, 101)
    with refused("ledger.funds"):
        books.post(debit(books.zhou, 5), credit(books.lin, 5), debit(books.lin, 5), credit(books.zhou, 5))
    with refused("ledger.funds"):
        books.post(debit(books.capital, 100_001), credit(books.bank, 100_001))


def no_overdraft_behind_the_code(books: Books) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"UPDATE ledger_balance SET balance = 1 WHERE account_id = {books.lin}")


def no_overflow(books: Books) -> None:
    with refused("ledger.amount"):
        books.post(*(line for _ in range(101) for line in (debit(books.owed, 10**15), credit(books.ads, 10**15))))


def one_wish_one_transfer(books: Books) -> None:
    assert books.spend(books.lin, 10, key="k").fresh
    assert not books.spend(books.lin, 10, key="k").fresh
    assert books.on(books.lin) == 90


def another_wish_needs_another_key(books: Books) -> None:
    books.spend(books.lin, 10, key="k")
    with refused("ledger.key"):
        books.spend(books.lin, 11, key="k")


def closed_is_closed(books: Books) -> None:
    api.close_period(books.tenant, clock.now() - DAY)
    with refused("ledger.closed"):
        books.spend(books.lin, 1, at=clock.now() - 2 * DAY)


def no_time_to_come(books: Books) -> None:
    with refused("ledger.time"):
        books.spend(books.lin, 1, at=clock.now() + DAY)


def no_mixture(books: Books) -> None:
    with refused("ledger.units"):
        books.post(debit(books.bank, 10), credit(books.lin, 10))


def no_back_door_to_what_waits(books: Books) -> None:
    _hold(books)
    with refused("ledger.reserved"):
        books.post(debit(books.account("wallet_held"), 10), credit(books.zhou, 10))


def nobody_else_s_account(books: Books) -> None:
    theirs = Books(ensure_tenant("other", name="别家").pk)
    with refused("ledger.account"):
        books.post(debit(theirs.lin, 10), credit(books.zhou, 10))


def both_sides_equal(books: Books) -> None:
    with refused("ledger.unbalanced"):
        books.post(debit(books.lin, 10), credit(books.spent, 11))


def settled_once(books: Books) -> None:
    held = _hold(books).id
    api.capture(books.tenant, held, to=books.spent)
    with refused("ledger.settled"):
        api.release(books.tenant, held)
    assert books.on(books.lin) == 90


def over_is_over(books: Books) -> None:
    held = _hold(books).id
    with clock.frozen(clock.now() + DAY), refused("ledger.hold_expired"):
        api.capture(books.tenant, held, to=books.spent)


def a_hold_is_released_not_reversed(books: Books) -> None:
    with refused("ledger.open_hold"):
        api.reverse(books.tenant, _hold(books).id)


def own_keys(books: Books) -> None:
    with refused("ledger.words"):
        books.spend(books.lin, 1, key="ledger:settle:1")


def written_is_written(books: Books) -> None:
    for table in ("transfer", "entry", "account"):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(f"DELETE FROM ledger_{table}")


def _hold(books: Books) -> Posted:
    return api.hold(books.tenant, books.lin, 10, until=clock.now() + DAY / 2, key="h", kind="unlock")


PROOFS: list[Callable[[Books], None]] = [
    no_overdraft, no_overdraft_behind_the_code, no_overflow, one_wish_one_transfer, another_wish_needs_another_key,
    closed_is_closed, no_time_to_come, no_mixture, no_back_door_to_what_waits, nobody_else_s_account, both_sides_equal,
    settled_once, over_is_over, a_hold_is_released_not_reversed, own_keys, written_is_written,
]  # fmt: skip


# Mutants


def nothing(*args: object, **more: object) -> None:
    """What stands in a guard's place."""


def known_by_key_alone(cursor: object, tenant_id: int, writes: object) -> dict[str, int]:
    """``sqlite._known`` that never looks at the content."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT key, id FROM ledger_transfer WHERE tenant_id = %s", [tenant_id]
    )
    found = dict(cursor.fetchall())  # type: ignore[attr-defined]
    return {w.key: found[w.key] for w in writes if w.key in found}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Mutant:
    """A guard and how to take it out: of the functions (what by what), or of a module (name by value)."""

    guard: str
    caught_by: Callable[[Books], None]
    function: dict[str, str] | None = None
    module: tuple[object, str, object] | None = None
    database: Callable[[], object] | None = None


def without_checks() -> None:
    run(
        "ALTER TABLE ledger_balance DROP CONSTRAINT ledger_balance_within"
        if POSTGRES
        else "PRAGMA ignore_check_constraints = ON"
    )


BOTH = [
    Mutant("the constraint on balances", no_overdraft_behind_the_code, database=without_checks),
    Mutant("the triggers", written_is_written, database=unlock_rows),
    Mutant("the sum of the entries", both_sides_equal, module=(orders, "check_entries", nothing)),
    Mutant("the ledger's own keys", own_keys, module=(orders, "check_words", nothing)),
    Mutant(
        "the content's digest", another_wish_needs_another_key, module=(orders, "content_digest", lambda *a, **k: "0")
    ),
    Mutant("the end of a hold", over_is_over, module=(holding, "is_settled", lambda *a: True)),
    Mutant("no reversal of holds", a_hold_is_released_not_reversed, module=(posting, "reversible", transfer_row)),
]
ON_POSTGRES = [
    Mutant("funds, low", no_overdraft, function={"b.balance + low >= b.floor": "true"}),
    Mutant("funds, high", no_overdraft, function={"b.balance + high <= b.ceiling": "true"}),
    Mutant("the claim of the key", one_wish_one_transfer, function={"ON CONFLICT DO NOTHING": ""}),
    Mutant("the content of the key", another_wish_needs_another_key, function={"t.digest = content": "true"}),
    Mutant("the closed period", closed_is_closed, function={"p.ends_at > happened": "false"}),
    Mutant("the tenant", nobody_else_s_account, function={"AND a.tenant_id = who\n      AND b.account": "AND b.account"}),
    Mutant("reserved accounts", no_back_door_to_what_waits, function={"IF kept_for <> ''": "IF false"}),
    Mutant(
        "the units", no_mixture,
        function={"IF a.kept_in <> b.kept_in": "IF false", "IF m_unit[1] <> ANY (m_unit)": "IF false"},
    ),
]  # fmt: skip
ON_SQLITE = [
    Mutant("funds, low", no_overdraft, module=(sqlite, "MOVE", sqlite.MOVE.replace("balance + %s >= floor", "%s < 1e30"))),
    Mutant("funds, high", no_overdraft, module=(sqlite, "MOVE", sqlite.MOVE.replace("balance + %s <= ceiling", "%s < 1e30"))),
    Mutant("the claim of the key", one_wish_one_transfer, module=(sqlite, "_known", lambda *a: {})),
    Mutant("the content of the key", another_wish_needs_another_key, module=(sqlite, "_known", known_by_key_alone)),
    Mutant("the closed period", closed_is_closed, module=(sqlite, "_keep_closed", nothing)),
    Mutant(
        "the tenant", nobody_else_s_account,
        module=(sqlite, "STANDING", sqlite.STANDING.replace("a.tenant_id = %s", "%s > 0")),
    ),
    Mutant("reserved accounts", no_back_door_to_what_waits, module=(sqlite, "_keep_reserved", nothing)),
    Mutant("the units", no_mixture, module=(sqlite, "_keep_units", nothing)),
]  # fmt: skip
MUTANTS = [*BOTH, *(ON_POSTGRES if POSTGRES else ON_SQLITE)]


@contextmanager
def taken_out(mutant: Mutant, patch: pytest.MonkeyPatch) -> Iterator[None]:
    if mutant.function is not None:
        changed = FUNCTIONS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        for what, by in mutant.function.items():
            assert changed.count(what) == 1, "the mutant's text stands in one place"
            changed = changed.replace(what, by)
        with connection.cursor() as cursor:
            cursor.execute(changed, None)
    if mutant.module is not None:
        module, name, value = mutant.module
        assert getattr(module, name) != value, "the mutant changes nothing"
        patch.setattr(module, name, value)
    if mutant.database is not None:
        mutant.database()
    try:
        yield
    finally:
        if not POSTGRES:
            run("PRAGMA ignore_check_constraints = OFF")


def fails(proof: Callable[[Books], None]) -> bool:
    """Whether the proof does not come out as told; the database is as before afterwards."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                proof(Books(ensure_tenant("fangcun", name="方寸影视").pk))
        except (Exception, pytest.fail.Exception):
            return True
        finally:
            transaction.set_rollback(True)
    return False


@pytest.mark.django_db
def test_with_every_guard_in_its_place_every_proof_holds() -> None:
    assert [proof.__name__ for proof in PROOFS if fails(proof)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.guard)
def test_without_a_guard_a_proof_fails(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with taken_out(mutant, monkeypatch):
        assert fails(mutant.caught_by)


def test_every_guard_has_its_proof_on_both_databases() -> None:
    assert [m.guard for m in ON_POSTGRES] == [m.guard for m in ON_SQLITE]
