"""What was submitted, read again from its snapshot."""

from __future__ import annotations

from fangcun.base.api import blobs
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import CaseKind
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.engine.cuts import cut_from_bytes
from fangcun.review.engine.manuscript import Manuscript, from_bytes
from fangcun.review.models import Case


def manuscript_of_round(case: Case, round_: int) -> Manuscript:
    """The text as it was submitted in a round. Raises NOT_FOUND for a round that is not."""
    version = case.versions.filter(round=round_).first()
    if version is None or case.kind != CaseKind.DRAFT.value:
        raise FangcunError("case.version", Kind.NOT_FOUND, "没有这一轮的文本。")
    return from_bytes(blobs().get(version.snapshot))


def cut_of_round(case: Case, round_: int) -> tuple[CutEpisode, ...]:
    """The episodes as they were submitted in a round. Raises NOT_FOUND for a round that is not, or for a script."""
    version = case.versions.filter(round=round_).first()
    if version is None or case.kind != CaseKind.CUT.value:
        raise FangcunError("case.version", Kind.NOT_FOUND, "没有这一轮的成片。")
    return cut_from_bytes(blobs().get(version.snapshot))[1]
