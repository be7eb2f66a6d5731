"""Who carries a sign-in code: the console of a demo, SMTP, an HTTP gateway, or a plug-in."""

from __future__ import annotations

import hmac
import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from smtplib import SMTPException
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from fangcun.air.engine.targets import Channel, Target
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

log = logging.getLogger("fangcun.codes")
PATIENCE_SECONDS = 8
PLUGINS = "fangcun.code_senders"

Sender = Callable[[Target, str], None]
"""Takes the target and the code. Raises OSError when it could not be delivered."""


def send(target: Target, code: str) -> None:
    """Hand a code to the sender of the settings. Raises UPSTREAM when it cannot deliver, INVALID for a phone number
    where only mail is carried."""
    carry = _sender(config().code_sender)
    try:
        carry(target, code)
    except (OSError, SMTPException) as error:
        log.warning("a code was not delivered: %s", type(error).__name__)
        raise FangcunError("air.code_unsent", Kind.UPSTREAM, _("验证码没有发出去，请稍后再试。")) from None


def _sender(name: str) -> Sender:
    if name in _OURS:
        return _OURS[name]
    plugin = next(iter(entry_points(group=PLUGINS, name=name)), None)
    if plugin is None:
        message = f"没有名为“{name[:40]}”的验证码通道，请检查 FANGCUN_CODE_SENDER。"
        raise FangcunError("air.code_sender", Kind.UPSTREAM, message)
    found: Sender = plugin.load()
    return found


def _console(target: Target, code: str) -> None:
    """Into the log of a demo. A site in earnest must not let whoever reads its log sign in as anybody."""
    if not config().demo:
        message = _("本站还没有开通验证码，暂时不能登录。不登录也可以观看。")
        raise FangcunError("air.code_sender", Kind.UPSTREAM, message)
    log.info("code for %s: %s", target.masked, code)


def _smtp(target: Target, code: str) -> None:
    """By mail, ``smtp://`` (STARTTLS) or ``smtps://``."""
    if target.channel is not Channel.EMAIL:
        raise FangcunError("air.code_mail_only", Kind.INVALID, _("本站的验证码只发到邮箱，请填写邮箱。"))
    url = urlsplit(config().code_url)
    login = unquote(url.username or "")
    sender = parse_qs(url.query).get("from", [login])[0]
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=url.hostname or "localhost",
        port=url.port or (465 if url.scheme == "smtps" else 587),
        username=login,
        password=unquote(url.password or ""),
        use_ssl=url.scheme == "smtps",
        use_tls=url.scheme == "smtp",
        timeout=PATIENCE_SECONDS,
    )
    body = _("验证码 {code}，5 分钟内有效。如果不是你本人操作，请忽略这封邮件。").format(code=code)
    EmailMessage(_("方寸验证码"), body, sender, [target.address], connection=connection).send()


def signed_request(target: Target, code: str, *, url: str, key: str, at: int) -> urllib.request.Request:
    """The request to a gateway: JSON, and ``X-Fangcun-Signature: t=<second>,v1=<HMAC-SHA256 of "t.body">``."""
    body = json.dumps({"channel": target.channel.value, "to": target.address, "code": code, "minutes": 5}).encode()
    mac = hmac.digest(key.encode(), f"{at}.".encode() + body, "sha256").hex()
    headers = {"Content-Type": "application/json", "X-Fangcun-Signature": f"t={at},v1={mac}"}
    return urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  checked by its caller


def _http(target: Target, code: str) -> None:
    """To a gateway that signs nothing itself: HTTPS only, except in a demo."""
    url, key = config().code_url, config().code_key
    allowed = ("https", "http") if config().demo else ("https",)
    if urlsplit(url).scheme not in allowed or not key:
        message = "验证码网关没有设好：FANGCUN_CODE_URL 须为 https 地址，FANGCUN_CODE_KEY 不能为空。"
        raise FangcunError("air.code_sender", Kind.UPSTREAM, message)
    request = signed_request(target, code, url=url, key=key, at=int(clock.now().timestamp()))
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS):  # noqa: S310  scheme checked above
        pass


_OURS: Mapping[str, Sender] = {"console": _console, "smtp": _smtp, "http": _http}
