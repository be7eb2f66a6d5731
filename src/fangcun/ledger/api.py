"""The door of the ledger. Every function takes the tenant; what is another tenant's does not exist."""

from fangcun.ledger.queries.accounts import account, accounts, find_account
from fangcun.ledger.queries.balances import balance, trial_balance
from fangcun.ledger.queries.checking import check
from fangcun.ledger.queries.exporting import export
from fangcun.ledger.queries.holds import holds
from fangcun.ledger.queries.periods import periods
from fangcun.ledger.queries.statements import statement
from fangcun.ledger.queries.transfers import transfer
from fangcun.ledger.services.accounts import open_account
from fangcun.ledger.services.closing import close_period
from fangcun.ledger.services.holding import capture, expire_holds, hold, release
from fangcun.ledger.services.posting import exchange, post, post_many, reverse

__all__ = [
    "account",
    "accounts",
    "balance",
    "capture",
    "check",
    "close_period",
    "exchange",
    "expire_holds",
    "export",
    "find_account",
    "hold",
    "holds",
    "open_account",
    "periods",
    "post",
    "post_many",
    "release",
    "reverse",
    "statement",
    "transfer",
    "trial_balance",
]
