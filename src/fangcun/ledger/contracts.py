"""What other rooms may see of the books. Amounts are whole numbers of the account's unit: fen, or coins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST = 10**15
"""The largest amount of one entry."""


class AccountKind(StrEnum):
    """What an account counts; ``side`` says which sign its balance has when there is something on it."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def side(self) -> int:
        """1 where debits add (assets, expenses), −1 where credits do."""
        return 1 if self in (AccountKind.ASSET, AccountKind.EXPENSE) else -1


class Unit(StrEnum):
    """What is counted. Two units never meet in one transfer, except in an exchange."""

    FEN = "CNY"
    COIN = "COIN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a transfer: a debit where ``amount`` is positive, a credit where it is negative."""

    account: int
    amount: int


def debit(account: int, amount: int) -> Entry:
    """A line on the left: more of what one has or has spent, less of what one owes."""
    return Entry(account, amount)


def credit(account: int, amount: int) -> Entry:
    """A line on the right: more of what one owes or has earned, less of what one has."""
    return Entry(account, -amount)


@dataclass(frozen=True, slots=True)
class Order:
    """A transfer that is asked for.

    ``key`` names the wish, not the try: whoever asks again with it gets the first result. ``kind`` is the caller's
    word for what happens (``unlock``), ``reference`` what it is about (``episode:7``), ``at`` when it happened
    (None: now).
    """

    key: str
    kind: str
    entries: tuple[Entry, ...]
    memo: str = ""
    reference: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A transfer in the books; ``fresh`` is false when it was there already and nothing was written."""

    id: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account: a line of the chart with an owner (``viewer:17``; empty: the tenant itself)."""

    id: int
    tenant_id: int
    role: str
    owner: str
    code: str
    name: str
    kind: AccountKind
    unit: Unit
    guarded: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an account's statement. ``amount`` and ``balance`` are as its owner counts: more is more."""

    entry_id: int
    transfer_id: int
    at: datetime
    kind: str
    memo: str
    reference: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class TransferEntry:
    """One entry of a transfer with its account; a debit is positive."""

    account: AccountView
    amount: int


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer with its entries. ``ends`` is the transfer that it ends (a hold that it settles, or one that it takes
    back), ``ended_by`` the one that ended it.
    """

    id: int
    key: str
    kind: str
    memo: str
    reference: str
    at: datetime
    booked_at: datetime
    entries: tuple[TransferEntry, ...]
    expires_at: datetime | None
    ends: int | None
    ended_by: int | None


@dataclass(frozen=True, slots=True)
class HoldView:
    """What is set aside on an account and waits: taken at ``at``, let go at ``expires_at``."""

    id: int
    account: AccountView
    amount: int
    kind: str
    memo: str
    reference: str
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A closed period: nothing can be booked before ``ends_at`` (exclusive) any more."""

    id: int
    ends_at: datetime
    closed_at: datetime
    closed_by: str
    accounts: int


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A line of the trial balance: all accounts of one role. One of ``debit`` and ``credit`` is 0."""

    role: str
    code: str
    name: str
    kind: AccountKind
    unit: Unit
    accounts: int
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every role with its balance; for each unit both sides add up to the same."""

    lines: tuple[TrialLine, ...]
    totals: dict[Unit, tuple[int, int]]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of the books looked at, and every fault it found (none: the books are right)."""

    accounts: int
    transfers: int
    entries: int
    holds: int
    periods: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the books that cannot be: ``law`` is the rule that it breaks."""

    law: str
    message: str
    account_id: int | None = None
    transfer_id: int | None = None
