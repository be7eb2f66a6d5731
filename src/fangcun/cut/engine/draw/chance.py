"""Choices that are made once and stay made: seeded by what they are about, not by when they are asked for."""

from __future__ import annotations

import hashlib
import random


def seed_of(*parts: object) -> int:
    """A 64-bit number that depends on the parts alone, the same on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def chance(*parts: object) -> random.Random:
    """A generator of its own for the thing that the parts name."""
    return random.Random(seed_of(*parts))
