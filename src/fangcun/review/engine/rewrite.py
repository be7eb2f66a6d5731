"""Terms in which a character was taken apart (弓虽) or a picture put for a word: put together and read again."""

from __future__ import annotations

import numpy as np

from fangcun.review.contracts import Technique
from fangcun.review.engine.glyphs import BREAK, WORD
from fangcun.review.engine.hits import Hit, runs_of_latin
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.patterns import ALLOW, Patterns
from fangcun.review.engine.shapes import PICTURES

_REACH = 10
_PICTURES = ((0x2600, 0x2C00), (0x1F000, 0x1FB00))  # blocks of pictures
_NOISE = 2  # letters or digits that may be strewn between two characters

# A token of a rewritten window: what it reads, and the range of searched text it stands for.
_Token = tuple[str, int, int]


def find_rewritten(searched: Searched, patterns: Patterns) -> list[Hit]:
    """The terms that appear when parts are put together and pictures read."""
    found: dict[tuple[int, int, int], Hit] = {}
    windows = (*_put_together(searched, patterns), *_read_pictures(searched), *_without_noise(searched, patterns))
    for tokens in windows:
        for hit in _read(tokens, searched, patterns):
            found.setdefault((hit.pattern, hit.start, hit.end), hit)
    return list(found.values())


def _put_together(searched: Searched, patterns: Patterns) -> list[list[_Token]]:
    """Windows around pairs of parts, every pair of each put together."""
    codes = searched.codes
    if codes.size < 2 or not patterns.parts.size:
        return []
    # The firsts and seconds of the parts are few: a look at them spares the search for nearly every character.
    small = np.minimum(codes, patterns.is_part.shape[1] - 1)
    maybe = np.flatnonzero(patterns.is_part[0].take(small[:-1]) & patterns.is_part[1].take(small[1:]))
    keys = (codes[maybe].astype(np.uint64) << np.uint64(32)) | codes[maybe + 1]
    at = np.minimum(np.searchsorted(patterns.parts, keys), patterns.parts.size - 1)
    hits = maybe[patterns.parts[at] == keys].tolist()
    windows: list[list[_Token]] = []
    text, words = searched.text, patterns.words
    for place in hits:
        if words.is_word(text[place : place + 2]):
            continue
        tokens: list[_Token] = []
        i = max(0, place - _REACH)
        end = min(len(text), place + _REACH)
        while i < end:
            whole = patterns.splits.get((text[i], text[i + 1])) if i + 1 < end else None
            if whole is not None and not words.is_word(text[i : i + 2]):
                tokens.append((whole, i, i + 2))
                i += 2
            else:
                tokens.append((text[i], i, i + 1))
                i += 1
        windows.append(tokens)
    return windows


def _without_noise(searched: Searched, patterns: Patterns) -> list[list[_Token]]:
    """Windows around a letter or digit or two amid Chinese characters, read without them (赌x博)."""
    windows: list[list[_Token]] = []
    text = searched.text
    for first, behind in runs_of_latin(searched):
        last = behind - 1
        if behind - first > _NOISE or not _makes(patterns, text[max(0, first - 1) : first], text[behind : behind + 1]):
            continue
        if not 0 < first <= last < len(text) - 1:
            continue
        end = min(len(text), last + _REACH)
        tokens: list[_Token] = [(text[i], i, i + 1) for i in range(max(0, first - _REACH), first - 1)]
        tokens.append((text[first - 1], first - 1, last + 1))  # the noise goes with the character before it
        i = last + 1
        while i < end:
            # Where one is noise, so may be the next ones: 赌x博x网.
            step = 1
            while i + step < end and text[i + step].isascii() and step <= _NOISE and not text[i].isascii():
                step += 1
            tokens.append((text[i], i, i + step))
            i += step
        windows.append(tokens)
    return windows


def _makes(patterns: Patterns, left: str, right: str) -> bool:
    """Whether the two characters stand side by side in some pattern."""
    return bool(left and right) and (left + right) in patterns.neighbours


def _read_pictures(searched: Searched) -> list[list[_Token]]:
    folded = searched.folded
    windows: list[list[_Token]] = []
    if not folded.codes.size or int(folded.codes.max()) < _PICTURES[0][0]:
        return windows
    codes = folded.codes
    maybe = np.concatenate([np.flatnonzero((codes >= low) & (codes < high)) for low, high in _PICTURES])
    for place in maybe.tolist():
        if chr(int(codes[place])) not in PICTURES:
            continue
        tokens: list[_Token] = []
        for i in range(max(0, place - _REACH), min(folded.codes.size, place + _REACH)):
            char = chr(int(folded.codes[i]))
            reading = PICTURES.get(char)
            if reading is not None:
                # A picture has no place in searched text: it reaches from the character before to the one behind.
                tokens.extend((c, -i - 1, -i - 1) for c in reading)
            elif folded.kinds[i] == WORD:
                at = int(np.searchsorted(searched.place, i)) if _ordered(searched) else _where(searched, i)
                tokens.append((char, at, at + 1))
            elif folded.kinds[i] == BREAK:
                tokens.append(("\n", 0, 0))
        windows.append(tokens)
    return windows


def _ordered(searched: Searched) -> bool:
    return bool(searched.place.size < 2 or (searched.place[1:] >= searched.place[:-1]).all())


def _where(searched: Searched, place: int) -> int:
    return int(np.flatnonzero(searched.place == place)[0])


def _read(tokens: list[_Token], searched: Searched, patterns: Patterns) -> list[Hit]:
    text = "".join(t[0] for t in tokens)
    found: list[Hit] = []
    matches = patterns.automaton.find_matches_as_indexes(text, overlapping=True)
    allowed = [(s, e) for n, s, e in matches if patterns.all[n].entry == ALLOW]
    for number, start, end in matches:
        pattern = patterns.all[number]
        part = tokens[start:end]
        # The last token may drag noise behind it that is none of the term's.
        rewritten = any(b - a != 1 for _, a, b in part[:-1]) or _is_whole(part[-1], searched)
        if pattern.entry == ALLOW or pattern.technique is not Technique.PLAIN or not rewritten:
            continue
        if any(s <= start and end <= e for s, e in allowed) or not patterns.words.aligned(text, start, end):
            continue
        hit = _place(part, searched, number)
        if hit is not None:
            found.append(hit)
    return found


def _place(part: list[_Token], searched: Searched, number: int) -> Hit | None:
    """Where the tokens stand; None where pictures alone were read."""
    places = [(a, b) for _, a, b in part if b > a]
    if not places:
        return None
    start, end = min(a for a, _ in places), max(b for _, b in places)
    if not _is_whole(part[-1], searched):
        end = part[-1][1] + 1 if part[-1][1] >= 0 else end
    pictures = [-a - 1 for _, a, _ in part if a < 0]
    if not pictures:
        return Hit(number, start, end, Technique.SPLIT, meant=True)
    inside = searched.place[start:end]
    folded = (min(int(inside.min()), *pictures), max(int(inside.max()), *pictures) + 1)
    return Hit(number, start, end, Technique.SPLIT, meant=True, folded=folded)


def _is_whole(token: _Token, searched: Searched) -> bool:
    """Whether the token is a character put together of parts or read from a picture, not one with noise behind it."""
    char, start, end = token
    return end - start != 1 and (start < 0 or searched.text[start] != char)
