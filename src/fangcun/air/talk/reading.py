"""Reading comments: a page of them in an order, the replies to one, and what stands beside an episode."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from fangcun.air.contracts import Viewer
from fangcun.air.engine.talk.standings import WAITING, Standing
from fangcun.air.models import EpisodeLike, EpisodeTalk, Follow, Remark, RemarkLike, TitleTalk
from fangcun.air.talk.places import Spot
from fangcun.kit.errors import FangcunError, Kind

PAGE = 20
FIRST_REPLIES = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as one reader sees it. ``text`` is empty where ``standing`` is not shown and the reader is not its
    writer; ``waiting`` is one's own that a moderator has yet to look at."""

    pk: int
    byline: str
    maker: bool
    text: str
    spoiler: bool
    pinned: bool
    likes: int
    replies: int
    liked: bool
    mine: bool
    waiting: bool
    standing: Standing
    at: datetime
    answers: str
    first: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Comments in order, and where the next page begins; None after the last."""

    said: tuple[Said, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The counts beside an episode, and what the viewer did."""

    likes: int
    comments: int
    danmaku: int
    follows: int
    shares: int
    liked: bool
    followed: bool


def beside(place: Spot, viewer: Viewer | None) -> Beside:
    """The counts of an episode and its title: four reads by key."""
    key = {"title_id": place.title_id, "number": place.number}
    episode = EpisodeTalk.objects.filter(**key).first() or EpisodeTalk()
    title = TitleTalk.objects.filter(pk=place.title_id).first() or TitleTalk()
    mine = {"viewer": viewer.key} if viewer else {}
    return Beside(
        episode.likes,
        episode.comments,
        episode.danmaku,
        title.follows,
        title.shares,
        liked=bool(mine) and EpisodeLike.objects.filter(**key, **mine).exists(),
        followed=bool(mine) and Follow.objects.filter(title_id=place.title_id, **mine).exists(),
    )


def comments(place: Spot, viewer: Viewer | None, *, newest: bool = False, cursor: str = "") -> Page:
    """A page of an episode's comments: pinned ones first, then by score or by age, continued from ``cursor``. A
    comment whose score changes between two pages may be met twice, or wait until the list is opened again."""
    rows = _visible(viewer).filter(title_id=place.title_id, number=place.number, parent=None)
    pinned = [] if cursor else list(rows.exclude(pinned_at=None).order_by("-pinned_at"))
    rows = rows.filter(pinned_at=None).order_by(*(["-id"] if newest else ["-score", "-id"]))
    if cursor:
        rows = rows.filter(_after(cursor, newest=newest))
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return Page(_said([*pinned, *found[:PAGE]], viewer, deep=True), _cursor(more, newest=newest))


def replies(remark_id: int, viewer: Viewer | None, *, cursor: str = "") -> Page:
    """The replies to a comment, oldest first: a talk is read from its beginning."""
    rows = _visible(viewer).filter(parent_id=remark_id).order_by("id")
    found = list(rows.filter(pk__gt=_number(cursor) if cursor else 0)[: PAGE + 1])
    more = str(found[PAGE - 1].pk) if len(found) > PAGE else None
    return Page(_said(found[:PAGE], viewer), more)


def said(row: Remark, viewer: Viewer) -> Said:
    """One comment as its reader sees it."""
    return _said([row], viewer)[0]


def _visible(viewer: Viewer | None) -> QuerySet[Remark]:
    """What is shown; what is gone but has replies, as a place without words; and one's own that waits."""
    seen = Q(standing=Standing.SHOWN) | Q(replies__gt=0)
    if viewer is not None:
        seen |= Q(author=viewer.key, standing__in=[int(s) for s in WAITING])
    return Remark.objects.filter(seen)


def _said(rows: Iterable[Remark], viewer: Viewer | None, *, deep: bool = False) -> tuple[Said, ...]:
    """Three queries however many rows there are."""
    rows = list(rows)
    answers = _first_replies(rows, viewer) if deep else {}
    everything = [row.pk for row in rows] + [row.pk for some in answers.values() for row in some]
    liked: set[int] = set()
    if viewer is not None:
        mine = RemarkLike.objects.filter(viewer=viewer.key, remark_id__in=everything)
        liked = set(mine.values_list("remark_id", flat=True))

    def one(row: Remark) -> Said:
        own = viewer is not None and row.author == viewer.key
        shown = row.standing == Standing.SHOWN
        waiting = own and row.standing in WAITING
        return Said(
            pk=row.pk,
            byline=row.byline,
            maker=row.maker,
            text=row.text if shown or waiting else "",
            spoiler=row.spoiler,
            pinned=row.pinned_at is not None,
            likes=row.likes,
            replies=row.replies,
            liked=row.pk in liked,
            mine=own,
            waiting=waiting,
            standing=Standing(row.standing),
            at=row.created_at,
            answers=row.answers,
            first=tuple(one(answer) for answer in answers.get(row.pk, ())),
        )

    return tuple(one(row) for row in rows)


def _first_replies(rows: list[Remark], viewer: Viewer | None) -> dict[int, list[Remark]]:
    """The first two replies of each comment, which are read without asking for more."""
    busy = [row.pk for row in rows if row.replies or viewer is not None]
    first: dict[int, list[Remark]] = {}
    if busy:
        place = Window(RowNumber(), partition_by="parent_id", order_by="id")
        found = _visible(viewer).filter(parent_id__in=busy).annotate(row=place).filter(row__lte=FIRST_REPLIES)
        for row in found.order_by("id"):
            first.setdefault(row.parent_id or 0, []).append(row)
    return first


def _cursor(last: Remark | None, *, newest: bool) -> str | None:
    if last is None:
        return None
    return str(last.pk) if newest else f"{last.score!r}_{last.pk}"


def _after(cursor: str, *, newest: bool) -> Q:
    if newest:
        return Q(pk__lt=_number(cursor))
    score, _, pk = cursor.partition("_")
    try:
        at = float(score)
    except ValueError:
        raise _bad_cursor() from None
    if not math.isfinite(at):
        raise _bad_cursor()
    return Q(score__lt=at) | Q(score=at, pk__lt=_number(pk))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise _bad_cursor()
    return int(text)


def _bad_cursor() -> FangcunError:
    return FangcunError("talk.cursor", Kind.INVALID, "翻页位置不对，请刷新后再看。")
