"""The lettering of a whole film: strips of its parts joined, with what is surely no word left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from fangcun.review.contracts import Box, Lettering
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.strips import Strip

_GAP = 0.7  # seconds that a line may be lost (a fade, a cut beneath it) and still be the same
_LIKE = 80  # of 100
_DOUBTFUL = 0.93  # a reading less sure than this may be wrong in one character
_LEAST_SURE, _LEAST_SURE_SIGN = 0.65, 0.85  # of a line, of a single character


def joined(strips: Iterable[Strip], *, reel: Reel) -> list[Strip]:
    """The strips of a film in order, those of one line as one."""
    gap = max(1, round(_GAP * float(reel.rate)))
    kept: list[Strip] = []
    lasting: list[Strip] = []
    for strip in sorted(strips, key=lambda s: (s.first, s.box[1], s.box[0])):
        lasting = [one for one in lasting if strip.first - one.end <= gap]
        same = next((one for one in lasting if _same(one, strip, brief=gap)), None)
        if same is None:
            kept.append(strip)
            lasting.append(strip)
        else:
            _join(same, strip)
    return [strip for strip in kept if _word(strip)]


def lettering_of(strips: Iterable[Strip], *, reel: Reel) -> tuple[Lettering, ...]:
    """The strips as people are told them."""
    return tuple(Lettering(s.text, reel.span(s.first, s.end), box_of(s), round(s.sureness, 3)) for s in strips)


def box_of(strip: Strip) -> Box:
    """The rectangle of a strip on the picture."""
    left, top, right, bottom = (round(share, 4) for share in strip.box)
    return Box(left, top, round(right - left, 4), round(bottom - top, 4))


def plain(text: str) -> str:
    """A line as it is compared: full width as half, capitals, without blanks and signs."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def _same(one: Strip, other: Strip, *, brief: int) -> bool:
    words, others = plain(one.text), plain(other.text)
    piece = min(one.end - one.first, other.end - other.first) <= brief and min(len(words), len(others)) >= 2
    if piece and _inside(one.box, other.box) > 0.8 and (words in others or others in words):
        return True  # a line that was read in pieces while it came
    if _overlap(one.box, other.box) <= 0.3:
        return False
    if min(one.sureness, other.sureness) < _DOUBTFUL and Levenshtein.distance(words, others) <= 1:
        return True  # 日 and 曰
    return fuzz.ratio(words, others) >= _LIKE


def _join(one: Strip, other: Strip) -> None:
    if other.end - other.first > one.end - one.first:
        one.box = other.box
    one.end = max(one.end, other.end)
    for text, sure in other.readings.items():
        one.readings[text] += sure
        one.reads[text] += other.reads[text]
    one.heights += other.heights


def _word(strip: Strip) -> bool:
    letters = plain(strip.text)
    if not letters:
        return False
    return strip.sureness >= (_LEAST_SURE_SIGN if len(letters) == 1 else _LEAST_SURE)


def _inside(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """How much of the smaller lies in the larger."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(wide, 0.0) * max(high, 0.0) / least if least else 0.0


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return wide * high / (areas - wide * high)
