"""A lexicon made ready to search: its patterns, their automaton, and the tables for what stands in for a character."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from fangcun.review.contracts import Technique
from fangcun.review.engine.lexicon import Entry, Lexicon
from fangcun.review.engine.normalise import Codes, tight
from fangcun.review.engine.shapes import look_alikes, splits
from fangcun.review.engine.sounds import homophones, readings, spellings
from fangcun.review.engine.words import Words, pairs_in_words

ALLOW = -1
"""Entry number of the longer strings in which a term means something else."""

_PLANE = 0x10000  # stand-ins are looked for among characters of the basic plane
# Function words: they stand beside anything, so they prove nothing as stand-ins.
_TOO_COMMON = frozenset("的一是了我不在人有他这中大来上个到说们为子和你地出道也时那要就可以她会去他着里后自过家得没好小么起都把心")
_SHORTEST_REVERSED = 3
_LONGEST_OPENING = 4  # characters at the head of a term that letters may stand for
_WAYS = 8  # ways to read a term aloud, where its characters have several readings


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling of an entry (its number; ``ALLOW`` for what must not be found) as it stands in tight text."""

    text: str
    entry: int
    technique: Technique = Technique.PLAIN


@dataclass(slots=True)
class Node:
    """A state of the tree of patterns: what may follow, by character, by syllable and by initial letter."""

    chars: dict[str, Node] = field(default_factory=dict)
    sounds: dict[str, list[Node]] = field(default_factory=dict)
    initials: dict[str, list[Node]] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Suspects:
    """Pairs of characters of which one stands in for a character of a pattern.

    ``ids`` numbers the characters spoken of (0: all others); ``bits`` has a bit for each pair ``id * stride + id``; The uses of the pair ``keys[n]`` (sorted) are
    ``begins[n]`` to ``begins[n + 1]``: the pattern and the place of the pair in it.
    """

    ids: npt.NDArray[np.int32]
    stride: int
    bits: npt.NDArray[np.uint8]
    keys: npt.NDArray[np.int64]
    begins: npt.NDArray[np.int64]
    uses: Codes
    places: npt.NDArray[np.uint8]


class Patterns:
    """A lexicon made ready to search; made once, used for any number of texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries = lexicon.entries
        self.all = tuple(_spell(lexicon))
        self.automaton = AhoCorasick([p.text for p in self.all], matchkind=MatchKind.Standard)
        self.owner = np.array([p.entry for p in self.all], np.int64)

    def entry(self, pattern: int) -> Entry:
        """The entry of a pattern that is no ``ALLOW``."""
        return self.entries[self.all[pattern].entry]

    @cached_property
    def grid(self) -> tuple[Codes, npt.NDArray[np.int64]]:
        """The patterns' characters, a row each, padded with 0, and their lengths."""
        sizes = np.array([len(p.text) for p in self.all], np.int64)
        rows = np.zeros((sizes.size, int(sizes.max(initial=1))), np.uint32)
        for number, pattern in enumerate(self.all):
            rows[number, : sizes[number]] = [ord(c) for c in pattern.text]
        return rows, sizes

    @cached_property
    def words(self) -> Words:
        """The general word list with the patterns as words."""
        return Words(frozenset(p.text for p in self.all))

    @cached_property
    def tree(self) -> Node:
        """The tree of the plain patterns that hold Chinese characters."""
        root = Node()
        for number in self._chinese:
            _grow(root, self.all[number].text, number)
        return root

    @cached_property
    def openings(self) -> dict[str, dict[int, tuple[Node, int, bool]]]:
        """Where patterns go on whose first characters are letters: by those letters and the character behind them.

        Each with the number of characters that the letters stand for, and whether they spell them (or are initials).
        """
        found: dict[str, dict[int, tuple[Node, int, bool]]] = {}
        for number in self._chinese:
            text = self.all[number].text
            spelt, initials, node = "", "", self.tree.chars[text[0]]
            for size in range(1, min(len(text), _LONGEST_OPENING + 1)):
                sounds = readings().get(text[size - 1])
                if sounds is None:
                    break
                spelt, initials = spelt + sounds[0], initials + sounds[0][0]
                behind, node = text[size], node.chars[text[size]]
                found.setdefault(spelt + behind, {})[id(node)] = (node, size, True)
                found.setdefault(initials + behind, {}).setdefault(id(node), (node, size, False))
        return found

    @cached_property
    def spelt(self) -> dict[str, list[int]]:
        """The plain Chinese patterns by their pinyin."""
        found: dict[str, list[int]] = {}
        for number in self._chinese:
            text = self.all[number].text
            ways = product(*((readings().get(c) or ("",))[:2] for c in text))
            for way in islice(ways, _WAYS):
                if "" not in way:
                    found.setdefault("".join(way), []).append(number)
        return found

    @cached_property
    def initialed(self) -> dict[str, list[int]]:
        """The plain Chinese patterns by the initials of their pinyin."""
        found: dict[str, list[int]] = {}
        for number in self._chinese:
            letters = [readings().get(c) for c in self.all[number].text]
            if all(letters):
                found.setdefault("".join(r[0][0] for r in letters if r), []).append(number)
        return found

    @cached_property
    def neighbours(self) -> frozenset[str]:
        """Every two characters that stand side by side in a plain Chinese pattern."""
        texts = (self.all[number].text for number in self._chinese)
        return frozenset(text[i : i + 2] for text in texts for i in range(len(text) - 1))

    @cached_property
    def _chinese(self) -> tuple[int, ...]:
        return tuple(
            number
            for number, pattern in enumerate(self.all)
            if pattern.entry != ALLOW and pattern.technique is Technique.PLAIN and not pattern.text.isascii()
        )

    @cached_property
    def splits(self) -> dict[tuple[str, str], str]:
        """The pairs of parts whose whole stands in some pattern."""
        chars = {c for p in self.all if p.entry != ALLOW for c in p.text}
        return {pair: whole for pair, whole in splits().items() if whole in chars}

    @cached_property
    def parts(self) -> npt.NDArray[np.uint64]:
        """The pairs of ``splits`` as ``first << 32 | second``, sorted."""
        return np.array(sorted((ord(a) << 32) | ord(b) for a, b in self.splits), np.uint64)

    @cached_property
    def is_part(self) -> npt.NDArray[np.bool_]:
        """Which characters are the first (row 0) and the second part (row 1) of some pair."""
        table = np.zeros((2, _PLANE), np.bool_)
        for first, second in self.splits:
            table[0, ord(first)] = table[1, ord(second)] = True
        return table

    @cached_property
    def suspects(self) -> Suspects:
        """The pairs of characters that give a stand-in away; pairs of ordinary words are none."""
        return _suspects(self.all)


