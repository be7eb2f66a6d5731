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
from fangcun.review.engine.shapes import splits
from fangcun.review.engine.sounds import readings, spellings
from fangcun.review.engine.suspects import Suspects, suspects_of
from fangcun.review.engine.words import Words

ALLOW = -1
"""Entry number of the longer strings in which a term means something else."""

_PLANE = 0x10000  # stand-ins are looked for among characters of the basic plane
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
        return suspects_of((number, self.all[number].text) for number in self._chinese)


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
