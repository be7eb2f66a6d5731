"""A viewer's wallet, read from the books: what can be spent, what is on its way, every coin in and out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from fangcun.air.contracts import Viewer
from fangcun.air.models import Adoption, Reward
from fangcun.air.till import books
from fangcun.ledger import api as ledger
from fangcun.ledger.contracts import Line

PAGE = 30
_ASIDE = frozenset({books.Kind.WAITING.value, books.Kind.ADOPT.value, "release"})
"""What moves nothing that a viewer would call a payment: setting aside, letting go, pouring a guest's coins over."""


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
    """The wallet with a page of its lines, newest first: also those from when the viewer was a guest. Opens none for
    somebody who never had a coin."""
    accounts = _accounts(viewer)
    if viewer is None or not accounts:
        return Wallet(0, 0, (), None)
    lines, more = _page(accounts, before)
    states = _states(lines)
    movements = tuple(_movement(line, states) for line in lines)
    waiting = Reward.objects.filter(viewer=viewer.key, state=Reward.State.WAITING).aggregate(all=Sum("coins"))["all"]
    return Wallet(books.balance_of(viewer), waiting or 0, movements, more)


def all_lines(viewer: Viewer) -> Iterator[Movement]:
    """Every line of the wallet, newest first."""
    before = None
    while True:
        page = wallet(viewer, before=before)
        yield from page.lines
        if page.more is None:
            return
        before = page.more


def _accounts(viewer: Viewer | None) -> list[int]:
    """The viewer's wallet, and those of the guests they were."""
    if viewer is None:
        return []
    tenant = books.theatre()
    owners = [viewer.key, *Adoption.objects.filter(viewer=viewer.key).values_list("guest", flat=True)]
    found = (ledger.find_account(tenant, "wallet", owner=owner) for owner in owners)
    return [account.id for account in found if account is not None]


def _page(accounts: list[int], before: int | None) -> tuple[list[Line], int | None]:
    """A page of lines that say something; asks on until it is full or there are no more."""
    found: list[Line] = []
    while len(found) < PAGE:
        page = _newest(accounts, before, limit=2 * PAGE)
        for line in page:
            before = line.entry_id
            if line.kind not in _ASIDE:
                found.append(line)
                if len(found) == PAGE:
                    return found, before
        if len(page) < 2 * PAGE:
            return found, None
    return found, before


def _newest(accounts: list[int], before: int | None, *, limit: int) -> list[Line]:
    """The newest lines of several accounts as one statement: entries are numbered through all of the books."""
    tenant = books.theatre()
    lines = [line for account in accounts for line in ledger.statement(tenant, account, before=before, limit=limit)]
    return sorted(lines, key=lambda line: -line.entry_id)[:limit]


def _states(lines: list[Line]) -> dict[str, str]:
    ids = [int(ref.removeprefix("reward:")) for line in lines if (ref := line.reference).startswith("reward:")]
    rows = Reward.objects.filter(pk__in=ids).exclude(state=Reward.State.PAID)
    return {f"reward:{pk}": state for pk, state in rows.values_list("pk", "state")}


def _movement(line: Line, states: dict[str, str]) -> Movement:
    return Movement(line.entry_id, line.at, line.kind, line.memo, line.amount, states.get(line.reference, ""))
