"""A manuscript screened: what the lexicon finds, as findings of a case, each in the author's own characters."""

from __future__ import annotations

from datetime import date

from fangcun.review.contracts import Finding, Technique
from fangcun.review.engine.carrying import Found
from fangcun.review.engine.lexicon import load
from fangcun.review.engine.manuscript import Manuscript
from fangcun.review.engine.screen import screen_of

_HOW = {
    Technique.SPACED: "字间加了符号或空白",
    Technique.BROKEN: "拆在两行或两句里",
    Technique.ALIKE: "用了音近或形近的字",
    Technique.MIXED: "夹用了拼音或数字",
    Technique.PINYIN: "写成了拼音",
    Technique.INITIALS: "写成了首字母",
    Technique.SPLIT: "拆开了字，或以图代字",
    Technique.REVERSED: "倒着写",
}


def screen_manuscript(manuscript: Manuscript, *, on: date) -> tuple[list[Found], str]:
    """The findings of a text in its order, and the digest of the lexicon that found them."""
    screening = screen_of(on).screen(manuscript.text)
    names = load(on=on).names
    return [_found(manuscript, one, names.get(one.category, one.category)) for one in screening.findings], (
        screening.lexicon
    )


def _found(manuscript: Manuscript, one: Finding, name: str) -> Found:
    place = manuscript.scene_at(one.start)
    how = f"，{_HOW[one.technique]}" if one.technique in _HOW else ""
    return Found(
        source="lexicon",
        category=one.category,
        strength=one.severity,
        canonical=one.canonical,
        surface=one.surface,
        line=manuscript.line_at(one.start),
        place=place.label if place else "",
        rule=one.rule,
        origin=one.source,
        message=f"{name}：“{one.canonical}”{how}",
        evidence={"start": one.start, "end": one.end} | ({"why": one.reason} if one.reason else {}),
    )
