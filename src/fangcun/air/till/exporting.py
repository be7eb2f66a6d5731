"""What the till keeps of a viewer, for the file that they can take away."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from fangcun.air.account.exports import exporter
from fangcun.air.contracts import Viewer
from fangcun.air.models import AdShowing, Reward, Unlock
from fangcun.air.till.wallet import all_lines


@exporter("金币明细")
def _coins(viewer: Viewer) -> list[dict[str, Any]]:
    lines = all_lines(viewer)
    return [{"时间": _time(line.at), "事项": line.memo, "类型": line.kind, "金币": line.coins} for line in lines]


@exporter("已解锁")
def _unlocks(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Unlock.objects.filter(viewer=viewer.key).select_related("title").order_by("at", "pk")
    return [
        {"剧名": r.title.name, "集": r.number or "整剧", "方式": r.get_way_display(), "时间": _time(r.at)} for r in rows
    ]


@exporter("奖励")
def _rewards(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Reward.objects.filter(viewer=viewer.key).order_by("earned_at", "pk")
    return [
        {"事项": r.what, "哪一次": r.key, "金币": r.coins, "状态": r.get_state_display(), "时间": _time(r.earned_at)}
        for r in rows
    ]


@exporter("看过的广告")
def _showings(viewer: Viewer) -> list[dict[str, Any]]:
    rows = AdShowing.objects.filter(viewer=viewer.key).select_related("title").order_by("asked_at", "pk")
    return [{"时间": _time(r.asked_at), "为了": f"《{r.title.name}》第{r.number}集", "解锁": r.numbers} for r in rows]


def _time(moment: Any) -> str:
    return str(timezone.localtime(moment).isoformat(timespec="seconds"))
