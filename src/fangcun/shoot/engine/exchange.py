"""Problems and answers as JSON: our own form and the public form of bases, see ``docs/reference/plan-format.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import (
    Answer,
    CrewJob,
    Part,
    Performer,
    Place,
    Prices,
    Problem,
    Role,
    SceneJob,
)

_PROBLEM = TypeAdapter(Problem)
_MEAL = 60
"""Minutes between the parts of a public base's day: its format has no hours, so that only their order matters."""


def problem_to_bytes(problem: Problem) -> bytes:
    """A problem as JSON; equal problems give equal bytes."""
    return _PROBLEM.dump_json(problem)


def problem_from_bytes(data: bytes) -> Problem:
    """The problem of ``problem_to_bytes``. Raises ``plan.format`` where it is nonsense, and says where."""
    try:
        problem = _PROBLEM.validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _refusal(f"{where or '文件'}：{first['msg']}") from None
    _check(problem)
    return problem


def read_problem(data: bytes) -> Problem:
    """A problem from a file of either form. Raises ``plan.format``."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise _refusal(f"不是 JSON：{error}") from None
    if not isinstance(found, dict):
        raise _refusal("最外层应是一个对象")
    if "slots_per_day" not in found:
        return problem_from_bytes(data)
    try:
        problem = _from_base(found)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise _refusal(f"缺少或写错了 {error}") from None
    _check(problem)
    return problem


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """What a program wants of an answer: cost, slots, number of broken rules, seconds."""
    return {
        "cost": answer.cost.total,
        "slots": list(answer.slots),
        "violations": len(answer.violations),
        "seconds": round(answer.seconds, 3),
    }


def _from_base(found: Mapping[str, Any]) -> Problem:
    """The public form: three parts a day, the last one dark; sets and people by number; see its ``rules``."""
    parts = int(found["slots_per_day"])
    minutes, overtime = int(found["slot_minutes"]), int(found["max_overtime_minutes"])
    names = ("上午", "下午", "夜") if parts == 3 else tuple(f"第{n + 1}段" for n in range(parts))
    starts = [n * (minutes + overtime + _MEAL) for n in range(parts)]
    people = 1 + max((int(r["person"]) for crew in found["crews"] for r in crew["roles"]), default=-1)
    return Problem(
        name=str(found.get("name", "")),
        days=int(found["days"]),
        parts=tuple(Part(names[n], starts[n], minutes, overtime, night=n == parts - 1) for n in range(parts)),
        places=tuple(Place(f"{n}号景") for n in range(int(found["sets"]))),
        people=tuple(Performer(f"{n}号演员") for n in range(people)),
        crews=tuple(_crew(crew) for crew in found["crews"]),
        prices=Prices(set_move=int(found["set_move_cost"]), overtime_minute=int(found["overtime_cost_per_minute"])),
        set_move_minutes=int(found["set_move_minutes"]),
    )


def _crew(found: Mapping[str, Any]) -> CrewJob:
    roles = {int(role["role"]): n for n, role in enumerate(found["roles"])}
    return CrewJob(
        name=f"{found['crew']}组",
        roles=tuple(Role(f"角色{r['role']}", int(r["person"]), int(r["day_rate"])) for r in found["roles"]),
        scenes=tuple(
            SceneJob(
                key=str(scene["scene"]),
                place=int(scene["set"]),
                minutes=int(scene["minutes"]),
                night=bool(scene["night"]),
                exterior=bool(scene["exterior"]),
                roles=tuple(roles[int(role)] for role in scene["roles"]),
            )
            for scene in found["scenes"]
        ),
    )


def _check(problem: Problem) -> None:
    """Raise on the first thing that cannot be meant."""
    for words in _nonsense(problem):
        raise _refusal(words)


def _nonsense(problem: Problem) -> Iterator[str]:
    if problem.days < 1 or not problem.parts:
        yield "至少要有一天和一个时段"
    sites = 1 + max((place.site for place in problem.places), default=0)
    if len(problem.travel) < sites or any(len(row) != len(problem.travel) for row in problem.travel):
        yield f"travel 应是方阵，至少 {sites} × {sites}"
    for crew in problem.crews:
        for role in crew.roles:
            if role.performer is not None and not 0 <= role.performer < len(problem.people):
                yield f"{crew.name}的{role.name}：没有第 {role.performer} 号演员"
        for scene in crew.scenes:
            where = f"{crew.name} {scene.key}"
            if not 0 <= scene.place < len(problem.places):
                yield f"{where}：没有第 {scene.place} 号场景"
            if scene.minutes < 0:
                yield f"{where}：分钟数不能为负"
            for role_number in scene.roles:
                if not 0 <= role_number < len(crew.roles):
                    yield f"{where}：没有第 {role_number} 号角色"
            for kit, count in scene.kit:
                if not 0 <= kit < len(problem.kit) or count < 0:
                    yield f"{where}：没有第 {kit} 号器材，或数量为负"
            for earlier in scene.after:
                if not 0 <= earlier < len(crew.scenes):
                    yield f"{where}：须在其后的第 {earlier} 场不存在"
            if scene.fixed is not None and not 0 <= scene.fixed < problem.slots:
                yield f"{where}：fixed 的时段 {scene.fixed} 不在 0 到 {problem.slots - 1} 之间"


def _refusal(words: str) -> FangcunError:
    return FangcunError(
        "plan.format", Kind.INVALID, f"计划文件读不出来：{words}。格式见 docs/reference/plan-format.md。"
    )
