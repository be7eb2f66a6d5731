"""Whose request it is: the client's address, through the proxies we trust and no others."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.http import HttpRequest

from fangcun.config import config
from fangcun.kit.errors import FangcunError, Kind

Network = IPv4Network | IPv6Network


def client_address(request: HttpRequest) -> str:
    """The address that limits count: the rightmost one of X-Forwarded-For that is none of our proxies.

    The header is read only when the connection itself comes from a trusted proxy; an entry that is no address ends
    the walk, since whoever wrote it may have written what stands left of it as well.
    """
    return _walk(
        str(request.META.get("REMOTE_ADDR", "")),
        request.headers.get("X-Forwarded-For", ""),
        trusted=_networks(config().trusted_proxies),
    )


def _walk(connected: str, forwarded: str, *, trusted: tuple[Network, ...]) -> str:
    """``connected`` unless trusted, else the nearest forwarded address that is not trusted."""
    at = _plain(connected)
    for entry in reversed([e.strip() for e in forwarded.split(",") if e.strip()]):
        if not _is_trusted(at, trusted):
            break
        earlier = _plain(entry)
        if not earlier:
            break
        at = earlier
    return at or connected


def _plain(text: str) -> str:
    """One spelling of an address, IPv4 inside IPv6 unwrapped; empty for what is none."""
    try:
        found = ip_address(text.strip("[]"))
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    return bool(address) and any(ip_address(address) in network for network in trusted)


@cache
def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        message = f"FANGCUN_TRUSTED_PROXIES 里有不是地址或网段的内容：{error}。请用逗号分隔的 CIDR，例如 10.0.0.0/8。"
        raise FangcunError("settings.trusted_proxies", Kind.INVALID, message) from None
