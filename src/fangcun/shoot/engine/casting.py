"""Who could play a role: people weighed by sex, age, looks, skills, price and time, with the reasons in words.

The people are laid out once as columns (``People``), so that a role is weighed against ten thousand of them in a few
array operations; words are made only for those that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fangcun.park.contracts import PersonKind, PersonView
from fangcun.shoot.contracts import CastCall, CastSuggestion, Engagement, RoleSuggestions, RoleWanted, Weight
from fangcun.shoot.engine.traits import spellings

Busy = Mapping[int, Sequence[Engagement]]
_FULL = 100.0
_CHILD = 18


@dataclass(frozen=True, slots=True)
class Taste:
    """How many points of 100 each thing is worth, and people that the director wants (bonus) or refuses."""

    age: float = 4.0  # lost for each year outside the playing range
    look: float = 8.0  # won for each look wanted
    skill: float = 15.0  # lost for each skill missing
    price: float = 30.0  # lost for a rate of twice the budget
    thrift: float = 6.0  # won by who costs nothing
    off: float = 6.0  # lost for each day off in the days wanted
    kind: float = 12.0  # lost by featured players in acting parts and the like
    clash: float = 60.0  # lost by who plays in another production in these days
    wanted: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class People:
    """Ten thousand people as columns. Crew and inactive people are left out; ``bits`` number the words."""

    views: tuple[PersonView, ...]
    ids: NDArray[np.int64]
    female: NDArray[np.bool_]
    youngest: NDArray[np.int64]
    oldest: NDArray[np.int64]
    rate: NDArray[np.int64]
    rank: NDArray[np.int64]  # 2 actor, 1 featured, 0 extra
    minor: NDArray[np.bool_]
    words: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def having(self, word: str) -> NDArray[np.bool_]:
        """Who is registered with ``word`` or another word for it."""
        found = np.zeros(len(self.views), dtype=np.bool_)
        for spelling in spellings(word):
            column = self.words.get(spelling)
            if column is not None:
                found |= column
        return found


_RANK = {PersonKind.ACTOR: 2, PersonKind.FEATURED: 1, PersonKind.EXTRA: 0}
_LEAST_RANK = {Weight.LEAD: 2, Weight.SUPPORT: 2, Weight.MINOR: 1, Weight.FEATURED: 1}


def lay_out(people: Iterable[PersonView]) -> People:
    """``people`` as columns, in the order given."""
    views = tuple(p for p in people if p.active and p.kind is not PersonKind.CREW)
    holders: dict[str, list[int]] = {}
    for i, p in enumerate(views):
        for word in (*p.looks, *p.skills, *p.languages):
            holders.setdefault(word, []).append(i)
    words = {}
    for word, rows in holders.items():
        column = np.zeros(len(views), dtype=np.bool_)
        column[rows] = True
        words[word] = column
    return People(
        views=views,
        ids=np.array([p.id for p in views], dtype=np.int64),
        female=np.array([p.sex == "女" for p in views], dtype=np.bool_),
        youngest=np.array([p.ages[0] for p in views], dtype=np.int64),
        oldest=np.array([p.ages[1] for p in views], dtype=np.int64),
        rate=np.array([p.day_rate for p in views], dtype=np.int64),
        rank=np.array([_RANK[p.kind] for p in views], dtype=np.int64),
        minor=np.array([p.minor for p in views], dtype=np.bool_),
        words=words,
    )


def suggest_cast(
    call: CastCall, people: Sequence[PersonView] | People, *, busy: Busy, taste: Taste | None = None, count: int = 5
) -> tuple[RoleSuggestions, ...]:
    """The best ``count`` people for each role of ``call``, with reasons; whoever plays elsewhere then is named so.

    Never suggested: the other sex than the role's, more than 12 years from its age, minors for grown-up parts (and at
    night), grown-ups for children, people refused.
    """
    laid = people if isinstance(people, People) else lay_out(people)
    taste = taste or Taste()
    clashing = clashes(laid, busy, call)
    away = days_away(laid, call)
    found = []
    for role in call.roles:
        score = weigh_people(role, laid, away=away, clashing=clashing, taste=taste)
        best = [i for i in top(score, count) if np.isfinite(score[i])]
        rows = tuple(describe(role, laid, i, score=float(score[i]), away=away, busy=busy, call=call) for i in best)
        found.append(RoleSuggestions(role.name, rows, "" if rows else f"没有合适的人演“{role.name}”：{_wanted(role)}"))
    return tuple(found)


def weigh_people(
    role: RoleWanted, people: People, *, away: NDArray[np.int64], clashing: NDArray[np.bool_], taste: Taste
) -> NDArray[np.float64]:
    """The points of everybody for ``role``; minus infinity for whoever cannot play it."""
    score = np.full(len(people.views), _FULL - 2 * taste.look)
    if role.ages is not None:
        low, high = role.ages
        gap = np.maximum(0, np.maximum(low - people.oldest, people.youngest - high))
        middle = np.abs((people.youngest + people.oldest) - (low + high)) / 2
        score -= taste.age * gap + 0.3 * middle
        score[gap > 12] = -np.inf
        child = high < _CHILD
    else:
        child = False
    if child and not role.night:
        score[~people.minor & (people.youngest >= _CHILD)] = -np.inf
    else:  # a child who works at night is played by somebody of age who looks young
        score[people.minor] = -np.inf
    if role.sex is not None:
        score[people.female != (role.sex == "女")] = -np.inf
    for look in role.looks[:2]:
        score[people.having(look)] += taste.look
    for skill in role.skills:
        score[~people.having(skill)] -= taste.skill
    ratio = people.rate / max(1, role.budget)
    score -= taste.price * np.clip(ratio - 1, 0, 3)
    score += taste.thrift * np.clip(1 - ratio, 0, 1)
    score -= taste.kind * np.maximum(0, _LEAST_RANK[role.weight] - people.rank)
    score -= taste.off * away
    score[clashing] -= taste.clash
    for wanted in taste.wanted:
        score[people.ids == wanted] += taste.clash
    for refused in taste.refused:
        score[people.ids == refused] = -np.inf
    return score


def clashes(people: People, busy: Busy, call: CastCall) -> NDArray[np.bool_]:
    """Who is engaged elsewhere in the days of ``call``."""
    taken = [pid for pid, held in busy.items() if clash_of(held, call)]
    return np.isin(people.ids, np.array(taken, dtype=np.int64))


def clash_of(held: Sequence[Engagement], call: CastCall) -> str:
    """The other productions that hold somebody in the days of ``call``, in words; empty for none."""
    others = [
        f"《{e.production}》{e.start:%m-%d} 至 {e.end:%m-%d}"
        for e in held
        if e.production != call.production and e.start < call.end and call.start < e.end
    ]
    return "、".join(others)


def days_away(people: People, call: CastCall) -> NDArray[np.int64]:
    """How many days of ``call`` each of ``people`` has off."""
    days = [date.fromordinal(d) for d in range(call.start.toordinal(), call.end.toordinal())]
    weekdays = [d.weekday() for d in days]
    return np.array(
        [
            sum(d in p.days_off or w in p.weekdays_off for d, w in zip(days, weekdays, strict=True))
            if p.days_off or p.weekdays_off
            else 0
            for p in people.views
        ],
        dtype=np.int64,
    )


def top(score: NDArray[np.float64], count: int) -> list[int]:
    """The rows with the most points, the best first; the earlier of equals."""
    if count < len(score):
        edge = np.partition(score, len(score) - count)[len(score) - count]
        rows = np.flatnonzero(score >= edge)
    else:
        rows = np.arange(len(score))
    return [int(i) for i in rows[np.argsort(-score[rows], kind="stable")][:count]]


def describe(
    role: RoleWanted, people: People, row: int, *, score: float, away: NDArray[np.int64], busy: Busy, call: CastCall
) -> CastSuggestion:
    """A person for ``role`` with what speaks for and against it, in words."""
    person = people.views[row]
    clash = clash_of(busy.get(person.id, ()), call)
    return CastSuggestion(
        person_id=person.id,
        person_name=person.name,
        day_rate=person.day_rate,
        score=max(0, min(100, round(score))),
        reasons=tuple(_for(role, people, row)),
        concerns=tuple(_against(role, people, row, days_off=int(away[row]), clash=clash)),
        clash=clash,
    )


def _for(role: RoleWanted, people: People, row: int) -> Iterable[str]:
    person = people.views[row]
    if role.ages is not None and person.ages[0] <= role.ages[1] and role.ages[0] <= person.ages[1]:
        yield f"可演 {person.ages[0]}–{person.ages[1]} 岁，角色 {role.ages[0]}–{role.ages[1]} 岁"
    yield from (f"形象合适：{look}" for look in role.looks[:2] if people.having(look)[row])
    yield from (f"会{skill}，戏里要用" for skill in role.skills if people.having(skill)[row])
    if person.day_rate <= role.budget:
        yield f"日酬 {person.day_rate // 100} 元，在{role.weight.value}预算 {role.budget // 100} 元以内"


def _against(role: RoleWanted, people: People, row: int, *, days_off: int, clash: str) -> Iterable[str]:
    person = people.views[row]
    if clash:
        yield f"档期冲突：{clash}"
    if days_off:
        yield f"拍摄期内有 {days_off} 天不可用"
    if role.sex is None:
        yield "剧本没有写明性别"
    if role.ages is not None and not (person.ages[0] <= role.ages[1] and role.ages[0] <= person.ages[1]):
        yield f"可演 {person.ages[0]}–{person.ages[1]} 岁，与角色 {role.ages[0]}–{role.ages[1]} 岁有差"
    yield from (f"没有登记“{skill}”，要替身或另练" for skill in role.skills if not people.having(skill)[row])
    if person.day_rate > role.budget:
        yield f"日酬 {person.day_rate // 100} 元，超出{role.weight.value}预算 {role.budget // 100} 元"
    if person.minor:
        yield "未成年人：限时，不拍夜戏，监护人在场"


def _wanted(role: RoleWanted) -> str:
    ages = f"{role.ages[0]}–{role.ages[1]} 岁" if role.ages else "年龄不限"
    return f"要 {role.sex or '男女不限'}、{ages}；请放宽条件或登记新人"
