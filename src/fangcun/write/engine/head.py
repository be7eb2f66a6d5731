"""What a scene heading says, whatever its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fangcun.kit.text import fold, read_number
from fangcun.write.contracts import IntExt, TimeOfDay
from fangcun.write.engine.parts import DASHES


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line says as a scene heading. ``tail`` is where a cast or prop list begins on the same line (else None).

    ``weak`` headings need a witness beside them (a cast line, a following number) before they are believed.
    """

    id: str | None
    number: int | None
    episode: int | None
    time: str | None
    time_of_day: TimeOfDay | None
    int_ext: IntExt | None
    location: str | None
    flashback: bool
    confidence: float
    weak: bool = False
    tail: int | None = None


def with_id(found: Heading, printed: str) -> Heading:
    """``found`` under the number ``printed``, which the file gives apart from the heading's words."""
    id_, number, episode = read_id(fold(printed).translate(DASHES))
    return replace(found, id=id_, number=number, episode=episode)


def read_id(printed: str) -> tuple[str | None, int | None, int | None]:
    """A printed number as id, its last part as a number, and its first as that of the episode where there are two."""
    shown = (printed if printed.isalnum() else "".join(printed.split())).strip("-.")
    numbers = [int(n) for n in re.findall(r"\d+", shown)]
    number = numbers[-1] if numbers else read_number(shown)
    return shown or None, number, numbers[0] if len(numbers) > 1 else None


def merge(head: Heading, part: Heading) -> Heading:
    """``head`` with what it lacks taken from ``part``, a further line of the same heading; surer than before."""
    return replace(
        head,
        time=head.time or part.time,
        time_of_day=head.time_of_day or part.time_of_day,
        int_ext=head.int_ext or part.int_ext,
        location=head.location or part.location,
        flashback=head.flashback or part.flashback,
        confidence=max(head.confidence, 0.95),
    )
