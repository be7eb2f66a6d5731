"""Whether a planning problem makes sense: sizes, indices and signs, so that the search never meets nonsense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CrewJob, Problem, SceneJob

MOST_DAYS, MOST_PARTS = 366, 12


def demand_sense(problem: Problem) -> Problem:
    """The problem itself. Raises ``plan.problem``: what is wrong, where, and what is expected."""
    for words in _faults(problem):
        raise FangcunError("plan.problem", Kind.INVALID, f"排期问题不合理：{words}。")
    return problem


def _faults(problem: Problem) -> Iterator[str]:
    numbers = [problem.days, problem.set_move_minutes, problem.rest_minutes]
    numbers += [n for p in problem.parts for n in (p.start, p.minutes, p.overtime)]
    numbers += [n for p in problem.places for n in (p.site, p.capacity, p.day_cost)]
    prices = problem.prices
    numbers += [prices.set_move, prices.overtime_minute, prices.night, prices.crew_day, prices.change]
    numbers += [r.day_rate for c in problem.crews for r in c.roles] + [k.count for k in problem.kit]
    numbers += [minutes for row in problem.travel for minutes in row]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 10**12:
            yield f"{number!r} 应是不小于 0 的整数"
            return
    if not 1 <= problem.days <= MOST_DAYS or not 1 <= len(problem.parts) <= MOST_PARTS:
        yield f"应有 1 到 {MOST_DAYS} 天，每天 1 到 {MOST_PARTS} 个时段"
        return
    starts = [p.start for p in problem.parts]
    if starts != sorted(set(starts)):
        yield "一天里的时段要按开始时间排列"
    sites = len(problem.travel)
    if any(len(row) != sites for row in problem.travel) or any(problem.travel[i][i] for i in range(sites)):
        yield "地点之间的路程应是方表，对角线为 0"
        return
    if any(problem.travel[a][b] != problem.travel[b][a] for a in range(sites) for b in range(a)):
        yield "地点之间的路程来回应相同"
    for place in problem.places:
        if place.site >= sites:
            yield f"景「{place.name}」在地点 {place.site}，路程表只有 {sites} 个地点"
        yield from _slots(f"景「{place.name}」的关闭时段", place.closed, problem)
    for person in problem.people:
        yield from _slots(f"{person.name}的缺席时段", person.away, problem)
        if person.day_minutes is not None and person.day_minutes < 0:
            yield f"{person.name}每天的分钟数不能小于 0"
    for kit in problem.kit:
        yield from _slots(f"器材「{kit.name}」被占的时段", (slot for slot, _ in kit.taken), problem)
    for crew in problem.crews:
        yield from _crew(crew, problem)


def _crew(crew: CrewJob, problem: Problem) -> Iterator[str]:
    yield from _slots(f"《{crew.name}》的休息时段", crew.away, problem)
    for role in crew.roles:
        if role.performer is not None and not _within(role.performer, len(problem.people)):
            yield f"《{crew.name}》的角色「{role.name}」由 {role.performer} 号演员出演，没有这个人"
    for number, scene in enumerate(crew.scenes):
        yield from _scene(scene, number, crew, problem)
    if _circle(crew):
        yield f"《{crew.name}》的场次先后要求绕成了圈：{crew.scenes[_circle(crew)[0]].key}"


def _scene(scene: SceneJob, number: int, crew: CrewJob, problem: Problem) -> Iterator[str]:
    where = f"《{crew.name}》第 {number + 1} 条（{scene.key}）"
    if not _within(scene.place, len(problem.places)):
        yield f"{where}的景是 {scene.place} 号，只有 0 到 {len(problem.places) - 1} 号"
    if isinstance(scene.minutes, bool) or not isinstance(scene.minutes, int) or scene.minutes < 0:
        yield f"{where}的分钟数是 {scene.minutes!r}，应是不小于 0 的整数"
    for role in scene.roles:
        if not _within(role, len(crew.roles)):
            yield f"{where}的角色是 {role} 号，只有 0 到 {len(crew.roles) - 1} 号"
    for kit, count in scene.kit:
        if not _within(kit, len(problem.kit)) or count < 0:
            yield f"{where}要 {kit} 号器材 {count} 件，没有这样的器材"
    for other in scene.after:
        if not _within(other, len(crew.scenes)) or other == number:
            yield f"{where}要在第 {other} 号场次之后拍，没有这样的场次"
    yield from _slots(f"{where}的可选时段", scene.only or (), problem)
    yield from _slots(f"{where}的时段", [s for s in (scene.fixed, scene.was) if s is not None], problem)


def _slots(what: str, slots: Iterable[int], problem: Problem) -> Iterator[str]:
    for slot in slots:
        if not _within(slot, problem.slots):
            yield f"{what}有 {slot!r}，只有 0 到 {problem.slots - 1}"
            return


def _within(index: object, count: int) -> bool:
    return isinstance(index, int) and not isinstance(index, bool) and 0 <= index < count


def _circle(crew: CrewJob) -> list[int]:
    """Scenes that wait for each other, if any do (Kahn 1962)."""
    left = {n: {a for a in scene.after if _within(a, len(crew.scenes))} for n, scene in enumerate(crew.scenes)}
    while ready := [n for n, waits in left.items() if not waits]:
        left = {n: waits - set(ready) for n, waits in left.items() if waits}
    return sorted(left)
