"""Planning problems and plans as JSON (``docs/reference/plan-format.md``), and the public ``base*.json`` read too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import (
    Answer,
    CrewJob,
    Kit,
    Part,
    Performer,
    Place,
    Prices,
    Problem,
    Role,
    SceneJob,
)
from fangcun.shoot.engine.public_base import is_public_base, problem_from_base
from fangcun.shoot.engine.sound_problem import demand_sense

T = TypeVar("T")
FORMAT, VERSION = "fangcun-plan-problem", 1


def read_problem(data: Any) -> Problem:
    """The problem in parsed JSON, ours or the public base format.

    Raises ``plan.format`` for anything else and ``plan.problem`` for nonsense in it, naming the place.
    """
    if isinstance(data, dict) and data.get("format") == FORMAT:
        return problem_from_json(data)
    if is_public_base(data):
        return problem_from_base(data)
    message = f"这不是排期问题文件：需要 “format”: “{FORMAT}”，或公开的 base 格式（days、slots_per_day、crews）。"
    raise FangcunError("plan.format", Kind.INVALID, message)


def problem_from_bytes(data: bytes) -> Problem:
    """The problem in a JSON file's bytes. Raises ``plan.format`` and ``plan.problem``."""
    return read_problem(json_from_bytes(data))


def json_from_bytes(data: bytes) -> Any:
    """Parsed JSON. Raises ``plan.format`` with the line and the column for what is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FangcunError("plan.format", Kind.INVALID, "文件不是 UTF-8 文本，请用 UTF-8 的 JSON。") from None
    except json.JSONDecodeError as error:
        message = f"文件不是 JSON：第 {error.lineno} 行第 {error.colno} 列（{error.msg}）。"
        raise FangcunError("plan.format", Kind.INVALID, message) from None


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The problem as plain data; ``problem_from_json`` gives the same problem back."""
    made = asdict(problem)
    made["starts_on"] = problem.starts_on.isoformat() if problem.starts_on else None
    return {"format": FORMAT, "version": VERSION} | made


def problem_from_json(data: dict[str, Any]) -> Problem:
    """The problem in our own format. Raises ``plan.problem``, naming what is wrong and where."""
    if data.get("version") != VERSION:
        message = f"排期问题的版本是 {data.get('version')}，这里只会读版本 {VERSION}。请用同版本的方寸导出。"
        raise FangcunError("plan.format", Kind.INVALID, message)
    try:
        problem = Problem(
            name=str(data.get("name", "")),
            days=_whole(data["days"]),
            parts=tuple(_made(Part, p) for p in data["parts"]),
            places=tuple(_made(Place, p) for p in data["places"]),
            people=tuple(_made(Performer, p) for p in data["people"]),
            crews=tuple(_crew(c) for c in data["crews"]),
            prices=_made(Prices, data.get("prices", {})),
            kit=tuple(_made(Kit, k) for k in data.get("kit", ())),
            travel=_frozen(data.get("travel") or [[0]]),
            set_move_minutes=_whole(data.get("set_move_minutes", 0)),
            rest_minutes=_whole(data.get("rest_minutes", 0)),
            starts_on=date.fromisoformat(data["starts_on"]) if data.get("starts_on") else None,
        )
    except KeyError as error:
        raise _nonsense(f"缺少 {error.args[0]}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise _nonsense(f"有一处写法不对（{error}）") from None
    return demand_sense(problem)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """What ``shoot base --json`` prints: cost, slots, number of violations, seconds, and the particulars of each."""
    return {
        "cost": answer.cost.total,
        "slots": list(answer.slots),
        "violations": len(answer.violations),
        "seconds": round(answer.seconds, 3),
        "cost_parts": asdict(answer.cost),
        "broken": [{"rule": v.rule.value, "message": v.message, "slot": v.slot} for v in answer.violations],
        "trace": [asdict(point) for point in answer.trace],
        "bound": answer.bound,
        "proved": answer.proved,
    }


def read_slots(data: Any, problem: Problem) -> tuple[int, ...]:
    """The plan in parsed JSON: ``{"slots": […]}`` or the bare list. Raises ``plan.slots`` when it does not fit."""
    slots = data.get("slots") if isinstance(data, dict) else data
    count = sum(len(crew.scenes) for crew in problem.crews)
    if not isinstance(slots, list) or len(slots) != count:
        found = len(slots) if isinstance(slots, list) else "没有"
        message = f"旧计划要给每场戏一个时段：应有 {count} 个，文件里{found if found == '没有' else f'有 {found} 个'}。"
        raise FangcunError("plan.slots", Kind.INVALID, message)
    for position, slot in enumerate(slots):
        if isinstance(slot, bool) or not isinstance(slot, int) or not 0 <= slot < problem.slots:
            message = f"旧计划第 {position + 1} 个时段是 {slot!r}，应是 0 到 {problem.slots - 1} 的整数。"
            raise FangcunError("plan.slots", Kind.INVALID, message)
    return tuple(slots)


def _crew(data: Any) -> CrewJob:
    roles = tuple(_made(Role, r) for r in data["roles"])
    scenes = tuple(_made(SceneJob, s) for s in data["scenes"])
    return _made(CrewJob, data | {"roles": roles, "scenes": scenes})


def _made(kind: type[T], data: Any) -> T:
    if not isinstance(data, dict):
        raise ValueError(f"{kind.__name__} 应是对象")
    return kind(**{key: _frozen(value) for key, value in data.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, float):
        return _whole(value)
    return tuple(_frozen(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise ValueError(f"{value!r} 不是整数")
    return int(value)


def _nonsense(words: str) -> FangcunError:
    return FangcunError("plan.problem", Kind.INVALID, f"排期问题文件{words}。格式见 docs/reference/plan-format.md。")
