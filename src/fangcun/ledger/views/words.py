"""The books' own words on pages, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fangcun.base.api import may, require
from fangcun.base.contracts import Actor
from fangcun.ledger import printed
from fangcun.ledger.contracts import AccountView, Unit
from fangcun.ledger.engine.chart import chart
from fangcun.ledger.permissions import KEEP, SEE

KINDS = {
    "unlock": _("解锁"),
    "sign_in": _("签到"),
    "watch": _("观看"),
    "gift": _("赠送"),
    "top_up": _("充值"),
    "exchange": _("兑换"),
    "impression": _("广告展示"),
    "share": _("分账"),
    "capital": _("注资"),
    "release": _("解冻"),
    "reversal": _("冲销"),
}
UNITS = {Unit.FEN: _("人民币"), Unit.COIN: _("金币")}


@dataclass(frozen=True, slots=True)
class Named:
    """An account as a page shows it."""

    id: int
    code: str
    name: str
    owner: str
    unit: Unit


def role_name(role: str) -> str:
    """What a role is called in the reader's language."""
    line = chart().get(role)
    if line is None:
        return role
    return line.english if (get_language() or "").startswith("en") else line.name


def named(account: AccountView) -> Named:
    """The account with its name in the reader's language."""
    return Named(account.id, account.code, role_name(account.role), account.owner, account.unit)


def kind_name(kind: str) -> str:
    """What kind of transfer it is; the caller's own word where the page has none for it."""
    return str(KINDS.get(kind, kind))


def amount(value: int, unit: Unit) -> str:
    """An amount as the reader writes it."""
    return printed.amount(value, unit)


def signed(value: int, unit: Unit) -> str:
    """An amount that comes (+) or goes (−)."""
    return f"+{amount(value, unit)}" if value > 0 else amount(value, unit)


def reader_of(request: HttpRequest) -> Actor:
    """Who reads. Raises ``denied``."""
    return require(getattr(request, "actor", None), SEE)


def keeper_of(request: HttpRequest) -> Actor:
    """Who keeps the books. Raises ``denied``."""
    return require(getattr(request, "actor", None), KEEP)


def shared(actor: Actor, tab: str) -> dict[str, object]:
    """What every page of the books knows."""
    return {"tab": tab, "may_keep": may(actor, KEEP)}
