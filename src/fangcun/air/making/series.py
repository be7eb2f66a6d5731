"""From a script file to a series on the shelf: what is asked of the rooms below, and what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from fangcun.air.making.handover import PLAN_FOLDER, HandedEpisode, HandedPlan, safe_name, write_folder
from fangcun.air.making.ordering import Options, keep_order, order_of
from fangcun.air.models import Making, Release, Title
from fangcun.air.queries import licence_of
from fangcun.air.services import announce
from fangcun.base.contracts import Actor
from fangcun.cut.api import EpisodePlan, files_of, looks_for, plan_episodes, read_editions
from fangcun.cut.contracts import EpisodeFiles
from fangcun.farm.api import Progress, Result, Task, TaskKey, problems_of, results_of, run_job, submit
from fangcun.kit.errors import FangcunError, Kind, Problem
from fangcun.review import api as review
from fangcun.shoot import api as shoot
from fangcun.write import api as write
from fangcun.write.contracts import Breakdown, DraftView, Screenplay

PLAN_SECONDS = 8.0
"""How long the shoot of one series is planned: far longer than it takes to find a good plan."""


@dataclass(frozen=True, slots=True)
class Commission:
    """A series that was asked for: the draft it comes from, the job that makes it, its episodes.

    ``planning`` says why the shoot could not be planned; empty when it is. ``translation`` is what there is to look
    at in the table of translations.
    """

    draft: DraftView
    screenplay: Screenplay
    breakdown: Breakdown
    job_id: int
    episodes: tuple[EpisodePlan, ...]
    planning: str = ""
    translation: tuple[Problem, ...] = ()


def commission(
    actor: Actor,
    *,
    file_name: str,
    data: bytes,
    name: str | None = None,
    numbers: Collection[int] | None = None,
    planned: bool = True,
    wide: bool = False,
    style: str = "classic",
    licence: str | None = None,
    translation: bytes | None = None,
    glossary: bytes | None = None,
    dubs: Sequence[str] = (),
) -> Commission:
    """Keep the script as a draft, announce the title, and hand its episodes and (if ``planned``) its plan to the farm.
    With ``wide`` each episode is made in 16:9 too; ``style`` names how subtitles look;
    ``licence`` is the number that episodes open with, by default the one that the work passed review with, else the
    one that the title has already. A ``translation`` (a filled-in table) with its ``glossary`` adds subtitles of other
    languages, and voices of those in ``dubs``.

    Asking again for the same is no new work: finished tasks are found by their keys. Each episode appears on the site
    by itself once its task is done, whoever carries it out. Raises what reading and planning raise.
    """
    draft_id = write.ensure_draft(actor, production=name, file_name=file_name, data=data)
    options = Options(
        numbers=frozenset(numbers) if numbers is not None else None,
        wide=wide,
        style=style,
        translation=translation,
        glossary=glossary,
        dubs=tuple(dubs),
    )
    return commission_draft(actor, draft_id, options=options, planned=planned, licence=licence)


def commission_draft(
    actor: Actor, draft_id: int, *, options: Options, planned: bool = True, licence: str | None = None
) -> Commission:
    """What ``commission`` does, of a draft that is kept already."""
    draft = write.draft(draft_id, actor)
    screenplay, breakdown = write.load(draft_id, actor)
    looks = looks_for(actor, production_id=draft.production_id, screenplay=screenplay)
    if options.translation is None and (options.dubs or options.glossary is not None):
        message = "配音和术语表要和译文表一起用。请加上 --translation 译文表（用 cut translate 导出）。"
        raise FangcunError("cut.translation_absent", Kind.INVALID, message)
    editions, doubts = None, list[Problem]()
    if options.translation is not None:
        editions, doubts = read_editions(
            screenplay, looks=looks, table=options.translation, glossary=options.glossary, dubs=options.dubs
        )
    number = _number(actor, draft.slug) if licence is None else licence
    plans = plan_episodes(
        screenplay,
        name=draft.production_name,
        numbers=options.numbers,
        wide=options.wide,
        style=options.style,
        looks=looks,
        licence=number,
        editions=editions,
    )
    with transaction.atomic():
        slug = announce(
            actor, slug=draft.slug, name=draft.production_name, ai_generated=True, licence_number=number, public=None
        )
        _note(actor, slug, plans, source=draft.blob, shown_as=number)
        keep_order(actor, slug, draft_id=draft_id, options=options, licence=number)
    planning, tasks = _plan_shoot(actor, draft_id) if planned else ("", [])
    job = submit(
        [*tasks, *(task for plan in plans for task in plan.tasks)],
        title=f"《{draft.production_name}》",
        by=actor,
        targets=[*(task.key for task in tasks), *(key for plan in plans for key in plan.targets)],
    )
    return Commission(draft, screenplay, breakdown, job, plans, planning, tuple(doubts))


def _plan_shoot(actor: Actor, draft_id: int) -> tuple[str, list[Task]]:
    """Open the shoot of a draft and ask for its plan; a script that cannot be planned is made all the same."""
    try:
        opened = shoot.open_shoot(actor, draft_id=draft_id)
        return "", [shoot.prepare_plan(actor, shoot_ids=[opened.id], seconds=PLAN_SECONDS)[1]]
    except FangcunError as error:
        return error.message, []


def make_again(actor: Actor, slug: str, *, draft_id: int | None = None) -> Commission | None:
    """A series asked for again as it was asked for last, from another draft if one is given, with its number of now.

    None for a series that nobody asked for yet.
    """
    order = order_of(actor, slug)
    if order is None:
        return None
    kept, options = order
    return commission_draft(actor, draft_id or kept, options=options, planned=False)


def _number(actor: Actor, slug: str) -> str:
    """The number that a work's episodes open with: what it passed with, else what its title has."""
    return review.number_of(actor.tenant_id, slug) or licence_of(actor, slug)


