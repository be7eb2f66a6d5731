"""Opening accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import AccountKind, AccountView
from fangcun.ledger.engine.chart import ChartLine, line_of
from fangcun.ledger.models import ROOM, Account, Balance
from fangcun.ledger.queries.accounts import find_account


def open_account(tenant_id: int, role: str, *, owner: str = "", now: datetime | None = None) -> AccountView:
    """The account of this role and owner, opened if there is none; what it is, the chart says.

    May be asked for by many at once. Raises INVALID for a role that the chart lacks.
    """
    line = line_of(role)
    if len(owner) > 80 or owner != owner.strip():
        raise FangcunError("ledger.owner", Kind.INVALID, "账户归属最长 80 个字，首尾不能有空格。")
    found = find_account(tenant_id, role, owner=owner)
    if found is None:
        _open(tenant_id, line, owner=owner, now=now or clock.now())
        found = find_account(tenant_id, role, owner=owner)
        assert found is not None, "an account was opened and never goes"
    return found


@transaction.atomic
def _open(tenant_id: int, line: ChartLine, *, owner: str, now: datetime) -> None:
    """Add the rows, unless somebody else was faster: then theirs are there when this returns."""
    row = Account(
        tenant_id=tenant_id, role=line.role, owner=owner, kind=line.kind.value, unit=line.unit.value,
        guarded=line.guarded, shards=line.shards, reserved=line.reserved, opened_at=now,
    )  # fmt: skip
    rows = Account.objects.of(tenant_id)
    rows.bulk_create([row], ignore_conflicts=True)
    account_id = rows.values_list("id", flat=True).get(role=line.role, owner=owner)
    floor, ceiling = limits(line.kind, guarded=line.guarded)
    # Whoever adds the account's row adds these in the same transaction, so that the loser of a race finds them all.
    Balance.objects.bulk_create(
        [Balance(account_id=account_id, shard=shard, floor=floor, ceiling=ceiling) for shard in range(line.shards)],
        ignore_conflicts=True,
    )


def limits(kind: AccountKind, *, guarded: bool) -> tuple[int, int]:
    """How low and how high a balance may stand, debits positive."""
    return 0 if guarded and kind.side > 0 else -ROOM, 0 if guarded and kind.side < 0 else ROOM
