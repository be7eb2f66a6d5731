"""Serving bytes: an episode's files behind their ticket, and posters. Django's own file answers ignore ranges."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from fangcun.air import links
from fangcun.air.engine import manifests, ranges
from fangcun.air.queries import poster_of
from fangcun.base.api import blobs
from fangcun.kit.digest import Digest
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind

CHUNK = 256 * 1024
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
        return answer(request, name, content_type=manifests.content_type(path), seconds=admission.seconds)
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
        return answer(request, name, content_type=kind, seconds=YEAR)
    except FangcunError as error:
        return _refuse(error)


def answer(
    request: HttpRequest, name: Digest, *, content_type: str, seconds: int, shared: bool = True
) -> HttpResponseBase:
    """The answer for a blob, as RFC 9110 §13–15 order it: unchanged, then range, then whole.

    It may be kept for ``seconds``; only by the reader's own browser unless ``shared``.
    """
    etag, kept = f'"{name}"', "public" if shared else "private"
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": f"{kept}, max-age={seconds}, immutable"}
    if ranges.names(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304, headers=headers)
    size = blobs().size(name)
    asked = request.headers.get("Range")
    # An If-Range that names another version asks for the whole of this one; a date never matches, we hand out none.
    if request.headers.get("If-Range", etag) != etag:
        asked = None
    try:
        span = ranges.wanted(asked, size=size)
    except ranges.UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    whole = ranges.Span(0, size - 1)
    headers["Content-Length"] = str((span or whole).length)
    if span is not None:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    status = 200 if span is None else 206
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=content_type, headers=headers)
    body = _read(name, span or whole)
    return StreamingHttpResponse(body, status=status, content_type=content_type, headers=headers)


def _read(name: Digest, span: ranges.Span) -> Iterator[bytes]:
    """The bytes of a span in chunks; the blob is closed even when the reader goes away half-way."""
    with blobs().open(name) as f:
        f.seek(span.first)
        left = span.length
        while left > 0 and (data := f.read(min(CHUNK, left))):
            left -= len(data)
            yield data


def _refuse(error: FangcunError) -> HttpResponse:
    """A short answer for a player, never kept by a cache."""
    answer = {"error": {"code": error.code, "kind": error.kind.value, "message": error.message}}
    status = HTTP_STATUS[error.kind]
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
