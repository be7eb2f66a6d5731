"""What a term is meant for in its place: offered, warned of, reported or played; and how strong the finding is then."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fangcun.review.contracts import Strength, Technique
from fangcun.review.engine.hits import Hit
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.lexicon import Entry

_FILE = Path(__file__).parent / "data" / "context.toml"
_NEAR = 48  # characters on either side where needed words and speakers are looked for
_CLOSE = 8  # characters on either side where a word turns the term round
# Ways of writing that prove an intention, so that the words around need not.
_DELIBERATE = frozenset({Technique.MIXED, Technique.PINYIN, Technique.SPLIT, Technique.SPACED, Technique.ALIKE})
# Ways of finding that may err: a person looks before anything is stopped.
_UNSURE = frozenset({Technique.ALIKE, Technique.INITIALS, Technique.REVERSED, Technique.BROKEN})


@dataclass(frozen=True, slots=True)
class Context:
    """Words that show what a term is meant for."""

    warning: re.Pattern[str]  # who warns or reports, and words against
    told: re.Pattern[str]  # of whom or what a story tells
    turning: re.Pattern[str]
    offering: re.Pattern[str]


@cache
def context() -> Context:
    """The lists of the data file."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    return Context(
        warning=_any_of(table["speakers"] + table["against"]),
        told=_any_of(table["told"]),
        turning=_any_of(table["turning"]),
        offering=_any_of(table["offering"]),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def strength(hit: Hit, entry: Entry, searched: Searched, *, cues: tuple[str, ...]) -> tuple[Strength, str] | None:
    """How strong a find is where it stands, and why it is not as the lexicon says; None where it means nothing.

    A find that is spoken against, or of, is never stronger than ``ask``.
    """
    around = searched.nearby(hit.start, hit.end, reach=_NEAR)
    bare = "".join(filter(str.isalnum, around))
    words = context()
    if any(word in bare for word in entry.unless):
        return None
    # Without the term itself, so that 非法集资 does not speak against itself.
    rest = bare.replace(entry.canonical, "")
    drawn = any(word in rest for word in (*cues, *entry.needs)) or words.offering.search(rest) is not None
    if not _confirmed(hit, entry, rest, drawn=drawn):
        return None
    severity = entry.severity
    if severity is Strength.NOTE and (hit.meant and hit.technique is not Technique.PLAIN):
        severity = Strength.ASK
    if words.warning.search(rest):
        close = searched.nearby(hit.start, hit.end, reach=_CLOSE)
        turned = hit.technique is Technique.PLAIN and (not drawn or words.turning.search(close) is not None)
        return _lowered(severity, turned=turned), "上下文像是劝诫、报道或剧情，不自动退回"
    if severity is Strength.ASK and hit.technique is Technique.PLAIN and not (hit.meant or drawn):
        return Strength.NOTE, "只是提到，没有招揽"
    if severity is Strength.BLOCK and words.told.search(rest):
        return Strength.ASK, "上下文像是劝诫、报道或剧情，不自动退回"
    if severity is Strength.BLOCK and hit.technique in _UNSURE:
        return Strength.ASK, "写法经过变形，请人核对"
    return severity, ""


def _confirmed(hit: Hit, entry: Entry, rest: str, *, drawn: bool) -> bool:
    """Whether the words around bear the find out, where it needs that; ``drawn``: they belong to the same trade."""
    if hit.technique is Technique.INITIALS:
        return entry.initials and drawn
    if not hit.meant and hit.technique in (Technique.MIXED, Technique.ALIKE):
        return drawn
    if entry.needs and not (hit.meant and hit.technique in _DELIBERATE):
        return any(word in rest for word in entry.needs)
    return True


def _lowered(severity: Strength, *, turned: bool) -> Strength:
    if severity is Strength.BLOCK:
        return Strength.ASK
    return Strength.NOTE if turned else severity
