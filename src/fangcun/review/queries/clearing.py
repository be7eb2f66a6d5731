"""What may be shown: only what passed, under its number. A site without a review centre is its owner's own screen."""

from __future__ import annotations

from datetime import datetime

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.digest import Digest
from fangcun.review.contracts import Tier
from fangcun.review.contracts.cases import CaseKind, CaseState, Clearance, PassedWork
from fangcun.review.models import Case, Centre, Version
from fangcun.review.permissions import FOLLOW


def gated() -> bool:
    """Whether works have to pass before they are shown here: as soon as there is a review centre."""
    return Centre.objects.across_tenants().exists()


def number_of(tenant_id: int, work: str) -> str:
    """The number that a work passed with last; empty for one that has none."""
    rows = Case.objects.of(tenant_id).filter(work=work, state=CaseState.PASSED.value).exclude(number="")
    return str(rows.order_by("-decided_at").values_list("number", flat=True).first() or "")


def clearance(
    tenant_id: int, work: str, *, sources: frozenset[Digest], shown_as: str = "", since: datetime | None = None
) -> Clearance:
    """Whether a film of a work may be shown.

    ``sources`` are the digests of what it was made from: the script's file, or the film's own list of files; one
    of them must be what passed. ``shown_as`` is the number in its opening, which must be the one it passed with
    (Order 16, art. 27). A film of the first or second class needs its cut passed, not only its script. After
    ``since`` (when it was taken down) a work of the third class is reviewed anew (art. 35).
    """
    if not gated():
        return Clearance(True)
    passed = Case.objects.of(tenant_id).filter(work=work, state=CaseState.PASSED.value).order_by("-decided_at")
    rows = [row for row in passed if _covers(row, sources)]
    if not rows:
        return Clearance(False, why="还没有通过审核；改过的稿或片要重新送审。")
    again = [row for row in rows if row.tier != Tier.OTHER.value or since is None or _later(row, since)]
    if not again:
        return Clearance(False, rows[0].number, "三类作品重新播出前要再审一次。")
    numbered = [row for row in again if row.number]
    if not numbered:
        return Clearance(False, why="已通过审核，编号还没有登记。")
    if not any(row.tier == Tier.OTHER.value or row.kind == CaseKind.CUT.value for row in numbered):
        return Clearance(False, numbered[0].number, "剧本已通过；这一类作品的成片也要过审才能上架。")
    if shown_as not in {row.number for row in numbered}:
        return Clearance(False, numbered[0].number, "片头还没有打上编号，请重新出片。")
    return Clearance(True, shown_as)


def _covers(row: Case, sources: frozenset[Digest]) -> bool:
    """Whether what passed is what the film was made from: the version of the last round."""
    version = Version.objects.filter(case=row).order_by("-round").first()
    return version is not None and not sources.isdisjoint(version.covers)


def _later(row: Case, since: datetime) -> bool:
    return row.submitted_at >= since


def passed_works(actor: Actor | None) -> list[PassedWork]:
    """The actor's works that passed with a number, each as it did last, the latest first. Raises ``denied``."""
    who = require(actor, FOLLOW)
    rows = Case.objects.of(who.tenant_id).filter(state=CaseState.PASSED.value).exclude(number="")
    found: dict[str, PassedWork] = {}
    for row in rows.order_by("-decided_at"):
        version = row.versions.order_by("-round").first()
        if version is not None and row.work not in found:
            kind = CaseKind(row.kind)
            found[row.work] = PassedWork(row.pk, row.work, row.name, row.number, version.source, kind)
    return list(found.values())
