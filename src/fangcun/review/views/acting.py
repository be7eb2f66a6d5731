"""What is done on a case's page: one button, one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Call, Ruling
from fangcun.review.views.asked import asker, number_in, page
from fangcun.review.views.desk import card, shared


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do the step whose button was pressed, with what was written; the page then shows how the case stands."""
    actor = asker(request)
    do, text = request.POST.get("do", ""), request.POST.get("words", "")
    to = number_in(request.POST.get("to", "")) or 0
    steps: dict[str, tuple[Callable[[], Any], str]] = {
        "take": (lambda: api.take(actor, pk), _("已接手。")),
        "hand_over": (lambda: api.hand_over(actor, pk, to=to, words=text), _("已移交。")),
        "ask": (lambda: api.ask(actor, pk, words=text), _("已发给制作方，答复前停钟。")),
        "answer": (lambda: api.answer(actor, pk, words=text), _("已答复，审核继续。")),
        "consult": (lambda: api.consult(actor, pk, to=to), _("已请独立意见。")),
        "opine": (lambda: api.opine(actor, pk, call=_call(request), words=text), _("意见已记下。")),
        "recommend": (lambda: api.recommend(actor, pk, call=_call(request), words=text), _("初审意见已提交。")),
        "panel": (lambda: api.call_panel(actor, pk, people=_people(request)), _("已召集专家组。")),
        "vote": (lambda: api.vote(actor, pk, call=_call(request), words=text), _("已投票。")),
        "decide": (lambda: _decide(actor, pk, request), _("终审决定已作出。")),
        "number": (
            lambda: api.enter_number(actor, pk, number=request.POST.get("number", ""), words=text),
            _("编号已登记。"),
        ),
        "appeal": (lambda: api.appeal(actor, pk, words=text), _("申诉已提交，由没有审过的人来审。")),
        "withdraw": (lambda: api.withdraw(actor, pk, words=text), _("已撤回。")),
    }
    if do not in steps:
        raise FangcunError("case.do", Kind.INVALID, _("不认得这个操作，请刷新页面再试。"))
    step, said = steps[do]
    try:
        step()
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID, Kind.DENIED):
            raise
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect("review:one", pk=pk)


@require_POST
def rule(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Rule on one finding; the answer is its card and how the case stands now."""
    actor = asker(request)
    error = ""
    try:
        ruling = Ruling(request.POST.get("ruling", ""))
        api.rule(actor, pk, key=key, ruling=ruling, words=request.POST.get("words", ""))
    except ValueError:
        error = _("请选成立或不成立。")
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID, Kind.DENIED):
            raise
        error = refused.message
    found = api.case(actor, pk)
    finding = next((f for f in found.findings if f.key == key), None)
    if finding is None:
        raise FangcunError("case.finding", Kind.NOT_FOUND, _("没有这条问题，请刷新页面。"))
    context = (
        shared(actor, found)
        | page(actor, "list")
        | {"card": card(found, finding, api.phrases(actor)), "error": error, "alone": True}
    )
    context["typed"] = request.POST.get("words", "") if error else ""
    return render(request, "review/_ruled.html", context)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the reviewer found at the words they chose, or at a moment of the film."""
    actor = asker(request)
    try:
        api.add(
            actor,
            pk,
            message=request.POST.get("message", ""),
            strength=Strength.NOTE if request.POST.get("strength") == Strength.NOTE.value else Strength.ASK,
            rule=request.POST.get("rule", ""),
            start=number_in(request.POST.get("start", "")),
            end=number_in(request.POST.get("end", "")),
            episode=number_in(request.POST.get("episode", "")),
            at_ms=number_in(request.POST.get("at_ms", "")),
        )
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID, Kind.DENIED):
            raise
        messages.error(request, refused.message)
    else:
        messages.success(request, _("意见已记下。"))
    return redirect("review:one", pk=pk)


def _decide(actor: Actor, pk: int, request: HttpRequest) -> None:
    api.decide(
        actor,
        pk,
        call=_call(request),
        words=request.POST.get("words", ""),
        article=request.POST.get("article", ""),
        number=request.POST.get("number", ""),
    )


def _call(request: HttpRequest) -> Call:
    try:
        return Call(request.POST.get("call", ""))
    except ValueError:
        raise FangcunError("case.call", Kind.INVALID, _("请选通过、退回修改或不予通过。")) from None


def _people(request: HttpRequest) -> list[int]:
    return [n for text in request.POST.getlist("people") if (n := number_in(text)) is not None]
