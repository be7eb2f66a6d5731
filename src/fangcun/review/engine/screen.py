"""Screening of text: everything that a lexicon finds in it, each place as the author wrote it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cache

from fangcun.review.contracts import Finding, Screening, Strength
from fangcun.review.engine.alike import find_alike
from fangcun.review.engine.context import strength
from fangcun.review.engine.hits import Hit
from fangcun.review.engine.layout import Searched, lay
from fangcun.review.engine.lexicon import Lexicon, load
from fangcun.review.engine.mixed import find_mixed
from fangcun.review.engine.normalise import tight
from fangcun.review.engine.patterns import Patterns
from fangcun.review.engine.plain import find_plain
from fangcun.review.engine.rewrite import find_rewritten

_WEIGHT = {Strength.BLOCK: 2, Strength.ASK: 1, Strength.NOTE: 0}


class Screen:
    """A lexicon ready to screen any number of texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._patterns = Patterns(lexicon)
        self._digest = lexicon.digest
        self._cues = {code: tuple(tight(w) for w in words) for code, words in lexicon.cues.items()}

    def screen(self, text: str) -> Screening:
        """The findings of ``text`` in its order. ``text[f.start:f.end] == f.surface`` for every finding."""
        if not text:
            return Screening((), self._digest)
        searched = lay(text)
        if not searched.text:
            return Screening((), self._digest)
        found, allowed = find_plain(searched, self._patterns)
        found += find_alike(searched, self._patterns)
        found += find_mixed(searched, self._patterns)
        found += find_rewritten(searched, self._patterns)
        free = [hit for hit in found if not any(s <= hit.start and hit.end <= e for s, e in allowed)]
        findings = [f for hit in free if (f := self._finding(hit, searched, text)) is not None]
        return Screening(tuple(_settle(findings)), self._digest)

    def _finding(self, hit: Hit, searched: Searched, text: str) -> Finding | None:
        entry = self._patterns.entry(hit.pattern)
        answer = strength(hit, entry, searched, cues=self._cues.get(entry.category, ()))
        if answer is None:
            return None
        start, end = searched.span(hit.start, hit.end)
        if hit.folded is not None:
            origin = searched.folded.origin
            start, end = int(origin[hit.folded[0]]), int(origin[hit.folded[1] - 1]) + 1
        severity, reason = answer
        return Finding(
            category=entry.category,
            severity=severity,
            start=start,
            end=end,
            surface=text[start:end],
            canonical=entry.canonical,
            rule=entry.rule,
            source=entry.source,
            technique=hit.technique,
            reason=reason,
        )


@cache
def screen_of(on: date) -> Screen:
    """The screen of the lexicon as it held on a day, made once."""
    return Screen(load(on=on))


def _settle(findings: list[Finding]) -> list[Finding]:
    """The findings in the order of the text, without those that lie in a stronger or longer one of their category."""
    by_rank = sorted(findings, key=lambda f: (-_WEIGHT[f.severity], f.start - f.end, f.start, f.canonical))
    kept: list[Finding] = []
    # What covers a finding overlaps it: only those that begin near enough can, whatever the length of the text.
    starts: list[int] = []
    by_start: list[Finding] = []
    longest = 0
    for finding in by_rank:
        first, last = bisect_left(starts, finding.start - longest), bisect_left(starts, finding.end)
        if any(_covers(other, finding) for other in by_start[first:last]):
            continue
        kept.append(finding)
        at = bisect_left(starts, finding.start)
        starts.insert(at, finding.start)
        by_start.insert(at, finding)
        longest = max(longest, finding.end - finding.start)
    return sorted(kept, key=lambda f: (f.start, f.end, f.category, f.canonical))


def _covers(other: Finding, finding: Finding) -> bool:
    if other.category != finding.category:
        same = (other.start, other.end) == (finding.start, finding.end)
        return same and other.technique.value == "plain" and finding.technique.value != "plain"
    return other.start < finding.end and finding.start < other.end
