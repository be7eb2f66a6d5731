"""The desk of moderators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fangcun.air import links
from fangcun.air.talk import moderating
from fangcun.air.talk.moderating import Ruling, Waiting
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits; with ``?hidden=1`` what was hidden and can be shown again."""
    actor: Actor | None = getattr(request, "actor", None)
    old = "hidden" in request.GET
    rows = moderating.hidden(actor) if old else moderating.waiting(actor)
    context = {
        "rows": [_shown(row) for row in rows],
        "all": moderating.many_wait(actor),
        "old": old,
        "phrases": [_("广告引流"), _("人身攻击"), _("泄露隐私"), _("低俗"), _("严重剧透"), _("与剧无关的刷屏")],
    }
    return render(request, "air/talk/desk.html", context)


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Rule on the chosen ones (``item``), or on the one whose button was pressed (``pass:c12``)."""
    actor: Actor | None = getattr(request, "actor", None)
    ruling, _sep, one = request.POST.get("ruling", "").partition(":")
    keys = [one] if one else request.POST.getlist("item")
    if ruling not in list(Ruling) or not keys:
        raise FangcunError("talk.nothing_chosen", Kind.INVALID, _("请先选中要处理的内容。"))
    try:
        done = moderating.rule(actor, keys, Ruling(ruling), reason=request.POST.get("reason", ""))
    except FangcunError as error:
        if error.kind is not Kind.INVALID:
            raise
        messages.error(request, error.message)
        return redirect("air:talk")
    said = {Ruling.PASS: _("已通过 {n} 条。"), Ruling.HIDE: _("已隐藏 {n} 条。"), Ruling.DELETE: _("已删除 {n} 条。")}
    messages.success(request, said[Ruling(ruling)].format(n=done))
    return redirect("air:talk")


def _shown(row: Waiting) -> dict[str, Any]:
    seconds = None if row.at_ms is None else row.at_ms // 1000
    return {
        "row": row,
        "page": links.watch_path(row.slug, row.number),
        "time": None if seconds is None else f"{seconds // 60}:{seconds % 60:02d}",
        "state": row.standing.name.lower(),
    }
