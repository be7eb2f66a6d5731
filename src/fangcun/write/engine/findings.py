"""One pass over a script's text that finds what the lexicon and the phrase rules know, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from fangcun.write.contracts import Block, BlockKind, Category
from fangcun.write.engine.folding import Folded
from fangcun.write.engine.lexicon import Ask, Lexicon
from fangcun.write.engine.numerals import count_at
from fangcun.write.engine.phrases import RULES, Phrase
from fangcun.write.engine.word_boundaries import Words

# Where things are seen or heard. In dialogue they are only spoken of, unless a direction or 这 shows them.
_SHOWN = frozenset(
    {
        BlockKind.ACTION,
        BlockKind.PROPS,
        BlockKind.NOTE,
        BlockKind.MARK,
        BlockKind.TRANSITION,
        BlockKind.HEADING,
    }
)
# A heading names the place, whose words (酒店大堂, 车内) are no props; weather and vehicles in it are wanted.
_IN_HEADING = frozenset({Category.SPECIAL_EFFECTS, Category.VEHICLES, Category.CAMERA})
_POINTED = re.compile(r"这[一]?[把个枚张份只块件条支瓶杯碗封本串根副幅束颗对双套](?:[^，。！？：\s]{0,4}的)?$")
_PERSON_MEASURES = frozenset("名位")
# Measures of things that can be held; 个, 条, 件, 支 and 束 also count roads, matters, troops and light.
_MEASURES = frozenset("名位把张份只块瓶杯碗封本串根副幅双枚柄盏盒箱袋壶筐坛沓叠摞罐卷捆篮桶")
_NUMBERED = re.compile(rf"(?<!第)[零一二两三四五六七八九十百千万几数多余来半\d][{''.join(sorted(_MEASURES))}]$")
_DESCRIBED = re.compile(r"[\u4e00-\u9fff]{1,6}的")
# Counted like things, but nobody brings them: parts of people, feelings, kin. Two characters each.
_COUNTED_ONLY = (
    "年纪工作心意样子模样儿女责任感情恩情希望情谊兄弟姐妹眼睛手掌拳头嘴脸笑脸面孔脸庞脸蛋胳膊大腿翅膀耳朵脚印影子身影目光"
    "力气神情表情架势嗓子时间地方地皮土地距离秘密答案好处恐惧悲伤鼻涕眼泪冷汗泪水血迹伤口伤疤声音脚步夫妻父子母子母亲父亲"
    "女儿儿子朋友先生女士小姐"
)
_NO_THINGS = frozenset(_COUNTED_ONLY[i : i + 2] for i in range(0, len(_COUNTED_ONLY), 2))
_DIRECTION = re.compile(r"[（(][^）)\n]{1,80}[）)]")
_COUNTED = frozenset(
    {Category.PROPS, Category.VEHICLES, Category.ANIMALS, Category.WARDROBE, Category.SET_DRESSING, Category.EXTRAS}
)


class Finding(NamedTuple):
    """One thing found at ``start``–``end`` of the folded text, in the block with index ``block``."""

    block: int
    category: Category
    name: str
    start: int
    end: int
    number: int | None = None
    listed: bool = False


class Searcher:
    """A lexicon made ready to search with. Building one costs about as much as reading 100 KB of script."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._surfaces = [*lexicon.terms, *(t for t in (*RULES, *_MEASURES) if t not in lexicon.terms)]
        self._asks = [lexicon.terms.get(s, ()) for s in self._surfaces]
        self._automaton = AhoCorasick(self._surfaces, matchkind=MatchKind.LeftmostLongest)
        self._terms = lexicon.terms
        self._words = Words(frozenset(lexicon.terms))

    def find(self, folded: Folded, blocks: tuple[Block, ...]) -> Iterator[Finding]:
        """Every finding in the shown parts of ``blocks``, in the order of the text."""
        text = folded.text
        starts = [folded.folded(b.span.start) for b in blocks]
        ends = [*starts[1:], folded.folded(blocks[-1].span.end)] if blocks else []
        directions = _Directions(text)
        index = floor = 0
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            asks, surface = self._asks[pattern], self._surfaces[pattern]
            rule = RULES.get(surface)
            if not asks and rule is None and surface not in _MEASURES:
                continue
            while index + 1 < len(starts) and starts[index + 1] <= start:
                index += 1
            if not blocks or start < starts[index] or start >= ends[index]:
                continue
            kind = blocks[index].kind
            if kind is BlockKind.DIALOGUE:
                if not directions.cover(start, starts[index], ends[index]) and not _POINTED.search(
                    text, max(starts[index], start - 10), start
                ):
                    continue
            elif kind not in _SHOWN:
                continue
            if rule is not None:
                yield from _phrases(rule(text, end), index, text, kind)
            elif surface in _MEASURES:
                yield from self._counted(text, start, end, index, kind)
            if asks and self._is_word(text, start, end):
                yield from _asked(asks, text, start, end, index, kind, floor)
                floor = end

    def _counted(self, text: str, start: int, end: int, block: int, kind: BlockKind) -> Iterator[Finding]:
        """Nouns that no dictionary holds, after a number and a measure word: 数十名富商, 三筐猕猴桃.

        One person alone is rather a part than an extra.
        """
        if kind is not BlockKind.ACTION or not _NUMBERED.search(text, max(0, end - 6), end):
            return
        people = text[start] in _PERSON_MEASURES
        described = _DESCRIBED.match(text, end)
        first = described.end() if described else end
        stop = self._words.noun_at(text, first)
        word = text[first:stop]
        if stop == first or word in _NO_THINGS or any(self._known(text, i, people) for i in range(end, stop + 1)):
            return
        count, several = count_at(text, end, stop)
        if several or not people:
            yield Finding(block, Category.EXTRAS if people else Category.PROPS, word, first, stop, count)

    def _known(self, text: str, start: int, people: bool) -> bool:
        """Whether a term of the lexicon begins at ``start``: then that is the find."""
        for size in range(1 if not people else 2, 5):
            asks = self._terms.get(text[start : start + size])
            if asks is not None and (not people or any(a.category is Category.EXTRAS for a in asks)):
                return True
        return False

    def _is_word(self, text: str, start: int, end: int) -> bool:
        if text[start] < "\u0080" or text[end - 1] < "\u0080":
            return _latin_borders(text, start, end)
        return self._words.stands_alone(text, start, end)


