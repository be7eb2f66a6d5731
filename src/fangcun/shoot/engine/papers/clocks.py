"""Times of day as ``HH:MM`` and as minutes after midnight; work past midnight counts on: 25:30 is 次日01:30."""

from __future__ import annotations

import re

_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
NEXT_DAY = "次日"


def shown(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``, from 24:00 on with 次日 before it, before midnight of the eve with 前日."""
    day, rest = divmod(minutes, 1440)
    mark = NEXT_DAY if day > 0 else "前日" if day < 0 else ""
    return f"{mark}{rest // 60:02d}:{rest % 60:02d}"


def minutes_of(text: str) -> int | None:
    """Minutes after midnight of a typed or shown time; None for anything else."""
    text = text.strip()
    base = 1440 if text.startswith(NEXT_DAY) else -1440 if text.startswith("前日") else 0
    found = _TIME.fullmatch(text.removeprefix(NEXT_DAY).removeprefix("前日"))
    return base + int(found[1]) * 60 + int(found[2]) if found else None
