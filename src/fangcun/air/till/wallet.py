"""A viewer's wallet, read from the books: what can be spent, what is on its way, every coin in and out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from fangcun.air.contracts import Viewer
from fangcun.air.models import Reward
from fangcun.air.till import books
from fangcun.ledger import api as ledger
from fangcun.ledger.contracts import Line

PAGE = 30
_ASIDE = frozenset({books.Kind.WAITING.value, "release"})
"""Setting aside and letting go move nothing that a viewer would call a payment: the reward's line says its state."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the wallet. ``state`` is empty, or what became of a reward that did not come in at once. ``entry`` is
    its place in the books."""

    entry: int
    at: datetime
    kind: str
    memo: str
    coins: int
    state: str


@dataclass(frozen=True, slots=True)
class Wallet:
    """``balance`` can be spent now; ``waiting`` comes in when it was looked at. ``more`` is the entry after which older
    lines go on, None at the end."""

    balance: int
    waiting: int
    lines: tuple[Movement, ...]
    more: int | None


def wallet(viewer: Viewer | None, *, before: int | None = None) -> Wallet:
    """The wallet with a page of its lines, newest first. Opens none for somebody who never had a coin."""
    account = ledger.find_account(books.theatre(), "wallet", owner=viewer.key) if viewer else None
    if viewer is None or account is None:
        return Wallet(0, 0, (), None)
    tenant = books.theatre()
    lines, more = _page(tenant, account.id, before)
    states = _states(lines)
    movements = tuple(_movement(line, states) for line in lines)
    waiting = Reward.objects.filter(viewer=viewer.key, state=Reward.State.WAITING).aggregate(all=Sum("coins"))["all"]
    return Wallet(ledger.balance(tenant, account.id), waiting or 0, movements, more)


def _page(tenant: int, account: int, before: int | None) -> tuple[list[Line], int | None]:
    """A page of lines that say something; asks on until it is full or there are no more."""
    found: list[Line] = []
    while len(found) < PAGE:
        page = ledger.statement(tenant, account, before=before, limit=2 * PAGE)
        for line in page:
            before = line.entry_id
            if line.kind not in _ASIDE:
                found.append(line)
                if len(found) == PAGE:
                    return found, before
        if len(page) < 2 * PAGE:
            return found, None
    return found, before


def _states(lines: list[Line]) -> dict[str, str]:
    ids = [int(ref.removeprefix("reward:")) for line in lines if (ref := line.reference).startswith("reward:")]
    rows = Reward.objects.filter(pk__in=ids).exclude(state=Reward.State.PAID)
    return {f"reward:{pk}": state for pk, state in rows.values_list("pk", "state")}


def _movement(line: Line, states: dict[str, str]) -> Movement:
    return Movement(line.entry_id, line.at, line.kind, line.memo, line.amount, states.get(line.reference, ""))
