"""Pages of the till: 福利 (what there is to earn), 钱包 (every coin), and 票价 for those who make."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fangcun.air import entitlement
from fangcun.air.account import minding
from fangcun.air.account.viewers import account_of, viewer_of, visitor_of
from fangcun.air.models import Title
from fangcun.air.till import earning, paying, pricing
from fangcun.air.till.books import Kind as Booked
from fangcun.air.till.providers import provider
from fangcun.air.till.wallet import Movement, wallet
from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind


@never_cache
@require_safe
def coins(request: HttpRequest) -> HttpResponse:
    """福利: today's sign-in, what watching brings, tasks, and what is in the wallet."""
    viewer = viewer_of(request)
    if viewer is not None:
        paying.pay_due(viewer)
    context = {
        "earning": earning.earning_of(viewer),
        "wallet": wallet(viewer),
        "signed_in": account_of(request) is not None or request.user.is_authenticated,
        "minors": viewer is not None and minding.state_of(viewer) is not None,
        "place": "coins",
    }
    return render(request, "air/coins.html", context)


@require_POST
def earn(request: HttpRequest) -> HttpResponse:
    """Take a reward of 福利 (``what`` is sign_in, watch or a task's key; ``minutes`` the step of watching)."""
    visitor = visitor_of(request)
    what, minutes = request.POST.get("what", ""), request.POST.get("minutes", "")
    try:
        if what == earning.SIGN_IN:
            got = earning.sign_in_today(visitor)
        elif what == earning.WATCH:
            got = earning.take_watching(visitor, int(minutes) if minutes.isdecimal() and len(minutes) < 5 else 0)
        else:
            got = earning.take_task(visitor, what)
    except FangcunError as error:
        if error.kind not in (Kind.CONFLICT, Kind.DENIED):
            raise
        messages.error(request, error.message)
        return redirect("air:coins")
    words = _("+{n} 金币，已到账") if got.paid else _("+{n} 金币，审核后到账")
    messages.success(request, words.format(n=got.coins))
    return redirect("air:coins")


@never_cache
@require_safe
def purse(request: HttpRequest) -> HttpResponse:
    """钱包: the balance and its lines, older ones by ``before``."""
    viewer = viewer_of(request)
    before = request.GET.get("before", "")
    if viewer is not None:
        paying.pay_due(viewer)
    found = wallet(viewer, before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    lines = [{"line": line, "what": words_of(line)} for line in found.lines]
    signed_in = account_of(request) is not None or request.user.is_authenticated
    return render(request, "air/wallet.html", {"wallet": found, "lines": lines, "signed_in": signed_in})


@never_cache
@require_http_methods(["GET", "POST"])
def fare(request: HttpRequest, slug: str) -> HttpResponse:
    """票价 of a tenant's own title: its prices, and times in which it is free."""
    actor = require(_actor(request), pricing.PRICE)
    title = Title.objects.of(actor.tenant_id).filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, _("没有这部剧，可能已下架或链接有误。"))
    if request.method == "POST":
        try:
            words = _change(actor, slug, request)
        except FangcunError as error:
            if error.kind is not Kind.INVALID:
                raise
            messages.error(request, error.message)
            return render(request, "air/reels/fare.html", _fare(title, given=request.POST), status=422)
        messages.success(request, words)
        return redirect("air:fare", slug=slug)
    return render(request, "air/reels/fare.html", _fare(title))


def words_of(line: Movement) -> str:
    """What a line of the wallet is, in the reader's language."""
    names = {
        Booked.SIGN_IN: _("签到"),
        Booked.WATCH: _("看剧奖励"),
        Booked.TASK: _("任务"),
        Booked.AD: _("看广告"),
        Booked.UNLOCK_COIN: _("金币解锁"),
        Booked.UNLOCK_AD: _("广告解锁"),
        Booked.UNLOCK_WHOLE: _("整剧解锁"),
    }
    return {kind.value: word for kind, word in names.items()}.get(line.kind, line.kind)


def _change(actor: Actor, slug: str, request: HttpRequest) -> str:
    """What the form asks for; the words that say it was done."""
    post = request.POST
    match post.get("do"):
        case "free":
            pricing.make_free(actor, slug=slug)
            return _("已改为全部免费。")
        case "window":
            pricing.open_window(actor, slug=slug, starts_at=_moment(post["starts"]), ends_at=_moment(post["ends"]))
            return _("限免已设好。")
        case "close":
            pricing.close_windows(actor, slug=slug)
            return _("限免已取消。")
        case _:
            numbers = {name: _number(post.get(name, "")) for name in ("free", "coins", "whole", "ad_opens")}
            pricing.set_fare(actor, slug=slug, **numbers)
            return _("票价已保存，立即生效；观众已解锁的不受影响。")


def _number(text: str) -> int:
    text = text.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise FangcunError("air.fare_number", Kind.INVALID, _("“{text}”不是整数，请只填数字。").format(text=text[:20]))
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError as error:
        raise FangcunError("air.window", Kind.INVALID, _("请选好限免的开始和结束时间。")) from error


def _fare(title: Title, *, given: Any = None) -> dict[str, Any]:
    found = entitlement.fare_of(title.slug)
    kept = {"free": 10, "coins": 20, "whole": 0, "ad_opens": 1}
    if found is not None:
        kept = {"free": found.free, "coins": found.coins, "whole": found.whole, "ad_opens": found.ad_opens}
    return {
        "title": title,
        "priced": found is not None,
        "windows": found.windows if found else (),
        "values": {name: (given or kept).get(name, "") for name in kept},
        "ads": provider() is not None,
        "now": clock.now(),
    }


def _actor(request: HttpRequest) -> Actor | None:
    return request.actor  # type: ignore[attr-defined,no-any-return]  # set by the middleware
