"""What the first pass over the lines says of each, before names and neighbours are known."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple


class Tag(IntEnum):
    """The sort of a line as it looks by itself."""

    PLAIN = 0
    ACTION = 1
    CUE = 2
    CAST = 3
    EXTRAS = 4
    PROPS = 5
    PART = 6  # 时：… 景：… of a heading spread over lines
    CAPTION = 7
    TRANSITION = 8
    NOTE = 9
    MARK = 10
    INTERTITLE = 11
    EPISODE = 12
    HEADING = 13
    END = 14
    SPEAKER = 15  # a name on a line of its own
    MANNER = 16  # a parenthetical on a line of its own
    SPEECH = 17  # known to be spoken by the last speaker
    FRONT = 18


class Record(NamedTuple):
    """One line, or a part of one. ``gap`` says that a blank line stands before it; ``data`` depends on the tag."""

    tag: Tag
    start: int
    line: int
    text: str
    data: Any = None
    gap: bool = False


class Flash(IntEnum):
    """What a transition does to a flashback span."""

    NONE = 0
    OPEN = 1
    CLOSE = 2
    SOFT = 3  # a quick flash: ends by itself with the scene


class Draft(NamedTuple):
    """A record resolved: almost a block. ``data`` carries what assembly needs."""

    tag: Tag
    start: int
    line: int
    text: str
    data: Any = None
    speaker: str | None = None
    manner: str | None = None
    voice: Any = None
