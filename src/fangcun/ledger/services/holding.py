"""Holds: an amount is set aside first (two-phase), then taken or let go. Both are transfers like any other.

A hold moves the amount into its role's waiting account (冻结金币); one settlement, and never a second, moves it on or
back. So what is held stands in the books, and no other rule of the ledger has to know of holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import Entry, Order, Posted
from fangcun.ledger.engine.chart import line_of
from fangcun.ledger.engine.orders import OWN_KEYS, written
from fangcun.ledger.models import Transfer
from fangcun.ledger.queries.accounts import account
from fangcun.ledger.queries.holds import expired, is_settled
from fangcun.ledger.queries.transfers import net_entries, transfer_row
from fangcun.ledger.services.accounts import open_account
from fangcun.ledger.services.posting import write_one


def hold(
    tenant_id: int, account_id: int, amount: int, *, until: datetime, key: str, kind: str, memo: str = "",
    reference: str = "", now: datetime | None = None,
) -> Posted:  # fmt: skip
    """Set ``amount`` of an account aside until ``until``; the answer's id names the hold.

    The same key and content asked again give the first hold with its first end. Raises ``ledger.unholdable``
    (INVALID) for an account whose role the chart gives no place to wait, and what ``post`` raises.
    """
    moment = now or clock.now()
    found = account(tenant_id, account_id)
    place = line_of(found.role).held_in
    if not place:
        raise FangcunError("ledger.unholdable", Kind.INVALID, f"“{found.name}”不能冻结，请直接转账。")
    if type(amount) is not int or amount <= 0 or until.tzinfo is None or until <= moment:
        raise FangcunError("ledger.hold", Kind.INVALID, "冻结的金额须为正整数，到期时间须带时区并晚于现在。")
    waiting = open_account(tenant_id, place, now=moment)
    taken = found.kind.side * amount
    order = Order(key, kind, (Entry(account_id, -taken), Entry(waiting.id, taken)), memo, reference)
    return write_one(tenant_id, written(order, now=moment, expires_at=until))


def capture(
    tenant_id: int, hold_id: int, *, to: int, amount: int | None = None, memo: str = "", now: datetime | None = None
) -> Posted:
    """Take what was held, or ``amount`` of it, to the account ``to``; the rest goes back where it came from.

    Asked again with the same: the first result. Raises ``ledger.settled`` (CONFLICT) when the hold was taken otherwise
    or let go, ``ledger.hold_expired`` (CONFLICT) from its end on, and NOT_FOUND.
    """
    moment = now or clock.now()
    row, held, owner = _held(tenant_id, hold_id)
    taken = abs(held.amount) if amount is None else amount
    if type(taken) is not int or not 0 < taken <= abs(held.amount):
        message = f"扣款须是 1 至 {abs(held.amount):,} 之间的整数，多出的请另作一笔转账。"
        raise FangcunError("ledger.capture", Kind.INVALID, message)
    if row.expires_at is not None and row.expires_at <= moment and not is_settled(tenant_id, hold_id):
        raise FangcunError("ledger.hold_expired", Kind.CONFLICT, "这笔冻结已到期，不能再扣款；请重新下单。")
    sign = 1 if held.amount > 0 else -1
    rest = abs(held.amount) - taken
    back = [Entry(owner.account, sign * rest)] if rest else []
    entries = [Entry(held.account, -held.amount), Entry(to, sign * taken), *back]
    return _settle(tenant_id, row, entries, kind=row.kind, memo=memo or row.memo, now=moment)


def release(tenant_id: int, hold_id: int, *, now: datetime | None = None) -> Posted:
    """Let a hold go: all of it returns. Asked again: the first result. Raises ``ledger.settled``, NOT_FOUND."""
    return _let_go(tenant_id, hold_id, now=now or clock.now())


def expire_holds(*, tenant_id: int | None = None, now: datetime | None = None) -> int:
    """Let go every hold whose end has come, of one tenant or of all (the system's own work); how many there were.

    May run beside others and beside captures: a hold is settled once, whoever is first.
    """
    moment = now or clock.now()
    due = expired(moment, tenant_id=tenant_id)
    return sum(_unless_settled(whose, hold_id, _let_go, now=moment) for whose, hold_id in due)


def _let_go(tenant_id: int, hold_id: int, *, now: datetime) -> Posted:
    row, held, owner = _held(tenant_id, hold_id)
    entries = [Entry(held.account, -held.amount), Entry(owner.account, held.amount)]
    return _settle(tenant_id, row, entries, kind="release", memo="", now=now)


def _unless_settled(tenant_id: int, hold_id: int, settle: Callable[..., Posted], *, now: datetime) -> bool:
    try:
        return settle(tenant_id, hold_id, now=now).fresh
    except FangcunError as error:
        if error.code != "ledger.settled":
            raise
        return False


def _held(tenant_id: int, hold_id: int) -> tuple[Transfer, Entry, Entry]:
    """The hold's row, its entry on the waiting account, and the one on the account that it came from."""
    row = transfer_row(tenant_id, hold_id)
    if row.expires_at is None:
        raise FangcunError("ledger.no_hold", Kind.NOT_FOUND, f"编号 {hold_id} 不是一笔冻结。")
    owner, waiting = net_entries(tenant_id, row)
    return row, waiting, owner


def _settle(tenant_id: int, row: Transfer, entries: list[Entry], *, kind: str, memo: str, now: datetime) -> Posted:
    order = Order(f"{OWN_KEYS}settle:{row.pk}", kind, tuple(entries), memo, row.reference)
    return write_one(tenant_id, written(order, now=now, ends=row.pk))
