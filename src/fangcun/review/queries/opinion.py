"""审核意见书 of a case, for its producer or for the centre's own files."""

from __future__ import annotations

from typing import Any

from fangcun.base.api import typesetter
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Tier
from fangcun.review.contracts.cases import Act, CaseKind
from fangcun.review.contracts.desk import CaseView
from fangcun.review.engine.papers.clocks import clocks
from fangcun.review.engine.papers.letter import Ground, letter, letter_pdf
from fangcun.review.queries.cases import case
from fangcun.review.queries.rows import centre_of, one_seen
from fangcun.review.queries.snapshots import manuscript_of_round
from fangcun.review.queries.steps import promise_of, step_of, zone


def opinion_pdf(actor: Actor | None, case_id: int) -> bytes:
    """The letter as a PDF; the same facts are the same bytes. Raises as ``opinion``."""
    return letter_pdf(typesetter(), opinion(actor, case_id))


def opinion(actor: Actor | None, case_id: int) -> dict[str, Any]:
    """The letter as data, ``code`` being the digest of its facts that stands at its foot.

    A producer's copy says nothing of how the centre came to its decision. Raises ``case.missing``, ``denied``, and for
    a producer ``opinion.early`` while nothing has been decided.
    """
    row = one_seen(actor, case_id)
    assert actor is not None
    view, inside = case(actor, case_id), centre_of(actor) is not None
    if not inside and not _decided(view):
        raise FangcunError("opinion.early", Kind.CONFLICT, "这件还在审查，还没有作出意见；有了意见再来取意见书。")
    ground = Ground(
        centre=row.centre.tenant.name,
        again_days=row.centre.again_days,
        inside=inside,
        text=manuscript_of_round(row, row.round).text if row.kind == CaseKind.DRAFT.value else "",
        film_next=row.kind == CaseKind.DRAFT.value and row.tier != Tier.OTHER.value,
        zone=zone(),
    )
    run = clocks(
        [step_of(one) for one in row.steps.order_by("place")],
        promised=lambda standing: promise_of(row, standing),
        now=clock.now(),
        zone=zone(),
    )
    return letter(view, ground=ground, clocks=run)


def _decided(view: CaseView) -> bool:
    """Whether the reader can be told at least one opinion or that the case is withdrawn."""
    return any(step.act in (Act.RECOMMEND, Act.DECIDE, Act.WITHDRAW) for step in view.steps)
