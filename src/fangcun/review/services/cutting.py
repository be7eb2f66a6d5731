"""Cuts under review: sent in by the digests of their films, screened on the farm, judged like any other case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from fangcun.base.api import blobs, require
from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.farm.api import Task, results_of
from fangcun.farm.api import submit as submit_job
from fangcun.kit import clock
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, CaseKind, CaseState, Filing, Lane, Seen
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.contracts.text import Strength
from fangcun.review.engine.classes import class_of
from fangcun.review.engine.cuts import covers, cut_as_bytes, cut_from_bytes, found_in_film, label_of
from fangcun.review.models import Case, Version
from fangcun.review.permissions import SUBMIT
from fangcun.review.queries.clearing import number_of
from fangcun.review.services.opening import centre_for, local_day, new_case
from fangcun.review.services.screening import record
from fangcun.review.services.steps import Moving, moving, short

MOST_EPISODES = 500


def submit_cut(
    actor: Actor | None,
    *,
    work: str,
    name: str,
    episodes: Sequence[CutEpisode],
    filing: Filing,
    lane: Lane = Lane.NORMAL,
    centre_id: int | None = None,
) -> int:
    """Send a cut to be reviewed; returns the case's id. The farm screens its films; then it waits for its reviewer.

    Raises ``case.films`` for films that are not in the store, and as ``submit``.
    """
    who = require(actor, SUBMIT)
    _check(episodes)
    found = class_of(filing, on=local_day(clock.now()))
    with transaction.atomic():
        centre = centre_for(who, centre_id)
        case = new_case(who, centre, kind=CaseKind.CUT, work=work, name=name, filing=filing, found=found, lane=lane)
        step = Moving(case, who)
        step.take(Act.SUBMIT)
        version = _version(step, episodes, note="")
    _ask_the_farm(who, version, episodes)
    return int(case.pk)


def resubmit_cut(actor: Actor | None, case_id: int, *, episodes: Sequence[CutEpisode], note: str = "") -> None:
    """Send a returned cut again. Raises ``case.same`` when no film differs from what was returned."""
    who = require(actor, SUBMIT)
    _check(episodes)
    with moving(who, case_id, centre=False) as step:
        last = step.case.versions.order_by("-round").first()
        if last is not None and last.source == blobs_digest(step.case.name, episodes):
            raise FangcunError("case.same", Kind.CONFLICT, "各集都和退回的一样，请先改好、重新出片，再送审。")
        step.take(Act.RESUBMIT, words=short(note))
        version = _version(step, episodes, note=short(note))
    _ask_the_farm(who, version, episodes)


def take_screening(key: str) -> None:
    """The farm has screened a cut: its findings go into the case. Does no harm when told again."""
    rows = Version.objects.filter(task_key=key, rules="").select_related("case")
    for found in rows:
        result = results_of([key]).get(key)
        if result is None:
            continue
        with transaction.atomic():
            case = (
                Case.objects.across_tenants()
                .select_for_update(of=("self",))
                .select_related("centre")
                .get(pk=found.case_id)
            )
            version = Version.objects.get(pk=found.pk)
            if version.rules or case.round != version.round or case.state != CaseState.SCREENING.value:
                continue
            _, episodes = cut_from_bytes(blobs().get(version.snapshot))
            by_number = {str(one.number): one for one in episodes}
            findings = [
                found_in_film(plain, episode=by_number[number])
                for number, screened in result.values["episodes"].items()
                for plain in screened["findings"]
            ]
            record(Moving.by_nobody(case), version, findings, rules=result.values["rules"], people=_people(case))


def blobs_digest(name: str, episodes: Sequence[CutEpisode]) -> Digest:
    """The digest of a cut's list."""
    return blobs().put(cut_as_bytes(name, episodes))


def _version(step: Moving, episodes: Sequence[CutEpisode], *, note: str) -> Version:
    listed = blobs_digest(step.case.name, episodes)
    day = local_day(step.now)
    return Version.objects.create(
        case=step.case,
        round=step.standing.round,
        snapshot=listed,
        source=listed,
        covers=covers(episodes),
        label=label_of(episodes),
        note=note,
        task_key=_tasks(step.case, episodes, on=day)[-1].key,
        day=day,
        at=step.now,
    )


def _tasks(case: Case, episodes: Sequence[CutEpisode], *, on: date) -> list[Task]:
    """One task for each film, and one that gathers what they found.

    A number that the work has already must stand in the opening; before, there is none to look for.
    """
    settings = config()
    shared: dict[str, Any] = {
        "title": case.name,
        "number": number_of(case.tenant_id, case.work),
        "ai": bool(case.filing["ai"]),
        "on": on.isoformat(),
        "classifiers": settings.classifiers.split(),
        "speech": settings.speech_url,
    }
    films = [
        Task(
            "review.film",
            shared | {"film": one.film},
            title=f"机审《{case.name}》第{one.number}集",
            weight=one.duration_ms / 1000,
        )
        for one in episodes
    ]
    needs = {str(one.number): task.key for one, task in zip(episodes, films, strict=True)}
    return [*films, Task("review.cut", {}, needs, title=f"机审《{case.name}》")]


def _ask_the_farm(who: Actor, version: Version, episodes: Sequence[CutEpisode]) -> None:
    tasks = _tasks(version.case, episodes, on=version.day)
    submit_job(tasks, title=f"机审《{version.case.name}》", by=who, targets=[version.task_key])
    take_screening(version.task_key)  # known films need no work, and nobody is told of them


def _check(episodes: Sequence[CutEpisode]) -> None:
    if not 1 <= len(episodes) <= MOST_EPISODES:
        raise FangcunError("case.films", Kind.INVALID, f"一次送审 1 到 {MOST_EPISODES} 集。")
    if len({one.number for one in episodes}) != len(episodes):
        raise FangcunError("case.films", Kind.INVALID, "集号有重复，请检查。")
    missing = next((one for one in episodes if not blobs().has(one.film)), None)
    if missing is not None:
        raise FangcunError("case.films", Kind.INVALID, f"第{missing.number}集的成片不在存储中，请重新出片。")


def _people(case: Case) -> list[Seen]:
    """What people found before: films cannot be compared word for word, so all of it is looked at again."""
    rows = case.findings.filter(source="person", here=True)
    return [Seen(row.key, Strength(row.strength), again=True) for row in rows]
