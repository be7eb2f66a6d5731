"""Who watches: the account signed in, else the user of a desk, else a guest known by a random name in the session."""

from __future__ import annotations

import secrets
from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from fangcun.air.account.accounts import key_of
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.models import ViewerAccount
from fangcun.base.api import client_address

GUEST_KEY = "air.guest"
ACCOUNT_KEY = "air.account"
DEVICE_KEY = "air.device"


def account_of(request: HttpRequest) -> ViewerAccount | None:
    """The account signed in; None for guests and for sessions that were signed out from elsewhere."""
    kept = request.session.get(ACCOUNT_KEY)
    if not kept:
        return None
    if not hasattr(request, "_air_account"):
        rows = ViewerAccount.objects.filter(pk=kept[0], epoch=kept[1], forgotten_at=None)
        request._air_account = rows.first()  # type: ignore[attr-defined]  # asked for once in a request
    found: ViewerAccount | None = request._air_account  # type: ignore[attr-defined]
    return found


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The viewer of a request; None for a guest who has not watched anything yet. Starts no session."""
    account = account_of(request)
    if account is not None:
        return Viewer(key_of(account.pk))
    if request.user.is_authenticated:
        return Viewer(f"user:{request.user.pk}")
    return guest_of(request)


def guest_of(request: HttpRequest) -> Viewer | None:
    """The guest that the browser is when nobody is signed in."""
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
    return Visitor(known_viewer(request), device_of(request), network_of(client_address(request)))


def network_of(address: str) -> str:
    """The network an address belongs to, as one customer has it: /24 of IPv4, /64 of IPv6; empty for none."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((ip, 24 if ip.version == 4 else 64), strict=False))


def device_of(request: HttpRequest) -> str:
    """A random name of the browser, for codes that only it may use."""
    name: str = request.session.setdefault(DEVICE_KEY, secrets.token_urlsafe(16))
    return name


def enter(request: HttpRequest, account: ViewerAccount) -> None:
    """Sign the browser in; its session gets a new name, and the guest it was is no more."""
    request.session.cycle_key()
    request.session.pop(GUEST_KEY, None)
    request.session[ACCOUNT_KEY] = [account.pk, account.epoch]


def leave(request: HttpRequest) -> None:
    """Sign the browser out; whoever watches next is a new guest, and a new device."""
    for key in (ACCOUNT_KEY, GUEST_KEY, DEVICE_KEY):
        request.session.pop(key, None)
    request.session.cycle_key()
