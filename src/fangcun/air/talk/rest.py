"""The API of talk: counts, likes, follows, shares, comments, danmaku, complaints."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _
from ninja import P, Router, Schema, Status
from ninja.params import QueryEx
from pydantic import Field

from fangcun.air.account import minding
from fangcun.air.account.own_pages import from_this_site
from fangcun.air.account.viewers import viewer_of, visitor_of
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import Danmaku, Remark
from fangcun.air.talk import commenting, danmaku, deeds, reading, reporting
from fangcun.air.talk.places import spot, title_of
from fangcun.air.talk.speakers import actor_of, hindrance, hue_of, speaker_of
from fangcun.base.api import may
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind

KEPT_SECONDS = 15


router = Router(tags=["talk"], auth=from_this_site)


class OnIn(Schema):
    """Whether a deed is done or undone; saying the same twice changes nothing."""

    on: bool


class DoneOut(Schema):
    """How a deed stands now, and how many viewers did it."""

    on: bool
    count: int


class WhyNot(Schema):
    """Why this viewer may not write: `talk.sign_in`, `talk.phone`, `talk.minors`."""

    code: str
    message: str


class BesideOut(Schema):
    """The counts beside an episode, what this viewer did, and whether they may write."""

    likes: int
    comments: int
    danmaku: int
    follows: int
    shares: int
    liked: bool
    followed: bool
    may_pin: bool
    why_not: WhyNot | None


class CommentOut(Schema):
    """A comment. `state` is shown, waiting (one's own, before a moderator), or gone (a place without words that has
    replies). `hue` is the colour of the name's disc in degrees; `answers` names whom a reply among replies answers."""

    id: int
    byline: str
    hue: int
    maker: bool
    text: str
    spoiler: bool
    pinned: bool
    likes: int
    replies: int
    liked: bool
    mine: bool
    state: Literal["shown", "waiting", "gone"]
    at: datetime
    answers: str
    first: list[CommentOut]


class PageOut(Schema):
    """Comments in order; `cursor` continues them, empty after the last."""

    comments: list[CommentOut]
    cursor: str


class CommentIn(Schema):
    """A comment, or with `reply_to` (a comment's `id`) an answer to one. `spoiler` folds it."""

    text: str = Field(max_length=5_000)
    spoiler: bool = False
    reply_to: int | None = None


class LineIn(Schema):
    """A line of danmaku at a millisecond. `place` is 0 scrolling, 1 top, 2 bottom; `colour` 0 (white) to 5."""

    text: str = Field(max_length=1_000)
    at_ms: int
    place: int = 0
    colour: int = 0


class LineOut(Schema):
    """A line that was said. `waiting` before a moderator has looked."""

    id: int
    at_ms: int
    text: str
    place: int
    colour: int
    maker: bool
    waiting: bool


class ListedOut(Schema):
    """A line of the list; `times` is how many said so there."""

    id: int
    at_ms: int
    text: str
    times: int
    maker: bool


class ReportIn(Schema):
    """A complaint. `reason` is illegal, vulgar, abuse, privacy, ad, spoiler, minors or other."""

    reason: str = Field(max_length=20)
    note: str = Field("", max_length=1_000)


class RefusedOut(Schema):
    """Words that cannot be shown. `places` are the parts at fault, as [start, end) of `text`, which is
    what was written as it would be kept."""

    error: dict[str, str]
    places: list[tuple[int, int]]
    text: str


@router.get("/titles/{slug}/{int:number}", response=BesideOut, summary="What stands beside an episode")
def beside(request: HttpRequest, slug: str, number: int) -> dict[str, Any]:
    """Counts, what this viewer did, and why they may not write where they may not."""
    place, viewer = spot(slug, number), viewer_of(request)
    minding.admitted(viewer, slug)
    found = reading.beside(place, viewer)
    why = hindrance(request, tenant_id=place.tenant_id, viewer=viewer)
    actor = actor_of(request)
    own = actor is not None and actor.tenant_id == place.tenant_id and may(actor, commenting.PIN)
    counts = {name: getattr(found, name) for name in reading.Beside.__slots__}
    return counts | {"may_pin": own, "why_not": {"code": why.code, "message": why.message} if why else None}


