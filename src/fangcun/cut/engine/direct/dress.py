"""What people wear in a scene, where its own text says so: the wedding dress, the hospital gown, the armour."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.clauses import clauses_of

_WEARS = re.compile(
    r"穿|身着|一身|披|套|换上|换成|戴|顶着|病床|\b(?:in|wears|wearing|dressed|puts on|changes into)\b", re.I
)
_LATER = re.compile(r"换上|换成|换了|穿上|披上|\b(?:puts on|changes into)\b", re.I)


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
