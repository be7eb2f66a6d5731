"""The books as text for beancount (beancount.github.io/docs/beancount_language_syntax.html).

Every account gets its code and Chinese name, and its number, so that no account is the parent of another (beancount
adds those up). Assertions at the end make ``bean-check`` prove every balance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime

from fangcun.ledger.contracts import AccountKind, AccountView, TransferEntry, Unit

ROOTS = {
    AccountKind.ASSET: "Assets",
    AccountKind.LIABILITY: "Liabilities",
    AccountKind.EQUITY: "Equity",
    AccountKind.INCOME: "Income",
    AccountKind.EXPENSE: "Expenses",
}


def head(title: str) -> str:
    """The options at the top of the file."""
    return f'option "title" {quoted(title)}\noption "operating_currency" "CNY"\n'


def opened(account: AccountView, day: date) -> str:
    """The directive that opens an account; its owner stands beside it."""
    owner = f"  owner: {quoted(account.owner)}\n" if account.owner else ""
    return f"{day} open {name_of(account)} {account.unit.value}\n{owner}"


def transaction(
    entries: Sequence[TransferEntry], *, number: int, day: date, at: datetime, key: str, kind: str, memo: str,
    reference: str, ends: int | None,
) -> str:  # fmt: skip
    """One transfer; one that ends another is linked to it."""
    link = f" ^t{ends}" if ends is not None else ""
    lines = [
        f"{day} * {quoted(kind)} {quoted(memo)} ^t{number}{link}",
        f"  key: {quoted(key)}",
        f"  at: {quoted(at.isoformat(timespec='seconds'))}",
    ]
    if reference:
        lines.append(f"  reference: {quoted(reference)}")
    lines += [f"  {name_of(e.account)}  {amount_of(e.amount, e.account.unit)}" for e in entries]
    return "\n".join(lines) + "\n"


def assertion(account: AccountView, day: date, balance: int) -> str:
    """What must stand on the account when ``day`` begins."""
    return f"{day} balance {name_of(account)} {amount_of(balance, account.unit)}\n"


def name_of(account: AccountView) -> str:
    """The account's name: ``Liabilities:9201-用户钱包:A17``."""
    words = re.sub(r"[^\w]|_", "-", account.name)
    return f"{ROOTS[account.kind]}:{account.code or '0'}-{words}:A{account.id}"


def amount_of(amount: int, unit: Unit) -> str:
    """Fen as yuan with two places, coins as they are; debits positive, as beancount has it too."""
    if unit is not Unit.FEN:
        return f"{amount} {unit.value}"
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{part:02d} {unit.value}"


def quoted(text: str) -> str:
    """A string on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
