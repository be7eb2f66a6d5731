"""The list of scripts, uploads, and what is done with a whole production."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import may
from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind
from fangcun.write import api
from fangcun.write.contracts import DraftView, ProductionView
from fangcun.write.permissions import EDIT
from fangcun.write.views import words
from fangcun.write.views.asked import reader_of, text_name, text_of, writer_of

SUFFIXES = ".txt,.md,.docx,.pdf,.fountain,.fdx,.highland,.celtx,.fadein,.osf"


@dataclass(frozen=True, slots=True)
class Listed:
    """One production as a row of the list."""

    production: ProductionView
    latest: DraftView | None
    length: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """One uploaded file: the draft it became, or why it did not."""

    file_name: str
    draft: DraftView | None = None
    error: FangcunError | None = None


@require_GET
def script_list(request: HttpRequest) -> HttpResponse:
    """The scripts of the tenant, those that need somebody first."""
    actor = reader_of(request)
    rows = [_listed(p) for p in api.productions(actor)]
    context = {
        "urgent": [r for r in rows if r.urgent],
        "calm": [r for r in rows if not r.urgent],
        "archived": api.productions(actor, archived=True),
    }
    return render(request, "write/list.html", context | _upload_context(actor))


@require_GET
def production(request: HttpRequest, slug: str) -> HttpResponse:
    """One production: its drafts, and a place for the next one."""
    actor = reader_of(request)
    found = api.production(slug, actor)
    rows = [(d, words.length(d.stats.seconds) if d.stats else "") for d in found.drafts]
    return render(request, "write/production.html", {"production": found, "rows": rows} | _upload_context(actor))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Files or a text become drafts; one bad file does not stop the rest."""
    actor = writer_of(request)
    slug = request.POST.get("slug", "")
    target: int | str = api.production(slug, actor).id if slug else request.POST.get("name", "")
    arrived = [_add(actor, target, item, note=request.POST.get("note", "")) for item in _sent(request)]
    if not arrived:
        raise FangcunError("upload.empty", Kind.INVALID, _("没有收到文件，请选一个剧本文件，或把文字贴进来。"))
    to = _address_after(arrived)
    for item in arrived:
        if item.error is not None and item.error.code == "draft.exists":
            messages.info(request, item.error.message)
    if to is None:
        return _refused(request, arrived)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": to})
    return redirect(to)


@require_POST
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a production another name."""
    return redirect(
        "write:production", slug=api.rename_production(writer_of(request), slug=slug, name=request.POST.get("name", ""))
    )


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a production away, or bring it back."""
    actor = writer_of(request)
    if request.POST.get("restore"):
        api.restore_production(actor, slug=slug)
        return redirect("write:production", slug=slug)
    api.archive_production(actor, slug=slug)
    messages.success(request, _("已归档，需要时可在列表末尾恢复。"))
    return redirect("write:list")


def _sent(request: HttpRequest) -> Iterator[tuple[str, UploadedFile[bytes] | bytes]]:
    for file in request.FILES.getlist("files"):
        yield file.name or "", file
    if "text" in request.FILES or request.POST.get("text", "").strip():
        yield text_name(request), text_of(request).encode("utf-8")


def _add(actor: Actor, target: int | str, item: tuple[str, UploadedFile[bytes] | bytes], *, note: str) -> Arrived:
    name, content = item
    try:
        api.count_upload(actor)
        if not isinstance(content, bytes):
            api.check_size(content.size or 0)
            content = content.read()
        return Arrived(name, draft=api.add_draft(actor, production=target, file_name=name, data=content, note=note))
    except FangcunError as error:
        return Arrived(name, error=error)


def _address_after(arrived: list[Arrived]) -> str | None:
    """Where to go when all went well: the script itself after one, the list after several; None after a refusal."""
    if any(a.error is not None and a.error.code != "draft.exists" for a in arrived):
        return None
    if len(arrived) > 1:
        return reverse("write:list")
    draft, error = arrived[0].draft, arrived[0].error
    data = {"slug": draft.slug, "number": draft.number} if draft else dict(error.data) if error else {}
    return reverse("write:script", args=[data["slug"], data["number"]])


def _refused(request: HttpRequest, arrived: list[Arrived]) -> HttpResponse:
    first = next(a.error for a in arrived if a.error is not None and a.error.code != "draft.exists")
    fragment = bool(request.headers.get("HX-Request"))
    name = "write/_arrived.html" if fragment else "write/arrived.html"
    return render(request, name, {"arrived": arrived}, status=HTTP_STATUS[first.kind])


def _listed(production: ProductionView) -> Listed:
    latest = production.latest
    stats = latest.stats if latest else None
    urgent = latest is None or bool(production.unread) or bool(stats and stats.errors)
    return Listed(production, latest, words.length(stats.seconds) if stats else "", urgent)


def _upload_context(actor: Actor) -> dict[str, object]:
    return {"may_edit": may(actor, EDIT), "suffixes": SUFFIXES, "most_megabytes": config().upload_megabytes}
