"""What every request goes through: the content policy, the actor, errors said to people."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from fangcun.base.queries import actor_of
from fangcun.config import config
from fangcun.kit.errors import HTTP_STATUS, FangcunError

log = logging.getLogger("fangcun.web")
Next = Callable[[HttpRequest], HttpResponse]

TENANT_KEY = "tenant"


class ContentSecurityPolicy:
    """Scripts and styles come from this site alone; the one inline script is the import map, by nonce.

    Style attributes are allowed because charts and bars set widths; media plays from blobs that hls.js fills.
    """

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to the answer."""
        nonce = secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # read by the page's context
        response = self._next(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'self'; "
            f"script-src 'self' 'nonce-{nonce}'; "
            "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
            # Players make empty text tracks of data addresses to know the browser's own from theirs.
            "media-src 'self' blob: data:; "
            f"frame-src 'self'{_frames()}; "
            "worker-src 'self' blob:; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'none'",
        )
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


def _frames() -> str:
    """The advertising network's pages are the only foreign ones that ours may frame."""
    parts = urlsplit(config().ad_url)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


class CurrentActor:
    """Puts the actor on the request: the user acting for the tenant chosen in the session."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the actor once; None for guests and for users without a tenant."""
        actor = None
        if request.user.is_authenticated:
            chosen = request.session.get(TENANT_KEY)
            actor = actor_of(request.user, tenant_id=chosen) or actor_of(request.user)
        request.actor = actor  # type: ignore[attr-defined]  # every view reads it
        return self._next(request)


class ErrorsForPeople:
    """Turns a FangcunError into a page, a fragment for htmx, or JSON for the API."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer for an error that a person can act on; others go to the log and the 500 page."""
        if not isinstance(error, FangcunError):
            return None
        status = HTTP_STATUS[error.kind]
        if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
            answer: dict[str, Any] = {"code": error.code, "kind": error.kind.value, "message": error.message}
            return JsonResponse({"error": answer}, status=status, json_dumps_params={"ensure_ascii": False})
        fragment = bool(request.headers.get("HX-Request"))
        name = "base/error_fragment.html" if fragment else "base/error.html"
        return render(request, name, {"error": error, "status": status}, status=status)
