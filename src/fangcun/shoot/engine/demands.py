"""Demands in words, for people who have to give one of them up."""

from __future__ import annotations

from collections.abc import Iterable

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.blocking import Demand, DemandKind, SceneAt
from fangcun.shoot.engine.checking.words import crew_words, place_words, scene_words, scenes_words, slot_words

_LISTED = 3  # slots that are spelt out


def demand_words(problem: Problem, demands: Iterable[Demand]) -> tuple[str, ...]:
    """One sentence for each demand; the scenes of a crew that must be shot, and of one light, share one."""
    groups: dict[tuple[int, str], list[SceneAt]] = {}
    words: list[str] = []
    for demand in sorted(demands):
        if demand.kind is DemandKind.SCENE:
            crew, index = demand.about
            groups.setdefault((crew, light_words(problem, (crew, index))), []).append((crew, index))
        elif demand.kind is not DemandKind.LIGHT:
            words.append(_words(problem, demand))
    shot = [f"{scenes_words(problem, scenes)} 要拍（{light}）" for (_, light), scenes in sorted(groups.items())]
    return (*shot, *dict.fromkeys(words))


def light_words(problem: Problem, at: SceneAt) -> str:
    """What the light of a scene asks for."""
    scene = problem.crews[at[0]].scenes[at[1]]
    if scene.night:
        return "夜戏，只在夜间时段"
    return "日外，只在白天时段" if scene.exterior else "日内，任何时段"


def slots_words(problem: Problem, slots: Iterable[int]) -> str:
    """第 1 天上午、第 2 天上午 等 5 个时段."""
    found = [slot_words(problem, slot) for slot in sorted(slots)]
    more = f" 等 {len(found)} 个时段" if len(found) > _LISTED else ""
    return "、".join(found[:_LISTED]) + more


def _words(problem: Problem, demand: Demand) -> str:
    kind, about = demand.kind, demand.about
    match kind:
        case DemandKind.FIXED | DemandKind.ONLY | DemandKind.ORDER:
            return _scene_words(problem, kind, (about[0], about[1]))
        case DemandKind.PLACE_OPEN:
            place = problem.places[about[0]]
            return f"{place_words(problem, about[0])}{slots_words(problem, place.closed)}不开放"
        case DemandKind.PLACE_FREE:
            place = problem.places[about[0]]
            return f"{place_words(problem, about[0])}同时只容 {place.capacity} 个组"
        case DemandKind.CREW_THERE:
            return f"{crew_words(problem, about[0])}{slots_words(problem, problem.crews[about[0]].away)}不开工"
        case DemandKind.HOURS:
            crews = "、".join(crew_words(problem, crew) for crew in about)
            most = "、".join(f"{part.name} {part.minutes + part.overtime}" for part in problem.parts)
            return f"{crews}每个时段的分钟有限（含加班：{most}）"
        case DemandKind.KIT:
            kit = problem.kit[about[0]]
            return f"「{kit.name}」共有 {kit.count} 件"
        case DemandKind.TRAVEL:
            return "两个时段之间的间歇要够赶路"
        case _:
            return _person_words(problem, kind, about[0])


def _scene_words(problem: Problem, kind: DemandKind, at: SceneAt) -> str:
    scene = problem.crews[at[0]].scenes[at[1]]
    if kind is DemandKind.FIXED and scene.fixed is not None:
        return f"{scene_words(problem, at)} 定在{slot_words(problem, scene.fixed)}"
    if kind is DemandKind.ORDER:
        before = "、".join(problem.crews[at[0]].scenes[i].key for i in scene.after)
        return f"{scene_words(problem, at)} 须在 {before} 之后拍"
    if not scene.only:
        return f"{scene_words(problem, at)} 没有可选时段"
    return f"{scene_words(problem, at)} 只可排在{slots_words(problem, scene.only)}"


def _person_words(problem: Problem, kind: DemandKind, index: int) -> str:
    person = problem.people[index]
    match kind:
        case DemandKind.PERSON_THERE:
            return f"{person.name}{slots_words(problem, person.away)}没有档期"
        case DemandKind.PERSON_FREE:
            return f"{person.name}一个时段只能在一个组"
        case DemandKind.MINOR_NIGHT:
            return f"{person.name}是未成年人，不拍夜间"
        case DemandKind.MINOR_DAY:
            return f"{person.name}每天最多拍 {person.day_minutes} 分钟"
        case _:
            hours = problem.rest_minutes / 60
            return f"{person.name}两天之间至少休息 {hours:g} 小时"
