"""What people hold, as far as the text says so, in the words of the script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fangcun.cut.engine.direct import words

_LONGEST = 9  # characters between the verb and its thing: 捧着一只缺了口的白瓷茶杯
_LONGEST_LATIN = 44


@dataclass(frozen=True, slots=True)
class Hands:
    """What a clause does to hands: the thing it puts into them, and whether it empties them."""

    takes: str | None = None
    leaves: bool = False


def hands_of(clause: str) -> Hands:
    """What a clause says of its doer's hands. Who puts a thing down or hands it over holds it in that picture still."""
    lower = clause.lower()
    taken = _after(lower, words.verbs("take")) or _in_hand(lower) or _wielded(lower)
    leaves = any(words.stands(verb, lower) for verb in words.verbs("leave"))
    return Hands(takes=_spelt(clause, taken) if taken else None, leaves=leaves)


def _after(text: str, verbs: tuple[str, ...]) -> str | None:
    """The thing that follows one of the verbs."""
    for verb in verbs:
        if not words.stands(verb, text):
            continue
        start = text.find(verb) + len(verb)
        reach = text[start : start + (_LONGEST_LATIN if verb.isascii() else _LONGEST)]
        thing = words.thing_in(reach)
        if thing:
            return thing
    return None


_HAND = re.compile(r"手[里中上](?:拿着|的|是|有|提着|握着|捏着)?|\bin (?:his|her|their) hands?\b")


def _in_hand(text: str) -> str | None:
    """The thing that is said to be in a hand."""
    found = _HAND.search(text)
    if not found:
        return None
    before = text[max(0, found.start() - _LONGEST_LATIN) : found.start()] if found.group().startswith("in") else ""
    return words.thing_in(text[found.end() : found.end() + _LONGEST]) or (words.thing_in(before) if before else None)


def _wielded(text: str) -> str | None:
    """The thing that somebody is held at bay or pointed at with: it stands before its verb."""
    for verb in words.verbs("wield"):
        at = text.find(verb)
        if at >= 0:
            return words.thing_in(text[max(0, at - _LONGEST) : at])
    return None


def _spelt(clause: str, thing: str) -> str:
    """The thing with the letters of the script."""
    at = clause.lower().find(thing)
    return clause[at : at + len(thing)]
