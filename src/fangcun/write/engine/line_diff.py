"""What changed inside a scene: line against line, then within the line."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from fangcun.write.contracts import Block, LineChange, Piece

_SAME_LINE = 50.0  # per cent of common characters from which two lines are one line rewritten
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
    return (block.kind, block.speaker, block.manner, block.voice, block.text.strip())


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> list[LineChange]:
    """Pairs the lines of a rewritten stretch in order, so that no pair crosses another."""
    changes: list[LineChange] = []
    waiting = list(old)
    for line in new:
        best, score = -1, _SAME_LINE
        for index, candidate in enumerate(waiting[:12]):
            if candidate.kind is line.kind:
                ratio = fuzz.ratio(candidate.text, line.text) + (10.0 if candidate.speaker == line.speaker else 0.0)
                if ratio >= score and ratio > score - (0 if best < 0 else 1):
                    best, score = index, ratio
        if best < 0:
            changes.append(_added(line))
            continue
        changes.extend(_removed(gone) for gone in waiting[:best])
        changes.append(LineChange(waiting[best], line, diff_text(waiting[best].text, line.text)))
        waiting = waiting[best + 1 :]
    changes.extend(_removed(gone) for gone in waiting)
    return changes


def _added(block: Block) -> LineChange:
    return LineChange(None, block, (Piece("added", block.text),) if block.text else ())


def _removed(block: Block) -> LineChange:
    return LineChange(block, None, (Piece("removed", block.text),) if block.text else ())


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