@router.put("/titles/{slug}/{int:number}/like", response=DoneOut, summary="Like an episode, or no longer")
def like(request: HttpRequest, slug: str, number: int, given: OnIn) -> deeds.Done:
    """Guests may."""
    place, visitor = spot(slug, number), visitor_of(request)
    minding.admitted(visitor.viewer, slug)
    return deeds.like_episode(place, visitor, on=given.on)


@router.put("/titles/{slug}/follow", response=DoneOut, summary="Follow a title, or no longer")
def follow(request: HttpRequest, slug: str, given: OnIn) -> deeds.Done:
    """Guests may; what they follow comes along when they sign in."""
    title, visitor = title_of(slug), visitor_of(request)
    minding.admitted(visitor.viewer, slug)
    return deeds.follow(title, visitor, on=given.on)


@router.post("/titles/{slug}/share", response=DoneOut, summary="Count that a title was shared")
def share(request: HttpRequest, slug: str) -> deeds.Done:
    """Counted once a viewer and day."""
    title, visitor = title_of(slug), visitor_of(request)
    minding.admitted(visitor.viewer, slug)
    return deeds.share(title, visitor)


@router.get("/titles/{slug}/{int:number}/comments", response=PageOut, summary="Comments of an episode")
def comments(
    request: HttpRequest,
    slug: str,
    number: int,
    sort: Literal["hot", "new"] = "hot",
    cursor: QueryEx[str, P(max_length=80)] = "",
) -> dict[str, Any]:
    """Twenty at a time, the pinned ones before the first."""
    viewer = viewer_of(request)
    minding.admitted(viewer, slug)
    return _page(reading.comments(spot(slug, number), viewer, newest=sort == "new", cursor=cursor))


@router.post(
    "/titles/{slug}/{int:number}/comments",
    response={201: CommentOut, 422: RefusedOut},
    summary="Write a comment or a reply",
)
def write(request: HttpRequest, slug: str, number: int, given: CommentIn) -> Any:
    """Screened before anybody sees it: shown at once, held for a moderator (`waiting`), or refused with its places."""
    place = spot(slug, number)
    speaker = speaker_of(request, tenant_id=place.tenant_id)
    minding.admitted(speaker.visitor.viewer, slug)
    say = partial(commenting.comment, place, speaker, text=given.text, spoiler=given.spoiler, reply_to=given.reply_to)
    try:
        row = say()
    except FangcunError as error:
        return _refused(error)
    return Status(201, _comment(reading.said(row, speaker.visitor.viewer)))


@router.get("/comments/{int:pk}/replies", response=PageOut, summary="Replies to a comment")
def replies(request: HttpRequest, pk: int, cursor: QueryEx[str, P(max_length=80)] = "") -> dict[str, Any]:
    """Oldest first, twenty at a time."""
    viewer = viewer_of(request)
    _admit(request, Remark, pk)
    return _page(reading.replies(pk, viewer, cursor=cursor))


@router.put("/comments/{int:pk}/like", response=DoneOut, summary="Like a comment, or no longer")
def like_comment(request: HttpRequest, pk: int, given: OnIn) -> deeds.Done:
    """Guests may."""
    _admit(request, Remark, pk)
    return deeds.like_remark(pk, visitor_of(request), on=given.on)


@router.put("/comments/{int:pk}/pin", response={204: None}, summary="Pin a comment, or no longer")
def pin(request: HttpRequest, pk: int, given: OnIn) -> Status[None]:
    """The makers of the title may, three an episode."""
    commenting.pin(pk, actor_of(request), on=given.on)
    return Status(204, None)


@router.delete("/comments/{int:pk}", response={204: None}, summary="Take one's own comment back")
def withdraw(request: HttpRequest, pk: int) -> Status[None]:
    """Its replies stay, under an empty place."""
    commenting.withdraw(Remark, pk, viewer_of(request))
    return Status(204, None)


@router.post("/comments/{int:pk}/report", response={204: None}, summary="Complain of a comment")
def report(request: HttpRequest, pk: int, given: ReportIn) -> Status[None]:
    """Once for each reader."""
    _admit(request, Remark, pk)
    reporting.report(Remark, pk, visitor_of(request), reason=given.reason, note=given.note)
    return Status(204, None)


