"""The protocol of advertisements: what a provider says when somebody watched one to the end, and its signature.

A provider posts a JSON body to our callback with three headers, as the Standard Webhooks specification 1.0 has them
(standardwebhooks/spec): ``webhook-id`` (the provider's transaction), ``webhook-timestamp`` (Unix seconds) and
``webhook-signature`` (``v1,`` and the Base64 of HMAC-SHA256 over ``id.timestamp.body``; several, separated by blanks,
while a key is being changed).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

TOLERANCE_S = 300
"""How far a provider's clock may be from ours; the specification leaves it to the receiver and names five minutes."""

LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider vouches for: the showing that ``nonce`` names was watched to the end. ``ecpm_fen`` is what a
    thousand such showings earn, in fen; 0 where it does not say."""

    transaction: str
    nonce: str
    ecpm_fen: int


def signature(key: bytes, *, transaction: str, timestamp: int, body: bytes) -> str:
    """The header's value for a body."""
    signed = b"%s.%d.%s" % (transaction.encode(), timestamp, body)
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def read(key: bytes, headers: Mapping[str, str], body: bytes, *, now: float) -> Receipt | None:
    """The receipt, where it is genuine, timely and whole; None otherwise. Compared in constant time."""
    transaction, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (0 < len(transaction) <= LONGEST_ID and stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return None
    if abs(now - int(stamp)) > TOLERANCE_S:
        return None
    expected = signature(key, transaction=transaction, timestamp=int(stamp), body=body)
    given = headers.get("webhook-signature", "").split(" ")
    # All are compared, so that time does not tell which.
    if not any([_same(expected, one) for one in given[:5]]):  # noqa: C419
        return None
    return _receipt(transaction, body)


def _same(expected: str, given: str) -> bool:
    try:
        mine = base64.b64decode(expected.removeprefix("v1,"))
        theirs = base64.b64decode(given.removeprefix("v1,"), validate=True) if given.startswith("v1,") else b""
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(mine, theirs)


def _receipt(transaction: str, body: bytes) -> Receipt | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    nonce = data.get("nonce") if isinstance(data, dict) else None
    if not isinstance(nonce, str) or not 0 < len(nonce) <= LONGEST_ID:
        return None
    earned = data.get("ecpm_fen", 0)
    return Receipt(transaction, nonce, earned if type(earned) is int and 0 <= earned <= 10**7 else 0)
