"""Tickets: the signed part of a media address, good for one manifest until it expires."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass

from fangcun.kit.digest import Digest

_MAC_BYTES = 16
"""128 bits of the HMAC: RFC 2104 §5 allows half of the hash's length, and an address stays short."""

_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket claims, before anybody has checked it: the release and the Unix second at which it ends."""

    release_id: int
    expires: int
    mac: str


def issue(key: bytes, *, release_id: int, manifest: Digest, expires: int) -> str:
    """The ticket as it stands in an address: ``<release>.<expires>.<mac>``, all URL-safe."""
    return f"{release_id}.{expires}.{_mac(key, release_id, manifest, expires)}"


def read(text: str) -> Ticket | None:
    """What ``text`` claims; None when it has not the form of a ticket."""
    parts = text.split(".")
    if len(parts) != 3 or not all(0 < len(p) <= 18 and set(p) <= _DIGITS for p in parts[:2]):
        return None
    return Ticket(int(parts[0]), int(parts[1]), parts[2])


def is_genuine(key: bytes, ticket: Ticket, *, manifest: Digest) -> bool:
    """Whether we issued this ticket for this very manifest; compared in constant time. Says nothing about expiry."""
    expected = _mac(key, ticket.release_id, manifest, ticket.expires)
    return hmac.compare_digest(expected.encode(), ticket.mac.encode("utf-8", "surrogatepass"))


def end_of_life(now: float, *, minutes: int) -> int:
    """The Unix second at which a ticket issued ``now`` ends.

    Rounded down to a quarter of the life, so that the same address is handed out for a while and browsers and
    caches can keep what lies behind it: a ticket lives between three quarters of ``minutes`` and all of them.
    """
    step = max(1, minutes * 60 // 4)
    return int(now + minutes * 60) // step * step


def _mac(key: bytes, release_id: int, manifest: Digest, expires: int) -> str:
    claim = f"{release_id}.{expires}.{manifest}".encode()
    return base64.urlsafe_b64encode(hmac.digest(key, claim, "sha256")[:_MAC_BYTES]).rstrip(b"=").decode()
