"""Terms in which letters or digits stand for characters: pinyin, initials, digits read aloud (du博, T现, 1夜情)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fangcun.review.contracts import Technique
from fangcun.review.engine.hits import TELLING, Hit, letters_end, runs_of_latin, surroundings
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.patterns import Node, Patterns
from fangcun.review.engine.sounds import DIGITS, syllables

_REACH = 6  # characters of the longest term before and behind a run of letters
_LONGEST_SYLLABLE = 6
_SHORT_RUN = 4  # letters of the longest run that may hold initials
_LONGEST_RUN = 12  # letters in front of the characters of a term
_PIECES = 8  # groups of letters that may make one term
_DATA = Path(__file__).parent / "data"


def _words(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_ABBREVIATIONS = _words("abbreviations.txt")
_LETTER_WORDS = _words("letter_words.txt")


class _Trail(NamedTuple):
    """How a pattern was followed so far: what stood for its characters."""

    whole: int = 0  # characters as they are
    spelt: int = 0  # whole syllables
    letters: int = 0  # initials
    digits: int = 0


def find_mixed(searched: Searched, patterns: Patterns) -> list[Hit]:
    """The terms. Where ``meant`` is false, the words around have to confirm them."""
    found: dict[tuple[int, int, int], Hit] = {}
    done = 0
    for first, last in runs_of_latin(searched):
        for number, start, end, trail in _around(searched, patterns, first, last, done):
            hit = _judge(searched, patterns, Hit(number, start, end, Technique.MIXED), trail)
            if hit is not None:
                found.setdefault((number, start, end), hit)
        done = last
    return list(found.values())


def _around(
    searched: Searched, patterns: Patterns, first: int, last: int, done: int
) -> Iterator[tuple[int, int, int, _Trail]]:
    """Pattern, range and trail of all that can be read with the letters or digits of [first, last) in it."""
    text = searched.text
    run = text[first:last]
    if run.isdigit() and run not in DIGITS:
        return  # a number
    tree = patterns.tree
    short = last - first <= _SHORT_RUN
    for start in range(max(done, first - _REACH), first):
        node: Node | None = tree
        for at in range(start, first):
            node = node.chars.get(text[at]) if node is not None else None
        if node is not None and node is not tree and _near(searched, first):
            for number, end, trail in _follow(searched, node, first, _Trail(whole=first - start), short):
                if end > first:
                    yield number, start, end, trail
    begins = [i for i in range(first, last) if i == first or not searched.joined(i - 1, i)]
    if last < len(text) and last - begins[-1] <= _LONGEST_RUN and _near(searched, last):
        yield from _opened(searched, patterns, begins[-1], last, short)
        if len(begins) == last - first > 1:  # b a n 证
            yield from _opened(searched, patterns, first, last, short)
    for i, start in enumerate(begins):
        for end in (*begins[i + 1 : i + _PIECES], last)[:_PIECES]:
            letters = text[start:end]
            for number in patterns.spelt.get(_without_tones(letters), ()):
                yield number, start, end, _Trail(spelt=len(patterns.all[number].text))
            for number in patterns.initialed.get(letters, ()):
                yield number, start, end, _Trail(letters=len(letters))


def _opened(
    searched: Searched, patterns: Patterns, start: int, last: int, short: bool
) -> Iterator[tuple[int, int, int, _Trail]]:
    """The patterns whose first characters are the letters or the digit of [start, last)."""
    text = searched.text
    run, behind = text[start:last], text[last]
    for sound in DIGITS.get(run, ()) if run.isdigit() else (_without_tones(run),):
        for node, size, spelt in patterns.openings.get(sound + behind, {}).values():
            if run.isdigit():
                trail = _Trail(whole=1, digits=size)
            else:
                trail = _Trail(whole=1, spelt=size) if spelt else _Trail(whole=1, letters=size)
            for number, end, further in _follow(searched, node, last + 1, trail, short):
                yield number, start, end, further


def _without_tones(letters: str) -> str:
    return letters if letters.isalpha() else "".join(c for c in letters if c not in "12345")


def _follow(searched: Searched, node: Node, at: int, trail: _Trail, short: bool) -> Iterator[tuple[int, int, _Trail]]:
    """Every pattern that can be read from ``at`` on, with its end and how it was read.

    Only in a ``short`` run may a letter be an initial: a long one is spelt, or a word of another language.
    """
    if node.ends and (trail.spelt or trail.letters or trail.digits):
        for number in node.ends:
            yield number, at, trail
    text = searched.text
    if at >= len(text) or (at and trail != _NOTHING and not _near(searched, at)):
        return
    char = text[at]
    child = node.chars.get(char)
    if child is not None:
        yield from _follow(searched, child, at + 1, trail._replace(whole=trail.whole + (not char.isascii())), short)
    if not char.isascii():
        return
    if char.isdigit():
        for digits in (text[at : at + 4], text[at : at + 3], char):
            for sound in DIGITS.get(digits, ()):
                for child in _open(node.sounds.get(sound, ()), text[at + len(digits) : at + len(digits) + 1]):
                    yield from _follow(
                        searched, child, at + len(digits), trail._replace(digits=trail.digits + 1), short
                    )
        return
    for size in range(_LONGEST_SYLLABLE, 1, -1):
        sound = text[at : at + size]
        if sound in node.sounds and len(sound) == size:
            end = at + size
            if end < len(text) and text[end] in "12345" and searched.joined(end - 1, end):
                end += 1  # the tone
            for child in _open(node.sounds[sound], text[end : end + 1]):
                yield from _follow(searched, child, end, trail._replace(spelt=trail.spelt + 1), short)
    if not short:
        return
    for size in (2, 1) if text[at : at + 2] in ("zh", "ch", "sh") else (1,):
        for child in _open(node.initials.get(char, ()), text[at + size : at + size + 1]):
            yield from _follow(searched, child, at + size, trail._replace(letters=trail.letters + 1), short)


def _open(nodes: Sequence[Node], following: str) -> Sequence[Node]:
    """The nodes that end a pattern or go on with the character that follows; letters may go on with anything."""
    if following.isascii():
        return nodes
    return [node for node in nodes if node.ends or following in node.chars] if nodes else nodes


def _near(searched: Searched, at: int) -> bool:
    """Whether the character at ``at`` goes on from the one before: in the same line, a few signs away at most."""
    place, codes = searched.place, searched.folded.codes
    if int(place[at]) - int(place[at - 1]) == 1:
        return True
    between = codes[int(place[at - 1]) + 1 : int(place[at])]
    return between.size <= 3 and not any(int(c) in _STOPS for c in between)


_STOPS = frozenset(map(ord, "\n,。!?;:、…"))
_NOTHING = _Trail()


def _judge(searched: Searched, patterns: Patterns, hit: Hit, trail: _Trail) -> Hit | None:
    """The hit with its technique, or None where chance is likelier than intention."""
    if not letters_end(searched, hit.start, hit.end) or not _runs_are_whole(searched, hit):
        return None
    size = trail.whole + trail.spelt + trail.letters + trail.digits
    if not trail.whole:
        return _judge_letters(searched, hit, trail, size)
    text, first, last = surroundings(searched, hit.start, hit.end)
    if _letter_word(text, first, last) or patterns.words.crossed(text, first, last):
        return None
    if trail.spelt and not trail.letters and not trail.digits:
        return replace(hit, meant=True)
    surface = searched.text[hit.start : hit.end]
    telling = any(c in TELLING for c in surface) or not patterns.entry(hit.pattern).initials
    if 2 * (trail.whole + trail.spelt) >= size:
        return replace(hit, meant=size > 2 or telling)
    return hit


def _judge_letters(searched: Searched, hit: Hit, trail: _Trail, size: int) -> Hit | None:
    if trail.digits or _foreign(searched, hit):
        return None
    surface = searched.text[hit.start : hit.end]
    if not trail.letters:
        # du bo, dubo, d u b o in a text that is Chinese; English words are seldom two whole syllables.
        if not _split_evenly(searched, hit.start, hit.end, syllable=True) or not _chinese_around(searched, hit):
            return None
        return replace(hit, technique=Technique.PINYIN, meant=len(surface) >= 4)
    if trail.spelt or surface in _ABBREVIATIONS or not _split_evenly(searched, hit.start, hit.end, syllable=False):
        return None
    text, first, last = surroundings(searched, hit.start, hit.end)
    beside = text[max(0, first - 1) : first] + text[last : last + 1]
    if any(c.isascii() for c in beside):
        return None
    return replace(hit, technique=Technique.INITIALS) if size >= 2 else None


def _runs_are_whole(searched: Searched, hit: Hit) -> bool:
    """Whether no run of letters is cut: 赌b is not found in 赌box."""
    text = searched.text
    return not any(
        text[edge - 1].isascii() and text[edge].isascii() and searched.joined(edge - 1, edge)
        for edge in (hit.start, hit.end)
        if 0 < edge < len(text) and text[edge - 1].isalpha() and text[edge].isalpha()
    )


def _split_evenly(searched: Searched, start: int, end: int, *, syllable: bool) -> bool:
    """Whether letters stand all together, each by itself, or (with ``syllable``) a syllable at a time."""
    pieces = [1]
    for i in range(start + 1, end):
        if searched.joined(i - 1, i):
            pieces[-1] += 1
        else:
            pieces.append(1)
    if len(pieces) == 1 or all(p == 1 for p in pieces):
        return True
    done, whole = start, True
    for piece in pieces:
        whole &= searched.text[done : done + piece].rstrip("12345") in syllables()
        done += piece
    return syllable and whole


def _foreign(searched: Searched, hit: Hit) -> bool:
    """Whether a word of another language stands beside: then these letters are of it, too."""
    around = searched.nearby(hit.start, hit.end, reach=12)
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in around).split()
    return any(len(w) > 3 and not _is_pinyin(w) for w in words)


def _chinese_around(searched: Searched, hit: Hit) -> bool:
    around = searched.nearby(hit.start, hit.end, reach=20)
    if any("\u4e00" <= c < "\ua000" for c in around):
        return True
    words = "".join(c if c.isalpha() else " " for c in around).split()
    return all(w in syllables() or _is_pinyin(w) for w in words[1:-1])


def _is_pinyin(word: str) -> bool:
    if not word:
        return True
    return any(
        word[:n] in syllables() and _is_pinyin(word[n:]) for n in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1)
    )


def _letter_word(text: str, first: int, last: int) -> bool:
    around = text[max(0, first - 1) : last + 1]
    return any(around[i : i + 2] in _LETTER_WORDS for i in range(len(around) - 1))
