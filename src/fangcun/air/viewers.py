"""Who watches: the user, else a guest known by a random name in the session."""

from __future__ import annotations

import secrets
from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from fangcun.air.contracts import Viewer, Visitor

GUEST_KEY = "air.guest"
DEVICE_KEY = "air.device"


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


def visitor_of(request: HttpRequest) -> Visitor:
    """The viewer of a request with device and network; names the device in its session."""
    viewer = known_viewer(request)
    if DEVICE_KEY not in request.session:
        request.session[DEVICE_KEY] = secrets.token_urlsafe(12)
    return Visitor(viewer, str(request.session[DEVICE_KEY]), network_of(str(request.META.get("REMOTE_ADDR", ""))))


def network_of(address: str) -> str:
    """The network an address belongs to, as one customer has it: /24 of IPv4, /64 of IPv6; empty for none."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((ip, 24 if ip.version == 4 else 64), strict=False))
