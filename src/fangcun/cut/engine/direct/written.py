"""What is to be read in a picture, and how long reading takes."""

from __future__ import annotations

import re

from fangcun.cut.engine.direct.beats import width

_SENTENCE_END = re.compile(r"。|(?<=\w)\.\s")
_TOLD_BY = ("上", "着", "写", "道", "显示", "来电", "数字", "字", "名字", "reads", "says", "screen")


def reading(text: str) -> float:
    """Seconds an action stands: the trade's three seconds for an action line, less for a short one."""
    return round(min(3.6, 1.6 + 0.055 * width(text)), 2)


def written_in(text: str) -> str | None:
    """The words on a letter or a screen: what stands in quotation marks, else after a colon."""
    for opener, closer in zip("“「『", "”」』", strict=True):
        start = text.find(opener)
        end = text.find(closer, start + 1)
        if 0 <= start < end:
            return text[start + 1 : end].strip() or None
    for colon in "：:":
        before, found, after = text.partition(colon)
        if found and before.rstrip().endswith(_TOLD_BY):
            return _SENTENCE_END.split(after.strip())[0].strip(" 。.") or None
    return None
