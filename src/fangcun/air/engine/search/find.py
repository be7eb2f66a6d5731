"""Search of titles: by name, person and tag, in characters or pinyin, forgiving a typing error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from fangcun.air.engine.search.index import Field, Index, Text, folded, sound_of
from fangcun.air.engine.search.readings import matched

LONGEST = 40
"""Characters of a query that are looked at; no name is longer."""

_WORTH = {Field.NAME: 1.0, Field.PERSON: 0.9, Field.TAG: 0.8}
_WHOLE, _FRONT, _INSIDE = 100.0, 85.0, 70.0  # the whole text, its beginning, anything in it
_SPELT = 0.8  # what pinyin is worth against characters, typed in full; beginnings and initials are worth less
_SOUND = 0.6  # characters that are wrong but sound right
_TYPO = 0.55
_LEAST_ALIKE = 72.0  # of 100, rapidfuzz's partial ratio
_SHORTEST_TYPO = 3  # characters or syllables: in two, one wrong is another word
_HEAT = 4.0  # points that heat can add at most: decides between equals, lifts nobody over a better match


@dataclass(frozen=True, slots=True)
class Hit:
    """A title found: in which field, the text as shown with the ``spans`` (start, end) to mark, and its points."""

    title: str
    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]
    points: float


@dataclass(frozen=True, slots=True)
class _Match:
    text: Text
    span: tuple[int, int]  # of what is shown
    points: float


def search(index: Index, query: str, *, most: int = 20) -> list[Hit]:
    """The titles that fit, best first, at most ``most``. Words parted by blanks must all fit; the hit shows the first
    of the field that fits best. An empty query finds nothing."""
    words = [folded(word)[0] for word in query[:LONGEST].split()]
    found = [_best_of(index, word) for word in words if word]
    if not found:
        return []
    titles = set(found[0]).intersection(*found[1:])
    hits = [_hit(index, title, [by[title] for by in found]) for title in titles]
    hits.sort(key=lambda h: (-h.points, h.text, h.title))
    return hits[:most]


def _best_of(index: Index, word: str) -> dict[str, _Match]:
    """Each title's best match of one word. Errors are forgiven only where nothing fits as it is typed."""
    best: dict[str, _Match] = {}
    for matches in (_as_typed, _by_sound, _with_errors):
        for match in matches(index, word):
            for title in match.text.titles:
                if title not in best or match.points > best[title].points:
                    best[title] = match
        if best:
            break
    return best


def _as_typed(index: Index, word: str) -> Iterator[_Match]:
    for number, start in index.starting(word):
        text = index.texts[number]
        found = matched(text.folded, start, word)
        if found is None:
            continue
        end, fully = found
        spelt = text.folded[start:end] != word
        # Letters in the middle of a name are seldom meant; a single one never.
        if spelt and start and (len(word) < 2 or (fully < 0.5 and end - start < 2)):
            continue
        points = _place_points(text, start, end) * (_SPELT * (0.4 + 0.6 * fully) if spelt else 1.0)
        yield _Match(text, _shown(text, start, end), points)


def _by_sound(index: Index, word: str) -> Iterator[_Match]:
    """千斤 finds 千金: other characters, the same sound."""
    sound, _ = sound_of(word)
    if sound == word or len(word) < 2:
        return
    for number, start in index.starting(sound):
        text = index.texts[number]
        found = matched(text.folded, start, sound)
        if found and found[1] == 1.0 and found[0] - start == len(word):
            yield _Match(text, _shown(text, start, found[0]), _SOUND * _place_points(text, start, found[0]))


def _with_errors(index: Index, word: str) -> Iterator[_Match]:
    """A character or a letter wrong, missing or too many: by how much of the text is as typed."""
    if len(word) < _SHORTEST_TYPO:
        return
    by_letters = word.isascii()
    sounds = [text.sound if by_letters else text.folded for text in index.texts]
    alikes = process.extract(word, sounds, scorer=fuzz.partial_ratio, score_cutoff=_LEAST_ALIKE, limit=60)
    for _, alike, number in alikes:
        text = index.texts[number]
        # A word longer than the text it is held against would fit by any small part of itself.
        if len(sounds[number]) < 0.75 * len(word):
            continue
        places = text.syllables if by_letters else text.places
        where = fuzz.partial_ratio_alignment(word, sounds[number])
        if where is None or where.dest_end <= where.dest_start:
            continue
        span = (places[where.dest_start], places[where.dest_end - 1] + 1)
        yield _Match(text, span, _TYPO * alike / 100 * _INSIDE * _WORTH[text.field])


def _place_points(text: Text, start: int, end: int) -> float:
    whole = start == 0 and end == len(text.folded)
    points = _WHOLE if whole else _FRONT if start == 0 else _INSIDE
    # Of two texts that begin alike the shorter is the likelier.
    return (points + 5 * (end - start) / len(text.folded)) * _WORTH[text.field]


def _shown(text: Text, start: int, end: int) -> tuple[int, int]:
    return text.places[start], text.places[end - 1] + 1


def _hit(index: Index, title: str, matches: list[_Match]) -> Hit:
    best = max(matches, key=lambda m: m.points)
    spans = sorted({m.span for m in matches if m.text is best.text})
    warm = math.log1p(index.entries[title].heat)
    points = sum(m.points for m in matches) / len(matches) + _HEAT * warm / (warm + 8)
    return Hit(title, best.text.field, best.text.shown, _merged(spans), points)


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
