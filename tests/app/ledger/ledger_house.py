"""Small books to work on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from fangcun.kit.errors import FangcunError
from fangcun.ledger import api
from fangcun.ledger.contracts import Entry, Posted, credit, debit


class Books:
    """The books of one tenant: 1,000 yuan in the bank; 100 coins in Lin's wallet and none in Zhou's.

    The accounts are ids. ``post`` makes up a key where the test does not care.
    """

    def __init__(self, tenant_id: int) -> None:
        self.tenant = tenant_id
        self._keys = (f"key-{n}" for n in count())
        self.bank, self.capital, self.ads = (self.account(r) for r in ("bank", "capital", "ad_income"))
        self.owed = self.account("ads_receivable")
        self.issued, self.spent = self.account("issued"), self.account("spent")
        self.lin, self.zhou = (self.account("wallet", owner=f"viewer:{n}") for n in (1, 2))
        self.post(debit(self.bank, 100_000), credit(self.capital, 100_000), kind="capital")
        self.post(debit(self.issued, 100), credit(self.lin, 100), kind="sign_in")

    def account(self, role: str, *, owner: str = "") -> int:
        return api.open_account(self.tenant, role, owner=owner).id

    def post(self, *entries: Entry, key: str = "", kind: str = "test", **more: object) -> Posted:
        return api.post(self.tenant, entries, key=key or next(self._keys), kind=kind, **more)  # type: ignore[arg-type]

    def move(self, source: int, target: int, amount: int, *, key: str = "", **more: object) -> Posted:
        """Coins from one wallet to another."""
        return self.post(debit(source, amount), credit(target, amount), key=key, **more)

    def spend(self, wallet: int, amount: int, *, key: str = "", **more: object) -> Posted:
        return self.move(wallet, self.spent, amount, key=key, kind="unlock", **more)

    def on(self, account: int) -> int:
        return api.balance(self.tenant, account)

    def right(self) -> bool:
        """Whether a check finds no fault."""
        return api.check(self.tenant).faults == ()


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[FangcunError]]:
    """What is inside is refused with this code."""
    with pytest.raises(FangcunError) as caught:
        yield caught
    assert caught.value.code == code
