"""Quick necessary checks: a scene without any slot, and groups of scenes that need more minutes than there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.blocking import Demand, DemandKind, SceneAt, blocking, people_in, scenes_of
from fangcun.shoot.engine.checking.words import crew_words, place_words
from fangcun.shoot.engine.demands import demand_words


@dataclass(frozen=True, slots=True)
class Knot:
    """Demands that cannot all hold, the scenes they are about, and both in words."""

    scenes: tuple[SceneAt, ...]
    demands: frozenset[Demand]
    words: tuple[str, ...]


def quick_knots(problem: Problem) -> Iterator[Knot]:
    """The contradictions that counting finds, the smallest kind first."""
    open_slots: dict[SceneAt, tuple[int, ...]] = {}
    for at in scenes_of(problem):
        reasons = {slot: blocking(problem, at, slot) for slot in range(problem.slots)}
        open_slots[at] = tuple(slot for slot, why in reasons.items() if not why)
        if not open_slots[at]:
            yield _closed_out(problem, at, reasons)
    if not all(open_slots.values()):
        return
    for name, crew, scenes in _crew_groups(problem):
        yield from _too_much(problem, name, scenes, open_slots, crew=crew)
    for place in range(len(problem.places)):
        scenes = [at for at in open_slots if problem.crews[at[0]].scenes[at[1]].place == place]
        name = f"{place_words(problem, place)}的 {len(scenes)} 场戏"
        yield from _too_much(problem, name, scenes, open_slots, place=place)
    for person, scenes in _people_groups(problem).items():
        name = f"{problem.people[person].name}的 {len(scenes)} 场戏"
        yield from _too_much(problem, name, scenes, open_slots, person=person)


def _closed_out(problem: Problem, at: SceneAt, reasons: dict[int, tuple[Demand, ...]]) -> Knot:
    """A smallest set of demands that together close every slot: each is left out in turn and put back if needed."""
    light = Demand(DemandKind.LIGHT, at)
    kept = {demand for why in reasons.values() for demand in why} - {light}
    for demand in sorted(kept, key=lambda d: sum(d in why for why in reasons.values())):
        rest = kept - {demand}
        if all(light in why or rest.intersection(why) for why in reasons.values()):
            kept = rest
    demands = frozenset({*kept, Demand(DemandKind.SCENE, at)})
    return Knot((at,), demands, demand_words(problem, demands))


def _crew_groups(problem: Problem) -> Iterator[tuple[str, int, list[SceneAt]]]:
    for c, crew in enumerate(problem.crews):
        jobs = list(enumerate(crew.scenes))
        for name, chosen in (
            ("夜戏", [(c, s) for s, job in jobs if job.night]),
            ("日外戏", [(c, s) for s, job in jobs if job.exterior and not job.night]),
            ("戏", [(c, s) for s, _ in jobs]),
        ):
            yield f"{crew_words(problem, c)}的 {len(chosen)} 场{name}", c, chosen


def _people_groups(problem: Problem) -> dict[int, list[SceneAt]]:
    groups: dict[int, list[SceneAt]] = {}
    for at in scenes_of(problem):
        for person in people_in(problem, at):
            groups.setdefault(person, []).append(at)
    return groups


def _too_much(
    problem: Problem,
    name: str,
    scenes: list[SceneAt],
    open_slots: dict[SceneAt, tuple[int, ...]],
    *,
    crew: int | None = None,
    place: int | None = None,
    person: int | None = None,
) -> Iterator[Knot]:
    jobs = [problem.crews[c].scenes[s] for c, s in scenes]
    moves = problem.set_move_minutes * len({(c, job.place) for (c, _), job in zip(scenes, jobs, strict=True)})
    need = sum(job.minutes for job in jobs) + moves
    slots = sorted({slot for at in scenes for slot in open_slots[at]})
    parts = [problem.parts[slot % len(problem.parts)] for slot in slots]
    room = sum(part.minutes + part.overtime for part in parts)
    kinds = {Demand(DemandKind.HOURS, (c,)) for c in {c for c, _ in scenes}} if crew is None else set()
    if crew is not None:
        kinds = {Demand(DemandKind.HOURS, (crew,))}
    if place is not None:
        room *= problem.places[place].capacity
        kinds.add(Demand(DemandKind.PLACE_FREE, (place,)))
    if person is not None:
        kinds.add(Demand(DemandKind.PERSON_FREE, (person,)))
    have = f"能拍它们的 {len(slots)} 个时段最多 {room} 分钟（含加班）"
    most = None if person is None else problem.people[person].day_minutes
    if most is not None and person is not None:
        days = len({slot // len(problem.parts) for slot in slots})
        if days * most < sum(job.minutes for job in jobs):
            need, moves, room = need - moves, 0, days * most
            kinds.add(Demand(DemandKind.MINOR_DAY, (person,)))
            have = f"{days} 天里每天最多 {most} 分钟，共 {room} 分钟"
    if need <= room:
        return
    kinds |= {why for at in scenes for slot in range(problem.slots) for why in _why(problem, at, slot)}
    wanted = f"{name}要 {need} 分钟" + (f"（含换景 {moves}）" if moves else "")
    yield Knot(tuple(scenes), frozenset(kinds), (wanted, have))


def _why(problem: Problem, at: SceneAt, slot: int) -> tuple[Demand, ...]:
    found = blocking(problem, at, slot)
    return () if any(d.kind is DemandKind.LIGHT for d in found) else found
