"""One case whole: its findings, its course, its versions, and what the reader can do."""

from __future__ import annotations

from collections.abc import Iterable

from fangcun.base.api import blobs, members, require
from fangcun.base.contracts import Actor, Member, Role
from fangcun.kit import clock
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseKind, Ruling
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.contracts.desk import CaseView, FindingView, StepView, VersionView
from fangcun.review.engine.case.allowed import allowed
from fangcun.review.engine.case.course import fold
from fangcun.review.engine.case.standing import Standing
from fangcun.review.engine.manuscript import Manuscript, changed_scenes, from_bytes
from fangcun.review.models import FindingRow, Phrase, StepRow
from fangcun.review.permissions import JUDGE
from fangcun.review.queries.lines import line_of
from fangcun.review.queries.rows import centre_of, one_seen
from fangcun.review.queries.snapshots import cut_of_round, manuscript_of_round
from fangcun.review.queries.steps import names_of, person_of, step_of


def case(actor: Actor | None, case_id: int) -> CaseView:
    """One case, as the actor may see it. Raises ``case.missing``, ``denied``."""
    row = one_seen(actor, case_id)
    assert actor is not None
    steps = list(row.steps.select_related("by"))
    standing = fold(step_of(one) for one in steps)
    centre = centre_of(actor) is not None
    names = names_of(_people(standing, steps))
    who = person_of(row, actor.user_id, chief=actor.has(Role.CHIEF))
    reading = _Reading(actor, centre=centre, standing=standing, names=names)
    findings = tuple(finding_view(one) for one in row.findings.select_related("ruled_by"))
    return CaseView(
        line=line_of(row, standing=standing, actor=actor, findings=findings),
        work=row.work,
        filing=row.filing,
        tier_rule=row.tier_rule,
        centre=row.centre.short,
        submitted_by=str(row.submitted_by or ""),
        first_by=names.get(standing.first_by or 0, ""),
        final_by=names.get(standing.final_by or 0, ""),
        recommended=standing.recommended if reading.knows else None,
        decided=standing.decided,
        appealed=standing.appealed,
        findings=findings,
        steps=tuple(reading.step(one) for one in steps if reading.shows(one)),
        versions=tuple(
            VersionView(v.round, v.label, v.note, v.snapshot, v.source, v.rules, v.day, v.at, v.task_key)
            for v in row.versions.order_by("round")
        ),
        consulted=reading.calls(standing.consulted.items()) if centre else (),
        panel=reading.calls(standing.panel.items()) if centre else (),
        may=allowed(standing, who, centre=centre, now=clock.now()),
    )


class _Reading:
    """What one reader sees of a case: who still owes an opinion sees no other, producers no inner steps."""

    def __init__(self, actor: Actor, *, centre: bool, standing: Standing, names: dict[int, str]) -> None:
        self._centre, self._names = centre, names
        asked = {**standing.consulted, **standing.panel}
        self.knows = centre and not (actor.user_id in asked and asked[actor.user_id] is None)

    def shows(self, row: StepRow) -> bool:
        """Producers see what concerns them, not how the centre came to it."""
        inner = {Act.TAKE, Act.HAND_OVER, Act.CONSULT, Act.OPINE, Act.PANEL, Act.VOTE, Act.RULE, Act.ADD, Act.HINT}
        if not self._centre:
            passing = row.act == Act.RECOMMEND.value and row.data.get("call") != Call.RETURN.value
            return row.act not in {a.value for a in inner} and not passing
        return self.knows or row.act not in {Act.RECOMMEND.value, Act.OPINE.value, Act.VOTE.value}

    def calls(self, asked: Iterable[tuple[int, Call | None]]) -> tuple[tuple[str, Call | None], ...]:
        """Those asked and what they said, where the reader may know."""
        return tuple((self._names.get(who, ""), call if self.knows else None) for who, call in asked)

    def step(self, row: StepRow) -> StepView:
        """A step in the words of the page; the names of reviewers are the centre's own affair."""
        step = step_of(row)
        named = self._centre or row.act in {a.value for a in (Act.SUBMIT, Act.RESUBMIT, Act.ANSWER, Act.APPEAL)}
        to = [step.to] if step.to else list(step.people)
        return StepView(
            act=step.act,
            at=step.at,
            by=str(row.by) if row.by and named else "",
            call=step.call,
            ruling=step.ruling,
            words=step.words,
            article=step.article,
            number=step.number,
            to=tuple(self._names.get(who, "") for who in to if who is not None),
            key=step.key,
        )


def manuscript(actor: Actor | None, case_id: int, *, round_: int) -> Manuscript:
    """The text of a round exactly as it was submitted. Raises ``case.missing``, ``case.version``."""
    return manuscript_of_round(one_seen(actor, case_id), round_)


def cut(actor: Actor | None, case_id: int, *, round_: int) -> tuple[CutEpisode, ...]:
    """The episodes of a cut as they were submitted in a round. Raises ``case.missing``, ``case.version``."""
    return cut_of_round(one_seen(actor, case_id), round_)


def changed(actor: Actor | None, case_id: int, *, round_: int) -> frozenset[str]:
    """The labels of the scenes that a round changed; empty for the first round, where everything is new."""
    row = one_seen(actor, case_id)
    if round_ < 2 or row.kind != CaseKind.DRAFT.value:
        return frozenset()
    old, new = (
        from_bytes(blobs().get(v.snapshot))
        for v in row.versions.filter(round__in=(round_ - 1, round_)).order_by("round")
    )
    return changed_scenes(old, new)


def colleagues(actor: Actor | None) -> tuple[tuple[Member, bool], ...]:
    """The people of the actor's centre and whether they are chiefs."""
    who = require(actor, JUDGE)
    chiefs = {m.user_id for m in members(who.tenant_id, Role.CHIEF)}
    found = {m.user_id: m for m in (*members(who.tenant_id, Role.CHIEF), *members(who.tenant_id, Role.REVIEWER))}
    return tuple((m, m.user_id in chiefs) for m in found.values())


def phrases(actor: Actor | None) -> dict[str, list[str]]:
    """The centre's usual reasons by what they are reasons for, the most used first; those used but once stay out."""
    who = require(actor, JUDGE)
    out: dict[str, list[str]] = {}
    for row in Phrase.objects.of(who.tenant_id).order_by("-uses", "id"):
        if row.uses == 0 or row.uses >= 3:
            out.setdefault(row.ruling, []).append(row.text)
    return out


def finding_view(row: FindingRow) -> FindingView:
    """A finding's row as pages and papers see it."""
    return FindingView(
        id=row.pk,
        key=row.key,
        source=row.source,
        category=row.category,
        strength=Strength(row.strength),
        surface=row.surface,
        canonical=row.canonical,
        line=row.line,
        place=row.place,
        rule=row.rule,
        origin=row.origin,
        message=row.message,
        advice=row.advice,
        evidence=row.evidence,
        first_round=row.first_round,
        here=row.here,
        again=row.again,
        ruling=Ruling(row.ruling),
        ruled_by=str(row.ruled_by or ""),
        ruled_at=row.ruled_at,
        reason=row.reason,
    )


def _people(standing: Standing, steps: Iterable[StepRow]) -> set[int]:
    asked = {*standing.consulted, *standing.panel}
    judged = {who for who in (standing.first_by, standing.final_by) if who}
    return asked | judged | {row.data["to"] for row in steps if row.data.get("to")}
