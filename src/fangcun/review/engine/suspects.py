"""Pairs of characters that give a stand-in away: one of a term, and one that sounds or looks like its neighbour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangcun.review.engine.normalise import Codes
from fangcun.review.engine.shapes import look_alikes
from fangcun.review.engine.sounds import homophones
from fangcun.review.engine.words import common_pairs, pairs_in_words

_PLANE = 0x10000  # stand-ins are looked for among characters of the basic plane
# Function words: they stand beside anything, so they prove nothing as stand-ins.
_TOO_COMMON = frozenset(
    "的一是了我不在人有他这中大来上个到说们为子和你地出道也时那要就可以她会去他着里后自过家得没好小么起都把心"
)


@dataclass(frozen=True)
class Suspects:
    """Pairs of characters of which one stands in for a character of a pattern.

    ``ids`` numbers the characters spoken of (0: all others); ``bits`` has a bit for each pair ``id * stride + id``,
    ``common`` one for each that is a common word. The uses of the pair ``keys[n]`` (sorted) are
    ``begins[n]`` to ``begins[n + 1]``: the pattern and the place of the pair in it.
    """

    ids: npt.NDArray[np.int32]
    stride: int
    common: npt.NDArray[np.uint8]
    bits: npt.NDArray[np.uint8]
    keys: npt.NDArray[np.int64]
    begins: npt.NDArray[np.int64]
    uses: Codes
    places: npt.NDArray[np.uint8]


def suspects_of(texts: Iterable[tuple[int, str]]) -> Suspects:
    """Every pair of neighbours of numbered patterns with either of them replaced by a stand-in."""
    alike: dict[str, Codes] = {}
    changed: list[Codes] = []
    rows: list[tuple[int, bool, int, int]] = []  # the character that stays, whether it is the first, pattern, place
    for number, text in texts:
        for char in text:
            if char not in alike:
                alike[char] = np.array([ord(c) for c in stand_ins(char)], np.uint32)
        for place in range(len(text) - 1):
            one, other = text[place], text[place + 1]
            changed += (alike[one], alike[other])
            rows += ((ord(other), False, number, place), (ord(one), True, number, place))
    if not rows:
        return _table(*(np.zeros(0, np.uint32) for _ in range(4)))
    sizes = np.array([c.size for c in changed])
    kept, first, uses, places = (np.repeat(column, sizes) for column in np.array(rows, np.uint32).T)
    new = np.concatenate(changed)
    return _table(np.where(first, kept, new), np.where(first, new, kept), uses, places)


def stand_ins(char: str) -> str:
    """The characters that may stand for ``char``: by sound or by look, function words apart."""
    return "".join(c for c in dict.fromkeys(homophones(char) + look_alikes().get(char, "")) if c not in _TOO_COMMON)


def _table(firsts: Codes, seconds: Codes, uses: Codes, places: Codes) -> Suspects:
    ids = np.zeros(_PLANE, np.uint16)
    used = np.unique(np.concatenate([firsts, seconds]))
    used = used[used < _PLANE]
    ids[used] = np.arange(1, used.size + 1, dtype=np.uint16)
    stride = used.size + 1
    keys = ids[np.minimum(firsts, _PLANE - 1)].astype(np.int64) * stride + ids[np.minimum(seconds, _PLANE - 1)]
    natural = _marked(pairs_in_words(), ids, stride)
    kept = np.flatnonzero(~natural[keys] & (keys >= stride) & (keys % stride > 0))
    kept = kept[np.argsort(keys[kept].astype(np.uint32), kind="stable")]
    keys, begins = np.unique(keys[kept], return_index=True)
    known = np.zeros(stride * stride, np.bool_)
    known[keys] = True
    begins = np.append(begins, kept.size)
    bits = np.packbits(known, bitorder="little")
    common = np.packbits(_marked(common_pairs(), ids, stride), bitorder="little")
    return Suspects(ids.astype(np.int32), stride, common, bits, keys, begins, uses[kept], places[kept].astype(np.uint8))


def _marked(pairs: npt.NDArray[np.uint64], ids: npt.NDArray[np.uint16], stride: int) -> npt.NDArray[np.bool_]:
    """A flag for each pair of character ids, set for ``pairs``; what has no id shares the id 0."""
    table = np.zeros(stride * stride, np.bool_)
    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    firsts, seconds = (ids[np.minimum(half, _PLANE - 1)].astype(np.int64) for half in (left, right))
    known = (firsts > 0) & (seconds > 0)
    table[firsts[known] * stride + seconds[known]] = True
    return table


def suspicious(suspects: Suspects, codes: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where in ``codes`` a suspicious pair begins, and its rank among the keys."""
    ids = suspects.ids.take(np.minimum(codes, _PLANE - 1))
    keys = ids[:-1] * suspects.stride
    keys += ids[1:]
    places = np.flatnonzero(suspects.bits.take(keys >> 3) & _BIT.take(keys & 7))
    return places, np.searchsorted(suspects.keys, keys[places])


def are_words(suspects: Suspects, firsts: Codes, seconds: Codes) -> npt.NDArray[np.bool_]:
    """Which pairs of characters are common words."""
    keys = suspects.ids.take(np.minimum(firsts, _PLANE - 1)) * suspects.stride
    keys += suspects.ids.take(np.minimum(seconds, _PLANE - 1))
    found: npt.NDArray[np.bool_] = (suspects.common.take(keys >> 3) & _BIT.take(keys & 7)) != 0
    return found


_BIT = np.array([1 << bit for bit in range(8)], np.uint8)
