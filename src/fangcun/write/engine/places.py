"""Places: the printed location under one spelling, and spellings that mean one place merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from fangcun.kit.text import fold
from fangcun.write.contracts import IntExt

_BRACKETS = re.compile(r"[(【\[〔{<]([^()【】\[\]〔〕{}<>]*)[)】\]〕}>]")
_NOTES = re.compile(r"^(?:内|外|日|夜|闪回|回忆|同.*|接.*|续.*|白天|晚上)$")
_JOINTS = re.compile(r"[\s·•・‧∙\-—–_]+")


@lru_cache(maxsize=4096)
def normalise_place(location: str | None, int_ext: IntExt | None) -> str | None:
    """``location`` without brackets' signs, spaces and joints between its parts, and without a trailing 内 or 外.

    林家·客厅, 林家 客厅 and 林家客厅内 are 林家客厅. Words of Latin letters keep one space between them. The trailing
    外 stays (银行外 is not the hall of the bank); ``merge_places`` joins it where the script itself does.
    """
    if location is None:
        return None
    text = fold(location).strip()
    text = _BRACKETS.sub(lambda m: "" if _NOTES.match(m.group(1).strip()) else " " + m.group(1) + " ", text)
    if text.isascii():
        return re.sub(r"\s+", " ", text).strip(" .-,").upper() or None
    text = _JOINTS.sub(lambda m: " " if _between_latin(text, m) else "", text)
    text = text.strip(" ,，、。.;；:/")
    if len(text) > 2 and text[-1] == "内" and int_ext is not IntExt.EXT:
        text = text[:-1]
    return text or None


def _between_latin(text: str, m: re.Match[str]) -> bool:
    before, after = text[: m.start()][-1:], text[m.end() :][:1]
    return bool(before and after and before.isascii() and after.isascii())


def merge_places(found: Iterable[tuple[str | None, IntExt | None]]) -> dict[tuple[str, IntExt | None], str]:
    """The name under which each normalised place and side goes: 银行外 is 银行 where that is also shot from outside."""
    counts = Counter((p, side) for p, side in found if p)
    merged: dict[tuple[str, IntExt | None], str] = {}
    for place, side in counts:
        base = place[:-1]
        outside = place[-1] == "外" and len(base) >= 2 and side is IntExt.EXT
        merged[(place, side)] = base if outside and (base, IntExt.EXT) in counts else place
    return merged
