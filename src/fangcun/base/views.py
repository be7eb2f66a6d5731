"""Pages of the base: home, login, logout, language, tenant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangcun.base import services
from fangcun.base.addresses import client_address
from fangcun.base.contracts import ROLE_NAMES, Actor, Role
from fangcun.base.demo import DEMO_PASSWORD, DEMO_USERS
from fangcun.base.middleware import TENANT_KEY
from fangcun.base.queries import actor_of, tenants_of
from fangcun.config import config
from fangcun.kit.errors import FangcunError, Kind

LOGINS_PER_ACCOUNT = 10
LOGINS_PER_ADDRESS = 50
WINDOW = timedelta(minutes=15)


def _next_url(request: HttpRequest) -> str:
    """Where to go afterwards, only ever on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted else reverse("home")


def _own_desk(actor: Actor | None) -> str:
    """Where somebody begins who came by no particular way: reviewers at their queue, all others at the front page."""
    judges = actor is not None and actor.roles <= {Role.REVIEWER, Role.CHIEF}
    try:
        return reverse("review:list") if judges else reverse("home")
    except NoReverseMatch:  # a site without that room
        return reverse("home")


def _demo_logins() -> dict[str, Any]:
    """The known logins that the login page of a demo offers; nothing on a site in earnest."""
    if not config().demo:
        return {}
    logins = [(login, name, ROLE_NAMES[role]) for login, (name, role) in DEMO_USERS.items()]
    return {"demo_logins": logins, "demo_password": DEMO_PASSWORD}


@never_cache
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The login page; attempts are counted for each account and each address."""
    context: dict[str, Any] = {"next": _next_url(request), "login": "", "problem": ""} | _demo_logins()
    if request.method == "POST":
        name = request.POST.get("login", "").strip().lower()
        try:
            services.count_attempt(f"login:{name}", most=LOGINS_PER_ACCOUNT, per=WINDOW)
            services.count_attempt(f"login-from:{client_address(request)}", most=LOGINS_PER_ADDRESS, per=WINDOW)
        except FangcunError as error:
            return render(request, "base/login.html", context | {"login": name, "problem": error.message}, status=429)
        password = request.POST.get("password", "")
        # A database that was once a demo must not open to everybody when it is served in earnest.
        known = password == DEMO_PASSWORD and not config().demo
        user = None if known else authenticate(request, username=name, password=password)
        if user is not None:
            login(request, user)
            services.audit("user.logged_in", by=actor_of(user), subject=name)
            own = context["next"] == reverse("home")
            return redirect(_own_desk(actor_of(user)) if own else context["next"])
        services.audit("user.login_failed", by=None, subject=name)
        context |= {"login": name, "problem": _("账号或密码不对，请再试一次。")}
    return render(request, "base/login.html", context, status=401 if context["problem"] else 200)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("home")


@require_POST
def choose_tenant(request: HttpRequest) -> HttpResponse:
    """Act for another tenant from now on. Raises DENIED for one the user does not belong to."""
    wanted = request.POST.get("tenant", "")
    mine = {str(t.pk) for t in tenants_of(request.user)} if request.user.is_authenticated else set()
    if wanted not in mine:
        raise FangcunError("tenant.denied", Kind.DENIED, _("你不属于这个机构。"))
    request.session[TENANT_KEY] = int(wanted)
    return HttpResponseRedirect(_next_url(request))


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """A line for machines that ask whether the site is up."""
    return HttpResponse("ok\n", content_type="text/plain")


@requires_csrf_token
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its token."""
    error = FangcunError("csrf", Kind.DENIED, _("页面已过期，请返回刷新后再提交，填写的内容仍在原页面。"))
    return render(request, "base/error.html", {"error": error, "status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere."""
    error = FangcunError("page.missing", Kind.NOT_FOUND, _("没有这个页面，可能已下架或链接有误。"))
    return render(request, "base/error.html", {"error": error, "status": 404}, status=404)
