"""Scores of people against a wish, with the reasons in words. As with spaces, at most one thing may be missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from fangcun.park.contracts import PersonKind, PersonView
from fangcun.park.engine.finding.figures import MOST
from fangcun.park.engine.finding.matching import HORIZON, Busy, best_of, likeness, say_days
from fangcun.park.engine.finding.wishes import Field, Hit, Wish

MOST_PEOPLE = 200
"""So many people at most in one answer, whatever the wish asks for."""

KINDS = {PersonKind.ACTOR: "演员", PersonKind.FEATURED: "特约", PersonKind.EXTRA: "群演", PersonKind.CREW: "职员"}


def find_people(wish: Wish, people: Sequence[PersonView], *, start: date, busy: Busy, limit: int = 20) -> list[Hit]:
    """The people who fit, best first; as many as the wish says, when it says how many (at most ``MOST_PEOPLE``)."""
    if (count := wish.number(Field.COUNT)) is not None:
        limit = max(1, min(int(count), MOST_PEOPLE))
    sorts = wish.all(Field.SORT) or (("crew",) if wish.has(Field.JOB) else ())
    sexes, words = wish.all(Field.SEX), wish.all(Field.WORD)
    pool = [
        p
        for p in people
        if p.active
        and (not sexes or p.sex in sexes)
        and (not sorts or p.kind in sorts or (p.kind is PersonKind.FEATURED and "actor" in sorts))
        and all(likeness(word, p.name) for word in words)
    ]
    wanted = _person_wants(wish)
    limits = _person_limits(wish)
    hits = list[Hit]()
    for person in pool:
        hit = _judge_person(person, wanted, limits)
        if hit is not None:
            hits.append(_with_days(hit, person, wish, start, busy))
    return best_of([h for h in hits if len(h.misses) <= 1], limit)


def _person_wants(wish: Wish) -> list[tuple[str, Callable[[PersonView], tuple[str, ...]], float]]:
    def parts(field: Field) -> Callable[[PersonView], tuple[str, ...]]:
        return {
            Field.SKILL: lambda p: p.skills,
            Field.LANGUAGE: lambda p: p.languages,
            Field.LOOK: lambda p: p.looks,
            Field.JOB: lambda p: p.jobs,
        }[field]

    weights = {Field.SKILL: 3.0, Field.LANGUAGE: 3.0, Field.LOOK: 2.5, Field.JOB: 4.0}
    return [(word, parts(field), weight) for field, weight in weights.items() for word in wish.all(field)]


def _person_limits(wish: Wish) -> tuple[tuple[int, int] | None, tuple[int, int] | None, float | None]:
    return wish.span(Field.AGE), wish.span(Field.HEIGHT), wish.number(Field.RATE)


def _judge_person(
    person: PersonView,
    wanted: list[tuple[str, Callable[[PersonView], tuple[str, ...]], float]],
    limits: tuple[tuple[int, int] | None, tuple[int, int] | None, float | None],
) -> Hit | None:
    age, height, rate = limits
    score, reasons, misses = 0.0, [f"{KINDS[person.kind]} · {person.sex}"], list[str]()
    for word, part, weight in wanted:
        if word in part(person):
            score += weight
            reasons.append(word)
        else:
            misses.append(f"没有登记“{word}”")
            if len(misses) > 1:
                return None
    if age is not None:
        low, high = max(age[0], person.ages[0]), min(age[1], person.ages[1])
        if low > high:
            misses.append(f"可演 {person.ages[0]}–{person.ages[1]} 岁")
        else:
            middle = (age[0] + min(age[1], 90)) / 2
            score += 3 - min(2.0, abs(sum(person.ages) / 2 - middle) / 6)
            reasons.append(f"可演 {person.ages[0]}–{person.ages[1]} 岁")
    if height is not None:
        fit = height[0] <= person.height <= height[1]
        (reasons if fit else misses).append(f"{person.height} cm")
        if fit and height[1] != MOST and height[0]:
            score += 1 - abs(person.height - sum(height) / 2) / 50
    dear = rate is not None and person.day_rate > rate
    (misses if dear else reasons).append(f"日酬 ¥{person.day_rate / 100:,.0f}")
    if len(misses) > 1:
        return None
    # Who is registered as an actor is the likelier answer, and of two alike the cheaper.
    score += {PersonKind.ACTOR: 0.5, PersonKind.FEATURED: 0.3}.get(person.kind, 0.1)
    return Hit(person.id, score + 0.4 / (1 + person.day_rate / 100_000), tuple(reasons), tuple(misses))


def _with_days(hit: Hit, person: PersonView, wish: Wish, start: date, busy: Busy) -> Hit:
    reasons, misses = list(hit.reasons), list(hit.misses)
    horizon = (start + timedelta(days=n) for n in range(HORIZON + wish.days + 1))
    off = frozenset(d for d in horizon if d.weekday() in person.weekdays_off) | frozenset(person.days_off)
    free_from = say_days(off | busy.get(person.id, frozenset()), start, wish, reasons, misses)
    return Hit(hit.id, hit.score, tuple(reasons), tuple(misses), free_from)
