"""What the pages of plans say: money, costs by cause, states, rules."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fangcun.shoot.contracts import CostParts, PlanState, RuleKind


def money(fen: int) -> str:
    """¥12,345.60, without the fen of round sums: ¥12,345."""
    sign, fen = ("−" if fen < 0 else ""), abs(fen)
    whole, rest = divmod(fen, 100)
    return f"{sign}¥{whole:,}.{rest:02d}" if rest else f"{sign}¥{whole:,}"


def weekday(when: date) -> str:
    """周二, Tue: as a call sheet says it; the formats of Chinese only know 星期二."""
    return date_format(when, "D").replace("星期", "周")


def cost_names(cost: CostParts) -> list[tuple[str, int]]:
    """The parts of a cost under their names, in fen."""
    return [
        (_("演员在组"), cost.holding),
        (_("转场"), cost.moves),
        (_("加班"), cost.overtime),
        (_("夜戏"), cost.nights),
        (_("剧组开工"), cost.crew_days),
        (_("场租"), cost.places),
        (_("改期"), cost.changes),
    ]


def state_name(state: PlanState) -> str:
    """Where a plan stands, in a word."""
    names = {
        PlanState.WORKING: _("排期中"),
        PlanState.DRAFT: _("草案"),
        PlanState.IN_FORCE: _("执行中"),
        PlanState.SUPERSEDED: _("已被取代"),
        PlanState.FAILED: _("没排成"),
    }
    return names[state]


def method_name(method: str) -> str:
    """A search method as people say it."""
    names = {
        "start": _("接着上次"),
        "greedy": _("按景集中"),
        "annealing": _("退火"),
        "windows": _("分段求解"),
        "exact": _("精确求解"),
        "repair": _("修补冲突"),
    }
    return names.get(method, method)


def rule_name(rule: RuleKind) -> str:
    """A broken rule, in a word."""
    names = {
        RuleKind.LIGHT: _("日夜"),
        RuleKind.CLOSED: _("时段"),
        RuleKind.PLACE_CLOSED: _("场景关闭"),
        RuleKind.PLACE_TAKEN: _("撞景"),
        RuleKind.PERSON_AWAY: _("没档期"),
        RuleKind.PERSON_TAKEN: _("撞人"),
        RuleKind.CREW_AWAY: _("剧组休息"),
        RuleKind.OVERTIME: _("超时"),
        RuleKind.REST: _("休息不足"),
        RuleKind.MINOR: _("未成年人"),
        RuleKind.KIT: _("器材不够"),
        RuleKind.ORDER: _("先后"),
        RuleKind.TRAVEL: _("赶不到"),
        RuleKind.MISSING: _("未排"),
    }
    return names[rule]
