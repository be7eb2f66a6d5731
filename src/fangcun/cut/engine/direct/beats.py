"""A scene as beats: the smallest things that a shot can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fangcun.cut.contracts import Line
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.names import names_in
from fangcun.write.contracts import Block, BlockKind, Scene, Voice

LONGEST_LINE = 30
"""Characters of speech in one shot: about seven seconds (4.5 characters a second)."""

LONGEST_ACTION = 44
"""Characters of action in one shot; more is two pictures."""

# A full stop ends a Latin sentence, but not after Mr. or an initial.
_SENTENCE = re.compile(
    r".+?(?:[。！？!?…]+[”」』\"']?|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])\.[”\"']?(?=\s|$)|$)", re.S
)
_CLAUSE = re.compile(r".+?(?:[。！？!?…，,；;、]+[”」』\"']?|$)", re.S)

_INSERT = re.compile(r"INSERT\b\s*[-–—:.]*\s*(.+)")
_BACK = re.compile(r"(?:END (?:OF )?INSERT|BACK TO (?:THE )?SCENE)\b", re.I)


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing to show: what is done, or what is said.

    ``turn`` marks a beat before a 卡点; ``part`` counts the beats of one speech that is too long for one
    picture, ``insert`` is the thing to be seen close that a Western script writes out (INSERT - THE LETTER).
    """

    kind: BlockKind
    text: str
    lines: tuple[Line, ...] = ()
    flashback: bool = False
    turn: bool = False
    part: int = 0
    insert: str | None = None


def beats_of(scene: Scene, names: tuple[str, ...] = ()) -> list[Beat]:
    """The beats of a scene in order. A 卡点 marks the beat before it; transitions are the cut itself.

    ``names`` are its people: where an action goes on with somebody else, another picture begins.
    """
    beats: list[Beat] = []
    for block in scene.content:
        if block.kind is BlockKind.MARK:
            if beats:
                beats[-1] = replace(beats[-1], turn=True)
            continue
        last = beats[-1] if beats else None
        if block.kind is BlockKind.ACTION and _BACK.match(block.text):
            continue
        if block.kind is BlockKind.ACTION and last and last.insert and not last.text:
            # What stands on the thing follows it.
            beats[-1] = replace(last, text=block.text.strip(" *_"))
            continue
        for beat in _beats(block, scene, names):
            if not _joined(beats, beat):
                beats.append(beat)
    return beats


def _beats(block: Block, scene: Scene, names: tuple[str, ...]) -> Iterator[Beat]:
    text = block.text.strip()
    flashback = block.flashback or scene.flashback
    if not text or block.kind is BlockKind.TRANSITION:
        return
    if block.kind is BlockKind.DIALOGUE:
        for number, part in enumerate(split(text, longest=LONGEST_LINE)):
            line = Line(block.speaker, part, block.voice or Voice.SPOKEN, block.manner)
            yield Beat(BlockKind.DIALOGUE, part, (line,), flashback, part=number)
    elif block.kind is BlockKind.ACTION and (thing := _INSERT.match(text)):
        yield Beat(BlockKind.ACTION, "", (), flashback, insert=thing.group(1).strip())
    elif block.kind is BlockKind.ACTION:
        for part in _pictures(text, names):
            yield Beat(BlockKind.ACTION, part, (), flashback)
    else:
        yield Beat(block.kind, text, (), flashback)


def _joined(beats: list[Beat], beat: Beat) -> bool:
    """Two short lines of one speaker are one beat."""
    last = beats[-1] if beats else None
    if last is None or last.turn or not (len(last.lines) == 1 and len(beat.lines) == 1):
        return False
    one, two = last.lines[0], beat.lines[0]
    if (one.speaker, one.voice) != (two.speaker, two.voice) or two.manner not in (None, one.manner):
        return False
    if len(one.text) + len(two.text) > LONGEST_LINE * 2 // 3:
        return False
    beats[-1] = Beat(last.kind, last.text + beat.text, (one, two), last.flashback)
    return True


_SHORTEST_ACTION = 5
"""Characters below which a sentence of action is no picture of its own."""


def _pictures(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """An action in parts that each show one thing: cut for length, and where the next sentence is of somebody else."""
    for part in split(text, longest=LONGEST_ACTION, sentence_longest=LONGEST_ACTION * 1.7):
        shown = ""
        for sentence in _SENTENCE.findall(part):
            long_enough = min(width(shown.strip()), width(sentence.strip())) >= _SHORTEST_ACTION
            if shown and long_enough and _of_another(shown, sentence, names):
                yield shown.strip()
                shown = ""
            shown += sentence
        if shown.strip():
            yield shown.strip()


def _of_another(shown: str, sentence: str, names: tuple[str, ...]) -> bool:
    """Whether a sentence names somebody first who is not in the picture yet, or everybody."""
    here, there = names_in(shown, names), names_in(sentence, names)
    both = words.means_everyone(shown) != words.means_everyone(sentence)
    return both or bool(there and there[0][0] not in {name for name, _ in here})


def split(text: str, *, longest: float, sentence_longest: float | None = None) -> list[str]:
    """A text in parts of about ``longest`` characters (Latin letters count half), cut at sentences.

    A sentence longer than ``sentence_longest`` (else than ``longest``) is cut at its clauses.
    """
    if width(text) <= longest:
        return [text]
    parts: list[str] = []
    for sentence in _SENTENCE.findall(text):
        pieces = _CLAUSE.findall(sentence) if width(sentence) > (sentence_longest or longest) else [sentence]
        for piece in pieces:
            if parts and width(parts[-1] + piece) <= longest:
                parts[-1] += piece
            else:
                parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def width(text: str) -> float:
    """The length of a text as it is heard: a Han character 1, a Latin letter about a third of a syllable."""
    return sum(0.36 if c.isascii() else 1.0 for c in text)
