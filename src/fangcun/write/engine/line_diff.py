"""What changed inside a scene: line against line, then within the line."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from fangcun.write.contracts import Block, LineChange, Piece, Voice

_SAME_LINE = 50.0  # per cent of common characters from which two lines are one line rewritten
_SAME_MOUTH = 10.0  # what the same speaker adds to that
_NEAR = 12  # old lines looked at for each new one
_ISLAND = 2  # common characters between two changes that are too few to be worth reading as common


def diff_lines(old: Sequence[Block], new: Sequence[Block]) -> tuple[LineChange, ...]:
    """The lines that differ, in reading order. Equal means the same kind, speaker, voice, manner and text."""
    changes: list[LineChange] = []
    matcher = SequenceMatcher(None, [_key(b) for b in old], [_key(b) for b in new], autojunk=False)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op != "equal":
            changes.extend(_replaced(old[i1:i2], new[j1:j2]))
    return tuple(changes)


def _key(block: Block) -> tuple[object, ...]:
    voice = None if block.voice is Voice.SPOKEN else block.voice  # the plain way of a line
    return (block.kind, block.speaker, block.manner, voice, block.text.strip())


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> list[LineChange]:
    """A rewritten stretch: its lines paired without crossings; between pairs first what went, then what came."""
    changes: list[LineChange] = []
    done_old = done_new = 0
    for i, j in [*_pairs(old, new), (len(old), len(new))]:
        changes.extend(LineChange(b, None, _whole("removed", b)) for b in old[done_old:i])
        changes.extend(LineChange(None, b, _whole("added", b)) for b in new[done_new:j])
        if i < len(old):
            changes.append(LineChange(old[i], new[j], diff_text(old[i].text, new[j].text)))
        done_old, done_new = i + 1, j + 1
    return changes


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Lines that are one line rewritten: for each new line the likest of the next few old ones, in order."""
    pairs: list[tuple[int, int]] = []
    start = 0
    for j, line in enumerate(new):
        likest, score = -1, _SAME_LINE
        for i in range(start, min(len(old), start + _NEAR)):
            if old[i].kind is line.kind:
                ratio = fuzz.ratio(old[i].text, line.text) + (_SAME_MOUTH if old[i].speaker == line.speaker else 0.0)
                if ratio > score:
                    likest, score = i, ratio
        if likest >= 0:
            pairs.append((likest, j))
            start = likest + 1
    return pairs


def _whole(op: str, block: Block) -> tuple[Piece, ...]:
    return (Piece(op, block.text),) if block.text else ()


def diff_text(old: str, new: str) -> tuple[Piece, ...]:
    """The runs of characters that stay, go and come, from ``old`` to ``new``."""
    pieces: list[tuple[str, str, str]] = []  # op, old run, new run
    for op in Indel.opcodes(old, new):
        before, after = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        pieces.append(("same" if op.tag == "equal" else "changed", before, after))
    joined = _join_islands(pieces)
    result: list[Piece] = []
    for kind, before, after in joined:
        if kind == "same":
            result.append(Piece("same", before))
            continue
        if before:
            result.append(Piece("removed", before))
        if after:
            result.append(Piece("added", after))
    return tuple(result)


def _join_islands(pieces: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    joined: list[tuple[str, str, str]] = []
    for index, (kind, before, after) in enumerate(pieces):
        inner = 0 < index < len(pieces) - 1
        if kind == "same" and inner and len(before) < _ISLAND:
            kind = "changed"
        if joined and kind == "changed" and joined[-1][0] == "changed":
            last = joined.pop()
            joined.append(("changed", last[1] + before, last[2] + after))
        else:
            joined.append((kind, before, after))
    return joined
