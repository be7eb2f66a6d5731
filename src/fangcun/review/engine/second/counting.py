"""Which of a model's findings count: known category, words that stand in the text, nothing that is known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fangcun.review.contracts import Finding, Strength, Technique
from fangcun.review.engine.second.answers import Raised
from fangcun.review.engine.second.categories import Category, category_of
from fangcun.review.engine.second.passages import Passage
from fangcun.review.engine.second.quotes import find_quote, quotable

_MOST = 30  # findings of one passage: a model that marks more marks everything
_LONGEST_REASON = 200


def counted(
    raised: Iterable[Raised], passage: Passage, *, categories: Mapping[str, Category]
) -> tuple[tuple[Finding, ...], int]:
    """The findings of a passage that count, at their places in the whole text, and how many did not.

    Whatever the model says, a finding is never stronger than ``ask``.
    """
    found: list[Finding] = []
    dropped = 0
    place = quotable(passage.text)
    for one in raised:
        category = category_of(one.category, categories)
        span = find_quote(one.quote, place) if category is not None else None
        if category is None or span is None or len(found) == _MOST:
            dropped += 1
            continue
        start, end = span
        found.append(
            Finding(
                category=category.code,
                severity=Strength.NOTE if one.severity == "note" else Strength.ASK,
                start=passage.start + start,
                end=passage.start + end,
                surface=passage.text[start:end],
                canonical=category.name,
                rule=category.rule,
                source=category.source,
                technique=Technique.READ,
                reason=_said(one.reason),
            )
        )
    return tuple(found), dropped


def fresh(found: Iterable[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    """``found`` in the order of the text without what overlaps one of ``known``, or an earlier one, of its category."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for one in known:
        taken.setdefault(one.category, []).append((one.start, one.end))
    kept = []
    for one in sorted(found, key=lambda f: (f.start, f.end, f.category)):
        places = taken.setdefault(one.category, [])
        if not any(start < one.end and one.start < end for start, end in places):
            places.append((one.start, one.end))
            kept.append(one)
    return tuple(kept)


def _said(reason: str) -> str:
    """What the model says, on one line and of bearable length."""
    words = "".join(c if c.isprintable() else " " for c in reason)
    return f"模型：{' '.join(words.split())[:_LONGEST_REASON] or '没有说明理由'}"
