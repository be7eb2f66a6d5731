"""Serving bytes: an episode's files behind their ticket, and posters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from fangcun.air import links
from fangcun.air.engine import manifests
from fangcun.air.queries import poster_of
from fangcun.base.api import blob_answer, blobs
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind

YEAR = 365 * 24 * 3600

_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


@require_safe
def media(request: HttpRequest, ticket: str, path: str) -> HttpResponseBase:
    """A file of an episode: whole, a range of it, or nothing where the reader has it already."""
    try:
        admission = links.admit(ticket)
        name = admission.files.get(path)
        if name is None:
            raise FangcunError("air.media_unknown", Kind.NOT_FOUND, "这一集没有这个文件，请刷新页面再看。")
        return blob_answer(request, name, content_type=manifests.content_type(path), seconds=admission.seconds)
    except FangcunError as error:
        return _refuse(error)


@require_safe
def poster(request: HttpRequest, slug: str, number: int, version: str) -> HttpResponseBase:
    """A poster. The address carries the picture's digest, so it may be kept for ever."""
    try:
        name = poster_of(slug, number)
        if not name or name[:16] != version:
            raise FangcunError("air.poster_unknown", Kind.NOT_FOUND, "没有这张海报，可能已更换，请刷新页面。")
        with blobs().open(name) as f:
            head = f.read(4)
        kind = next((t for magic, t in _PICTURES.items() if head.startswith(magic)), "application/octet-stream")
        return blob_answer(request, name, content_type=kind, seconds=YEAR)
    except FangcunError as error:
        return _refuse(error)


def _refuse(error: FangcunError) -> HttpResponse:
    """A short answer for a player, never kept by a cache."""
    answer = {"error": {"code": error.code, "kind": error.kind.value, "message": error.message}}
    status = HTTP_STATUS[error.kind]
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
