"""The HTTP API of the books. Sessions by cookie, so every change carries the CSRF token.

Amounts are whole numbers of the account's unit (fen, coins). A refusal is an error object with its code.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth
from pydantic import AwareDatetime

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.ledger import api
from fangcun.ledger import contracts as c
from fangcun.ledger.permissions import KEEP, SEE

router = Router(auth=django_auth, tags=["ledger"])


class Account(Schema):
    """An account: a line of the chart with an owner."""

    id: int
    role: str
    owner: str
    code: str
    name: str
    kind: str
    unit: str
    guarded: bool
    opened_at: datetime


class WithBalance(Account):
    """An account and what stands on it, as its owner counts."""

    balance: int


class Opening(Schema):
    """The account that is wanted."""

    role: str
    owner: str = Field("", max_length=80)


class Line(Schema):
    """A line of a statement; `balance` stood there afterwards."""

    entry_id: int
    transfer_id: int
    at: datetime
    kind: str
    memo: str
    reference: str
    amount: int
    balance: int


class EntryIn(Schema):
    """A debit where `amount` is positive, a credit where it is negative."""

    account: int
    amount: int


class OrderIn(Schema):
    """A transfer. The same key and content again is the first transfer; with another content 409."""

    key: str = Field(min_length=1, max_length=120)
    kind: str = Field(min_length=1, max_length=40)
    entries: list[EntryIn] = Field(min_length=2, max_length=200)
    memo: str = Field("", max_length=200)
    reference: str = Field("", max_length=120)
    at: AwareDatetime | None = None


class Posted(Schema):
    """A transfer in the books; `fresh` is false when it was there already."""

    id: int
    fresh: bool


class EntryOut(Schema):
    """An entry with its account; a debit is positive."""

    account: Account
    amount: int


class Transfer(Schema):
    """A transfer with its entries; `ends` is what it settles or takes back, `ended_by` what did so to it."""

    id: int
    key: str
    kind: str
    memo: str
    reference: str
    at: datetime
    booked_at: datetime
    expires_at: datetime | None
    ends: int | None
    ended_by: int | None
    entries: list[EntryOut]


class HoldIn(Schema):
    """An amount to set aside until a moment."""

    account: int
    amount: int = Field(gt=0, le=c.MOST)
    until: AwareDatetime
    key: str = Field(min_length=1, max_length=120)
    kind: str = Field(min_length=1, max_length=40)
    memo: str = Field("", max_length=200)
    reference: str = Field("", max_length=120)


class Taking(Schema):
    """Where a hold goes; without `amount` all of it."""

    to: int
    amount: int | None = Field(None, gt=0)
    memo: str = Field("", max_length=200)


class Hold(Schema):
    """An open hold."""

    id: int
    account: Account
    amount: int
    kind: str
    memo: str
    reference: str
    at: datetime
    expires_at: datetime


class Memo(Schema):
    """Why something is taken back."""

    memo: str = Field("", max_length=200)


class Period(Schema):
    """A closed period: nothing can be booked before `ends_at`."""

    id: int
    ends_at: datetime
    closed_at: datetime
    closed_by: str
    accounts: int


class Closing(Schema):
    """Everything before this moment is to be closed."""

    ends_at: AwareDatetime


class TrialLine(Schema):
    """All accounts of one role."""

    role: str
    code: str
    name: str
    kind: str
    unit: str
    accounts: int
    debit: int
    credit: int


class Trial(Schema):
    """The trial balance; `totals` are both sides of each unit."""

    lines: list[TrialLine]
    totals: dict[str, tuple[int, int]]
    as_of: datetime | None


class Fault(Schema):
    """Something in the books that cannot be."""

    law: str
    message: str
    account_id: int | None
    transfer_id: int | None


class Proof(Schema):
    """What a check saw and found."""

    accounts: int
    transfers: int
    entries: int
    holds: int
    periods: int
    faults: list[Fault]


@router.get("/trial-balance", response=Trial, summary="Trial balance")
def read_trial(request: HttpRequest, as_of: AwareDatetime | None = None) -> Any:
    """Every role with its balance, now or from all that happened before `as_of`."""
    return api.trial_balance(_tenant(request, SEE), as_of=as_of)


@router.get("/check", response=Proof, summary="Prove the books")
def read_check(request: HttpRequest) -> Any:
    """Look at every row; `faults` is empty when the books are right."""
    return api.check(_tenant(request, SEE))


@router.get("/accounts", response=list[Account], summary="Accounts")
def read_accounts(
    request: HttpRequest, role: str = "", owner: str = "", offset: Query[int] = 0, limit: Query[int] = 50
) -> Any:
    """Accounts of a role or an owner in the order of opening, at most 500."""
    tenant = _tenant(request, SEE)
    return api.accounts(tenant, role=role, owner=owner, offset=max(0, offset), limit=min(max(1, limit), 500))


@router.post("/accounts", response=Account, summary="Open an account")
def open_account(request: HttpRequest, body: Opening) -> Any:
    """The account of this role and owner, opened if there is none."""
    return api.open_account(_tenant(request, KEEP), body.role, owner=body.owner)


@router.get("/accounts/{int:pk}", response=WithBalance, summary="An account")
def read_account(request: HttpRequest, pk: Path[int], as_of: AwareDatetime | None = None) -> Any:
    """The account and what stands on it, now or from all that happened before `as_of`."""
    tenant = _tenant(request, SEE)
    found = api.account(tenant, pk)
    fields = {name: getattr(found, name) for name in Account.model_fields}
    return fields | {"balance": api.balance(tenant, pk, as_of=as_of)}


@router.get("/accounts/{int:pk}/statement", response=list[Line], summary="An account's statement")
def read_statement(request: HttpRequest, pk: Path[int], before: int | None = None, limit: Query[int] = 50) -> Any:
    """Its entries, newest first, at most 500; go on with the last `entry_id` as `before`."""
    return api.statement(_tenant(request, SEE), pk, before=before, limit=min(max(1, limit), 500))


@router.post("/transfers", response={200: Posted, 201: Posted}, summary="Book a transfer")
def post(request: HttpRequest, body: OrderIn) -> Any:
    """Book entries of one unit that sum to zero; 201 when it is new."""
    actor = _as(request, KEEP)
    entries = [c.Entry(e.account, e.amount) for e in body.entries]
    done = api.post(
        actor.tenant_id, entries, key=body.key, kind=body.kind, memo=body.memo, reference=body.reference, at=body.at
    )
    return _said(actor, "ledger.posted", done)


@router.get("/transfers/{int:pk}", response=Transfer, summary="A transfer")
def read_transfer(request: HttpRequest, pk: Path[int]) -> Any:
    """A transfer with its entries."""
    return api.transfer(_tenant(request, SEE), pk)


@router.post("/transfers/{int:pk}/reverse", response={200: Posted, 201: Posted}, summary="Take a transfer back")
def reverse(request: HttpRequest, pk: Path[int], body: Memo) -> Any:
    """Book the opposite transfer, once."""
    actor = _as(request, KEEP)
    return _said(actor, "ledger.reversed", api.reverse(actor.tenant_id, pk, memo=body.memo))


@router.get("/holds", response=list[Hold], summary="Open holds")
def read_holds(request: HttpRequest, account: int | None = None) -> Any:
    """What is set aside and waits, at most 200, those that end first first."""
    return api.holds(_tenant(request, SEE), account_id=account)


@router.post("/holds", response={200: Posted, 201: Posted}, summary="Hold an amount")
def hold(request: HttpRequest, body: HoldIn) -> Any:
    """Set an amount aside; the id names the hold."""
    actor = _as(request, KEEP)
    done = api.hold(
        actor.tenant_id, body.account, body.amount, until=body.until, key=body.key, kind=body.kind, memo=body.memo,
        reference=body.reference,
    )  # fmt: skip
    return _said(actor, "ledger.held", done)


@router.post("/holds/{int:pk}/capture", response={200: Posted, 201: Posted}, summary="Take what is held")
def capture(request: HttpRequest, pk: Path[int], body: Taking) -> Any:
    """Take all of it or a part; the rest returns."""
    actor = _as(request, KEEP)
    done = api.capture(actor.tenant_id, pk, to=body.to, amount=body.amount, memo=body.memo)
    return _said(actor, "ledger.captured", done)


@router.post("/holds/{int:pk}/release", response={200: Posted, 201: Posted}, summary="Let a hold go")
def release(request: HttpRequest, pk: Path[int]) -> Any:
    """All of it returns."""
    actor = _as(request, KEEP)
    return _said(actor, "ledger.released", api.release(actor.tenant_id, pk))


@router.get("/periods", response=list[Period], summary="Closed periods")
def read_periods(request: HttpRequest) -> Any:
    """The closed periods, newest first."""
    return api.periods(_tenant(request, SEE))


@router.post("/periods", response=Period, summary="Close a period")
def close_period(request: HttpRequest, body: Closing) -> Any:
    """Nothing can be booked before `ends_at` any more."""
    actor = _as(request, KEEP)
    period = api.close_period(actor.tenant_id, body.ends_at, by=actor.user_name)
    audit("ledger.period_closed", by=actor, subject=body.ends_at.isoformat())
    return period


def _said(actor: Actor, action: str, done: c.Posted) -> Status[c.Posted]:
    """The answer; what a person did is in the audit log too."""
    if done.fresh:
        audit(action, by=actor, subject=str(done.id))
    return Status(201 if done.fresh else 200, done)


def _as(request: HttpRequest, permission: str) -> Actor:
    return require(getattr(request, "actor", None), permission)


def _tenant(request: HttpRequest, permission: str) -> int:
    return _as(request, permission).tenant_id
