"""What a call sheet warns of: light that ends, nights, crowds, children, danger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangcun.shoot.contracts import Light, PlacedStrip
from fangcun.shoot.engine.papers.clocks import minutes_of, shown

CROWD = 20  # extras in a scene, from which on doors, toilets and a first-aider are counted
LATE = 22 * 60
REST = 10 * 60
"""Least minutes between wrap and the next call, the trade's usual turnaround."""

_DANGERS = {"武行": "武戏", "特效": "特效", "动物": "动物", "车辆": "行车", "水": "水戏", "火": "用火"}


def tips_for(
    placed: Sequence[PlacedStrip], *, starts: Mapping[str, int], end: int, sunset: str, minors: frozenset[str]
) -> tuple[str, ...]:
    """One line for each thing to heed, in the order of the day. ``end`` in minutes after midnight."""
    tips: list[str] = []
    order = sorted(placed, key=lambda item: starts[item.strip.key])
    dark = minutes_of(sunset) if sunset else None
    outside = [p for p in order if p.strip.light is Light.DAY_EXT]
    if outside and dark is not None:
        last = max(starts[p.strip.key] + p.strip.minutes for p in outside)
        late = "，按此排序会拍到天黑，请提前" if last > dark else ""
        tips.append(f"日外 {len(outside)} 场须在日落 {sunset} 前拍完{late}")
    children = dict.fromkeys(name for p in order for name in p.strip.cast if name in minors)
    for name in children:
        mine = [p for p in order if name in p.strip.cast]
        minutes = sum(p.strip.minutes for p in mine)
        ends = max(starts[p.strip.key] + p.strip.minutes for p in mine)
        night = "，不得拍夜戏，请调整" if ends > LATE else ""
        tips.append(f"未成年演员（{name}）监护人到场，在场 {minutes} 分钟，最晚 {shown(ends)} 离场{night}")
    crowds = [(p.strip.key, sum(n or 0 for _, n in p.strip.extras)) for p in order]
    for key, count in crowds:
        if count >= CROWD:
            tips.append(f"{key} 群演 {count} 人：提前一小时集合，分区候场")
    for need, word in _DANGERS.items():
        keys = [p.strip.key for p in order if p.strip.needs.get(need)]
        if keys:
            tips.append(f"{word}：{'、'.join(keys)} 开拍前安全说明，非相关人员离场")
    if end > LATE:
        tips.append(f"预计 {shown(end)} 收工，次日最早 {shown((end + REST) % 1440)} 开工")
    return tuple(tips)
