"""Sending a draft to review, and sending it again mended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts.cases import Filing, Lane
from fangcun.review.permissions import SUBMIT
from fangcun.review.views.asked import asker, number_in, page
from fangcun.write import api as write
from fangcun.write.contracts import DraftView

SUBJECTS = ("政治", "军事", "外交", "国家安全", "统战", "民族", "宗教", "司法", "公安")
MOST_INVESTMENT = 10**12


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for a new case: which draft, what is declared of the work, which lane. The class is told at once."""
    actor = asker(request, SUBMIT)
    drafts = _drafts(actor)
    asked = request.POST if request.method == "POST" else request.GET
    error: FangcunError | None = None
    if request.method == "POST":
        try:
            case = api.submit(
                actor,
                draft_id=number_in(asked.get("draft", "")) or 0,
                filing=_filing(request),
                lane=Lane.FAST if asked.get("lane") == Lane.FAST.value else Lane.NORMAL,
            )
        except FangcunError as refused:
            error = refused
        else:
            messages.success(request, _("已送审，机审完成，等初审接手。"))
            return redirect("review:one", pk=case)
    context = {
        "drafts": drafts,
        "chosen": number_in(asked.get("draft", "")),
        "values": {name: asked.get(name, "") for name in ("investment", "ai", "homepage_push", "lane")},
        "subjects": [(s, s in asked.getlist("subject")) for s in SUBJECTS],
        "error": error,
    }
    status = HTTP_STATUS[error.kind] if error else 200
    return render(request, "review/new.html", context | page(actor, "new"), status=status)


@require_GET
def class_of(request: HttpRequest) -> HttpResponse:
    """The class of what the form says so far."""
    asker(request, SUBMIT)
    context: dict[str, Any] = {}
    try:
        filing = _filing(request)
        context["found"] = api.class_of(filing, on=timezone.localdate(clock.now()))
    except FangcunError as refused:
        context["why"] = refused.message
    return render(request, "review/_class.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a returned case again with the draft that was chosen."""
    actor = asker(request, SUBMIT)
    draft = number_in(request.POST.get("draft", "")) or 0
    try:
        api.resubmit(actor, pk, draft_id=draft, note=request.POST.get("note", ""))
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID):
            raise
        messages.error(request, refused.message)
    else:
        messages.success(request, _("已重新送审；没改的不用再审。"))
    return redirect("review:one", pk=pk)


def drafts_of(actor: Actor, work: str) -> list[DraftView]:
    """The readable drafts of a work, the newest first."""
    return [d for d in write.production(work, actor).drafts if d.number is not None]


def _drafts(actor: Actor) -> list[DraftView]:
    """The newest readable draft of each production first, the rest of it after."""
    return [d for p in write.productions(actor) for d in p.drafts if d.number is not None]


def _filing(request: HttpRequest) -> Filing:
    asked = request.POST if request.method == "POST" else request.GET
    amount = number_in(asked.get("investment", ""))
    if amount is None or amount > MOST_INVESTMENT:
        raise FangcunError("class.investment", Kind.INVALID, _("请写投资额：整数，单位元，例如 500000。"))
    return Filing(
        investment=amount,
        ai=bool(asked.get("ai")),
        subjects=tuple(s for s in asked.getlist("subject") if s in SUBJECTS),
        homepage_push=bool(asked.get("homepage_push")),
    )
