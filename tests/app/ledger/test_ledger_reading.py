"""Reading the books: statements, balances at a moment, the trial balance, closed periods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ledger_house import Books, refused

from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.contracts import Unit, credit, debit

OCTOBER, NOVEMBER = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_statement_tells_each_entry_and_what_stood_then(books: Books) -> None:
    books.spend(books.lin, 30, memo="第 7 集", reference="episode:7")
    books.post(debit(books.issued, 5), credit(books.lin, 5), kind="watch")
    lines = api.statement(books.tenant, books.lin)
    assert [(line.kind, line.amount, line.balance) for line in lines] == [
        ("watch", 5, 75),
        ("unlock", -30, 70),
        ("sign_in", 100, 100),
    ]
    assert (lines[1].memo, lines[1].reference) == ("第 7 集", "episode:7")


def test_a_statement_goes_on_page_by_page(books: Books) -> None:
    for n in range(1, 10):
        books.spend(books.lin, n)
    first = api.statement(books.tenant, books.lin, limit=4)
    second = api.statement(books.tenant, books.lin, before=first[-1].entry_id, limit=4)
    whole = api.statement(books.tenant, books.lin)
    assert [*first, *second] == whole[:8]
    assert api.statement(books.tenant, books.zhou) == []


def test_a_hot_account_s_statement_adds_up_over_its_shards(books: Books) -> None:
    for n in range(1, 6):
        books.spend(books.lin, n)
    lines = api.statement(books.tenant, books.spent)
    assert [(line.amount, line.balance) for line in lines] == [(5, 15), (4, 10), (3, 6), (2, 3), (1, 1)]
    assert api.statement(books.tenant, books.spent, before=lines[1].entry_id) == lines[2:]


def test_a_balance_at_a_moment_is_what_happened_before_it(books: Books) -> None:
    books.spend(books.lin, 10, at=NOVEMBER - DAY)
    books.spend(books.lin, 20, at=NOVEMBER)
    assert api.balance(books.tenant, books.spent, as_of=NOVEMBER - DAY) == 0
    assert api.balance(books.tenant, books.spent, as_of=NOVEMBER) == 10
    assert api.balance(books.tenant, books.spent, as_of=NOVEMBER + DAY) == 30
    assert api.balance(books.tenant, books.lin, as_of=NOVEMBER) == -10, "the coins came later"


def test_the_trial_balance_has_two_equal_sides_for_each_unit(books: Books) -> None:
    books.spend(books.lin, 30)
    books.post(debit(books.owed, 990), credit(books.ads, 990))
    trial = api.trial_balance(books.tenant)
    assert trial.totals == {Unit.FEN: (100_990, 100_990), Unit.COIN: (100, 100)}
    assert [(line.name, line.debit, line.credit) for line in trial.lines if line.debit or line.credit] == [
        ("银行存款", 100_000, 0),
        ("应收广告款", 990, 0),
        ("实收资本", 0, 100_000),
        ("广告收入", 0, 990),
        ("用户钱包", 0, 70),
        ("金币消费", 0, 30),
        ("金币发行", 100, 0),
    ]
    assert next(line.accounts for line in trial.lines if line.role == "wallet") == 2


def test_the_trial_balance_of_a_moment_past(books: Books) -> None:
    books.post(debit(books.owed, 990), credit(books.ads, 990), at=NOVEMBER - DAY)
    assert api.trial_balance(books.tenant, as_of=NOVEMBER).lines == (), "no account was open then"
    with clock.frozen(clock.now() + DAY):
        books.spend(books.lin, 1)
        yesterday = api.trial_balance(books.tenant, as_of=clock.now())
        assert yesterday.totals == {Unit.FEN: (100_990, 100_990), Unit.COIN: (100, 100)}


# Closing


def test_nothing_is_booked_into_a_closed_period(books: Books) -> None:
    books.spend(books.lin, 10, at=NOVEMBER - DAY, key="late")
    closed = api.close_period(books.tenant, NOVEMBER, by="吴会计")
    assert (closed.ends_at, closed.closed_by, closed.accounts) == (NOVEMBER, "吴会计", 2)
    with refused("ledger.closed"):
        books.spend(books.lin, 10, at=NOVEMBER - timedelta(seconds=1))
    books.spend(books.lin, 10, at=NOVEMBER)
    assert books.spend(books.lin, 10, at=NOVEMBER - DAY, key="late").fresh is False, "a retry gets its first result"
    assert books.right()


def test_balances_go_on_from_the_last_closing(books: Books) -> None:
    for month, amount in ((OCTOBER, 10), (NOVEMBER, 20)):
        books.spend(books.lin, amount, at=month - DAY)
        api.close_period(books.tenant, month)
    books.spend(books.lin, 30, at=NOVEMBER + DAY)
    told = [api.balance(books.tenant, books.spent, as_of=at) for at in (OCTOBER, NOVEMBER, NOVEMBER + 2 * DAY)]
    assert told == [10, 30, 60]
    assert [p.ends_at for p in api.periods(books.tenant)] == [NOVEMBER, OCTOBER]
    assert books.right()


def test_periods_close_in_order_and_only_when_over(books: Books) -> None:
    first = api.close_period(books.tenant, NOVEMBER)
    assert api.close_period(books.tenant, NOVEMBER) == first
    with refused("ledger.period"):
        api.close_period(books.tenant, OCTOBER)
    with refused("ledger.period"):
        api.close_period(books.tenant, clock.now() + DAY)


def test_one_tenant_s_closing_does_not_close_the_other_s(books: Books, others: Books) -> None:
    api.close_period(books.tenant, NOVEMBER)
    others.spend(others.lin, 10, at=NOVEMBER - DAY)
    assert api.periods(others.tenant) == []


# Accounts


def test_an_account_is_opened_once(books: Books) -> None:
    one = api.open_account(books.tenant, "wallet", owner="viewer:9")
    assert api.open_account(books.tenant, "wallet", owner="viewer:9") == one
    assert (one.name, one.unit, one.guarded) == ("用户钱包", Unit.COIN, True)
    assert api.find_account(books.tenant, "wallet", owner="viewer:8") is None
    assert api.find_account(books.tenant, "wallet", owner="viewer:9") == one
    assert [a.owner for a in api.accounts(books.tenant, role="wallet")] == ["viewer:1", "viewer:2", "viewer:9"]


def test_no_account_stands_outside_the_chart(books: Books) -> None:
    with refused("ledger.role"):
        api.open_account(books.tenant, "slush")
    with refused("ledger.owner"):
        api.open_account(books.tenant, "wallet", owner=" x")
