"""A centre's figures for its chief: load, lateness, whether reviewers agree, which rules are noise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from fangcun.base.api import members, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, Call, CaseState, Ruling, Step
from fangcun.review.contracts.desk import Board, ReviewerFigures, RuleFigures
from fangcun.review.engine.agreement import kappa, words_of
from fangcun.review.engine.case.course import follow
from fangcun.review.engine.case.standing import Standing
from fangcun.review.engine.lexicon import load
from fangcun.review.engine.working_time import spent, worked
from fangcun.review.models import Case, Centre, FindingRow, StepRow
from fangcun.review.permissions import RUN
from fangcun.review.queries.rows import centre_of
from fangcun.review.queries.steps import promise_of, step_of, zone

WEEKS = 8
SOON = timedelta(days=1)  # of working time
MOST_RULES = 20
_ANSWERED = (CaseState.RETURNED, CaseState.PASSED, CaseState.REFUSED)

End = tuple[datetime, timedelta, bool]


def board(actor: Actor | None) -> Board:
    """The figures of the last eight weeks. Raises ``centre.missing``, ``denied``."""
    who = require(actor, RUN)
    centre = centre_of(who)
    if centre is None:
        raise FangcunError("centre.missing", Kind.NOT_FOUND, "本机构还不是审核中心。")
    now = clock.now()
    monday = _monday(now)
    since = datetime.combine(monday - timedelta(weeks=WEEKS - 1), datetime.min.time(), zone())
    everything = list(Case.objects.across_tenants().filter(centre=centre))
    waiting = [c for c in everything if c.state in (CaseState.FIRST.value, CaseState.FINAL.value)]
    steps = _steps(centre)
    ends = [end for c in everything for end in _ends(c, steps[c.pk]) if end[0] >= since]
    pairs = [pair for c in everything for pair in _pairs(steps[c.pk])]
    value = kappa(pairs)
    return Board(
        waiting=len(waiting),
        late=sum(c.due is not None and c.due < now for c in waiting),
        soon=sum(c.due is not None and now <= c.due and worked(now, c.due, zone=zone()) <= SOON for c in waiting),
        paused=sum(c.waits for c in waiting),
        decided=len(ends),
        kept=sum(not late for _, _, late in ends) / len(ends) if ends else None,
        median=_middle([length for _, length, _ in ends]),
        kappa=value,
        kappa_words=words_of(value) if value is not None else "",
        doubled=len(pairs),
        agreed=sum(a == b for a, b in pairs),
        reviewers=_reviewers(centre, waiting, steps, now),
        rules=_rules(centre, now.astimezone(zone()).date()),
        weeks=tuple(_week(monday - timedelta(weeks=back), everything, ends) for back in range(WEEKS - 1, -1, -1)),
    )


def _steps(centre: Centre) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for row in StepRow.objects.filter(case__centre=centre).order_by("case_id", "place"):
        found[row.case_id].append(step_of(row))
    return found


def _ends(case: Case, steps: Iterable[Step]) -> list[End]:
    """Each answer that a producer got: when, after how much of the centre's working time, and whether that was late."""
    standing, found = Standing(), list[End]()
    for step in steps:
        before, standing = standing, follow(standing, step)
        if before.running and not standing.running and standing.state in _ANSWERED:
            length = spent(standing.runs, now=step.at, zone=zone())
            found.append((step.at, length, length > promise_of(case, before)))
    return found


def _pairs(steps: Iterable[Step]) -> list[tuple[Call, Call]]:
    """What the first reviewer and each second opinion said of one version, neither knowing the other's."""
    pairs, opinions, first = list[tuple[Call, Call]](), list[Call](), None
    for step in steps:
        if step.act is Act.OPINE and step.call:
            opinions.append(step.call)
        elif step.act is Act.RECOMMEND:
            first = step.call
        if first is not None:
            pairs += [(first, call) for call in opinions]
            opinions = []
        if step.act is Act.RESUBMIT:
            first, opinions = None, []
    return pairs


def _reviewers(
    centre: Centre, waiting: list[Case], steps: Mapping[int, list[Step]], now: datetime
) -> tuple[ReviewerFigures, ...]:
    """The people of the centre, who has most in hand first."""
    chiefs = {m.user_id for m in members(centre.tenant_id, Role.CHIEF)}
    judged: Counter[int] = Counter()
    lengths: dict[int, list[timedelta]] = defaultdict(list)
    for course in steps.values():
        taken: dict[int, datetime] = {}
        for step in course:
            who = step.by.id
            if step.act is Act.TAKE and who is not None:
                taken[who] = step.at
            elif step.act in (Act.RECOMMEND, Act.DECIDE) and who is not None:
                judged[who] += 1
                if who in taken:
                    lengths[who].append(worked(taken.pop(who), step.at, zone=zone()))
    people = members(centre.tenant_id, Role.REVIEWER, Role.CHIEF)
    found = [
        ReviewerFigures(
            user_id=m.user_id,
            name=m.name,
            chief=m.user_id in chiefs,
            holding=sum(c.holder_id == m.user_id for c in waiting),
            late=sum(c.holder_id == m.user_id and c.due is not None and c.due < now for c in waiting),
            judged=judged[m.user_id],
            median=_middle(lengths[m.user_id]),
        )
        for m in people
    ]
    return tuple(sorted(found, key=lambda r: (-r.holding, -r.judged, r.user_id)))


def _rules(centre: Centre, day: date) -> tuple[RuleFigures, ...]:
    """The rules that fired most, with the share of their findings that people dismissed: noise is mended first."""
    names = load(on=day).names
    hits: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    words: dict[tuple[str, str], tuple[str, str]] = {}
    rows = FindingRow.objects.filter(case__centre=centre).exclude(source="person").order_by("id")
    columns = ("source", "category", "canonical", "ruling", "rule", "origin")
    for source, category, canonical, ruling, rule, origin in rows.values_list(*columns):
        term = source == "lexicon"  # other checks have one name for all that they find
        key = (category, canonical if term else "")
        words[key] = (names.get(category, category), canonical) if term else (origin, rule)
        hits[key][ruling] += 1
    found = []
    for key, rulings in hits.items():
        dismissed = rulings[Ruling.DISMISSED.value]
        upheld = rulings[Ruling.UPHELD.value] + rulings[Ruling.MENDED.value]
        ruled = dismissed + upheld
        noise = dismissed / ruled if ruled else None
        total = sum(rulings.values())
        found.append(RuleFigures(key[0], *words[key], total, upheld, dismissed, noise))
    return tuple(sorted(found, key=lambda r: (-(r.noise or 0) * r.dismissed, -r.hits, r.canonical))[:MOST_RULES])


def _week(monday: date, everything: Iterable[Case], ends: Iterable[End]) -> tuple[date, int, int, int]:
    decided = [end for end in ends if _monday(end[0]) == monday]
    return (
        monday,
        sum(_monday(c.submitted_at) == monday for c in everything),
        len(decided),
        sum(late for _, _, late in decided),
    )


def _monday(moment: datetime) -> date:
    day = moment.astimezone(zone()).date()
    return day - timedelta(days=day.weekday())


def _middle(lengths: list[timedelta]) -> timedelta | None:
    return sorted(lengths)[len(lengths) // 2] if lengths else None
