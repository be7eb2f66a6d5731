"""Who shows advertisements: an address to open, and a key with which it signs its receipts."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from fangcun.config import config

OWN = "demo"


@dataclass(frozen=True, slots=True)
class Provider:
    """An advertising network that speaks the protocol of ``engine/till/receipts.py``."""

    address: str
    key: bytes

    def show(self, nonce: str, *, seconds: int) -> str:
        """The address that shows an advertisement, in a frame, for one showing."""
        mark = "&" if "?" in self.address else "?"
        return f"{self.address}{mark}{urlencode({'nonce': nonce, 'seconds': seconds})}"

    @property
    def origin(self) -> str:
        """Where its pages come from: the only foreign frame that our pages allow. Empty for our own."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def provider() -> Provider | None:
    """The network of this site; on a demonstration without one the built-in, else None: no advertisements."""
    if config().ad_url:
        return Provider(config().ad_url, config().ad_key.encode())
    if config().demo:
        return Provider(reverse("air:demo-ad"), demo_key())
    return None


def demo_key() -> bytes:
    """The built-in network's key, known to this site alone."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.ads", "sha256")
