"""What states, calls and rulings are called on pages, and how time left is said."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Ruling

STATES = {
    CaseState.SCREENING: gettext_lazy("机审中"),
    CaseState.FIRST: gettext_lazy("初审"),
    CaseState.FINAL: gettext_lazy("终审"),
    CaseState.RETURNED: gettext_lazy("退回修改"),
    CaseState.PASSED: gettext_lazy("已通过"),
    CaseState.REFUSED: gettext_lazy("不予通过"),
    CaseState.WITHDRAWN: gettext_lazy("已撤回"),
}
TONES = {
    CaseState.RETURNED: "warning",
    CaseState.PASSED: "good",
    CaseState.REFUSED: "bad",
    CaseState.FIRST: "info",
    CaseState.FINAL: "info",
}
STRENGTHS = {
    Strength.BLOCK: gettext_lazy("拦截"),
    Strength.ASK: gettext_lazy("待判"),
    Strength.NOTE: gettext_lazy("提示"),
}
CALLS = {
    Call.PASS: gettext_lazy("通过"),
    Call.RETURN: gettext_lazy("退回修改"),
    Call.REFUSE: gettext_lazy("不予通过"),
}
RULINGS = {
    Ruling.OPEN: gettext_lazy("未判"),
    Ruling.DISMISSED: gettext_lazy("不成立"),
    Ruling.UPHELD: gettext_lazy("成立"),
    Ruling.MENDED: gettext_lazy("已改"),
}
SOURCES = {
    "lexicon": gettext_lazy("文字机审"),
    "work": gettext_lazy("整剧核查"),
    "picture": gettext_lazy("音画机审"),
    "model": gettext_lazy("模型提示"),
    "person": gettext_lazy("人工意见"),
}
ACTS = {
    Act.SUBMIT: gettext_lazy("送审"),
    Act.SCREEN: gettext_lazy("机审完成"),
    Act.TAKE: gettext_lazy("接手"),
    Act.HAND_OVER: gettext_lazy("移交"),
    Act.ASK: gettext_lazy("要求补充"),
    Act.ANSWER: gettext_lazy("补充答复"),
    Act.ADD: gettext_lazy("记下意见"),
    Act.HINT: gettext_lazy("模型读过"),
    Act.RULE: gettext_lazy("判定"),
    Act.CONSULT: gettext_lazy("请独立意见"),
    Act.OPINE: gettext_lazy("独立意见"),
    Act.RECOMMEND: gettext_lazy("初审意见"),
    Act.PANEL: gettext_lazy("召集专家组"),
    Act.VOTE: gettext_lazy("专家表决"),
    Act.DECIDE: gettext_lazy("终审决定"),
    Act.NUMBER: gettext_lazy("登记编号"),
    Act.RESUBMIT: gettext_lazy("重新送审"),
    Act.APPEAL: gettext_lazy("申诉"),
    Act.WITHDRAW: gettext_lazy("撤回"),
}


def time_left(left: timedelta | None) -> str:
    """Working time until a deadline, or how late it is, as people say it; empty while it stands still."""
    if left is None:
        return ""
    hours = round(abs(left).total_seconds() / 3600)
    if hours < 24:
        span = _("%(n)s 小时") % {"n": max(1, hours)}
    else:
        days, rest = divmod(hours, 24)
        span = _("%(n)s 个工作日") % {"n": days}
        if rest and days < 3:
            span += _(" %(n)s 小时") % {"n": rest}
    return (_("超期 %(span)s") if left < timedelta() else _("还剩 %(span)s")) % {"span": span}
