"""The pure part of the books: the chart, the moves of a batch, the digest of a wish, beancount's text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.kit.errors import FangcunError
from fangcun.ledger.contracts import AccountKind, AccountView, Entry, Order, Unit
from fangcun.ledger.engine import beancount
from fangcun.ledger.engine.chart import EXCHANGE, HELD, _line, chart, exchange_role
from fangcun.ledger.engine.moves import moves_of
from fangcun.ledger.engine.orders import content_digest, written
from fangcun.ledger.printed import amount

NOW = datetime(2026, 11, 23, tzinfo=UTC)


# The chart


def test_every_role_has_its_own_code_name_and_english() -> None:
    lines = list(chart().values())
    for part in ("code", "name", "english"):
        assert len({getattr(line, part) for line in lines}) == len(lines)


def test_a_hold_waits_beside_its_account() -> None:
    for line in chart().values():
        if line.held_in:
            place = chart()[line.held_in]
            assert (place.unit, place.kind, place.reserved) == (line.unit, line.kind, HELD)
            assert line.kind in (AccountKind.ASSET, AccountKind.LIABILITY)


def test_every_unit_has_one_place_of_exchange() -> None:
    for unit in Unit:
        assert [line.role for line in chart().values() if line.unit is unit and line.reserved == EXCHANGE] == [
            exchange_role(unit)
        ]


def test_a_hot_account_cannot_be_guarded() -> None:
    with pytest.raises(ValueError, match="shards"):
        _line(role="x", code="1", name="x", english="x", kind="asset", unit="CNY", guarded=True, hot=2)


# Moves

entries = st.lists(st.builds(Entry, st.integers(1, 5), st.integers(-50, 50).filter(bool)), min_size=1, max_size=12)


@given(st.lists(entries, min_size=1, max_size=5))
def test_moves_say_of_each_account_what_its_entries_do_one_by_one(batch: list[list[Entry]]) -> None:
    # ``written`` would refuse what does not sum to zero; the moves do not mind.
    writes = [written(Order("k", "t", (Entry(1, 1), Entry(2, -1))), now=NOW) for _ in batch]
    for w, lines in zip(writes, batch, strict=True):
        object.__setattr__(w, "entries", tuple(lines))
    moves = moves_of(writes)
    assert list(moves.accounts) == sorted({e.account for lines in batch for e in lines})
    for account, move in moves.accounts.items():
        stood, way = 0, [0]
        for nth, step in enumerate((s for s in moves.steps if s.account == account), start=1):
            stood += step.amount
            way.append(stood)
            assert (step.nth, step.so_far) == (nth, stood)
        assert (move.entries, move.total, move.low, move.high) == (len(way) - 1, stood, min(way), max(way))


# Wishes


def test_the_digest_of_a_wish_never_changes_its_form() -> None:
    name = content_digest(
        "unlock", "第 7 集", "e:7", [Entry(1, 5), Entry(2, -5)], ends=None, exchange=False, hold=False
    )
    assert name == "c182ef6d2741b181a647bf958c1c9d9b32567fec052e27545a3bc495393a1200"


def test_every_part_of_a_wish_counts() -> None:
    base: dict[str, object] = {"ends": None, "exchange": False, "hold": False}
    lines = [Entry(1, 5), Entry(2, -5)]
    names = [
        content_digest("a", "b", "c", lines, **base),  # type: ignore[arg-type]
        content_digest("a", "b", "", lines, **base),  # type: ignore[arg-type]
        content_digest("a", "", "bc", lines, **base),  # type: ignore[arg-type]
        content_digest("a", "b", "c", lines[::-1], **base),  # type: ignore[arg-type]
        content_digest("a", "b", "c", [Entry(1, 6), Entry(2, -6)], **base),  # type: ignore[arg-type]
        *(
            content_digest("a", "b", "c", lines, **(base | {k: v}))
            for k, v in (("ends", 1), ("exchange", True), ("hold", True))
        ),  # type: ignore[arg-type]
    ]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("amounts", [[5], [], [5, -4], [0, 0], [2 * 10**15, -2 * 10**15]])
def test_what_does_not_balance_is_no_wish(amounts: list[int]) -> None:
    with pytest.raises(FangcunError):
        written(Order("k", "t", tuple(Entry(n, a) for n, a in enumerate(amounts))), now=NOW)


# Text


def account(kind: AccountKind = AccountKind.ASSET, unit: Unit = Unit.FEN, name: str = "银行存款（主）") -> AccountView:
    return AccountView(7, 1, "bank", 'o"w', "1002", name, kind, unit, True, NOW)


def test_beancount_s_names_are_made_of_what_it_can_read() -> None:
    assert beancount.name_of(account()) == "Assets:1002-银行存款-主-:A7"
    assert beancount.name_of(account(AccountKind.EXPENSE, name="a_b c")) == "Expenses:1002-a-b-c:A7"
    assert 'owner: "o\\"w"' in beancount.opened(account(), NOW.date())


@pytest.mark.parametrize(
    ("fen", "written_as"), [(0, "0.00 CNY"), (5, "0.05 CNY"), (-5, "-0.05 CNY"), (-12345, "-123.45 CNY")]
)
def test_fen_are_yuan_with_two_places(fen: int, written_as: str) -> None:
    assert beancount.amount_of(fen, Unit.FEN) == written_as


def test_amounts_as_people_read_them() -> None:
    assert (amount(123456, Unit.FEN), amount(-1234, Unit.COIN)) == ("¥1,234.56", "−1,234")
