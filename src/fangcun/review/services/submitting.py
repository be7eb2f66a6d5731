"""What a producer does: sends a draft to be reviewed, sends it again mended, answers, appeals, withdraws."""

from __future__ import annotations

from django.db import transaction

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, CaseKind, Filing, Lane
from fangcun.review.engine.classes import class_of
from fangcun.review.permissions import SUBMIT
from fangcun.review.services.opening import centre_for, local_day, new_case
from fangcun.review.services.reading import ask_the_model
from fangcun.review.services.scripts import read_script, screen_script
from fangcun.review.services.steps import Moving, moving, short


def submit(
    actor: Actor | None, *, draft_id: int, filing: Filing, lane: Lane = Lane.NORMAL, centre_id: int | None = None
) -> int:
    """Send a draft to be reviewed; returns the case's id. It is screened at once, and waits for its first reviewer.

    Raises ``class.…`` for a filing that cannot be, CONFLICT ``case.open`` when the work is under review already,
    ``case.quota`` for an expedited case past the week's quota, ``centre.…``, ``draft.…``, ``denied``.
    """
    who = require(actor, SUBMIT)
    script = read_script(draft_id, who)
    draft = script.draft
    now = clock.now()
    found = class_of(filing, on=local_day(now))
    with transaction.atomic():
        centre = centre_for(who, centre_id)
        case = new_case(
            who,
            centre,
            kind=CaseKind.DRAFT,
            work=draft.slug,
            name=draft.production_name,
            filing=filing,
            found=found,
            lane=lane,
        )
        step = Moving(case, who)
        step.take(Act.SUBMIT)
        screen_script(step, script, note="")
    ask_the_model(case.pk)
    return int(case.pk)


def resubmit(actor: Actor | None, case_id: int, *, draft_id: int, note: str = "") -> None:
    """Send a returned case again with another draft. What was settled stays settled, what is gone counts as mended.

    Raises ``case.same`` for the very file that was returned, ``case.other_work`` for a draft of another production.
    """
    script = read_script(draft_id, require(actor, SUBMIT))
    draft = script.draft
    with moving(actor, case_id, centre=False) as step:  # type: ignore[arg-type]  # required above
        last = step.case.versions.order_by("-round").first()
        if draft.slug != step.case.work:
            raise FangcunError("case.other_work", Kind.INVALID, f"这一稿不是《{step.case.name}》的，请选同一部剧的稿。")
        if last is not None and last.source == draft.blob:
            message = f"这和退回的是同一份文件（第 {draft.number} 稿），请先改好、传新稿，再送审。"
            raise FangcunError("case.same", Kind.CONFLICT, message)
        step.take(Act.RESUBMIT, words=short(note))
        screen_script(step, script, note=short(note))
    ask_the_model(case_id)


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
