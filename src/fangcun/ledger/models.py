"""Rows of the books. Accounts, transfers, entries and closings are only ever added; the database refuses the rest
(see the migrations). The one thing that changes is ``Balance``.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from fangcun.base.api import TenantManager, TenantRow
from fangcun.ledger.contracts import AccountKind, Unit

ROOM = 10**17
"""Balances stay within this, far from where 64 bits end (SQLite would go on in floats)."""


class Account(TenantRow):
    """A line of the chart with an owner. Fields as in ``contracts.AccountView`` and ``engine.chart.ChartLine``."""

    role = models.CharField("科目", max_length=40)
    owner = models.CharField("归属", max_length=80, blank=True)
    kind = models.CharField("类别", max_length=10, choices=[(k.value, k.value) for k in AccountKind])
    unit = models.CharField("单位", max_length=8, choices=[(u.value, u.value) for u in Unit])
    guarded = models.BooleanField("不得为负")
    shards = models.SmallIntegerField("分片", default=1)
    reserved = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField("开户时间")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "ledger_account"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "role", "owner"], name="ledger_account_once"),
            models.CheckConstraint(condition=Q(guarded=False) | Q(shards=1), name="ledger_account_guarded_whole"),
        ]
        indexes = [models.Index(fields=["tenant", "owner"], name="ledger_account_owner")]

    def __str__(self) -> str:
        return f"{self.role} {self.owner}".strip()


class Balance(models.Model):
    """What stands on an account, debits positive, and how many entries it has; one row for each shard.

    ``floor`` and ``ceiling`` are how far it may go: for a guarded account one of them is 0. One small constraint says
    it all, because PostgreSQL reads a constraint anew for every statement, and looks after a foreign key too. Neither
    accounts nor balances ever go.
    """

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    shard = models.SmallIntegerField(default=0)
    floor = models.BigIntegerField()
    ceiling = models.BigIntegerField()
    balance = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_balance"
        constraints = [
            models.UniqueConstraint(fields=["account", "shard"], name="ledger_balance_once"),
            models.CheckConstraint(
                condition=Q(balance__gte=F("floor")) & Q(balance__lte=F("ceiling")), name="ledger_balance_within"
            ),
        ]


class Transfer(TenantRow):
    """Two or more entries that sum to zero. A hold has ``expires_at``. ``ends`` names the transfer that this one ends,
    and only one can: it settles a hold, and takes back any other.

    The tenant's foreign key is no constraint of the database: it would lock the tenant's row for every transfer.
    Tenants with books cannot go, because their accounts' key is one.
    """

    tenant = models.ForeignKey(
        "base.Tenant", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    key = models.CharField("幂等键", max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField("类型", max_length=40)
    memo = models.CharField("摘要", max_length=200, blank=True)
    reference = models.CharField("关联", max_length=120, blank=True)
    exchange = models.BooleanField(default=False)
    at = models.DateTimeField("发生时间")
    booked_at = models.DateTimeField("记账时间")
    expires_at = models.DateTimeField(null=True)
    ends = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "ledger_transfer"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="ledger_transfer_key_once"),
            models.UniqueConstraint(
                fields=["ends"], condition=Q(ends__isnull=False), name="ledger_transfer_ended_once"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "at"], name="ledger_transfer_when"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="ledger_transfer_holds"),
        ]


class Entry(models.Model):
    """One line of a transfer. ``seq`` counts the entries of the account's shard without a gap, and ``after`` is what
    stood on that shard afterwards: a chain that shows any entry that was changed, taken out or slipped in.

    The account's key is no constraint: it would lock hot accounts for every entry. Accounts never go.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    shard = models.SmallIntegerField()
    seq = models.BigIntegerField()
    amount = models.BigIntegerField("金额")
    after = models.BigIntegerField()

    class Meta:
        db_table = "ledger_entry"
        constraints = [models.UniqueConstraint(fields=["account", "shard", "seq"], name="ledger_entry_no_gap")]


class Period(TenantRow):
    """A closed period: every transfer before ``ends_at`` is final, and none can be added."""

    ends_at = models.DateTimeField("截止")
    closed_at = models.DateTimeField("结账时间")
    closed_by = models.CharField("结账人", max_length=80, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "ledger_period"
        constraints = [models.UniqueConstraint(fields=["tenant", "ends_at"], name="ledger_period_once")]


class Closing(models.Model):
    """What stood on an account when its period ended, debits positive. No row: nothing stood on it."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    balance = models.BigIntegerField()

    class Meta:
        db_table = "ledger_closing"
        constraints = [models.UniqueConstraint(fields=["period", "account"], name="ledger_closing_once")]
