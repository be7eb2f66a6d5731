"""How slots, scenes and people are named to people: 《药铺》3-2, 第 2 天上午."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from fangcun.shoot.contracts import Problem

_LISTED = 3  # scenes of a crew that are spelt out before 等


def day_words(problem: Problem, day: int) -> str:
    """第 2 天, with the date where the problem has one."""
    if problem.starts_on is None:
        return f"第 {day + 1} 天"
    date = problem.starts_on + timedelta(days=day)
    return f"第 {day + 1} 天（{date.month} 月 {date.day} 日）"


def slot_words(problem: Problem, slot: int) -> str:
    """第 2 天上午."""
    day, part = divmod(slot, len(problem.parts))
    return day_words(problem, day) + problem.parts[part].name


def crew_words(problem: Problem, crew: int) -> str:
    """《药铺》."""
    return f"《{problem.crews[crew].name}》"


def scene_words(problem: Problem, scene: tuple[int, int]) -> str:
    """《药铺》3-2."""
    crew, index = scene
    return f"{crew_words(problem, crew)}{problem.crews[crew].scenes[index].key}"


def scenes_words(problem: Problem, scenes: Iterable[tuple[int, int]]) -> str:
    """《药铺》3-2、3-3 与《郡主》12-1; of many scenes of a crew the first three and how many there are."""
    keys: dict[int, list[str]] = {}
    for crew, index in scenes:
        keys.setdefault(crew, []).append(problem.crews[crew].scenes[index].key)
    return " 与".join(f"{crew_words(problem, crew)}{list_words(found)}" for crew, found in keys.items())


def list_words(names: list[str]) -> str:
    """a、b、c, of many the first three and how many there are."""
    shown = "、".join(names[:_LISTED])
    return shown if len(names) <= _LISTED else f"{shown} 等 {len(names)} 场"


def place_words(problem: Problem, place: int) -> str:
    """「聚义厅」."""
    return f"「{problem.places[place].name}」"


def clock_words(minutes: int) -> str:
    """The time of the day, in minutes after midnight, as 23:10; of the next day as 次日 01:30."""
    day, rest = divmod(minutes, 24 * 60)
    return f"{'次日 ' if day else ''}{rest // 60:02d}:{rest % 60:02d}"
