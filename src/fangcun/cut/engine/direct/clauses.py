"""Whose doing each part of an action is: the person that a clause begins with acts, whoever follows a verb does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from fangcun.cut.engine.names import names_in

_CLAUSE = re.compile(r"[^，,；;。！？!?：:.]+[，,；;。！？!?：:.]*")
# A name after one of these is acted on: 指着林晚, 对林晚, 把林晚, 看见林晚.
_ACTED_ON = re.compile(
    r"[着住了把被向对给朝到和跟与同替为让叫请扶推拉抱打吻]$|(?:看见|望见|面前|身边|身后|身旁)$"
    r"|(?:\b(?:at|to|of|with|from|by|behind|beside|for|past|and|into|on|over|near|the)|(?:s|ed|ing))\s$"
)

_WHO = re.compile(r"\s*(?:who|whose)\b", re.I)


def clauses_of(
    text: str, names: tuple[str, ...], *, meant: Callable[[str], list[str]]
) -> list[tuple[tuple[str, ...], str]]:
    """The clauses of an action with who does what they say; nobody where that is not said.

    A clause without a doer of its own is of the one before. ``meant`` says whom a clause without a name means by its
    pronoun.
    """
    doers: tuple[str, ...] = ()
    last: list[str] = []
    out: list[tuple[tuple[str, ...], str]] = []
    for match in _CLAUSE.finditer(text):
        clause = match.group()
        acting = [name for name, at in names_in(clause, names) if not _ACTED_ON.search(clause, 0, at.start())]
        found = acting[:1] or (last if _WHO.match(clause) else [] if doers else meant(clause))
        if acting and _joined(clause, names):
            found = acting + [n for n, _ in names_in(clause, names) if n not in acting][:1]
        doers = tuple(found) or doers
        last = [name for name, _ in names_in(clause, names)][-1:] or last
        out.append((doers, clause))
    return out


def _joined(clause: str, names: tuple[str, ...]) -> bool:
    """Whether two are named together as the doers: 林晚和老周站着."""
    found = names_in(clause, names)
    return len(found) > 1 and clause[found[0][1].end() : found[1][1].start()].strip() in {"和", "与", "跟", "、", "and"}


def doers_in(text: str, names: tuple[str, ...], *, meant: Callable[[str], list[str]]) -> list[str]:
    """Everyone who does something in an action, in the order of the text."""
    return list(dict.fromkeys(n for doers, _ in clauses_of(text, names, meant=meant) for n in doers))
