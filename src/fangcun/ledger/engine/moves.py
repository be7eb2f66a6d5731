"""What a batch of transfers does to each account, worked out before the database is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fangcun.ledger.engine.orders import Write


@dataclass(slots=True)
class Move:
    """What happens to one account: how many entries, their sum, and how low and how high it stands on the way there
    (both from 0, where it begins).
    """

    entries: int = 0
    total: int = 0
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One entry: of which transfer (from 0), the how manyth of its account (from 1), that account's sum so far."""

    number: int
    account: int
    nth: int
    amount: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Moves:
    """All entries in order, and each account's move in the order of ids: everybody locks accounts in that order, so
    nobody waits in a circle.
    """

    steps: list[Step] = field(default_factory=list)
    accounts: dict[int, Move] = field(default_factory=dict)


def moves_of(writes: Sequence[Write]) -> Moves:
    """The moves of transfers that are booked one after another."""
    accounts = {account: Move() for account in sorted({e.account for w in writes for e in w.entries})}
    steps = []
    for number, w in enumerate(writes):
        for e in w.entries:
            move = accounts[e.account]
            move.entries += 1
            move.total += e.amount
            move.low, move.high = min(move.low, move.total), max(move.high, move.total)
            steps.append(Step(number, e.account, move.entries, e.amount, move.total))
    return Moves(steps, accounts)
