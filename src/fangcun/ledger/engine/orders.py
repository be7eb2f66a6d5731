"""What an order must be before anybody looks at the books, and the name of its content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fangcun.kit import digest
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import MOST, Entry, Order

OWN_KEYS = "ledger:"
"""How the keys of transfers begin that the ledger makes of its own: settlements and reversals."""
LONGEST = {"key": 120, "kind": 40, "memo": 200, "reference": 120}


@dataclass(frozen=True, slots=True)
class Write:
    """An order ready to be written, with what only the ledger itself may say of a transfer."""

    key: str
    digest: Digest
    kind: str
    entries: tuple[Entry, ...]
    memo: str
    reference: str
    at: datetime
    ends: int | None = None
    expires_at: datetime | None = None
    exchange: bool = False


def written(
    order: Order, *, now: datetime, ends: int | None = None, expires_at: datetime | None = None, exchange: bool = False
) -> Write:  # fmt: skip
    """The order, checked. Raises INVALID and says what is wrong with it; units and funds only the books know."""
    check_words(order, own=ends is not None)
    check_entries(order.entries)
    name = content_digest(
        order.kind, order.memo, order.reference, order.entries, ends=ends, exchange=exchange,
        hold=expires_at is not None,
    )  # fmt: skip
    at = order.at or now
    if at.tzinfo is None or at > now:
        raise FangcunError("ledger.time", Kind.INVALID, "记账时间须带时区，且不能晚于现在。")
    return Write(
        order.key, name, order.kind, order.entries, order.memo, order.reference, at, ends, expires_at, exchange
    )


def content_digest(
    kind: str, memo: str, reference: str, entries: Sequence[Entry], *, ends: int | None, exchange: bool, hold: bool
) -> Digest:  # fmt: skip
    """The name of what is asked for. It stands in every row and is proved again by the check: never change its form.

    The times are no part of it: whoever tries again does so later.
    """
    lines = [[e.account, e.amount] for e in entries]
    content = [kind, memo, reference, lines, ends, exchange, hold]
    return digest.of_bytes(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def check_words(order: Order, *, own: bool) -> None:
    """Key and kind are there, nothing is too long, and only the ledger uses its own keys."""
    for name, most in LONGEST.items():
        if len(getattr(order, name)) > most:
            raise FangcunError("ledger.words", Kind.INVALID, f"{name} 最长 {most} 个字。", field=name)
    if not order.key.strip() or not order.kind.strip():
        raise FangcunError("ledger.words", Kind.INVALID, "每笔转账都要有幂等键（key）和类型（kind）。")
    if order.key.startswith(OWN_KEYS) and not own:
        raise FangcunError("ledger.words", Kind.INVALID, f"以 {OWN_KEYS} 开头的键留给账簿自己，请换一个。")


def check_entries(entries: Sequence[Entry]) -> None:
    """Two or more whole amounts, none of them nothing, that together are nothing."""
    if len(entries) < 2:
        raise FangcunError("ledger.entries", Kind.INVALID, "一笔转账至少有一借一贷两条分录。")
    for entry in entries:
        if type(entry.amount) is not int or not 0 < abs(entry.amount) <= MOST:
            raise FangcunError(
                "ledger.amount", Kind.INVALID, f"金额须是不为零的整数（分或枚），且不超过 {MOST:,}：{entry.amount!r}。"
            )
    difference = sum(e.amount for e in entries)
    if difference:
        raise FangcunError(
            "ledger.unbalanced", Kind.INVALID, f"借贷不平：借方减贷方为 {difference:,}。", difference=difference
        )
