"""The short way to an episode's bytes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from fangcun.air.links import media_root
from fangcun.air.media import media

Next = Callable[[HttpRequest], HttpResponseBase]


class MediaGate:
    """Answers requests for media before sessions, users, languages and forms are looked at: nine of ten requests ask
    for media, and their ticket says all there is to know. Nothing it answers can run in a page."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The bytes for an address of media, whatever comes next for any other."""
        root = media_root()
        if not request.path.startswith(root):
            return self._next(request)
        ticket, _, path = request.path.removeprefix(root).partition("/")
        return media(request, ticket=ticket, path=path)
