"""How long a scene runs, and how much of a Western page it fills."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fangcun.write.contracts import Block, BlockKind, Scene

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_SOUNDED = re.compile(r"[^\W_]")
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
# Words a minute of a full page of description: about 270, that is 4.5 a second (a page is a minute).
_ACTION_WORDS = 4.5
_PAGE_LINES, _ACTION_WIDTH, _DIALOGUE_WIDTH = 54, 61, 35  # US letter, Courier 12: the field's custom


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast a production plays its scripts: (slowest, fastest) speech and (least, most) seconds of an action line.

    The defaults surround the rule of thumb 4.5 characters a second and 3 s for each action line; English speech is
    about 150 words a minute, 2.5 a second.
    """

    characters_per_second: tuple[float, float] = (4.0, 5.0)
    words_per_second: tuple[float, float] = (2.2, 2.8)
    seconds_per_action: tuple[float, float] = (2.0, 4.0)


def estimate(scene: Scene, *, rates: Rates) -> tuple[float, float]:
    """(low, high) seconds that ``scene`` runs, to a tenth.

    Dialogue by its characters (Latin text by its words), without bracketed directions; every printed line of action,
    and every card that holds the screen, by the seconds of an action line. English description takes at least the
    time of its page.
    """
    low = high = 0.0
    for block in scene.blocks:
        if block.kind is BlockKind.DIALOGUE:
            characters, words = spoken(block.text)
            low += characters / rates.characters_per_second[1] + words / rates.words_per_second[1]
            high += characters / rates.characters_per_second[0] + words / rates.words_per_second[0]
        elif block.kind in (BlockKind.ACTION, BlockKind.INTERTITLE):
            lines = sum(1 for line in block.text.splitlines() if line.strip())
            read = len(_WORD.findall(block.text)) / _ACTION_WORDS if block.text.isascii() else 0.0
            low += max(lines * rates.seconds_per_action[0], read * 0.8)
            high += max(lines * rates.seconds_per_action[1], read * 1.2)
    return round(low, 1), round(high, 1)


def spoken(text: str) -> tuple[int, int]:
    """(characters, Latin words) that are heard when ``text`` is said: no punctuation, no bracketed directions."""
    if "（" in text or "(" in text:
        text = _ASIDE.sub("", text)
    words = 0
    if not text.isascii() or text:
        words = len(_WORD.findall(text)) if any(c.isascii() and c.isalpha() for c in text) else 0
        if words:
            text = _WORD.sub("", text)
    return len(_SOUNDED.findall(text)), words


def eighths(scene: Scene) -> int:
    """Eighths of a Western page that ``scene`` fills when typed in the standard layout, at least one."""
    lines = 2
    speaker: str | None = None
    for block in scene.content:
        if block.kind is BlockKind.DIALOGUE:
            lines += _rows(block.text, _DIALOGUE_WIDTH) + (1 if block.manner else 0)
            lines += 0 if block.speaker == speaker else 2  # the cue and the blank line before it
            speaker = block.speaker
        else:
            lines += _rows(block.text, _ACTION_WIDTH) + 1
            speaker = None
    return max(1, round(lines * 8 / _PAGE_LINES))


def is_western(blocks: tuple[Block, ...]) -> bool:
    """Whether most letters of the content are Latin, so that pages, not characters, measure it."""
    latin = other = 0
    for block in blocks:
        for char in block.text[:200]:
            if char.isalpha():
                if char < "\u0250":
                    latin += 1
                else:
                    other += 1
        if latin + other > 4000:
            break
    return latin > other


def _rows(text: str, width: int) -> int:
    return sum(max(1, -(-len(line) // width)) for line in text.splitlines() or [""])
