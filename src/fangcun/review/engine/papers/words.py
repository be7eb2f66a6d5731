"""How a letter says things: calls, stages, times. A printed letter is Chinese, whatever its reader's pages are in."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Ruling

CALLS = {Call.PASS: "通过", Call.RETURN: "退回修改", Call.REFUSE: "不予通过"}
RULINGS = {Ruling.OPEN: "待判定", Ruling.UPHELD: "成立", Ruling.DISMISSED: "不成立", Ruling.MENDED: "已改"}
STRENGTHS = {Strength.BLOCK: "拦截", Strength.ASK: "人工判定", Strength.NOTE: "提示"}
STATES = {
    CaseState.SCREENING: "机审中",
    CaseState.FIRST: "初审中",
    CaseState.FINAL: "终审中",
    CaseState.RETURNED: "退回修改",
    CaseState.PASSED: "通过",
    CaseState.REFUSED: "不予通过",
    CaseState.WITHDRAWN: "已撤回",
}
ACTS = {
    Act.SUBMIT: "送审",
    Act.SCREEN: "机审",
    Act.TAKE: "接手",
    Act.HAND_OVER: "移交",
    Act.ASK: "要求补充",
    Act.ANSWER: "补充答复",
    Act.ADD: "记下意见",
    Act.RULE: "判定",
    Act.CONSULT: "请独立意见",
    Act.OPINE: "独立意见",
    Act.RECOMMEND: "初审意见",
    Act.PANEL: "召集专家组",
    Act.VOTE: "专家表决",
    Act.DECIDE: "终审决定",
    Act.NUMBER: "登记编号",
    Act.RESUBMIT: "重新送审",
    Act.APPEAL: "申诉",
    Act.WITHDRAW: "撤回",
}


def day(moment: datetime, *, zone: tzinfo) -> str:
    """``2026年11月23日``."""
    here = moment.astimezone(zone)
    return f"{here.year}年{here.month}月{here.day}日"


def minute(moment: datetime, *, zone: tzinfo) -> str:
    """``2026年11月23日 09:05``."""
    return f"{day(moment, zone=zone)} {moment.astimezone(zone):%H:%M}"


def stamp(moment: datetime, *, zone: tzinfo) -> str:
    """``2026-11-23 09:05``, for tables."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def working(length: timedelta) -> str:
    """Working time as people say it, a working day being 24 hours of the clock: ``1 个工作日 3 小时``."""
    minutes = round(length / timedelta(minutes=1))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} 个工作日" + (f" {hours} 小时" if hours else "")
    if hours:
        return f"{hours} 小时" + (f" {rest} 分" if rest else "")
    return f"{rest} 分"


def moment_of_film(ms: int) -> str:
    """A moment of a film: ``1分32秒``."""
    seconds = ms // 1000
    return f"{seconds // 60}分{seconds % 60:02d}秒"
