"""Pages for those who make: the series in work, and each episode with its contact sheet, findings and files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fangcun.air import links
from fangcun.air.engine.manifests import CONTENT_TYPES
from fangcun.air.making import passing, reels
from fangcun.base.api import blob_answer, may
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.api import gated

KEPT_SECONDS = 300


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The series that the house is making."""
    actor = _actor(request)
    found = reels.series(actor)
    waiting = passing.ready(actor) if may(actor, "air.publish_release") else []
    return render(request, "air/reels/list.html", {"series": found, "ready": waiting, "gated": gated()})


@never_cache
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A series, episode by episode."""
    name, found = reels.reels(slug, _actor(request))
    made = [reel for reel in found if reel.files]
    public, down, number = reels.standing(slug, _actor(request))
    context = {
        "slug": slug,
        "name": name,
        "reels": [_shown(slug, reel) for reel in found],
        "made": len(made),
        "all": len(found),
        "seconds": sum(reel.seconds for reel in made),
        "failing": sum(bool(reel.findings) or not reel.passed for reel in made),
        "public": public,
        "down": down,
        "number": number,
        "gated": gated(),
        "may_publish": may(_actor(request), "air.publish_release"),
        "making": any(reel.state is reels.ReelState.MAKING for reel in found),
    }
    return render(request, "air/reels/series.html", context)


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the film of a work that passed; the farm makes it, and its page shows how far it is."""
    passing.make_passed(_actor(request), slug)
    messages.success(request, _("已交给算力，做好一集上架一集。"))
    return redirect("air:reel", slug=slug)


@require_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the films of a series to the review centre."""
    try:
        case = passing.send_cut(_actor(request), slug)
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID, Kind.NOT_FOUND):
            raise
        messages.error(request, refused.message)
        return redirect("air:reel", slug=slug)
    messages.success(request, _("已送审，机器正在看片，看完等初审接手。"))
    return redirect("review:one", pk=case)


@require_POST
def shelve(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a title down, or put it back."""
    back = request.POST.get("do") == "back"
    try:
        (passing.put_back if back else passing.take_down)(_actor(request), slug)
    except FangcunError as refused:
        if refused.kind is not Kind.CONFLICT:
            raise
        messages.error(request, refused.message)
    else:
        messages.success(request, _("已上架。") if back else _("已下架，成片和观众的进度都留着。"))
    return redirect("air:reel", slug=slug)


@require_safe
def file(request: HttpRequest, slug: str, number: int, path: str) -> HttpResponseBase:
    """One file of an episode, to look at or (``?save``) to take along."""
    name = reels.file_of(slug, number, path, _actor(request))
    kind = CONTENT_TYPES.get(f".{path.rpartition('.')[2].lower()}", "application/octet-stream")
    response = blob_answer(request, name, content_type=kind, seconds=KEPT_SECONDS, shared=False)
    if "save" in request.GET or kind == "application/octet-stream":
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(path.rpartition('/')[2])}"
    return response


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _shown(slug: str, reel: reels.Reel) -> dict[str, Any]:
    def at(path: str) -> str:
        return reverse("air:reel-file", args=[slug, reel.number, path])

    files = reel.files
    return {
        "reel": reel,
        "watch": links.watch_path(slug, reel.number) if files else "",
        "sheet": at(reel.sheet) if reel.sheet else "",
        "film": at(files.film) if files else "",
        "wide": at(f"{reels.WIDE}{reel.wide.film}") if reel.wide else "",
        "subtitles": [(_suffixes(name), at(name)) for name in reel.subtitles],
        "state": _states()[reel.state],
    }


def _suffixes(name: str) -> str:
    """What tells subtitle files apart: the language, where it is not the film's own, and the form."""
    parts = name.split(".")[1:]
    return " ".join([*parts[:-1], parts[-1].upper()])


def _states() -> dict[reels.ReelState, str]:
    return {
        reels.ReelState.MADE: _("已完成"),
        reels.ReelState.MAKING: _("制作中"),
        reels.ReelState.FAILED: _("没做成"),
        reels.ReelState.STOPPED: _("已停下"),
    }
