"""The printed words of the papers in Chinese and English. What people wrote stays as they wrote it."""

from __future__ import annotations

from datetime import date

ENGLISH = {
    "通告单": "Call Sheet",
    "大计划": "Shooting Schedule",
    "顺场表": "Scenes in Script Order",
    "顺景表": "Scenes by Place",
    "演员日程": "Day Out of Days",
    "生产报表": "Production Report",
    "改": "CHG",
    "改动": "Changes",
    "提示": "Notes",
    "早餐": "Breakfast",
    "午餐": "Lunch",
    "晚餐": "Dinner",
    "出发": "Leave",
    "预计收工": "Est. wrap",
    "日出": "Sunrise",
    "日落": "Sunset",
    "天气": "Weather",
    "地点": "Location",
    "导演": "Director",
    "次日预告": "Advance",
    "序": "No.",
    "角色": "Role",
    "演员": "Actor",
    "状态": "Status",
    "化妆地": "Make-up at",
    "到妆": "Make-up",
    "场次": "Scenes",
    "时间": "Time",
    "集-场": "Scene",
    "气氛": "D/N",
    "内外": "I/E",
    "分钟": "Min.",
    "内容": "Synopsis",
    "特约 群演": "Extras",
    "服化道 备注": "Wardrobe, props, notes",
    "制片": "Production",
    "执行导演": "1st AD",
    "场记": "Continuity",
    "日期": "Date",
    "场景": "Place",
    "景地": "Site",
    "工作": "Work",
    "等待": "Hold",
    "合计": "Total",
    "计划场数": "Planned scenes",
    "实拍场数": "Shot scenes",
    "计划分钟": "Planned min.",
    "实拍分钟": "Shot min.",
    "首镜": "First shot",
    "收工": "Wrap",
    "备注": "Notes",
    "未排": "Not placed",
}
_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say(word: str, language: str) -> str:
    """A printed word in ``language`` (``zh`` or ``en``)."""
    return ENGLISH.get(word, word) if language == "en" else word


def day_text(day: date, language: str) -> str:
    """11月25日 周三, or Wed 25 Nov."""
    if language == "en":
        return f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日 {_DAYS[day.weekday()]}"


def amount_text(scenes: int, minutes: int, language: str) -> str:
    """12 场 · 345 分钟."""
    if language == "en":
        return f"{scenes} scene{'' if scenes == 1 else 's'} · {minutes} min"
    return f"{scenes} 场 · {minutes} 分钟"


def nth_text(number: int, days: int, language: str) -> str:
    """第 3 天 / 共 8 天."""
    return f"Day {number} of {days}" if language == "en" else f"第 {number} 天 / 共 {days} 天"


def version_text(version: int, language: str) -> str:
    """第 2 版."""
    return f"Version {version}" if language == "en" else f"第 {version} 版"