def _note(actor: Actor, slug: str, plans: Collection[EpisodePlan], *, source: str = "", shown_as: str = "") -> None:
    """Write down which task makes which episode, so that a finished task finds its place on the shelf."""
    title = Title.objects.of(actor.tenant_id).get(slug=slug)
    for plan in plans:
        keys = {"task_key": plan.target, "wide_key": plan.wide or "", "early_key": plan.early or "", "name": plan.name}
        keys |= {"source": source, "shown_as": shown_as}
        Making.objects.of(actor.tenant_id).update_or_create(
            title=title,
            number=plan.number,
            defaults=keys,
            create_defaults={"tenant_id": actor.tenant_id, **keys},
        )
    made = Making.objects.of(actor.tenant_id).filter(title=title).count()
    announce(actor, slug=slug, name=title.name, ai_generated=True, planned_episodes=made, public=None)


def carry_out(
    made: Commission,
    *,
    workers: int | None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Progress:
    """Do the work here, with worker processes. Ctrl-C sets ``stop`` and leaves what is finished; call it again then."""
    return run_job(made.job_id, workers=workers, on_progress=on_progress, stop=stop)


def hand_over(made: Commission, actor: Actor, *, folder: Path, original: bytes) -> Path:
    """Write the producer's folder from what is made so far; returns its overview page."""
    results = results_of([key for plan in made.episodes for key in plan.targets])
    failed = " ".join(problem.message for problem in problems_of(made.job_id))
    episodes = [
        HandedEpisode(
            plan.number,
            plan.name,
            _best(plan, results),
            wide=files_of(results[plan.wide]) if plan.wide in results else None,
            why="" if _best(plan, results) else failed or "还没有做完，再运行一次会从停下的地方继续。",
        )
        for plan in made.episodes
    ]
    plan = _papers(made, actor, folder)
    return write_folder(
        folder,
        plan=plan,
        name=made.draft.production_name,
        file_name=made.draft.file_name,
        original=original,
        screenplay=made.screenplay,
        breakdown=made.breakdown,
        episodes=episodes,
    )


def _best(plan: EpisodePlan, results: Mapping[TaskKey, Result]) -> EpisodeFiles | None:
    """The episode as far as it is made: in all sizes, else in its own."""
    made = next((key for key in (plan.target, plan.early) if key in results), None)
    return files_of(results[made]) if made else None


def _papers(made: Commission, actor: Actor, folder: Path) -> HandedPlan:
    """The papers of the shoot, written beside the episodes."""
    found = shoot.paper_plan(actor, made.draft.production_id)
    if found is None:
        return HandedPlan(why=made.planning or "计划还没有排好，再运行一次会补上。")
    opened, plan_id = found
    view = shoot.plan(actor, plan_id)
    paths = shoot.write_papers(actor, plan_id, folder / PLAN_FOLDER, shoot_id=opened.id)
    return HandedPlan(
        files=tuple(path.relative_to(folder).as_posix() for path in paths),
        days=opened.days,
        starts_on=opened.starts_on,
        cost=view.cost.total,
        violations=view.violations,
    )


def unreleased(made: Commission) -> int:
    """How many of the episodes are not on the shelf as they were asked for: where there is a review centre, only what
    passed is."""
    slug, numbers = made.draft.slug, [plan.number for plan in made.episodes]
    rows = Release.objects.across_tenants().filter(title__slug=slug, title__public=True, source=made.draft.blob)
    return len(set(numbers) - set(rows.values_list("number", flat=True)))


def default_folder(made: Commission) -> Path:
    """Where the folder goes when nobody says: ``out/<name of the series>`` where one stands."""
    return Path("out") / safe_name(made.draft.production_name)


def summary(made: Commission, progress: Progress, *, index: Path) -> Mapping[str, object]:
    """What came of it, as plain data."""
    results = results_of([key for plan in made.episodes for key in plan.targets])
    return {
        "title": made.draft.production_name,
        "slug": made.draft.slug,
        "draft": made.draft.number,
        "state": progress.state.value,
        "tasks": {"total": progress.total, "ran": progress.ran, "cached": progress.cached, "failed": progress.failed},
        "episodes": [
            {
                "number": plan.number,
                "title": plan.name,
                "shots": plan.shots,
                "seconds": best.duration_ms / 1000 if (best := _best(plan, results)) else None,
            }
            for plan in made.episodes
        ],
        "problems": len(made.screenplay.problems),
        "plan": made.planning or "ok",
        "translation": [problem.message for problem in made.translation],
        "index": str(index),
    }