@router.get("/titles/{slug}/{int:number}/danmaku/{int:window}", summary="A window of danmaku")
def window(request: HttpRequest, slug: str, number: int, window: int) -> HttpResponse:
    """Thirty seconds of lines: `lines` of `[id, at_ms, place, colour, text, times, maker]`.

    The same for everybody, fifteen seconds fresh, and 304 as long as nothing changed.
    """
    place = spot(slug, number)
    version = danmaku.version(place, window)
    tag = f'"{place.title_id}-{number}-{window}-{version}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={KEPT_SECONDS}, stale-while-revalidate=60"}
    if tag in request.headers.get("If-None-Match", ""):
        answer: HttpResponse = HttpResponseNotModified()
        for name, value in headers.items():
            answer[name] = value
        return answer
    body = danmaku.window_json(place, window, version=version)
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@router.get("/titles/{slug}/{int:number}/danmaku", response=list[ListedOut], summary="Danmaku as a list")
def listed(request: HttpRequest, slug: str, number: int) -> list[ListedOut]:
    """The lines of an episode by their places, alike ones together; the newest thousand."""
    minding.admitted(viewer_of(request), slug)
    found = danmaku.listed(spot(slug, number))
    return [ListedOut(id=s.pk, at_ms=s.at_ms, text=s.text, times=s.times, maker=s.maker) for s in found]


@router.post(
    "/titles/{slug}/{int:number}/danmaku", response={201: LineOut, 422: RefusedOut}, summary="Say a line of danmaku"
)
def say(request: HttpRequest, slug: str, number: int, given: LineIn) -> Any:
    """Screened before anybody sees it, as comments are."""
    place = spot(slug, number)
    speaker = speaker_of(request, tenant_id=place.tenant_id)
    minding.admitted(speaker.visitor.viewer, slug)
    put = partial(danmaku.say, place, speaker, text=given.text, at_ms=given.at_ms)
    try:
        row = put(position=given.place, colour=given.colour)
    except FangcunError as error:
        return _refused(error)
    shown = {name: getattr(row, name) for name in ("at_ms", "text", "place", "colour", "maker")}
    return Status(201, LineOut(id=row.pk, waiting=row.standing == Standing.HELD, **shown))


@router.delete("/danmaku/{int:pk}", response={204: None}, summary="Take one's own line back")
def withdraw_line(request: HttpRequest, pk: int) -> Status[None]:
    """Gone from its window at once, from caches within fifteen seconds."""
    commenting.withdraw(Danmaku, pk, viewer_of(request))
    return Status(204, None)


@router.post("/danmaku/{int:pk}/report", response={204: None}, summary="Complain of a line")
def report_line(request: HttpRequest, pk: int, given: ReportIn) -> Status[None]:
    """Once for each reader."""
    _admit(request, Danmaku, pk)
    reporting.report(Danmaku, pk, visitor_of(request), reason=given.reason, note=given.note)
    return Status(204, None)


def _admit(request: HttpRequest, model: type[Remark | Danmaku], pk: int) -> None:
    """Refuse what is under a title that is not public, or that this viewer may not watch."""
    rows = model.objects.filter(pk=pk, title__public=True)
    slug = rows.values_list("title__slug", flat=True).first()
    if slug is None:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("这条内容已经不在了。"))
    minding.admitted(viewer_of(request), slug)


def _page(page: reading.Page) -> dict[str, Any]:
    """Plain data: the answer is checked once, where it is written."""
    return {"comments": [_comment(one) for one in page.said], "cursor": page.cursor or ""}


def _comment(one: reading.Said) -> dict[str, Any]:
    gone = not one.text
    return {
        "id": one.pk,
        "byline": _("已注销用户") if not one.byline else one.byline,
        "hue": hue_of(one.byline),
        "maker": one.maker,
        "text": one.text,
        "spoiler": one.spoiler,
        "pinned": one.pinned,
        "likes": one.likes,
        "replies": one.replies,
        "liked": one.liked,
        "mine": one.mine,
        "state": "gone" if gone else "waiting" if one.waiting else "shown",
        "at": one.at,
        "answers": one.answers,
        "first": [_comment(answer) for answer in one.first],
    }


def _refused(error: FangcunError) -> HttpResponse:
    """An error as everywhere, with the places at fault beside it."""
    if error.kind is not Kind.INVALID:
        raise error
    said = {"code": error.code, "kind": error.kind.value, "message": error.message}
    answer = {"error": said, "places": error.data.get("places", []), "text": error.data.get("text", "")}
    return JsonResponse(answer, status=HTTP_STATUS[error.kind], json_dumps_params={"ensure_ascii": False})
