"""The bookings as a list, with what can be done about each."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import require
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import BookingState, ResourceKind
from fangcun.park.permissions import BOOK
from fangcun.park.views.asked import asked_for, facet, page_number, query_of, reader_of, rights

STATES = {
    BookingState.HELD: gettext_lazy("预占"),
    BookingState.CONFIRMED: gettext_lazy("确认"),
    BookingState.USED: gettext_lazy("使用"),
    BookingState.RELEASED: gettext_lazy("释放"),
    BookingState.EXPIRED: gettext_lazy("过期"),
}
KINDS = {
    ResourceKind.SPACE: gettext_lazy("场景"),
    ResourceKind.PERSON: gettext_lazy("人员"),
    ResourceKind.STOCK: gettext_lazy("物资"),
}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Bookings from today on, or of all time."""
    actor = reader_of(request)
    f = asked_for(request, "state", "kind", "crew", "when")
    today = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    spans = {
        "today": (today, today + timedelta(days=1)),
        "week": (today, today + timedelta(days=7)),
        "all": (None, None),
    }
    start, end = spans.get(f["when"], (today, None))
    page = api.bookings(
        actor,
        states=[BookingState(f["state"])] if f["state"] in set(BookingState) else tuple(api.KEEPING),
        kind=ResourceKind(f["kind"]) if f["kind"] in set(ResourceKind) else None,
        crew_id=int(f["crew"]) if f["crew"].isdecimal() else None,
        start=start,
        end=end,
        number=page_number(request),
    )
    facets = [
        facet("when", _("时间"), [("today", _("今天")), ("week", _("七天内")), ("all", _("全部"))], f["when"]),
        facet("state", _("状态"), [(s.value, word) for s, word in STATES.items()], f["state"]),
        facet("kind", _("类别"), [(k.value, word) for k, word in KINDS.items()], f["kind"]),
        facet("crew", _("剧组"), [(str(c.id), c.name) for c in api.crews(actor, active=None)], f["crew"]),
    ]
    context = {
        "tab": "bookings",
        "page": page,
        "facets": [x for x in facets if x.values],
        "filters": f,
        "filtered": any(f.values()),
        "query": query_of(f),
    }
    return render(request, "park/bookings.html", context | rights(actor))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Confirm, release or mark used what was ticked, or the one whose button was pressed."""
    actor = require(getattr(request, "actor", None), BOOK)
    do = request.POST.get("do", "")
    word, _sep, one = do.partition(":")
    ids = [int(i) for i in ([one] if one else request.POST.getlist("id")) if i.isdecimal()]
    if not ids:
        raise FangcunError("booking.none", Kind.INVALID, _("没有选中预订，请先勾选。"))
    if word == "confirm":
        done, words = api.confirm(actor, ids), _("已确认 %(n)s 项。")
    elif word == "use":
        done, words = api.mark_used(actor, ids), _("已记为使用 %(n)s 项。")
    elif word == "release":
        done, words = api.release(actor, ids), _("已释放 %(n)s 项，时间已空出。")
    else:
        raise FangcunError("booking.do", Kind.INVALID, _("不认得这个操作，请刷新页面再试。"))
    messages.success(request, words % {"n": len(done)})
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else reverse("park:bookings"))
