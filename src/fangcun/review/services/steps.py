"""One step of a case: checked against its course, written down for good, the row brought up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from fangcun.base.api import actor_of_tenant, audit, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, Person, Step
from fangcun.review.engine.case.course import fold, follow
from fangcun.review.engine.case.standing import ENDED, Standing
from fangcun.review.engine.working_time import due
from fangcun.review.models import Case, StepRow
from fangcun.review.permissions import JUDGE, SUBMIT
from fangcun.review.queries.steps import person_of, promise_of, step_of, zone

MOST_WORDS = 2000


class Moving:
    """A locked case in the middle of a transaction: ``standing`` follows from its steps, ``take`` adds one."""

    def __init__(self, case: Case, actor: Actor) -> None:
        self.case, self.actor, self.now = case, actor, clock.now()
        self.steps = [step_of(row) for row in case.steps.order_by("place")]
        self.standing = fold(self.steps)

    @classmethod
    def by_nobody(cls, case: Case) -> Moving:
        """A case moved by the machine, acting for the house whose work it is."""
        return cls(case, actor_of_tenant(case.tenant_id))

    @property
    def person(self) -> Person:
        """The one who acts, as the case sees them."""
        return person_of(self.case, self.actor.user_id, chief=self.actor.has(Role.CHIEF))

    def take(self, act: Act, **fields: Any) -> Standing:
        """Take one step. Raises what the course refuses; nothing is written then."""
        return self._write(Step(act, self.now, self.person, **fields))

    def by_machine(self, act: Act, **fields: Any) -> Standing:
        """A step of the machine's own."""
        return self._write(Step(act, self.now, Person(None), **fields))

    def _write(self, step: Step) -> Standing:
        before, self.standing = self.standing, follow(self.standing, step)
        StepRow.objects.create(
            case=self.case,
            place=len(self.steps),
            act=step.act.value,
            at=step.at,
            by_id=step.by.id,
            data=packed(step),
        )
        self.steps.append(step)
        self._keep(before)
        audit(f"case.{step.act.value}", by=self.actor, subject=self.case.name, id=self.case.pk, **_said(step))
        return self.standing

    def _keep(self, before: Standing) -> None:
        """Bring the row up to date: it only repeats what the steps say, so that lists need not read them."""
        case, now = self.case, self.standing
        case.state, case.round, case.holder_id = now.state.value, now.round, now.holder
        case.waits, case.number = now.waits, now.number or case.number
        case.due = due(now.runs, promise=promise_of(case, now), zone=zone())
        if now.state in ENDED and before.state not in ENDED:
            case.decided_at = self.now
        case.save()


@contextmanager
def moving(actor: Actor, case_id: int, *, centre: bool) -> Iterator[Moving]:
    """The case locked for one step, for its centre's people or its producer's. Raises ``case.missing``, ``denied``."""
    who = require(actor, JUDGE if centre else SUBMIT)
    with transaction.atomic():
        rows = Case.objects.across_tenants().select_for_update(of=("self",)).select_related("centre")
        mine = {"centre__tenant_id": who.tenant_id} if centre else {"tenant_id": who.tenant_id}
        case = rows.filter(pk=case_id, **mine).first()
        if case is None:
            raise missing_case()
        yield Moving(case, who)


def missing_case() -> FangcunError:
    """The refusal for a case that is not there, or is none of the asker's business: nobody can tell which."""
    return FangcunError("case.missing", Kind.NOT_FOUND, "没有这件审核，请回列表查找。")


def short(words: str) -> str:
    """What somebody wrote, without blanks around. Raises ``case.words`` when it is too long."""
    if len(words) > MOST_WORDS:
        message = f"文字有 {len(words)} 个字，最多 {MOST_WORDS} 个，请写短些。"
        raise FangcunError("case.words", Kind.INVALID, message)
    return words.strip()


def packed(step: Step) -> dict[str, Any]:
    """What a step holds beyond its act, time and person, as plain data without what is empty."""
    fields = (f.name for f in dataclasses.fields(step) if f.name not in ("act", "at", "by"))
    plain = {name: digest.plain(getattr(step, name)) for name in fields}
    return {k: v for k, v in (plain | {"chief": step.by.chief, "own": step.by.own}).items() if v}


def keep_rulings(moving: Moving, *, key: str = "", words: str = "") -> None:
    """Bring the findings' rows to what the case now says; ``words`` are why ``key`` was ruled as it was."""
    by = moving.actor.user_id if key else None
    for row in moving.case.findings.all():
        matter = moving.standing.matters.get(row.key)
        if matter is None:
            continue
        now = (matter.ruling.value, matter.here, matter.strength.value)
        if now == (row.ruling, row.here, row.strength) and row.key != key:
            continue
        row.ruling, row.here, row.strength = now
        row.ruled_by_id, row.ruled_at = by, moving.now
        row.reason = words if row.key == key else row.reason
        row.save(update_fields=["ruling", "here", "strength", "ruled_by", "ruled_at", "reason"])


def _said(step: Step) -> dict[str, Any]:
    """What the audit log repeats of a step: no texts of the work."""
    kept = ("call", "ruling", "strength", "key", "to", "people", "number", "article")
    return {k: v for k, v in packed(step).items() if k in kept}
