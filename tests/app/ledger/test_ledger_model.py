"""Whatever is asked for in whatever order, the books do what a page of plain Python does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from fangcun.base.api import ensure_tenant
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.ledger import api
from fangcun.ledger.contracts import Entry, Order

ACCOUNTS = ("bank", "capital", "ad_income", "issued", "spent", "wallet:1", "wallet:2", "wallet:3")
GUARDED = ("bank", "wallet:1", "wallet:2", "wallet:3")
MONEY = ("bank", "capital", "ad_income")
CREDITED = ("capital", "ad_income", "spent", "wallet:1", "wallet:2", "wallet:3")
START = clock.now() - timedelta(days=30)
TENANTS = count()

amounts = st.integers(1, 40)
names = st.sampled_from(ACCOUNTS)
lines = st.lists(st.tuples(names, amounts), min_size=1, max_size=4)


class RefusedError(Exception):
    """The model says no."""


@dataclass
class Model:
    """The plain ledger: balances (debits positive), what each key did, what is held, when it was closed."""

    balances: Counter[str] = field(default_factory=Counter)
    keys: dict[str, object] = field(default_factory=dict)
    held: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    closed: int = 0

    def post(self, key: str, entries: list[tuple[str, int]], *, day: int, wish: object = None) -> bool:
        """Whether it is new."""
        wish = wish or entries
        if key in self.keys:
            if self.keys[key] != wish:
                raise RefusedError("key")
            return False
        if day < self.closed:
            raise RefusedError("closed")
        after = self.balances.copy()
        for name, amount in entries:
            after[name] += amount
            if name in GUARDED and after[name] * (-1 if name in CREDITED else 1) < 0:
                raise RefusedError("funds")
        if len({name in MONEY for name, _ in entries}) > 1:
            raise RefusedError("units")
        self.balances, self.keys[key] = after, wish
        return True


class Books(RuleBasedStateMachine):
    """The machine: each step is done to the books and to the model, and both must say the same."""

    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.model, self.day, self.numbers = Model(), 10, count()
        self.tenant = ensure_tenant(f"machine-{next(TENANTS)}", name="试账").pk
        self.ids = {name: self._open(name) for name in ACCOUNTS}
        self.posted: dict[str, int] = {}

    def _open(self, name: str) -> int:
        role, _, owner = name.partition(":")
        return api.open_account(self.tenant, role, owner=owner).id

    def at(self, day: int) -> object:
        return START + timedelta(days=day)

    def told(self, step: object) -> object:
        """What the books say of a step: its answer, or the word of its refusal."""
        try:
            with clock.frozen(START + timedelta(days=self.day)):
                return step()  # type: ignore[operator]
        except FangcunError as error:
            return error.code.removeprefix("ledger.")

    def expected(self, step: object) -> object:
        try:
            return step()  # type: ignore[operator]
        except RefusedError as refused:
            return str(refused)

    def balanced(self, some: list[tuple[str, int]], last: str) -> list[tuple[str, int]]:
        """The lines, alternately debit and credit, and one more that makes them sum to zero."""
        entries = [(name, amount if n % 2 else -amount) for n, (name, amount) in enumerate(some)]
        rest = -sum(amount for _, amount in entries)
        return [*entries, (last, rest)] if rest else [*entries, (last, 7), (last, -7)]

    @rule(some=lines, last=names, key=st.integers(0, 60), back=st.integers(0, 3))
    def post(self, some: list[tuple[str, int]], last: str, key: int, back: int) -> None:
        entries, day = self.balanced(some, last), self.day - back
        name = f"k{key}"

        def step() -> bool:
            real = [Entry(self.ids[n], a) for n, a in entries]
            posted = api.post(self.tenant, real, key=name, kind="test", at=START + timedelta(days=day))
            assert self.posted.setdefault(name, posted.id) == posted.id
            return posted.fresh

        assert self.told(step) == self.expected(lambda: self.model.post(name, entries, day=day))

    @rule(batch=st.lists(st.tuples(lines, names, st.integers(0, 60)), max_size=6))
    def post_many(self, batch: list[tuple[list[tuple[str, int]], str, int]]) -> None:
        orders, wanted = [], []
        for some, last, key in batch:
            entries = self.balanced(some, last)
            orders.append(Order(f"k{key}", "test", tuple(Entry(self.ids[n], a) for n, a in entries)))
            wanted.append(
                self.expected(lambda e=entries, k=key: self.model.post(f"k{k}", e, day=self.day))  # type: ignore[misc]
            )
        with clock.frozen(START + timedelta(days=self.day)):
            done, problems = api.post_many(self.tenant, orders)
        words = {int(p.data["order"]): p.code.removeprefix("ledger.") for p in problems}
        assert [words.get(n) if posted is None else posted.fresh for n, posted in enumerate(done)] == wanted
        for order, posted in zip(orders, done, strict=True):
            if posted is not None:
                assert self.posted.setdefault(order.key, posted.id) == posted.id

    @rule(target=holds, name=st.sampled_from(["wallet:1", "wallet:2", "bank"]), amount=amounts)
    def hold(self, name: str, amount: int) -> str:
        key = f"h{next(self.numbers)}"
        side = -1 if name in CREDITED else 1
        ends = self.day + 2
        entries = [(name, -side * amount), (f"{name.partition(':')[0]}_held", side * amount)]

        def plain() -> bool:
            if name == "bank":  # its waiting account is money too, whatever the model's names say
                if self.model.balances["bank"] < amount:
                    raise RefusedError("funds")
                self.model.balances.update({entries[0][0]: entries[0][1], entries[1][0]: entries[1][1]})
                return True
            return self.model.post(key, entries, day=self.day)

        def step() -> bool:
            until = START + timedelta(days=ends)
            posted = api.hold(self.tenant, self.ids[name], amount, until=until, key=key, kind="hold")
            self.posted[key] = posted.id
            return posted.fresh

        said = self.told(step)
        assert said == self.expected(plain)
        if said is True:
            self.model.held[key] = (name, amount, ends)
        return key

    @rule(key=consumes(holds), part=st.none() | amounts, release=st.booleans())
    def settle(self, key: str, part: int | None, release: bool) -> None:
        if key not in self.model.held:
            return
        name, amount, ends = self.model.held[key]
        to = "capital" if name == "bank" else "spent"
        taken = 0 if release else amount if part is None else part

        def step() -> bool:
            if release:
                return api.release(self.tenant, self.posted[key]).fresh
            return api.capture(self.tenant, self.posted[key], to=self.ids[to], amount=part).fresh

        said = self.told(step)
        if not release and taken > amount:
            assert said == "capture"
        elif not release and self.day >= ends:
            assert said == "hold_expired"
        else:
            assert said is True
            self._settled(key, taken, to)

    def _settled(self, key: str, taken: int, to: str = "") -> None:
        name, amount, _ = self.model.held.pop(key)
        side = -1 if name in CREDITED else 1
        self.model.balances[f"{name.partition(':')[0]}_held"] -= side * amount
        self.model.balances[name] += side * (amount - taken)
        if taken:
            self.model.balances[to] += side * taken

    @rule(key=st.integers(0, 60))
    def reverse(self, key: int) -> None:
        name = f"k{key}"
        if name not in self.model.keys:
            return
        opposite = [(n, -a) for n, a in self.model.keys[name]]  # type: ignore[union-attr,attr-defined]
        said = self.told(lambda: api.reverse(self.tenant, self.posted[name]).fresh)
        assert said == self.expected(lambda: self.model.post(f"undo {name}", opposite, day=self.day))

    @rule(coins=amounts, fen=amounts, name=st.sampled_from(["wallet:1", "wallet:2"]))
    def exchange(self, coins: int, fen: int, name: str) -> None:
        key = f"x{next(self.numbers)}"
        pair = (Entry(self.ids["bank"], fen), Entry(self.ids[name], -coins))
        assert self.told(lambda: api.exchange(self.tenant, pair, key=key).fresh) is True
        self.model.balances.update({"bank": fen, name: -coins})

    @rule(days=st.integers(1, 3))
    def time_passes(self, days: int) -> None:
        self.day += days

    @rule()
    def expire(self) -> None:
        due = [key for key, (_, _, ends) in self.model.held.items() if ends <= self.day]
        assert self.told(lambda: api.expire_holds(tenant_id=self.tenant)) == len(due)
        for key in due:
            self._settled(key, 0)

    @rule()
    def close(self) -> None:
        self.told(lambda: api.close_period(self.tenant, START + timedelta(days=self.day)))
        self.model.closed = self.day

    @invariant()
    def every_balance_is_the_model_s(self) -> None:
        for name, pk in self.ids.items():
            side = -1 if name in CREDITED else 1
            assert api.balance(self.tenant, pk) == side * self.model.balances[name], name

    def teardown(self) -> None:
        proof = api.check(self.tenant)
        assert proof.faults == ()
        assert proof.holds == len(self.model.held)
        assert all(debits == credits for debits, credits in api.trial_balance(self.tenant).totals.values())
        for name, pk in self.ids.items():
            told = api.statement(self.tenant, pk, limit=1000)
            assert sum(line.amount for line in told) == api.balance(self.tenant, pk), name
            assert not told or told[0].balance == api.balance(self.tenant, pk), name


@pytest.mark.django_db
def test_the_books_do_what_the_model_does() -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
