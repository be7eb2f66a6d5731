"""Posting: transfers one by one and in batches, reversals, exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.ledger.contracts import Entry, Order, Posted
from fangcun.ledger.engine.chart import exchange_role
from fangcun.ledger.engine.orders import OWN_KEYS, Write, written
from fangcun.ledger.queries.accounts import account
from fangcun.ledger.queries.transfers import net_entries, reversible
from fangcun.ledger.services import postgres, sqlite
from fangcun.ledger.services.accounts import open_account
from fangcun.ledger.services.outcome import Refusal, error_of

MOST_ORDERS = 1000
TRIES = 3


def post(
    tenant_id: int, entries: Sequence[Entry], *, key: str, kind: str, memo: str = "", reference: str = "",
    at: datetime | None = None, now: datetime | None = None,
) -> Posted:  # fmt: skip
    """Book one transfer: ``entries`` of one unit that sum to zero, in one round trip to the database.

    The same key with the same content gives the first result (``fresh`` is false), with another content CONFLICT
    ``ledger.key``. Raises ``ledger.funds`` (CONFLICT) when a guarded account would fall below zero, ``ledger.closed``
    (CONFLICT) for a time in a closed period, ``ledger.account`` (NOT_FOUND), and INVALID for what is no transfer.
    A refusal writes nothing and leaves the key free: tried again, the order is judged anew.
    """
    order = Order(key, kind, tuple(entries), memo, reference, at)
    return write_one(tenant_id, written(order, now=now or clock.now()))


def post_many(
    tenant_id: int, orders: Sequence[Order], *, now: datetime | None = None
) -> tuple[list[Posted | None], list[Problem]]:
    """Book up to 1,000 transfers; each stands on its own, as if they came one after another.

    Returns what each became (None: refused) and why, with the order's place as ``data["order"]``. All go in one
    round trip; only when one of them is refused they are tried one by one.
    """
    moment = now or clock.now()
    if len(orders) > MOST_ORDERS:
        raise FangcunError("ledger.batch", Kind.INVALID, f"一批最多 {MOST_ORDERS} 笔，请分批。")
    done: list[Posted | None] = [None] * len(orders)
    problems: list[Problem] = []
    ready: dict[int, Write] = {}
    for place, order in enumerate(orders):
        try:
            ready[place] = written(order, now=moment)
        except FangcunError as error:
            problems.append(_problem(place, order, error))
    if ready and len({w.key for w in ready.values()}) == len(ready):
        outcome = _write(tenant_id, list(ready.values()))
        if not isinstance(outcome, Refusal):
            for place, posted in zip(ready, outcome, strict=True):
                done[place] = posted
            return done, problems
    for place, one in ready.items():
        try:
            done[place] = write_one(tenant_id, one)
        except FangcunError as error:
            problems.append(_problem(place, orders[place], error))
    return done, sorted(problems, key=lambda p: int(p.data["order"]))


def exchange(
    tenant_id: int, entries: tuple[Entry, Entry], *, key: str, kind: str = "exchange", memo: str = "",
    reference: str = "", now: datetime | None = None,
) -> Posted:  # fmt: skip
    """Book two entries of two units, such as 6 yuan received and 60 coins given out: the only way they can meet.

    Each is balanced on its unit's exchange account (货币兑换, 金币兑换), whose balances show what was changed in all.
    Raises INVALID for entries of one unit, and what ``post`` raises.
    """
    moment = now or clock.now()
    units = [account(tenant_id, e.account).unit for e in entries]
    if len(set(units)) != 2:
        raise FangcunError("ledger.exchange", Kind.INVALID, "兑换须恰好涉及两种单位，例如人民币与金币各一条分录。")
    lines: list[Entry] = []
    for e, unit in zip(entries, units, strict=True):
        through = open_account(tenant_id, exchange_role(unit), now=moment)
        lines += [e, Entry(through.id, -e.amount)]
    order = Order(key, kind, tuple(lines), memo, reference)
    return write_one(tenant_id, written(order, now=moment, exchange=True))


def reverse(tenant_id: int, transfer_id: int, *, memo: str = "", now: datetime | None = None) -> Posted:
    """Take a transfer back by another one with the opposite entries, booked now; asked again: the first result.

    A settled hold is taken back together with its settlement. Raises NOT_FOUND, ``ledger.open_hold`` (CONFLICT) for
    a hold that waits (release it), and ``ledger.funds`` where what was given has been spent.
    """
    found = reversible(tenant_id, transfer_id)
    entries = tuple(Entry(e.account, -e.amount) for e in net_entries(tenant_id, found))
    order = Order(f"{OWN_KEYS}undo:{transfer_id}", "reversal", entries, memo, found.reference)
    write = written(order, now=now or clock.now(), ends=transfer_id, exchange=found.exchange)
    return write_one(tenant_id, write)


def write_one(tenant_id: int, write: Write) -> Posted:
    """Write a checked order. Raises what the books refuse."""
    outcome = _write(tenant_id, [write])
    if isinstance(outcome, Refusal):
        raise error_of(outcome, tenant_id=tenant_id)
    return outcome[0]


def _write(tenant_id: int, writes: list[Write]) -> list[Posted] | Refusal:
    """Hand the orders to the database's writer. A deadlock's victim tries again, unless a larger transaction is gone
    with it. Raises BUSY when that does not help.
    """
    write: Any = postgres.write if connection.vendor == "postgresql" else sqlite.write
    for attempt in range(1, TRIES + 1):
        try:
            outcome: list[Posted] | Refusal = write(tenant_id, writes, booked=clock.now())
        except OperationalError as error:
            if connection.in_atomic_block or attempt == TRIES:
                raise FangcunError("ledger.busy", Kind.BUSY, "账簿正忙，没有记账，请稍后重试。") from error
        else:
            return outcome
    raise AssertionError("the last try returns or raises")


def _problem(place: int, order: Order, error: FangcunError) -> Problem:
    return Problem(error.code, Severity.ERROR, error.message, data=error.data | {"order": place, "key": order.key})
