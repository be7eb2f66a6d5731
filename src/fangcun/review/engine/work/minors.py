"""Minors in a script: who is under eighteen, and where the script says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fangcun.review.contracts import Minor, Quote, Work
from fangcun.review.engine.work.ages import age_in, child_word, signs
from fangcun.review.engine.work.script import Placed, quote, quote_block, spellings
from fangcun.write.contracts import BlockKind, Character

_NEAR = 14  # characters behind a name in which an age is that of the name
_LONGEST_NAME = 6  # a longer "name" in a cast line is a remark
_CLAUSE = re.compile(r"[，。；！？,;!?：:\n△▲]")


def minors_of(work: Work, *, scenes: tuple[Placed, ...]) -> tuple[Minor, ...]:
    """Everybody under eighteen, in the order in which the script names them, each with the places that tell it.

    An age of eighteen or more that the script gives settles it, whatever words stand beside it.
    """
    adult = signs()["adult_age"]
    found: dict[str, Minor] = {}
    grown: set[str] = set()
    for name, age, evidence in _tellings(work, scenes):
        if name in grown:
            continue
        if age is not None and age >= adult:
            grown.add(name)
            found.pop(name, None)
            continue
        known = found.get(name)
        if known is None:
            found[name] = Minor(name, age, (evidence,))
        elif evidence.start not in {q.start for q in known.evidence}:
            kept = known.age if known.age is not None else age
            found[name] = Minor(name, kept, (*known.evidence, evidence))
    return tuple(found.values())


def _tellings(work: Work, scenes: tuple[Placed, ...]) -> Iterator[tuple[str, int | None, Quote]]:
    """(name, age or None, quote) for all that tells of an age: first the character sheet, then the scenes."""
    for character in work.script.characters:
        yield from _sheet(work, character)
    known = spellings(work.script)
    for at in scenes:
        yield from _names(work, at)
        yield from _told(work, at, known)


def _sheet(work: Work, character: Character) -> Iterator[tuple[str, int | None, Quote]]:
    """What the character sheet says: an age decides; without one, a word such as 小学生."""
    age = character.age
    if age is None and (told := age_in(character.description)):
        age = told[0]
    # Only the first clauses describe the person; further on stand their children and their past.
    word = child_word("，".join(_CLAUSE.split(character.description)[:3])) or child_word(character.name)
    if age is None and not word:
        return
    yield character.name, age, _introduced(work, character, word if age is None else "")


def _introduced(work: Work, character: Character, word: str) -> Quote:
    """The line of the script that introduces somebody, else the first that names them."""
    source, first = work.script.source, None
    start = 0
    for line in source.splitlines(keepends=True):
        if character.name in line:
            first = first if first is not None else start
            if (word and word in line) or (not word and age_in(line)):
                return quote(work.script, start, start + len(line))
        start += len(line)
    start = first or 0
    end = source.find("\n", start)
    return quote(work.script, start, len(source) if end < 0 else end)


def _names(work: Work, at: Placed) -> Iterator[tuple[str, int | None, Quote]]:
    """Names that are a child's by themselves (小男孩, 童年陆远), of people and of extras."""
    scene = at.scene
    extras = tuple(e.name for e in scene.extras)
    for name in dict.fromkeys((*at.breakdown.cast_named, *extras)):
        if not child_word(name) or (len(name) > _LONGEST_NAME and not name.isascii()):
            continue
        block = next((b for b in scene.blocks if name in work.script.source[b.span.start : b.span.end]), None)
        if block is not None:
            yield name, None, quote_block(work.script, block, at=at, word=name)


def _told(work: Work, at: Placed, known: Iterable[str]) -> Iterator[tuple[str, int | None, Quote]]:
    """Ages beside a name in what is seen: 林小雨（七岁）, 八岁的林小雨."""
    names = dict.fromkeys((*at.breakdown.cast_named, *known))
    canonical = spellings(work.script)
    for block in at.scene.blocks:
        if block.kind not in (BlockKind.ACTION, BlockKind.CAST, BlockKind.CAPTION):
            continue
        text = work.script.source[block.span.start : block.span.end]
        if not any(c.isdigit() or c == "岁" for c in text):
            continue
        for name in names:
            age = _age_beside(text, name) if len(name) > 1 else None
            if age is not None:
                yield canonical.get(name, name), age, quote_block(work.script, block, at=at, word=name)


def _age_beside(text: str, name: str) -> int | None:
    for match in re.finditer(re.escape(name), text):
        behind = re.match(rf"\s*[（(，,]\s*([^）)]{{1,{_NEAR}}})", text[match.end() :])
        if behind and (told := age_in(f"，{behind[1]}，")):
            return told[0]
        clause = _CLAUSE.split(text[: match.start()])[-1]
        if clause.endswith("岁的") and (told := age_in(clause)):
            return told[0]
    return None
