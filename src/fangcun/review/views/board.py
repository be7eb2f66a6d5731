"""The chief's board: load, lateness, agreement, noisy rules, and the promise that all of it is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts.desk import Board, ReviewerFigures, RuleFigures
from fangcun.review.permissions import RUN
from fangcun.review.views.asked import asker, page

NOISY, RULED = 0.5, 3
"""From which share of dismissals, and from how many rulings on, a rule is called noisy."""
FEW = 20
"""Below how many double judgements kappa is said to swing."""

_BANDS = (
    (0.81, gettext_lazy("几乎一致")),
    (0.61, gettext_lazy("相当一致")),
    (0.41, gettext_lazy("中等")),
    (0.21, gettext_lazy("偏低")),
    (0.0, gettext_lazy("很低")),
    (-1.0, gettext_lazy("不如随机")),
)


class PromiseForm(forms.Form):
    """What the centre promises, in working days, and how much of it may be expedited."""

    _number: dict[str, Any] = {
        "error_messages": {
            "required": gettext_lazy("请填一个数。"),
            "invalid": gettext_lazy("请填整数。"),
        }
    }
    days = forms.IntegerField(label=gettext_lazy("首次送审"), **_number)
    again_days = forms.IntegerField(label=gettext_lazy("重新送审与申诉"), **_number)
    fast_days = forms.IntegerField(label=gettext_lazy("加急通道"), **_number)
    fast_quota = forms.IntegerField(label=gettext_lazy("每周加急件数"), **_number)


@dataclass(frozen=True, slots=True)
class Week:
    """A week's bars; heights are shares of the highest bar in percent, ``late`` a part of ``decided``."""

    monday: date
    submitted: int
    decided: int
    late: int
    submitted_high: float
    decided_high: float
    late_high: float


@dataclass(frozen=True, slots=True)
class Load:
    """A reviewer's bar: what is in hand and in time, what is late, in percent of the longest."""

    figures: ReviewerFigures
    wide: float
    late_wide: float
    median: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's bar: its noise in percent, and whether it is called noisy."""

    figures: RuleFigures
    percent: int | None
    noisy: bool


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The figures of the last weeks. Raises ``denied``, ``centre.missing``."""
    return _page(request, asker(request, RUN), form=None)


@require_POST
def promise(request: HttpRequest) -> HttpResponse:
    """Change the promise; what is wrong with it is said beside the fields."""
    actor, form = asker(request, RUN), PromiseForm(request.POST)
    if form.is_valid():
        try:
            api.promise(actor, **form.cleaned_data)
        except FangcunError as error:
            if error.kind is not Kind.INVALID:
                raise
            form.add_error(None, error.message)
        else:
            messages.success(request, _("承诺已改。在办的件从下一步起按新的期限算。"))
            return HttpResponseRedirect(reverse("review:board") + "#promise")
    return _page(request, actor, form=form)


def _page(request: HttpRequest, actor: Actor, *, form: PromiseForm | None) -> HttpResponse:
    found = api.board(actor)
    centre = api.centre_of(actor)
    assert centre is not None  # ``board`` would have refused
    held = {name: getattr(centre, name) for name in PromiseForm.base_fields}
    context = {
        "board": found,
        "centre": centre.short,
        "kept": None if found.kept is None else round(100 * found.kept),
        "median": working(found.median),
        "weeks": _weeks(found),
        "totals": _totals(found),
        "loads": _loads(found),
        "rules": [_rule(one) for one in found.rules],
        "agreement": _agreement(found),
        "form": form or PromiseForm(initial=held),
    }
    return render(request, "review/board.html", page(actor, "board") | context, status=200 if form is None else 422)


def working(length: timedelta | None) -> str:
    """Working time as people say it, a working day being 24 hours of the clock; a dash where there is none."""
    if length is None:
        return "–"
    minutes = round(length / timedelta(minutes=1))
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days and hours:
        return _("%(days)d 天 %(hours)d 小时") % {"days": days, "hours": hours}
    if days:
        return ngettext("%(days)d 天", "%(days)d 天", days) % {"days": days}
    if hours:
        return _("%(hours)d 小时") % {"hours": hours}
    return _("%(minutes)d 分钟") % {"minutes": minutes}


def _top(found: Board) -> int:
    return max([1, *(max(submitted, decided) for _monday, submitted, decided, _late in found.weeks)])


def _weeks(found: Board) -> list[Week]:
    share = 100 / _top(found)
    return [
        Week(monday, submitted, decided, late, submitted * share, decided * share, late * share)
        for monday, submitted, decided, late in found.weeks
    ]


def _totals(found: Board) -> dict[str, int]:
    return {
        "submitted": sum(submitted for _monday, submitted, _decided, _late in found.weeks),
        "decided": sum(decided for _monday, _submitted, decided, _late in found.weeks),
        "late": sum(late for _monday, _submitted, _decided, late in found.weeks),
    }


def _loads(found: Board) -> list[Load]:
    share = 100 / max([1, *(one.holding for one in found.reviewers)])
    return [
        Load(one, (one.holding - one.late) * share, one.late * share, working(one.median)) for one in found.reviewers
    ]


def _rule(one: RuleFigures) -> Rule:
    percent = None if one.noise is None else round(100 * one.noise)
    noisy = one.noise is not None and one.noise >= NOISY and one.upheld + one.dismissed >= RULED
    return Rule(one, percent, noisy)


def _agreement(found: Board) -> dict[str, Any]:
    """Kappa with its band in words, and where it stands between the least and full agreement, in percent."""
    value = found.kappa
    words = "" if value is None else next((str(w) for least, w in _BANDS if value >= least), str(_BANDS[-1][1]))
    return {
        "value": None if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}"),
        "words": words,
        "at": None if value is None else round(100 * min(1.0, max(0.0, value))),
        "same": round(100 * found.agreed / found.doubled) if found.doubled else 0,
        "few": found.doubled < FEW,
    }
