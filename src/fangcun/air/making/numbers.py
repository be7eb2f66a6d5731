"""Which episodes are meant by `1-3,7`."""

from __future__ import annotations

import re

from fangcun.kit.errors import FangcunError, Kind

MOST = 10_000


def parse_numbers(text: str) -> frozenset[int]:
    """The numbers of a list such as ``1-3,7`` (also with 、，~ and full-width digits). Raises INVALID."""
    numbers: set[int] = set()
    for part in re.split(r"[,，、\s]+", text.strip()):
        found = re.fullmatch(r"(\d+)(?:[-–—~～](\d+))?", part)
        if not found:
            raise FangcunError("episodes.form", Kind.INVALID, f"看不懂集数“{part}”，请写成 1-3 或 1,4,7-9。")
        first, last = int(found.group(1)), int(found.group(2) or found.group(1))
        if not 1 <= first <= last <= MOST:
            raise FangcunError("episodes.range", Kind.INVALID, f"集数“{part}”前后颠倒或超出 1–{MOST}。")
        numbers.update(range(first, last + 1))
    return frozenset(numbers)
