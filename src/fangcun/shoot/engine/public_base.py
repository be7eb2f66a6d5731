"""The public format of bases with several crews (``base3x60-dev.json``): its rules are a part of ours."""

from __future__ import annotations

from typing import Any

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CrewJob, Part, Performer, Place, Prices, Problem, Role, SceneJob
from fangcun.shoot.engine.sound_problem import demand_sense

_NAMES = ("上午", "下午", "晚上")
_BREAK = 20  # minutes between two parts; the format has no clock, so any break does


def is_public_base(data: Any) -> bool:
    """Whether parsed JSON looks like the public base format."""
    return isinstance(data, dict) and {"days", "slots_per_day", "slot_minutes", "crews"} <= data.keys()


def problem_from_base(data: dict[str, Any]) -> Problem:
    """The problem in a public base file: the last part of a day is the night one. Raises ``plan.problem``."""
    try:
        parts, minutes, overtime = data["slots_per_day"], data["slot_minutes"], data["max_overtime_minutes"]
        if not 1 <= parts <= 12:
            raise ValueError("slots_per_day 应在 1 到 12 之间")
        crews = tuple(_crew(crew) for crew in data["crews"])
        cast = [role.performer for crew in crews for role in crew.roles if role.performer is not None]
        step = minutes + overtime + _BREAK
        return demand_sense(
            Problem(
                name=str(data.get("name", "")),
                days=data["days"],
                parts=tuple(
                    Part(_name(n, parts), 8 * 60 + n * step, minutes, overtime, n == parts - 1) for n in range(parts)
                ),
                places=tuple(Place(f"景 {n}") for n in range(data["sets"])),
                people=tuple(Performer(f"演员 {n}") for n in range(max(cast, default=-1) + 1)),
                crews=crews,
                prices=Prices(set_move=data["set_move_cost"], overtime_minute=data["overtime_cost_per_minute"]),
                set_move_minutes=data["set_move_minutes"],
            )
        )
    except KeyError as error:
        message = f"base 格式的文件里缺少 {error.args[0]}。"
        raise FangcunError("plan.problem", Kind.INVALID, message) from None
    except (TypeError, ValueError, AttributeError) as error:
        message = f"base 格式的文件里有一处写法不对：{error}。"
        raise FangcunError("plan.problem", Kind.INVALID, message) from None


def _crew(data: dict[str, Any]) -> CrewJob:
    # Roles are named by number; the number is the position only if the file keeps them in order.
    numbers = {role["role"]: position for position, role in enumerate(data["roles"])}
    roles = tuple(Role(f"角色 {role['role']}", role["person"], role["day_rate"]) for role in data["roles"])
    scenes = []
    for scene in data["scenes"]:
        unknown = [r for r in scene["roles"] if r not in numbers]
        if unknown:
            raise ValueError(f"剧组 {data['crew']} 第 {scene['scene']} 场的角色 {unknown[0]} 不在角色表里")
        played = tuple(numbers[r] for r in scene["roles"])
        key = str(scene["scene"])
        scenes.append(SceneJob(key, scene["set"], scene["minutes"], scene["night"], scene["exterior"], played))
    return CrewJob(f"剧组 {data['crew']}", roles, tuple(scenes))


def _name(number: int, parts: int) -> str:
    return _NAMES[number] if parts == len(_NAMES) else f"第 {number + 1} 段"
