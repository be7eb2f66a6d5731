"""A blob as an HTTP answer: whole, a range of it, or nothing. Django's own file answers ignore ranges."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from fangcun.base import ranges
from fangcun.base.blobs import blobs
from fangcun.config import config
from fangcun.kit.digest import Digest

CHUNK = 256 * 1024


def blob_answer(
    request: HttpRequest, name: Digest, *, content_type: str, seconds: int, shared: bool = True
) -> HttpResponseBase:
    """The answer for a blob, as RFC 9110 §13–15 order it: unchanged, then range, then whole.

    It may be kept for ``seconds``; only by the reader's own browser unless ``shared``.
    """
    etag, kept = f'"{name}"', "public" if shared else "private"
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": f"{kept}, max-age={seconds}, immutable"}
    if ranges.names(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304, headers=headers)
    place = blobs().served_at(name, config().xaccel) if config().xaccel else ""
    if place:
        # nginx answers ranges and conditions itself, with an ETag of its own; what is said here it passes on.
        handed = {"X-Accel-Redirect": place, "Cache-Control": headers["Cache-Control"]}
        return HttpResponse(content_type=content_type, headers=handed)
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
