"""The laws of the books, each as a query for what breaks it. The first column names the account or the transfer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """A law: the rows of ``sql`` break it; ``message`` says of one of them what is wrong."""

    name: str
    sql: str
    message: str
    of_account: bool = False


LAWS = (
    Law(
        "two_entries",
        "SELECT t.id, count(e.id) FROM ledger_transfer t LEFT JOIN ledger_entry e ON e.transfer_id = t.id "
        "WHERE t.tenant_id = %(tenant)s GROUP BY t.id HAVING count(e.id) < 2",
        "转账 {0} 只有 {1} 条分录。",
    ),
    Law(
        "sum_zero",
        "SELECT t.id, a.unit, sum(e.amount) FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id "
        "LEFT JOIN ledger_account a ON a.id = e.account_id WHERE t.tenant_id = %(tenant)s "
        "GROUP BY t.id, a.unit HAVING sum(e.amount) <> 0",
        "转账 {0} 的 {1} 借贷不平，差 {2}。",
    ),
    Law(
        "one_unit",
        "SELECT t.id FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id "
        "JOIN ledger_account a ON a.id = e.account_id WHERE t.tenant_id = %(tenant)s AND NOT t.exchange "
        "GROUP BY t.id HAVING count(DISTINCT a.unit) > 1",
        "转账 {0} 混用了单位，却不是兑换。",
    ),
    Law(
        "no_orphan",
        "SELECT e.transfer_id, e.id FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
        "LEFT JOIN ledger_transfer t ON t.id = e.transfer_id AND t.tenant_id = a.tenant_id "
        "WHERE a.tenant_id = %(tenant)s AND t.id IS NULL UNION "
        "SELECT e.transfer_id, e.id FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id "
        "LEFT JOIN ledger_account a ON a.id = e.account_id AND a.tenant_id = t.tenant_id "
        "WHERE t.tenant_id = %(tenant)s AND a.id IS NULL UNION "
        "SELECT e.transfer_id, e.id FROM ledger_entry e LEFT JOIN ledger_transfer t ON t.id = e.transfer_id "
        "LEFT JOIN ledger_account a ON a.id = e.account_id WHERE t.id IS NULL AND a.id IS NULL",
        "分录 {1} 没有本机构的转账或账户（转账 {0}）。",
    ),
    Law(
        "balance",
        "SELECT b.account_id, b.shard, b.balance, coalesce(sum(e.amount), 0), b.entries, count(e.id) "
        "FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id "
        "LEFT JOIN ledger_entry e ON e.account_id = b.account_id AND e.shard = b.shard "
        "WHERE a.tenant_id = %(tenant)s GROUP BY b.id, b.account_id, b.shard, b.balance, b.entries "
        "HAVING b.balance <> coalesce(sum(e.amount), 0) OR b.entries <> count(e.id)",
        "账户 {0} 分片 {1}：余额 {2}，分录合计 {3}；记有 {4} 条，实有 {5} 条。",
        of_account=True,
    ),
    Law(
        "no_gap",
        "SELECT account_id, shard, seq FROM (SELECT e.account_id, e.shard, e.seq, e.after, e.amount, "
        "lag(e.after, 1, 0) OVER w AS earlier, row_number() OVER w AS place FROM ledger_entry e "
        "JOIN ledger_account a ON a.id = e.account_id WHERE a.tenant_id = %(tenant)s "
        "WINDOW w AS (PARTITION BY e.account_id, e.shard ORDER BY e.seq)) chain "
        "WHERE seq <> place OR after <> earlier + amount",
        "账户 {0} 分片 {1} 的分录在第 {2} 条处断开。",
        of_account=True,
    ),
    Law(
        "not_below_zero",
        "SELECT DISTINCT e.account_id FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
        "WHERE a.tenant_id = %(tenant)s AND a.guarded "
        "AND (CASE WHEN a.kind IN ('asset', 'expense') THEN e.after ELSE -e.after END) < 0",
        "账户 {0} 不得为负，却曾为负。",
        of_account=True,
    ),
    Law(
        "account_whole",
        "SELECT a.id, count(b.id), a.shards FROM ledger_account a LEFT JOIN ledger_balance b ON b.account_id = a.id "
        "AND b.shard >= 0 AND b.shard < a.shards "
        "AND (b.floor = 0) = (a.guarded AND a.kind IN ('asset', 'expense')) "
        "AND (b.ceiling = 0) = (a.guarded AND a.kind NOT IN ('asset', 'expense')) "
        "WHERE a.tenant_id = %(tenant)s GROUP BY a.id, a.shards HAVING count(b.id) <> a.shards",
        "账户 {0} 的余额行有 {1} 行合规，应有 {2} 行。",
        of_account=True,
    ),
    Law(
        "holds",
        "SELECT a.id, coalesce((SELECT sum(b.balance) FROM ledger_balance b WHERE b.account_id = a.id), 0) AS stands, "
        "coalesce((SELECT sum(e.amount) FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id "
        "WHERE e.account_id = a.id AND t.expires_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ledger_transfer s WHERE s.ends_id = t.id)), 0) AS waits "
        "FROM ledger_account a WHERE a.tenant_id = %(tenant)s AND a.reserved = 'held' AND "
        "coalesce((SELECT sum(b.balance) FROM ledger_balance b WHERE b.account_id = a.id), 0) <> "
        "coalesce((SELECT sum(e.amount) FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id "
        "WHERE e.account_id = a.id AND t.expires_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ledger_transfer s WHERE s.ends_id = t.id)), 0)",
        "冻结账户 {0} 余额 {1}，未结清的冻结合计 {2}。",
        of_account=True,
    ),
    Law(
        "ends",
        "SELECT t.id, t.ends_id FROM ledger_transfer t "
        "LEFT JOIN ledger_transfer o ON o.id = t.ends_id AND o.tenant_id = t.tenant_id AND o.id < t.id "
        "WHERE t.tenant_id = %(tenant)s AND t.ends_id IS NOT NULL AND o.id IS NULL",
        "转账 {0} 所结清或冲销的转账 {1} 不存在。",
    ),
    Law(
        "amount",
        "SELECT e.transfer_id, e.id FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id "
        "WHERE t.tenant_id = %(tenant)s AND e.amount = 0",
        "转账 {0} 的分录 {1} 金额为零。",
    ),
    Law(
        "closed",
        "SELECT account_id, ends_at, sum(amount) FROM ("
        "SELECT p.id, p.ends_at, c.account_id, -c.balance AS amount FROM ledger_period p "
        "JOIN ledger_closing c ON c.period_id = p.id WHERE p.tenant_id = %(tenant)s UNION ALL "
        "SELECT p.id, p.ends_at, c.account_id, c.balance FROM (SELECT id, ends_at, tenant_id, "
        "lag(id) OVER (PARTITION BY tenant_id ORDER BY ends_at) AS earlier FROM ledger_period) p "
        "JOIN ledger_closing c ON c.period_id = p.earlier WHERE p.tenant_id = %(tenant)s UNION ALL "
        "SELECT p.id, p.ends_at, e.account_id, e.amount FROM (SELECT id, ends_at, tenant_id, "
        "lag(ends_at) OVER (PARTITION BY tenant_id ORDER BY ends_at) AS starts_at FROM ledger_period) p "
        "JOIN ledger_transfer t ON t.tenant_id = p.tenant_id AND t.at < p.ends_at "
        "AND (p.starts_at IS NULL OR t.at >= p.starts_at) JOIN ledger_entry e ON e.transfer_id = t.id "
        "WHERE p.tenant_id = %(tenant)s) moved GROUP BY id, ends_at, account_id HAVING sum(amount) <> 0",
        "账户 {0} 在 {1} 结账时的余额与分录差 {2}。",
        of_account=True,
    ),
)
