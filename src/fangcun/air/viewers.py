"""Who watches: the user, else a guest known by a random name in the session."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from fangcun.air.contracts import Viewer

GUEST_KEY = "air.guest"


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The viewer of a request; None for a guest who has not watched anything yet. Starts no session."""
    if request.user.is_authenticated:
        return Viewer(f"user:{request.user.pk}")
    guest = request.session.get(GUEST_KEY)
    return Viewer(f"guest:{guest}") if guest else None


def known_viewer(request: HttpRequest) -> Viewer:
    """The viewer of a request; a new guest gets a name, and with it a session."""
    viewer = viewer_of(request)
    if viewer is None:
        # Not the session's own key: that one changes at log-in and must not be kept anywhere else.
        request.session[GUEST_KEY] = secrets.token_urlsafe(16)
        viewer = Viewer(f"guest:{request.session[GUEST_KEY]}")
    return viewer
