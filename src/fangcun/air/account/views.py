"""Pages of a viewer's own: signing in with a code, 我的, leaving, being forgotten."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fangcun.air import queries
from fangcun.air.account import accounts, codes, exports, minding
from fangcun.air.account.viewers import account_of, device_of, enter, guest_of, known_viewer, leave, viewer_of
from fangcun.air.contracts import Viewer
from fangcun.air.engine import targets
from fangcun.air.engine.minors import BANDS
from fangcun.base.api import client_address
from fangcun.config import config
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind

PENDING = "air.pending"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where to send the code to. Goes on to the code's page once it was sent."""
    if account_of(request):  # a second account would be a way out of minors' mode
        return redirect("air:me")
    context: dict[str, Any] = {
        "next": _next(request),
        "target": request.POST.get("target", ""),
        "terms": accounts.TERMS,
    }
    if request.method == "POST":
        try:
            target = targets.read(context["target"])
            if target is None:
                raise FangcunError("air.target", Kind.INVALID, _("请填写邮箱，或 11 位手机号（境外号码以 + 开头）。"))
            if not request.POST.get("agree"):
                raise FangcunError("air.terms", Kind.INVALID, _("请先阅读并同意隐私条款。"))
            code = codes.ask(target, device=device_of(request), address=client_address(request))
        except FangcunError as error:
            return render(request, "air/sign_in.html", context | {"problem": error.message}, status=_status(error))
        request.session[PENDING] = {"target": target.address, "next": context["next"], "demo": _shown(code)}
        return redirect("air:code")
    return render(request, "air/sign_in.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The six digits; the right ones sign in, and take what the guest watched along."""
    pending = request.session.get(PENDING)
    target = targets.read(pending["target"]) if pending else None
    if not pending or target is None or account_of(request):
        return redirect("air:sign-in")
    context = {"target": target, "demo_code": pending["demo"], "next": pending["next"]}
    if request.method == "POST":
        try:
            given = request.POST.get("code", "")
            codes.use(target, given, device=device_of(request), address=client_address(request))
        except FangcunError as error:
            return render(request, "air/code.html", context | {"problem": error.message}, status=_status(error))
        guest = guest_of(request)
        del request.session[PENDING]
        enter(request, accounts.sign_in(target, guest=guest))
        return redirect(pending["next"])
    return render(request, "air/code.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; what was watched stays with the account. Raises DENIED in minors' mode, which leaving would end."""
    viewer = viewer_of(request)
    if viewer is not None and minding.state_of(viewer) is not None:
        raise FangcunError("air.minors_on", Kind.DENIED, _("青少年模式下不能退出登录，请先用密码关闭青少年模式。"))
    leave(request)
    return redirect("home")


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """我的: the account, what was watched, minors' mode, one's data."""
    return _me(request)


@require_POST
def minors(request: HttpRequest) -> HttpResponse:
    """Turn minors' mode on (with a new PIN and an age), or off with the PIN it was turned on with."""
    viewer = known_viewer(request)
    pin = request.POST.get("pin", "")
    try:
        if minding.state_of(viewer) is None:
            minding.turn_on(viewer, pin=pin, band=request.POST.get("band", ""))
        else:
            minding.turn_off(viewer, pin=pin, address=client_address(request))
    except FangcunError as error:
        return _me(request, problem=error.message, status=_status(error))
    return redirect("air:me")


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything kept of this viewer, as a ZIP."""
    viewer = viewer_of(request)
    if viewer is None:
        raise FangcunError("air.nothing_kept", Kind.NOT_FOUND, _("这里还没有你的数据。"))
    headers = {"Content-Disposition": 'attachment; filename="fangcun-my-data.zip"', "Cache-Control": "no-store"}
    return HttpResponse(exports.archive(viewer), content_type="application/zip", headers=headers)


@never_cache
@require_http_methods(["GET", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Have the account deleted: asked for, confirmed by a code, done after fifteen days. DENIED in minors' mode."""
    account = account_of(request)
    if account is None:
        return redirect("air:sign-in")
    if minding.state_of(Viewer(accounts.key_of(account.pk))) is not None:
        raise FangcunError("air.minors_on", Kind.DENIED, _("请先用密码关闭青少年模式，再注销账号。"))
    target = accounts.target_of(account)
    context: dict[str, Any] = {"target": target, "days": accounts.GRACE.days}
    who = {"device": device_of(request), "address": client_address(request), "purpose": "forget"}
    if request.method == "POST":
        try:
            if "code" not in request.POST:
                shown = _shown(codes.ask(target, **who))
                return render(request, "air/forget.html", context | {"asked": True, "demo_code": shown})
            codes.use(target, request.POST["code"], **who)
        except FangcunError as error:
            context |= {"asked": "code" in request.POST, "problem": error.message}
            return render(request, "air/forget.html", context, status=_status(error))
        accounts.ask_to_be_forgotten(account.pk)
        leave(request)
        return render(request, "air/forget.html", context | {"done": True})
    return render(request, "air/forget.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def pin_forgotten(request: HttpRequest) -> HttpResponse:
    """Turn minors' mode off without its PIN: with a code that goes to the account's own phone or mailbox, which is
    whose it is. A guest has neither, and must have the PIN."""
    account = account_of(request)
    viewer = viewer_of(request)
    if account is None or viewer is None or minding.state_of(viewer) is None:
        return redirect("air:me")
    target = accounts.target_of(account)
    context: dict[str, Any] = {"target": target}
    who = {"device": device_of(request), "address": client_address(request), "purpose": "pin"}
    if request.method == "POST":
        try:
            if "code" not in request.POST:
                shown = _shown(codes.ask(target, **who))
                return render(request, "air/pin_forgotten.html", context | {"asked": True, "demo_code": shown})
            codes.use(target, request.POST["code"], **who)
        except FangcunError as error:
            context |= {"asked": "code" in request.POST, "problem": error.message}
            return render(request, "air/pin_forgotten.html", context, status=_status(error))
        minding.turn_off_by_code(viewer)
        return redirect("air:me")
    return render(request, "air/pin_forgotten.html", context)


def _me(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    viewer, account = viewer_of(request), account_of(request)
    hidden = minding.hidden_from(viewer)
    context = {
        "account": account,
        "target": accounts.target_of(account) if account else None,
        "history": [w for w in queries.watching(viewer) if w.card.slug not in hidden],
        "minors": minding.state_of(viewer) if viewer else None,
        "bands": BANDS,
        "problem": problem,
        "kept": viewer is not None,
    }
    return render(request, "air/me.html", context, status=status)


def _shown(code: str) -> str:
    """A code as a page may show it: only a demo's."""
    return code if config().demo and config().code_sender == "console" else ""


def _status(error: FangcunError) -> int:
    return 429 if error.kind is Kind.BUSY else HTTP_STATUS[error.kind]


def _next(request: HttpRequest) -> str:
    """Where to go afterwards, only ever on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/me/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/me/"
