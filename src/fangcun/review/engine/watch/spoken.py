"""Subtitles against what is spoken: lines that differ are told, nothing is stopped for them.

Both are laid side by side as one string each (Levenshtein distance, rapidfuzz), so that lines may be cut differently;
each subtitle is then compared with the stretch of speech that lies beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from fangcun.review.contracts import PictureFinding, Span
from fangcun.review.engine.watch.lettering import plain
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import Rule
from fangcun.review.engine.watch.strips import Strip

MOST_CHARACTERS = 60_000  # of either side


@dataclass(frozen=True, slots=True)
class Cue:
    """A line with its time in seconds; ``start`` and ``end`` are None where only its order is known."""

    text: str
    start: float | None = None
    end: float | None = None


def subtitles_of(strips: Sequence[Strip], *, reel: Reel) -> list[Cue]:
    """The lines read on the picture that are set as subtitles are: low, in the middle, and gone within ten seconds."""
    cues = []
    for strip in strips:
        left, top, right, bottom = strip.box
        start, end = float(reel.at(strip.first)), float(reel.at(strip.end))
        middle = abs((left + right) / 2 - 0.5) < 0.12
        flat = (right - left) * reel.width > (bottom - top) * reel.height
        if middle and flat and top > 0.6 and end - start < 10:
            cues.append(Cue(strip.text, start, end))
    return cues


def compare(subtitles: Sequence[Cue], spoken: Sequence[Cue], *, reel: Reel, rule: Rule) -> list[PictureFinding]:
    """The subtitles that say something else than what is spoken, and spoken lines without subtitles."""
    shown, said = _Side(subtitles), _Side(spoken)
    if not shown.text or not said.text:
        return []
    blocks = Levenshtein.opcodes(shown.text[:MOST_CHARACTERS], said.text[:MOST_CHARACTERS])
    beside = [0] * (len(shown.text) + 1)  # of each character of the subtitles: where in the speech
    for op in blocks:
        wide, far = op.src_end - op.src_start, op.dest_end - op.dest_start
        for step in range(wide):
            beside[op.src_start + step] = op.dest_start + min(step, far) if op.tag != "delete" else op.dest_start
    beside[len(shown.text)] = len(said.text)
    like = 100 * rule.number("like")
    found = [*_unlike(shown, said, beside, like, reel=reel, rule=rule)]
    heard = _matched(blocks, len(said.text))
    found += _unshown(said, heard, reel=reel, rule=rule)
    return found


class _Side:
    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = [cue for cue in cues if plain(cue.text)]
        self.text = ""
        self.ranges: list[tuple[int, int]] = []
        for cue in self.cues:
            start = len(self.text)
            self.text += plain(cue.text)
            self.ranges.append((start, len(self.text)))


def _unlike(
    shown: _Side, said: _Side, beside: Sequence[int], like: float, *, reel: Reel, rule: Rule
) -> Iterator[PictureFinding]:
    for cue, (start, end) in zip(shown.cues, shown.ranges, strict=True):
        # The stretch of speech may begin and end a little off: the best of what lies around it counts.
        first, last = max(0, beside[start] - 1), beside[end - 1] + 2
        heard = said.text[first:last]
        ratio = max(
            fuzz.ratio(shown.text[start:end], said.text[beside[start] : beside[end - 1] + 1]),
            fuzz.partial_ratio(shown.text[start:end], heard) if len(heard) >= end - start else 0.0,
        )
        if ratio >= like:
            continue
        other = " ".join(c.text for c, (a, b) in zip(said.cues, said.ranges, strict=True) if a < last and first < b)
        yield rule.finding(
            f"字幕是“{cue.text}”，说的是“{other or '（没有说话）'}”。请核对。",
            category="subtitle_differs",
            span=_span(cue, reel),
            measured=f"{ratio:.0f}% 相同",
            limit=f"{like:.0f}%",
            surface=cue.text,
        )


def _matched(blocks: Iterable[Opcode], length: int) -> list[bool]:
    heard = [False] * length
    for op in blocks:
        if op.tag == "equal":
            for at in range(op.dest_start, min(op.dest_end, length)):
                heard[at] = True
    return heard


def _unshown(said: _Side, heard: Sequence[bool], *, reel: Reel, rule: Rule) -> Iterator[PictureFinding]:
    for cue, (start, end) in zip(said.cues, said.ranges, strict=True):
        share = sum(heard[start:end]) / (end - start)
        if share < 0.2 and end - start >= 2:
            yield rule.finding(
                f"说了“{cue.text}”，没有对应的字幕。请核对。",
                category="subtitle_lacks",
                span=_span(cue, reel),
                measured=f"{share:.0%} 有字幕",
                limit="每句都有",
                surface=cue.text,
            )


def _span(cue: Cue, reel: Reel) -> Span | None:
    if cue.start is None:
        return None
    first = reel.frame_at(cue.start)
    end = reel.frame_at(cue.end if cue.end is not None else cue.start)
    return reel.span(min(first, reel.frames - 1), max(first + 1, end))
