"""A blob as an HTTP answer: whole, a range of it, or nothing. Django's own file answers ignore ranges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from fangcun.base import ranges
from fangcun.base.blobs import blobs
from fangcun.base.kept import Kept
from fangcun.config import config
from fangcun.kit.digest import Digest

CHUNK = 1024 * 1024
SMALL = 64 * 1024

_sizes: Kept[Digest, int] = Kept(most=20_000, seconds=None)
_small: Kept[Digest, bytes] = Kept(most=500, seconds=None)


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
    size = _sizes.get(name, lambda: blobs().size(name))
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
    span = span or whole
    if span.length <= CHUNK:
        return HttpResponse(_bytes(name, span, size), status=status, content_type=content_type, headers=headers)
    body = _read(name, span)
    return StreamingHttpResponse(body, status=status, content_type=content_type, headers=headers)


def tagged_answer(request: HttpRequest, body: bytes, *, content_type: str) -> HttpResponse:
    """An answer made for one reader alone, with an ETag of its bytes: to be asked for anew each time, and not sent
    again while it is the same."""
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if ranges.names(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type=content_type, headers=headers)


def _bytes(name: Digest, span: ranges.Span, size: int) -> bytes:
    """The bytes of a span that is sent in one piece. What is small altogether (playlists, subtitles) stays in memory:
    a digest never comes to mean other bytes."""
    if size > SMALL:
        return blobs().span(name, first=span.first, length=span.length)
    return _small.get(name, lambda: blobs().span(name, first=0, length=size))[span.first : span.last + 1]


def _read(name: Digest, span: ranges.Span) -> Iterator[bytes]:
    """The bytes of a span in chunks; the blob is closed even when the reader goes away half-way."""
    with blobs().open(name) as f:
        f.seek(span.first)
        left = span.length
        while left > 0 and (data := f.read(min(CHUNK, left))):
            left -= len(data)
            yield data
