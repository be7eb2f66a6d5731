"""The words on a picture under the lexicon: what it finds in the lettering, with frame, place and what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fangcun.review.contracts import Box, Finding, PictureFinding, Screening, Strength
from fangcun.review.engine.watch.lettering import box_of
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import Rule
from fangcun.review.engine.watch.strips import Strip

_TOGETHER = 3.0  # seconds: lines farther apart are not read as one

ScreenText = Callable[[str], Screening]
"""The text engine with the lexicon of a day."""


def check_words(
    strips: Sequence[Strip], *, reel: Reel, rule: Rule, screen: ScreenText
) -> tuple[list[PictureFinding], str]:
    """What the lexicon finds in the lettering, read line by line in its order, and the lexicon's digest."""
    script = _Script(strips)
    screening = screen(script.text)
    found = [f for finding in screening.findings for f in _findings(finding, script, reel=reel, rule=rule)]
    return found, screening.lexicon


class _Script:
    """The lines of a film as one text, with the way back."""

    def __init__(self, strips: Sequence[Strip]) -> None:
        self.strips = sorted(strips, key=lambda s: (s.first, s.box[1], s.box[0]))
        self.text = "\n".join(strip.text for strip in self.strips)
        self._starts: list[int] = []
        at = 0
        for strip in self.strips:
            self._starts.append(at)
            at += len(strip.text) + 1

    def lines(self, start: int, end: int) -> list[_Touched]:
        """The strips that a range of the text touches, with the range in each."""
        touched = []
        for strip, at in zip(self.strips, self._starts, strict=True):
            first, last = max(start, at), min(end, at + len(strip.text))
            if first < last:
                touched.append(_Touched(strip, first - at, last - at))
        return touched


@dataclass(frozen=True, slots=True)
class _Touched:
    strip: Strip
    start: int
    end: int


def _findings(finding: Finding, script: _Script, *, reel: Reel, rule: Rule) -> Iterator[PictureFinding]:
    touched = script.lines(finding.start, finding.end)
    if not touched:
        return
    strips = [t.strip for t in touched]
    for one, other in pairwise(strips):
        if float(reel.at(other.first) - reel.at(one.end)) > _TOGETHER:
            return
    sureness = min(strip.sureness for strip in strips)
    severity, reason = finding.severity, finding.reason
    if severity is Strength.BLOCK and sureness < rule.number("sure"):
        severity, reason = Strength.ASK, f"字认得不够准（{sureness:.0%}），请人核对"
    surface = " ".join(t.strip.text[t.start : t.end] for t in touched)
    meant = "" if surface == finding.canonical else f"（指“{finding.canonical}”）"
    yield PictureFinding(
        category=finding.category,
        severity=severity,
        message=f"画面上有“{surface}”{meant}。请改掉或核对语境。",
        rule=finding.rule,
        source=finding.source,
        span=reel.span(min(s.first for s in strips), max(s.end for s in strips)),
        box=_around([box_of(s) for s in strips]),
        measured=f"读作“{' / '.join(s.text for s in strips)}”（{sureness:.0%}）",
        surface=surface,
        reason=reason,
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, bottom = max(b.x + b.w for b in boxes), max(b.y + b.h for b in boxes)
    return Box(left, top, round(right - left, 4), round(bottom - top, 4))
