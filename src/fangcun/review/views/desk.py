"""One case: the reviewer's desk for the centre, what to mend for the producer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fangcun.base.contracts import Actor
from fangcun.review import api
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, CaseKind, Ruling
from fangcun.review.contracts.desk import CaseView, FindingView
from fangcun.review.views import words
from fangcun.review.views.asked import asker, page
from fangcun.review.views.films import films_of
from fangcun.review.views.listed import row_of
from fangcun.review.views.marked import parts_of
from fangcun.review.views.submitting import drafts_of

_ORDER = list(Strength)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The case, as its reader needs it."""
    actor = asker(request)
    found = api.case(actor, pk)
    context = shared(actor, found) | page(actor, "list")
    if context["inside"]:
        return render(request, "review/desk.html", context | _desk(actor, found))
    return render(request, "review/producer.html", context | _producer(actor, found))


def shared(actor: Actor, found: CaseView) -> dict[str, Any]:
    """What both sides see, and what the fragments of the desk are drawn from."""
    here = sorted((f for f in found.findings if f.here), key=_place)
    return {
        "case": found,
        "row": row_of(found.line),
        "here": here,
        "gone": [f for f in found.findings if not f.here],
        "may": {act.value for act in found.may},
        "steps": [(s, words.ACTS[s.act], words.CALLS.get(s.call) if s.call else "") for s in reversed(found.steps)],
        "left": found.line.open,
        "upheld": sum(f.ruling is Ruling.UPHELD and f.strength is not Strength.NOTE for f in here),
        "version": found.versions[-1] if found.versions else None,
    }


def card(found: CaseView, finding: FindingView, phrases: dict[str, list[str]]) -> dict[str, Any]:
    """One finding as a card of the desk."""
    return {
        "f": finding,
        "case": found,
        "strength": words.STRENGTHS[finding.strength],
        "ruling": words.RULINGS[finding.ruling],
        "source": words.SOURCES.get(finding.source, finding.source),
        "quoted": _quoted(finding),
        "may_rule": Act.RULE in found.may,
        "may_mend": finding.source == "person" and finding.first_round < found.line.round,
        "upholds": phrases.get(Ruling.UPHELD.value, []),
        "dismisses": phrases.get(Ruling.DISMISSED.value, []),
    }


def _desk(actor: Actor, found: CaseView) -> dict[str, Any]:
    phrases = api.phrases(actor)
    here = sorted((f for f in found.findings if f.here), key=_place)
    context: dict[str, Any] = {
        "cards": [card(found, f, phrases) for f in here],
        "phrases": phrases,
        "colleagues": [(m, chief) for m, chief in api.colleagues(actor) if m.user_id != found.line.holder_id],
        "parts": [],
    }
    if found.line.kind is CaseKind.DRAFT and found.versions:
        text = api.manuscript(actor, found.line.id, round_=found.line.round)
        changed = api.changed(actor, found.line.id, round_=found.line.round)
        context["parts"] = parts_of(text, here, changed=changed, round_=found.line.round)
        context["changed"] = len(changed)
    if found.line.kind is CaseKind.CUT and found.versions:
        context["films"] = films_of(actor, found, here)
    return context


def _producer(actor: Actor, found: CaseView) -> dict[str, Any]:
    shown = [f for f in found.findings if f.here and f.ruling is Ruling.UPHELD]
    can_mend = Act.RESUBMIT in found.may
    question = next((s for s in reversed(found.steps) if s.act is Act.ASK), None)
    last = next((s for s in reversed(found.steps) if s.act in (Act.RECOMMEND, Act.DECIDE)), None)
    drafts = drafts_of(actor, found.work) if can_mend and found.line.kind is CaseKind.DRAFT else []
    source = found.versions[-1].source if found.versions else ""
    return {
        "todo": [card(found, f, {}) for f in sorted(shown, key=_place)],
        "drafts": [d for d in drafts if d.blob != source],
        "latest": drafts[0] if drafts else None,
        "question": question if found.line.waits else None,
        "answer": last,
        "investment": f"{found.filing['investment']:,}",
    }


def _place(finding: FindingView) -> tuple[bool, int, int, int]:
    """The order of the text, or of the film; what hangs nowhere first."""
    at = finding.evidence.get("start", finding.evidence.get("from_ms", -1))
    nowhere = at is None or at == -1
    episode = int(finding.evidence.get("episode", 0) or 0)
    return (not nowhere, episode, -1 if nowhere else int(at), finding.id)


def _quoted(finding: FindingView) -> tuple[str, str, str]:
    """The line of a finding in three: before, the very words, after. Long lines are cut around the words."""
    line, words_ = finding.line, finding.surface
    at = line.find(words_) if words_ else -1
    if at < 0:
        return ("", words_ or line, "")
    before, after = line[:at], line[at + len(words_) :]
    return (
        ("…" + before[-40:]) if len(before) > 41 else before,
        words_,
        (after[:40] + "…") if len(after) > 41 else after,
    )
