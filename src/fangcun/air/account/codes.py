"""Codes for signing in and for confirming: asked for, sent, tried. Neither code nor target is kept in the clear."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from fangcun.air.account import senders
from fangcun.air.engine.targets import Target
from fangcun.air.models import ViewerCode
from fangcun.base.api import count_attempt
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

LIFE = timedelta(minutes=5)
RESEND = timedelta(seconds=60)
MOST_TRIES = 5
PER_TARGET = 5
PER_DEVICE = 10
PER_ADDRESS = 30
TRIES_PER_ADDRESS = 100
WINDOW = timedelta(hours=1)


def ask(target: Target, *, device: str, address: str, purpose: str = "sign-in") -> str:
    """Send a new code and return it (only a demo's page may show it); the one before it is void.

    Says and does the same whether or not the target has an account. A code works only from the ``device`` that asked,
    so nobody can use up another's tries. Raises BUSY within 60 seconds or past a limit, UPSTREAM.
    """
    now, whose = clock.now(), _mac("target", target.address)
    last = ViewerCode.objects.filter(target=whose).order_by("-sent_at").values_list("sent_at", flat=True).first()
    if last is not None and now < last + RESEND:
        wait = int((last + RESEND - now).total_seconds()) + 1
        message = _("验证码刚刚发过，请 {n} 秒后再试。").format(n=wait)
        raise FangcunError("air.code_wait", Kind.BUSY, message, seconds=wait)
    count_attempt(f"code-from:{address}", most=PER_ADDRESS, per=WINDOW)
    count_attempt(f"code-device:{_mac('device', device)}", most=PER_DEVICE, per=WINDOW)
    count_attempt(f"code-to:{whose}", most=PER_TARGET, per=WINDOW)
    ViewerCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    code = f"{secrets.randbelow(10**6):06d}"
    fields = {"code": _code_mac(whose, purpose, code), "sent_at": now, "expires_at": now + LIFE, "tries": 0}
    ViewerCode.objects.update_or_create(target=whose, device=_mac("device", device), purpose=purpose, defaults=fields)
    senders.send(target, code)
    return code


def use(target: Target, code: str, *, device: str, address: str, purpose: str = "sign-in") -> None:
    """Take a code; it works once. Raises INVALID for a wrong, an old or a used one, all in the same words, BUSY."""
    count_attempt(f"code-tries:{address}", most=TRIES_PER_ADDRESS, per=WINDOW)
    whose = _mac("target", target.address)
    rows = ViewerCode.objects.filter(target=whose, device=_mac("device", device), purpose=purpose)
    # Counted before it is compared, in one statement: tries at the same moment are all counted.
    live = rows.filter(expires_at__gt=clock.now(), tries__lt=MOST_TRIES)
    counted = live.update(tries=F("tries") + 1)
    row = rows.first() if counted else None
    right = hmac.compare_digest(row.code if row else "", _code_mac(whose, purpose, code.strip()))
    if row is None or not right or not rows.filter(code=row.code).delete()[0]:
        message = _("验证码不对或已过期。每个验证码可以试 5 次，请核对后再试，或重新获取。")
        raise FangcunError("air.code_wrong", Kind.INVALID, message)


def _code_mac(whose: str, purpose: str, code: str) -> str:
    return _mac("code", f"{whose}.{purpose}.{code}")


def _mac(what: str, text: str) -> str:
    """A keyed digest: with a million codes and few phone numbers a plain hash would be read back at once."""
    key = hmac.digest(settings.SECRET_KEY.encode(), f"fangcun.air.{what}".encode(), "sha256")
    return hmac.digest(key, text.encode("utf-8", "replace"), "sha256").hex()
