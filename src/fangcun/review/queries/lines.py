"""Cases as lines: the producer's list, the centre's queue in the order in which they will be late."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from fangcun.base.api import members
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, CaseKind, CaseState, Lane, Ruling
from fangcun.review.contracts.desk import CaseLine, FindingView
from fangcun.review.engine.case.course import fold, may_judge
from fangcun.review.engine.case.standing import JUDGED, Standing
from fangcun.review.engine.queueing import Waiting, forecast, in_order, median_length
from fangcun.review.engine.working_time import worked
from fangcun.review.models import Case, Centre, FindingRow, StepRow
from fangcun.review.queries.rows import centre_of, seen_by
from fangcun.review.queries.steps import person_of, step_of, zone

DONE = (CaseState.PASSED, CaseState.REFUSED, CaseState.WITHDRAWN)
STAGE = timedelta(hours=8)
"""How long a stage takes until the centre's own figures say so: a third of a working day."""


def cases(actor: Actor | None, *, done: bool = False, limit: int = 200) -> list[CaseLine]:
    """The actor's cases: for a centre what waits for it, what will be late first on top; ended ones newest first."""
    rows = seen_by(actor)
    assert actor is not None
    ended = [s.value for s in DONE]
    if done:
        return _lines(rows.filter(state__in=ended).order_by("-decided_at", "-pk")[:limit], actor)
    lines = _lines(rows.exclude(state__in=ended).order_by("due", "pk")[:limit], actor)
    centre = centre_of(actor)
    return _forecast(lines, centre) if centre else lines


def work_cases(actor: Actor | None, work: str) -> list[CaseLine]:
    """All cases of one work, the newest first."""
    rows = seen_by(actor)
    assert actor is not None
    return _lines(rows.filter(work=work).order_by("-submitted_at"), actor)


def line_of(row: Case, *, standing: Standing, actor: Actor, findings: Iterable[FindingView]) -> CaseLine:
    """A case as a line."""
    here = [f for f in findings if f.here]
    counts = Counter(f.strength for f in here)
    opened = sum(f.ruling is Ruling.OPEN and f.strength is not Strength.NOTE for f in here)
    return _line(row, standing, actor, counts=dict(counts), opened=opened)


def stage_length(centre: Centre) -> timedelta:
    """How much working time a stage takes here, in the middle of the last hundred: from taking to judging."""
    acts = [Act.TAKE.value, Act.RECOMMEND.value, Act.DECIDE.value]
    rows = StepRow.objects.filter(case__centre=centre, act__in=acts).order_by("-id")[:300]
    lengths, ends = list[timedelta](), dict[int, StepRow]()
    for row in rows:
        if row.act != Act.TAKE.value:
            ends[row.case_id] = row
        elif end := ends.pop(row.case_id, None):
            lengths.append(worked(row.at, end.at, zone=zone()))
    return median_length(lengths, default=STAGE)


def _lines(rows: QuerySet[Case], actor: Actor) -> list[CaseLine]:
    found = list(rows)
    steps: dict[int, list[StepRow]] = defaultdict(list)
    for step in StepRow.objects.filter(case__in=[r.pk for r in found]).order_by("place"):
        steps[step.case_id].append(step)
    counts: dict[int, Counter[Strength]] = defaultdict(Counter)
    opened: Counter[int] = Counter()
    columns = FindingRow.objects.filter(case__in=[r.pk for r in found], here=True)
    for case_id, strength, ruling in columns.values_list("case_id", "strength", "ruling"):
        counts[case_id][Strength(strength)] += 1
        opened[case_id] += ruling == Ruling.OPEN.value and strength != Strength.NOTE.value
    return [
        _line(
            row,
            fold(step_of(one) for one in steps[row.pk]),
            actor,
            counts=dict(counts[row.pk]),
            opened=opened[row.pk],
        )
        for row in found
    ]


def _line(row: Case, standing: Standing, actor: Actor, *, counts: dict[Strength, int], opened: int) -> CaseLine:
    now = clock.now()
    left = None
    if row.due is not None:
        ahead, behind = worked(now, row.due, zone=zone()), worked(row.due, now, zone=zone())
        left = ahead if row.due >= now else -behind
    inside = actor.tenant_id == row.centre.tenant_id
    who = person_of(row, actor.user_id, chief=actor.has(Role.CHIEF))
    return CaseLine(
        id=row.pk,
        kind=CaseKind(row.kind),
        name=row.name,
        house=row.tenant.name,
        state=CaseState(row.state),
        round=row.round,
        lane=Lane(row.lane),
        tier_name=row.tier_name,
        holder_id=row.holder_id,
        holder=str(row.holder or "") if inside else "",
        waits=row.waits,
        submitted_at=row.submitted_at,
        due=row.due,
        left=left,
        number=row.number,
        appealing=standing.appealing,
        counts=counts,
        open=opened,
        late=row.due is not None and row.due < now,
        mine=inside and row.holder_id is not None and row.holder_id == actor.user_id,
        takes=inside and row.holder_id is None and may_judge(standing, who),
    )


def _forecast(lines: list[CaseLine], centre: Centre) -> list[CaseLine]:
    """The queue in its order, each with the time at which it will be done as things go."""
    stage = stage_length(centre)
    at_work = members(centre.tenant_id, Role.REVIEWER, Role.CHIEF)
    stages = {CaseState.FIRST: 2, CaseState.SCREENING: 2, CaseState.FINAL: 1}
    waiting = [
        Waiting(line.id, line.due, line.submitted_at, (stage,) * stages[line.state])
        for line in lines
        if line.state in JUDGED and not line.waits
    ]
    done = {f.id: f.done for f in forecast(waiting, people=len(at_work), now=clock.now(), zone=zone())}
    order = {w.id: place for place, w in enumerate(in_order(waiting))}
    told = [dataclasses.replace(line, forecast=done.get(line.id)) for line in lines]
    return sorted(told, key=lambda line: order.get(line.id, len(order)))
