"""Ways out of a contradiction: each a small change to the problem, as data, with words and a price."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fangcun.shoot.contracts import Problem, Relaxation, RuleKind, SceneJob
from fangcun.shoot.engine.blocking import Demand, DemandKind, SceneAt, blocking, people_in
from fangcun.shoot.engine.checking.words import clock_words, crew_words, place_words, scene_words, slot_words

_FEW_SCENES = 6  # up to so many, leaving one out is a way out worth naming
_LATEST = 240  # minutes of overtime beyond what is allowed now
_STEP = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that may help. ``change`` is what ``relax`` reads."""

    words: str
    cost: int | None
    rule: RuleKind
    change: dict[str, object]


def relax(problem: Problem, relaxation: Relaxation) -> Problem:
    """The problem with the change of ``relaxation`` made. Raises KeyError for a change of an unknown kind."""
    return changed(problem, relaxation.change)


def changed(problem: Problem, change: dict[str, Any]) -> Problem:
    """The problem with a change made; the kinds are those of ``candidates``, and ``all`` of several ``changes``."""
    match change["kind"]:
        case "all":
            for one in change["changes"]:
                problem = changed(problem, one)
            return problem
        case "day":
            return _longer(problem, int(change["days"]))
        case "overtime":
            parts = list(problem.parts)
            parts[change["part"]] = replace(parts[change["part"]], overtime=change["minutes"])
            return replace(problem, parts=tuple(parts))
        case "person_there":
            people = list(problem.people)
            one = people[change["person"]]
            people[change["person"]] = replace(one, away=tuple(s for s in one.away if s != change["slot"]))
            return replace(problem, people=tuple(people))
        case "place_open":
            places = list(problem.places)
            place = places[change["place"]]
            places[change["place"]] = replace(place, closed=tuple(s for s in place.closed if s != change["slot"]))
            return replace(problem, places=tuple(places))
        case "other_place":
            return _elsewhere(problem, change["crew"], change["place"])
        case "crew_there":
            crews = list(problem.crews)
            crew = crews[change["crew"]]
            crews[change["crew"]] = replace(crew, away=tuple(s for s in crew.away if s != change["slot"]))
            return replace(problem, crews=tuple(crews))
        case "recast":
            return _recast(problem, change["crew"], change["person"])
        case "kit":
            kit = list(problem.kit)
            kit[change["kit"]] = replace(kit[change["kit"]], count=change["count"])
            return replace(problem, kit=tuple(kit))
        case "free":
            return _with_scene(problem, (change["crew"], change["scene"]), fixed=None, only=None)
        case "order":
            return _with_scene(problem, (change["crew"], change["scene"]), after=())
        case "drop":
            return _without(problem, (change["crew"], change["scene"]))
    raise KeyError(change["kind"])


