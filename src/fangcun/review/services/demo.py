"""The demo's review centre: opened, with a series that its people have passed, so that the shelf is not empty."""

from __future__ import annotations

from fangcun.base.api import DEMO_CENTRE, actor_of_login
from fangcun.base.contracts import Actor
from fangcun.review.contracts.cases import Call, CaseState, Filing, Ruling
from fangcun.review.models import Case, Centre
from fangcun.review.queries.cases import case
from fangcun.review.queries.clearing import number_of
from fangcun.review.services.centres import open_centre
from fangcun.review.services.judging import decide, recommend, rule, take
from fangcun.review.services.submitting import submit
from fangcun.write import api as write

WORDS = "演示：示例剧本，剧情需要。"


def ensure_demo_centre() -> None:
    """Open the demo's review centre, once."""
    if not Centre.objects.across_tenants().filter(tenant__slug=DEMO_CENTRE[0]).exists():
        open_centre(actor_of_login("chief"), short="方寸")


def ensure_demo_pass(producer: Actor, *, draft_id: int, filing: Filing) -> str:
    """The number of a demo's own example: its script goes the same way as any other, judged by the demo's two people.

    Once: a draft that is under review or was decided is left as it stands.
    """
    draft = write.draft(draft_id, producer)
    if Case.objects.of(producer.tenant_id).filter(work=draft.slug).exists():
        return number_of(producer.tenant_id, draft.slug)
    first, chief = actor_of_login("reviewer"), actor_of_login("chief")
    pk = submit(producer, draft_id=draft_id, filing=filing)
    for who in (first, chief):
        take(who, pk)
        for one in case(who, pk).findings:
            blocked = one.strength.value == "block" and who is first
            if one.strength.value != "note" and one.ruling is Ruling.OPEN and not blocked:
                rule(who, pk, key=one.key, ruling=Ruling.DISMISSED, words=WORDS)
        if case(who, pk).line.state is CaseState.FIRST:
            recommend(who, pk, call=Call.PASS)
    return decide(chief, pk, call=Call.PASS)
