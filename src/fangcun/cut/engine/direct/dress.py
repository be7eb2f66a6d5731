"""What people wear in a scene, where its own text says so: the wedding dress, the hospital gown, the armour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from fangcun.cut.contracts import Look
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.clauses import clauses_of

_WEARS = re.compile(
    r"穿|身着|一身|披|套|换上|换成|戴|顶着|病床|\b(?:in|wears|wearing|dressed|puts on|changes into)\b", re.I
)
_AT_WORK = frozenset({"doctor", "nurse", "chef", "waiter", "lawyer", "police", "worker", "delivery", "teacher"})
_CASUAL = ("sweater", "hoodie", "jacket", "tshirt")
_LATER = re.compile(r"换上|换成|换了|穿上|披上|\b(?:puts on|changes into)\b", re.I)


def off_duty(cast: Mapping[str, Look], place: str) -> dict[str, str]:
    """What people wear who have left their work: a surgeon does not cook in a white coat."""
    if not words.is_off_duty(place):
        return {}
    return {
        name: _CASUAL[look.seed // 11 % len(_CASUAL)]
        for name, look in cast.items()
        if look.era == "modern" and look.costume in _AT_WORK
    }


def worn_from_the_start(actions: Iterable[str], names: tuple[str, ...]) -> dict[str, str]:
    """The costume of everyone whom the actions of a scene describe in one; what is put on later is not among them."""
    worn: dict[str, str] = {}
    for text in actions:
        for name, costume in _worn(text, names, later=False).items():
            worn.setdefault(name, costume)
    return worn


def put_on(action: str, names: tuple[str, ...]) -> dict[str, str]:
    """The costume of everyone who changes clothes in this action."""
    return _worn(action, names, later=True)


def _worn(text: str, names: tuple[str, ...], *, later: bool) -> dict[str, str]:
    worn: dict[str, str] = {}
    for doers, clause in clauses_of(text, names, meant=lambda _: []):
        costume = words.costume_of(clause) if _WEARS.search(clause) else None
        if costume and bool(_LATER.search(clause)) == later:
            for name in doers:
                worn.setdefault(name, costume)
    return worn
