"""Finding accounts."""

from __future__ import annotations

from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import AccountKind, AccountView, Unit
from fangcun.ledger.engine.chart import chart, line_of
from fangcun.ledger.models import Account


def account(tenant_id: int, account_id: int) -> AccountView:
    """The account. Raises NOT_FOUND, also for another tenant's."""
    return view_of(row_of(tenant_id, account_id))


def find_account(tenant_id: int, role: str, *, owner: str = "") -> AccountView | None:
    """The account of this role and owner, if it was opened. Raises INVALID for a role that the chart lacks."""
    row = Account.objects.of(tenant_id).filter(role=line_of(role).role, owner=owner).first()
    return view_of(row) if row else None


def accounts(tenant_id: int, *, role: str = "", owner: str = "", offset: int = 0, limit: int = 50) -> list[AccountView]:
    """Accounts in the order of opening, of one role or owner where given."""
    rows = Account.objects.of(tenant_id).order_by("id")
    if role:
        rows = rows.filter(role=role)
    if owner:
        rows = rows.filter(owner=owner)
    return [view_of(row) for row in rows[offset : offset + limit]]


def row_of(tenant_id: int, account_id: int) -> Account:
    """The account's row. Raises NOT_FOUND, also for another tenant's."""
    row = Account.objects.of(tenant_id).filter(pk=account_id).first()
    if row is None:
        raise FangcunError("ledger.account", Kind.NOT_FOUND, f"没有编号为 {account_id} 的账户，或它不属于本机构。")
    return row


def view_of(row: Account) -> AccountView:
    """The account as others see it. A role that has left the chart keeps its own name."""
    line = chart().get(row.role)
    return AccountView(
        row.pk, row.tenant_id, row.role, row.owner, line.code if line else "", line.name if line else row.role,
        AccountKind(row.kind), Unit(row.unit), row.guarded, row.opened_at,
    )  # fmt: skip


def full_name(row: Account) -> str:
    """The account as a message names it: 用户钱包（viewer:17）."""
    name = view_of(row).name
    return f"{name}（{row.owner}）" if row.owner else name
