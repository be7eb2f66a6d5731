import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0002_audit_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40, verbose_name="科目")),
                ("owner", models.CharField(blank=True, max_length=80, verbose_name="归属")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asset", "asset"),
                            ("liability", "liability"),
                            ("equity", "equity"),
                            ("income", "income"),
                            ("expense", "expense"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "unit",
                    models.CharField(choices=[("CNY", "CNY"), ("COIN", "COIN")], max_length=8, verbose_name="单位"),
                ),
                ("guarded", models.BooleanField(verbose_name="不得为负")),
                ("shards", models.SmallIntegerField(default=1, verbose_name="分片")),
                ("reserved", models.CharField(blank=True, max_length=10)),
                ("opened_at", models.DateTimeField(verbose_name="开户时间")),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.tenant",
                        verbose_name="机构",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_account",
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shard", models.SmallIntegerField(default=0)),
                ("floor", models.BigIntegerField()),
                ("ceiling", models.BigIntegerField()),
                ("balance", models.BigIntegerField(default=0)),
                ("entries", models.BigIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_balance",
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ends_at", models.DateTimeField(verbose_name="截止")),
                ("closed_at", models.DateTimeField(verbose_name="结账时间")),
                ("closed_by", models.CharField(blank=True, max_length=80, verbose_name="结账人")),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.tenant",
                        verbose_name="机构",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_period",
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("balance", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.period"
                    ),
                ),
            ],
            options={
                "db_table": "ledger_closing",
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, verbose_name="幂等键")),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=40, verbose_name="类型")),
                ("memo", models.CharField(blank=True, max_length=200, verbose_name="摘要")),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="关联")),
                ("exchange", models.BooleanField(default=False)),
                ("at", models.DateTimeField(verbose_name="发生时间")),
                ("booked_at", models.DateTimeField(verbose_name="记账时间")),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "ends",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.transfer",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_transfer",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shard", models.SmallIntegerField()),
                ("seq", models.BigIntegerField()),
                ("amount", models.BigIntegerField(verbose_name="金额")),
                ("after", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.transfer",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_entry",
            },
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["tenant", "owner"], name="ledger_account_owner"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(fields=("tenant", "role", "owner"), name="ledger_account_once"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("guarded", False), ("shards", 1), _connector="OR"),
                name="ledger_account_guarded_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.UniqueConstraint(fields=("account", "shard"), name="ledger_balance_once"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance__gte", models.F("floor")), ("balance__lte", models.F("ceiling"))),
                name="ledger_balance_within",
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(fields=("tenant", "ends_at"), name="ledger_period_once"),
        ),
        migrations.AddConstraint(
            model_name="closing",
            constraint=models.UniqueConstraint(fields=("period", "account"), name="ledger_closing_once"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["tenant", "at"], name="ledger_transfer_when"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False)), fields=["expires_at"], name="ledger_transfer_holds"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("tenant", "key"), name="ledger_transfer_key_once"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", False)), fields=("ends",), name="ledger_transfer_ended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("account", "shard", "seq"), name="ledger_entry_no_gap"),
        ),
    ]
