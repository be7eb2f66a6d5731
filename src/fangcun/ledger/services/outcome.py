"""What a writer answers, and how a refusal is said to people."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.engine.orders import OWN_KEYS
from fangcun.ledger.models import Account
from fangcun.ledger.queries.accounts import full_name


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was written. ``why`` is one of ``WORDS``; ``subject`` is the account, key or moment it is about."""

    why: str
    subject: str = ""


WORDS = {
    "account": ("ledger.account", Kind.NOT_FOUND, "没有编号为 {subject} 的账户，或它不属于本机构。"),
    "reserved": ("ledger.reserved", Kind.INVALID, "“{account}”只能由冻结或兑换来记，不能直接入账。"),
    "units": ("ledger.units", Kind.INVALID, "一笔转账里不能混用金币与人民币，请用兑换（exchange）。"),
    "unbalanced": ("ledger.unbalanced", Kind.INVALID, "借贷不平：每种单位的借方与贷方须各自相等。"),
    "key": (
        "ledger.key",
        Kind.CONFLICT,
        "幂等键“{subject}”已用于另一笔内容不同的转账；重试请原样重发，新的转账请换新键。",
    ),
    "closed": ("ledger.closed", Kind.CONFLICT, "{subject} 之前的账期已结，不能再记入；请记在现在，或用红字冲销。"),
    "funds": ("ledger.funds", Kind.CONFLICT, "“{account}”余额不足，没有记账。"),
    "partly": ("ledger.partly", Kind.CONFLICT, "这批转账有一部分已经记过，请逐笔重发。"),
    "ended": ("ledger.ended", Kind.CONFLICT, "这笔转账已由另一笔结清或冲销。"),
    "settled": ("ledger.settled", Kind.CONFLICT, "这笔冻结已经结清，不能再次扣款或解冻。"),
    "undone": ("ledger.undone", Kind.CONFLICT, "这笔转账已经冲销过，不能再冲一次。"),
    "range": ("ledger.amount", Kind.INVALID, "金额超出账户能记的范围。"),
}
CONSTRAINTS = {
    "ledger_transfer_ended_once": "ended",
    "ledger_balance_within": "range",
}
"""What the database refuses by itself, in the same words; an error without a name is a number too large."""


def error_of(refusal: Refusal, *, tenant_id: int) -> FangcunError:
    """The refusal as an error that a person can act on."""
    code, kind, words = WORDS[_told(refusal)]
    data: dict[str, str | int] = {"subject": refusal.subject} if refusal.subject else {}
    account = ""
    if refusal.subject.isdecimal() and "{account}" in words:
        found = Account.objects.of(tenant_id).filter(pk=int(refusal.subject)).first()
        account = full_name(found) if found else refusal.subject
        data["account_id"] = int(refusal.subject)
    return FangcunError(code, kind, words.format(subject=refusal.subject, account=account), **data)


def _told(refusal: Refusal) -> str:
    """A key of the ledger's own says in itself what was done already."""
    own = {f"{OWN_KEYS}undo:": "undone", f"{OWN_KEYS}settle:": "settled"}
    taken = [why for start, why in own.items() if refusal.why == "key" and refusal.subject.startswith(start)]
    return taken[0] if taken else refusal.why
