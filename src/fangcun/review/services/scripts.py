"""A draft screened whole: its text by the lexicon, the work by the rules of the day, against what passed before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fangcun.base.api import blobs
from fangcun.base.contracts import Actor
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Filed, SecondReading, Work
from fangcun.review.contracts.cases import CaseKind, CaseState
from fangcun.review.engine.manuscript import Manuscript, Place
from fangcun.review.engine.second.as_found import found_in_reading
from fangcun.review.engine.texts import screen_manuscript
from fangcun.review.engine.wholes import found_in_work
from fangcun.review.engine.work.check import check_work
from fangcun.review.models import Case, Version
from fangcun.review.services.opening import local_day
from fangcun.review.services.screening import known_of, people_in, record
from fangcun.review.services.steps import Moving
from fangcun.write import api as write
from fangcun.write.contracts import Breakdown, DraftView, Screenplay


@dataclass(frozen=True, slots=True)
class Script:
    """A draft read: as a screenplay, broken down, and as the text under review."""

    draft: DraftView
    screenplay: Screenplay
    breakdown: Breakdown
    manuscript: Manuscript


def read_script(draft_id: int, who: Actor) -> Script:
    """A draft of the actor's house, read. Raises ``draft.missing``, CONFLICT ``draft.unread``."""
    draft = write.draft(draft_id, who)
    if draft.number is None:
        raise FangcunError("draft.unread", Kind.CONFLICT, f"这份文件没能读出来（{draft.failure}），请先修好再送审。")
    screenplay, breakdown = write.load(draft_id, who)
    return Script(draft, screenplay, breakdown, manuscript_of(screenplay, name=draft.production_name))


def screen_script(step: Moving, script: Script, *, note: str) -> None:
    """Keep a draft as this round's version and take what the machine finds of it into the case."""
    day = local_day(step.now)
    version = Version.objects.create(
        case=step.case,
        round=step.standing.round,
        snapshot=blobs().put(script.manuscript.as_bytes()),
        source=script.draft.blob,
        covers=[script.draft.blob],
        label=f"第 {script.draft.number} 稿",
        note=note,
        day=day,
        at=step.now,
    )
    found, lexicon = screen_manuscript(script.manuscript, on=day)
    whole = found_in_work(check_work(_work(step, script), on=day), script.manuscript)
    rules = digest.of_data([lexicon, day.isoformat()])
    model = found_in_reading(SecondReading(()), script.manuscript, known=known_of(step.case, source="model"))
    record(step, version, [*found, *whole, *model], rules=rules, people=people_in(step.case, script.manuscript))


def manuscript_of(screenplay: Screenplay, *, name: str) -> Manuscript:
    """A script as it is reviewed: its own text, and where its scenes lie in it."""
    scenes = []
    for episode in screenplay.episodes:
        prefix = f"第{episode.number}集 " if episode.number is not None else ""
        for scene in episode.scenes:
            heading = " ".join(scene.heading.split())[:80]
            scenes.append(Place(f"{prefix}{heading}", scene.blocks[0].span.start, scene.blocks[-1].span.end))
    return Manuscript(name, screenplay.source, tuple(scenes))


def _work(step: Moving, script: Script) -> Work:
    filing = step.case.filing
    return Work(
        title=script.draft.production_name,
        script=script.screenplay,
        breakdown=script.breakdown,
        investment=Decimal(filing["investment"]),
        ai=bool(filing["ai"]),
        subjects=tuple(filing["subjects"]),
        homepage_push=bool(filing["homepage_push"]),
        filed=_filed(step, script),
    )


def _filed(step: Moving, script: Script) -> Filed | None:
    """The script that this work passed with last, compared with the present one; None for a work that never did."""
    rows = Case.objects.of(step.case.tenant_id).filter(
        work=step.case.work, kind=CaseKind.DRAFT.value, state=CaseState.PASSED.value
    )
    passed = rows.exclude(pk=step.case.pk).order_by("-decided_at").first()
    version = passed.versions.order_by("-round").first() if passed else None
    if version is None:
        return None
    drafts = write.production(step.case.work, step.actor).drafts
    draft = next((d for d in drafts if d.blob == version.source and d.number is not None), None)
    if draft is None or draft.id == script.draft.id:
        return None
    old, old_breakdown = write.load(draft.id, step.actor)
    comparison = write.compare(old, script.screenplay, old_breakdown=old_breakdown, new_breakdown=script.breakdown)
    return Filed(old, comparison)