@lru_cache(maxsize=4)
def searcher(lexicon: Lexicon) -> Searcher:
    """The searcher of ``lexicon``, kept for the next script."""
    return Searcher(lexicon)


def _latin_borders(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    if text[start] < "\u0080" and before < "\u0080" and (before.isalnum() or before in "'-"):
        return False
    rest = text[end : end + 3]
    if text[end - 1] >= "\u0080":
        return True
    for plural in ("es", "s", ""):
        if rest.startswith(plural):
            after = rest[len(plural) : len(plural) + 1]
            if not (after.isascii() and (after.isalnum() or after == "-")):
                return True
    return False


def _asked(
    asks: tuple[Ask, ...], text: str, start: int, end: int, block: int, kind: BlockKind, floor: int
) -> Iterator[Finding]:
    for ask in asks:
        if kind is BlockKind.HEADING and ask.category not in _IN_HEADING:
            continue
        first = start + ask.lead
        last = first + ask.size
        name = text[first:last]
        if name.isascii():
            while last < len(text) and text[last].isascii() and text[last].isalpha():
                last += 1  # the plural's ending belongs to what stands there
        count, several = count_at(text, first, last, floor=floor) if ask.category in _COUNTED else (None, False)
        if ask.counted and not several and count is None:
            continue
        yield Finding(block, ask.category, ask.name or name, first, last, count, kind is BlockKind.PROPS)


def _phrases(found: Iterator[Phrase], block: int, text: str, kind: BlockKind) -> Iterator[Finding]:
    if kind is BlockKind.HEADING:
        return
    for phrase in found:
        name = text[phrase.start : phrase.end]
        yield Finding(block, phrase.category, name, phrase.start, phrase.end, None, kind is BlockKind.PROPS)


class _Directions:
    """Bracketed directions inside dialogue, looked up block by block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block = (-1, -1)
        self._starts: list[int] = []
        self._ends: list[int] = []

    def cover(self, position: int, start: int, end: int) -> bool:
        """Whether ``position`` stands in brackets inside the block from ``start`` to ``end``."""
        if self._block != (start, end):
            self._block = (start, end)
            spans = [m.span() for m in _DIRECTION.finditer(self._text, start, end)]
            self._starts, self._ends = [s for s, _ in spans], [e for _, e in spans]
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]