def _spell(lexicon: Lexicon) -> list[Pattern]:
    found: dict[tuple[str, int], Pattern] = {}
    for number, entry in enumerate(lexicon.entries):
        for spelling in (entry.canonical, *entry.variants):
            text = tight(spelling)
            if len(text) < 2:
                continue
            found.setdefault((text, number), Pattern(text, number))
        backwards = tight(entry.canonical)[::-1]
        if len(backwards) >= _SHORTEST_REVERSED and not backwards.isascii():
            found.setdefault((backwards, number), Pattern(backwards, number, Technique.REVERSED))
    for longer in lexicon.allow:
        found.setdefault((tight(longer), ALLOW), Pattern(tight(longer), ALLOW))
    return list(found.values())


def _grow(root: Node, text: str, number: int) -> None:
    node = root
    for char in text:
        child = node.chars.get(char)
        if child is None:
            child = node.chars[char] = Node()
            sounds = spellings(char)
            for sound in sounds:
                node.sounds.setdefault(sound, []).append(child)
            for letter in dict.fromkeys(s[0] for s in sounds):
                node.initials.setdefault(letter, []).append(child)
        node = child
    node.ends.append(number)


def _suspects(patterns: tuple[Pattern, ...]) -> Suspects:
    """Every pair of neighbours of a pattern with either of them replaced by a stand-in."""
    alike: dict[str, Codes] = {}
    changed: list[Codes] = []
    rows: list[tuple[int, bool, int, int]] = []  # the character that stays, whether it is the first, pattern, place
    for number, pattern in enumerate(patterns):
        text = pattern.text
        if pattern.entry == ALLOW or pattern.technique is not Technique.PLAIN or text.isascii():
            continue
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
    common = pairs_in_words()
    natural = np.zeros(stride * stride, np.bool_)
    left, right = (common >> np.uint64(32)).astype(np.int64), (common & np.uint64(0xFFFFFFFF)).astype(np.int64)
    natural[ids[left].astype(np.int64) * stride + ids[right]] = True
    kept = np.flatnonzero(~natural[keys] & (keys >= stride) & (keys % stride > 0))
    kept = kept[np.argsort(keys[kept].astype(np.uint32), kind="stable")]
    keys, begins = np.unique(keys[kept], return_index=True)
    known = np.zeros(stride * stride, np.bool_)
    known[keys] = True
    begins = np.append(begins, kept.size)
    bits = np.packbits(known, bitorder="little")
    return Suspects(ids.astype(np.int32), stride, bits, keys, begins, uses[kept], places[kept].astype(np.uint8))


def suspicious(suspects: Suspects, codes: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where in ``codes`` a suspicious pair begins, and its rank among the keys."""
    ids = suspects.ids.take(np.minimum(codes, _PLANE - 1))
    keys = ids[:-1] * suspects.stride
    keys += ids[1:]
    places = np.flatnonzero(suspects.bits.take(keys >> 3) & _BIT.take(keys & 7))
    return places, np.searchsorted(suspects.keys, keys[places])


_BIT = np.array([1 << bit for bit in range(8)], np.uint8)
