"""The films of a cut under review: each with a timeline of what was found, and its bytes for the player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fangcun.base.api import blob_answer
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.contracts.desk import CaseView, FindingView
from fangcun.review.views.asked import asker

KEPT_SECONDS = 300
LEAST_WIDTH = 0.4  # per cent of the timeline: a mark of one frame must still be hit by a finger


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the timeline, in per cent of the film."""

    finding: FindingView
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Film:
    """An episode to look at. ``frame_ms`` is how long a frame stands."""

    episode: CutEpisode
    marks: tuple[Mark, ...]
    frame_ms: float


def films_of(actor: Actor, found: CaseView, findings: Sequence[FindingView]) -> list[Film]:
    """The films of the case's last round with what was found in them."""
    episodes = api.cut(actor, found.line.id, round_=found.line.round)
    return [Film(one, tuple(_marks(one, findings)), 1000 / one.fps) for one in episodes]


@require_safe
def film(request: HttpRequest, pk: int, round_: int, number: int) -> HttpResponseBase:
    """The bytes of one episode of a round, for those who may see the case alone."""
    episodes = api.cut(asker(request), pk, round_=round_)
    one = next((e for e in episodes if e.number == number), None)
    if one is None:
        raise FangcunError("case.films", Kind.NOT_FOUND, _("送审的成片里没有这一集。"))
    return blob_answer(request, one.film, content_type="video/mp4", seconds=KEPT_SECONDS, shared=False)


def _marks(episode: CutEpisode, findings: Sequence[FindingView]) -> list[Mark]:
    marks = []
    for one in findings:
        start, end = one.evidence.get("from_ms"), one.evidence.get("to_ms")
        if one.evidence.get("episode") != episode.number or start is None or not episode.duration_ms:
            continue
        left = min(100.0, 100 * start / episode.duration_ms)
        width = max(LEAST_WIDTH, 100 * ((end or start) - start) / episode.duration_ms)
        marks.append(Mark(one, round(left, 3), round(min(width, 100 - left), 3)))
    return marks
