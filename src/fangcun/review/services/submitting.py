"""What a producer does: sends a draft to be reviewed, sends it again mended, answers, appeals, withdraws."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from fangcun.base.api import blobs, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, CaseKind, CaseState, Filing, Lane
from fangcun.review.engine.classes import class_of
from fangcun.review.engine.manuscript import Manuscript, Place
from fangcun.review.engine.texts import screen_manuscript
from fangcun.review.models import Case, Centre, Version
from fangcun.review.permissions import SUBMIT
from fangcun.review.queries.steps import zone
from fangcun.review.services.screening import people_in, record
from fangcun.review.services.steps import Moving, moving, short
from fangcun.write import api as write
from fangcun.write.contracts import DraftView, Screenplay

_OPEN = [s.value for s in (CaseState.SCREENING, CaseState.FIRST, CaseState.FINAL, CaseState.RETURNED)]


def submit(
    actor: Actor | None, *, draft_id: int, filing: Filing, lane: Lane = Lane.NORMAL, centre_id: int | None = None
) -> int:
    """Send a draft to be reviewed; returns the case's id. It is screened at once, and waits for its first reviewer.

    Raises ``class.…`` for a filing that cannot be, CONFLICT ``case.open`` when the work is under review already,
    ``case.quota`` for an expedited case past the week's quota, ``centre.…``, ``draft.…``, ``denied``.
    """
    who = require(actor, SUBMIT)
    draft, manuscript = _manuscript(draft_id, who)
    now = clock.now()
    found = class_of(filing, on=local_day(now))
    with transaction.atomic():
        centre = _centre(who, centre_id)
        _refuse_second(who, draft.slug, CaseKind.DRAFT)
        if lane is Lane.FAST:
            _refuse_past_quota(centre, now)
        case = Case.objects.create(
            tenant_id=who.tenant_id,
            centre=centre,
            kind=CaseKind.DRAFT.value,
            work=draft.slug,
            name=draft.production_name,
            filing=_plain(filing),
            tier=found.tier.value,
            tier_name=found.name,
            tier_rule=f"{found.rule}（{found.source}）",
            lane=lane.value,
            submitted_by_id=who.user_id,
            submitted_at=now,
            state=CaseState.SCREENING.value,
        )
        step = Moving(case, who)
        step.take(Act.SUBMIT)
        _screen_text(step, draft, manuscript, note="")
    return int(case.pk)


def resubmit(actor: Actor | None, case_id: int, *, draft_id: int, note: str = "") -> None:
    """Send a returned case again with another draft. What was settled stays settled, what is gone counts as mended.

    Raises ``case.same`` for the very file that was returned, ``case.other_work`` for a draft of another production.
    """
    draft, manuscript = _manuscript(draft_id, require(actor, SUBMIT))
    with moving(actor, case_id, centre=False) as step:  # type: ignore[arg-type]  # required above
        last = step.case.versions.order_by("-round").first()
        if draft.slug != step.case.work:
            raise FangcunError("case.other_work", Kind.INVALID, f"这一稿不是《{step.case.name}》的，请选同一部剧的稿。")
        if last is not None and last.source == draft.blob:
            message = f"这和退回的是同一份文件（第 {draft.number} 稿），请先改好、传新稿，再送审。"
            raise FangcunError("case.same", Kind.CONFLICT, message)
        step.take(Act.RESUBMIT, words=short(note))
        _screen_text(step, draft, manuscript, note=short(note))


def answer(actor: Actor | None, case_id: int, *, words: str) -> None:
    """Answer what the reviewer asked; the clock runs again."""
    with moving(require(actor, SUBMIT), case_id, centre=False) as step:
        step.take(Act.ANSWER, words=short(words))


def appeal(actor: Actor | None, case_id: int, *, words: str) -> None:
    """Appeal once against a refusal; somebody who never judged the case decides."""
    with moving(require(actor, SUBMIT), case_id, centre=False) as step:
        step.take(Act.APPEAL, words=short(words))


def withdraw(actor: Actor | None, case_id: int, *, words: str = "") -> None:
    """Take a case back that is not decided."""
    with moving(require(actor, SUBMIT), case_id, centre=False) as step:
        step.take(Act.WITHDRAW, words=short(words))


def _screen_text(step: Moving, draft: DraftView, manuscript: Manuscript, *, note: str) -> None:
    day = local_day(step.now)
    version = Version.objects.create(
        case=step.case,
        round=step.standing.round,
        snapshot=blobs().put(manuscript.as_bytes()),
        source=draft.blob,
        label=f"第 {draft.number} 稿",
        note=note,
        day=day,
        at=step.now,
    )
    found, rules = screen_manuscript(manuscript, on=day)
    record(step, version, found, rules=rules, people=people_in(step.case, manuscript))


def _manuscript(draft_id: int, who: Actor) -> tuple[DraftView, Manuscript]:
    draft = write.draft(draft_id, who)
    if draft.number is None:
        raise FangcunError("draft.unread", Kind.CONFLICT, f"这份文件没能读出来（{draft.failure}），请先修好再送审。")
    screenplay, _ = write.load(draft_id, who)
    return draft, manuscript_of(screenplay, name=draft.production_name)


def manuscript_of(screenplay: Screenplay, *, name: str) -> Manuscript:
    """A script as it is reviewed: its own text, and where its scenes lie in it."""
    scenes = []
    for episode in screenplay.episodes:
        prefix = f"第{episode.number}集 " if episode.number is not None else ""
        for scene in episode.scenes:
            heading = " ".join(scene.heading.split())[:80]
            scenes.append(Place(f"{prefix}{heading}", scene.blocks[0].span.start, scene.blocks[-1].span.end))
    return Manuscript(name, screenplay.source, tuple(scenes))


def local_day(moment: datetime) -> date:
    """The day of a moment where the centre is: the rules of that day hold."""
    return moment.astimezone(zone()).date()


def _centre(who: Actor, centre_id: int | None) -> Centre:
    rows = list(Centre.objects.across_tenants().select_for_update().order_by("pk"))
    if centre_id is not None:
        rows = [row for row in rows if row.pk == centre_id]
    if not rows:
        raise FangcunError("centre.missing", Kind.NOT_FOUND, "还没有审核中心可送，请联系基地开通。")
    others = [row for row in rows if row.tenant_id != who.tenant_id]
    if not others:
        raise FangcunError("centre.own", Kind.DENIED, "审核中心不能审自己的作品，请送别的中心。")
    if len(others) > 1:
        raise FangcunError("centre.which", Kind.INVALID, "有几家审核中心，请选一家。")
    return others[0]


def _refuse_second(who: Actor, work: str, kind: CaseKind) -> None:
    row = Case.objects.of(who.tenant_id).filter(work=work, kind=kind.value, state__in=_OPEN).first()
    if row is not None:
        message = f"《{row.name}》已在审核中（{row.pk} 号件），改稿请在那一件里重新送审。"
        raise FangcunError("case.open", Kind.CONFLICT, message, case_id=row.pk)


def _refuse_past_quota(centre: Centre, now: datetime) -> None:
    monday = local_day(now) - timedelta(days=local_day(now).weekday())
    since = datetime.combine(monday, datetime.min.time(), zone())
    used = Case.objects.across_tenants().filter(centre=centre, lane=Lane.FAST.value, submitted_at__gte=since).count()
    if used >= centre.fast_quota:
        message = f"本周加急名额（{centre.fast_quota} 件）已用完，请走普通通道，或下周再送。"
        raise FangcunError("case.quota", Kind.CONFLICT, message)


def _plain(filing: Filing) -> dict[str, object]:
    return {
        "investment": filing.investment,
        "ai": filing.ai,
        "subjects": list(filing.subjects),
        "homepage_push": filing.homepage_push,
    }