def candidates(problem: Problem, demands: Collection[Demand], scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    """Changes that give way in one of the demands, and one more day."""
    crews = sorted({crew for crew, _ in scenes})
    for demand in sorted(demands):
        yield from _of_demand(problem, demand, scenes)
    # The crews' day alone: what the day costs in holding depends on the plan. Without a price it is not free.
    price = problem.prices.crew_day * len(crews)
    yield Candidate("再多一天", price or None, RuleKind.CLOSED, {"kind": "day", "days": problem.days + 1})
    shot = [demand.about for demand in demands if demand.kind is DemandKind.SCENE]
    if len(shot) <= _FEW_SCENES:
        for crew, scene in sorted(shot):
            words = f"删去或改写 {scene_words(problem, (crew, scene))}"
            yield Candidate(words, None, RuleKind.MISSING, {"kind": "drop", "crew": crew, "scene": scene})


def _of_demand(problem: Problem, demand: Demand, scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    kind, about = demand.kind, demand.about
    match kind:
        case DemandKind.PERSON_THERE:
            yield from _person_there(problem, about[0], scenes)
        case DemandKind.PLACE_OPEN:
            yield from _place_open(problem, about[0], scenes)
            yield from _other_place(problem, about[0], scenes)
        case DemandKind.PLACE_FREE:
            yield from _other_place(problem, about[0], scenes)
        case DemandKind.CREW_THERE:
            for slot in _helpful(problem, demand, problem.crews[about[0]].away, scenes):
                words = f"让 {crew_words(problem, about[0])} 在{slot_words(problem, slot)}开工"
                change = {"kind": "crew_there", "crew": about[0], "slot": slot}
                yield Candidate(words, problem.prices.crew_day, RuleKind.CREW_AWAY, change)
        case DemandKind.HOURS:
            yield from _overtime(problem)
        case DemandKind.KIT:
            thing = problem.kit[about[0]]
            for more in range(1, 6):
                change = {"kind": "kit", "kit": about[0], "count": thing.count + more}
                yield Candidate(f"「{thing.name}」再借 {more} 件", None, RuleKind.KIT, change)
        case DemandKind.FIXED | DemandKind.ONLY:
            words = f"{scene_words(problem, (about[0], about[1]))} 改在别的时段"
            change = {"kind": "free", "crew": about[0], "scene": about[1]}
            yield Candidate(words, problem.prices.change, RuleKind.CLOSED, change)
        case DemandKind.ORDER:
            words = f"{scene_words(problem, (about[0], about[1]))} 不再要求先后"
            change = {"kind": "order", "crew": about[0], "scene": about[1]}
            yield Candidate(words, 0, RuleKind.ORDER, change)
        case DemandKind.PERSON_FREE | DemandKind.MINOR_NIGHT | DemandKind.MINOR_DAY | DemandKind.REST:
            yield from _recasts(problem, about[0], scenes)


def _person_there(problem: Problem, person: int, scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    demand = Demand(DemandKind.PERSON_THERE, (person,))
    for slot in _helpful(problem, demand, problem.people[person].away, scenes):
        words = f"给{problem.people[person].name}加{slot_words(problem, slot)}的档期"
        change = {"kind": "person_there", "person": person, "slot": slot}
        yield Candidate(words, _rate(problem, person), RuleKind.PERSON_AWAY, change)


def _place_open(problem: Problem, place: int, scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    demand = Demand(DemandKind.PLACE_OPEN, (place,))
    for slot in _helpful(problem, demand, problem.places[place].closed, scenes):
        words = f"{place_words(problem, place)}{slot_words(problem, slot)}也开放"
        change = {"kind": "place_open", "place": place, "slot": slot}
        yield Candidate(words, problem.places[place].day_cost, RuleKind.PLACE_CLOSED, change)


def _other_place(problem: Problem, place: int, scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    for crew in sorted({c for c, s in scenes if problem.crews[c].scenes[s].place == place}):
        night = any(job.night for job in problem.crews[crew].scenes if job.place == place)
        words = (
            f"给 {crew_words(problem, crew)} 换一处{'能拍夜戏的' if night else ''}场景代替{place_words(problem, place)}"
        )
        change = {"kind": "other_place", "crew": crew, "place": place}
        yield Candidate(words, problem.places[place].day_cost or None, RuleKind.PLACE_TAKEN, change)


def _overtime(problem: Problem) -> Iterator[Candidate]:
    for index, part in enumerate(problem.parts):
        for more in range(_STEP, _LATEST + 1, _STEP):
            minutes = part.overtime + more
            ends = clock_words(part.start + part.minutes + minutes)
            words = f"允许{part.name}最多再加班 {more} 分钟（到 {ends}）"
            change = {"kind": "overtime", "part": index, "minutes": minutes}
            yield Candidate(words, problem.prices.overtime_minute * more, RuleKind.OVERTIME, change)


def _recasts(problem: Problem, person: int, scenes: Collection[SceneAt]) -> Iterator[Candidate]:
    for crew in sorted({at[0] for at in scenes if person in people_in(problem, at)}):
        words = f"{crew_words(problem, crew)} 里{problem.people[person].name}的角色换人演"
        change = {"kind": "recast", "crew": crew, "person": person}
        yield Candidate(words, None, RuleKind.PERSON_TAKEN, change)


def _helpful(problem: Problem, demand: Demand, slots: Iterable[int], scenes: Collection[SceneAt]) -> Iterator[int]:
    """The slots that some scene could have but for this demand."""
    for slot in sorted(slots):
        if slot < problem.slots and any(blocking(problem, at, slot) == (demand,) for at in scenes):
            yield slot


def _rate(problem: Problem, person: int) -> int | None:
    rates = [role.day_rate for crew in problem.crews for role in crew.roles if role.performer == person]
    return max(rates, default=None)


def _longer(problem: Problem, days: int) -> Problem:
    new = tuple(range(problem.slots, days * len(problem.parts)))
    crews = tuple(
        replace(crew, scenes=tuple(_longer_scene(job, problem.slots - 1, new) for job in crew.scenes))
        for crew in problem.crews
    )
    return replace(problem, days=days, crews=crews)


def _longer_scene(job: SceneJob, last: int, new: tuple[int, ...]) -> SceneJob:
    # A scene kept to "from now on" may have the new day; one kept to a few agreed slots may not.
    open_ended = job.only is not None and last in job.only
    return replace(job, only=(*job.only, *new)) if open_ended and job.only is not None else job


def _elsewhere(problem: Problem, crew: int, place: int) -> Problem:
    old = problem.places[place]
    new = replace(old, name=f"{old.name}（另一处）", closed=(), id=None)
    one = problem.crews[crew]
    scenes = tuple(replace(s, place=len(problem.places)) if s.place == place else s for s in one.scenes)
    crews = (*problem.crews[:crew], replace(one, scenes=scenes), *problem.crews[crew + 1 :])
    return replace(problem, places=(*problem.places, new), crews=crews)


def _recast(problem: Problem, crew: int, person: int) -> Problem:
    one = problem.crews[crew]
    roles = tuple(replace(role, performer=None) if role.performer == person else role for role in one.roles)
    return replace(problem, crews=(*problem.crews[:crew], replace(one, roles=roles), *problem.crews[crew + 1 :]))


def _with_scene(problem: Problem, at: SceneAt, **changes: Any) -> Problem:
    one = problem.crews[at[0]]
    scenes = (*one.scenes[: at[1]], replace(one.scenes[at[1]], **changes), *one.scenes[at[1] + 1 :])
    return replace(problem, crews=(*problem.crews[: at[0]], replace(one, scenes=scenes), *problem.crews[at[0] + 1 :]))


def _without(problem: Problem, at: SceneAt) -> Problem:
    one = problem.crews[at[0]]
    scenes = tuple(
        replace(job, after=tuple(i - (i > at[1]) for i in job.after if i != at[1]))
        for i, job in enumerate(one.scenes)
        if i != at[1]
    )
    return replace(problem, crews=(*problem.crews[: at[0]], replace(one, scenes=scenes), *problem.crews[at[0] + 1 :]))
