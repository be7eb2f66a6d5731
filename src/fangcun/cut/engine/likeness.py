"""People of one cast who could be taken for each other get other faces: a viewer on a phone tells people apart by hair,
its colour, glasses, beard and the colour of the clothes, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fangcun.cut.contracts import Look

TRIES = 24
_SAME = 3
"""Traits of the six that two people may share at most."""


def told_apart(looks: Mapping[str, Look]) -> dict[str, Look]:
    """The looks with other seeds where somebody would look like one of those before them.

    Whoever comes first keeps their face, so people who join a cast later change nobody who was there.
    """
    # The drawing room is loaded by whoever plans a film, not by whoever imports this.
    from fangcun.cut.engine.draw.identity import Identity, identity_of

    def traits(who: Identity) -> tuple[object, ...]:
        dark = sum((who.hair >> shift) & 255 for shift in (0, 8, 16)) // 90
        return who.hairstyle, dark, who.glasses, who.beard, who.outfit.main, who.outfit.key

    def shared(one: Identity, other: Identity) -> int:
        if one.female != other.female or one.child != other.child:
            return 0
        same = [a == b for a, b in zip(traits(one), traits(other), strict=True)]
        # The same head is worse than the same coat.
        return sum(same) + same[0] * (1 + same[1])

    chosen: dict[str, Look] = {}
    seen: list[Identity] = []
    for name, look in looks.items():
        best, least = look, 99
        for attempt in range(TRIES):
            candidate = replace(look, seed=(look.seed + attempt * 0x9E3779B1) % (1 << 32))
            who = identity_of(candidate)
            alike = max((shared(who, other) for other in seen), default=0)
            if alike < least:
                best, least = candidate, alike
            if alike <= _SAME:
                break
        chosen[name] = best
        seen.append(identity_of(best))
    return chosen
