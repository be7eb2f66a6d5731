"""What is to be read in a picture, and how long reading takes."""

from __future__ import annotations

import re

from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import width

_SENTENCE_END = re.compile(r"。|(?<=\w)\.\s")
_TOLD_BY = (
    "上",
    "着",
    "写",
    "道",
    "显示",
    "来电",
    "数字",
    "字",
    "名字",
    "消息",
    "短信",
    "信息",
    "标题",
    "一行",
    "reads",
    "says",
    "screen",
)


# The script's own word for how near a picture is: 特写：…, CLOSE ON …
_SHOT = re.compile(
    r"\s*(?P<near>大?特写|近景|CLOSE ON|CLOSE[- ]UP)(?:[：:\s-]|$)|\s*(?:空镜|远景|全景|中景|镜头|画面|航拍)[：:]"
)


SCREENS = frozenset({"手机"})
"""Things that show something else each time they are looked at."""


def thing_shown(text: str) -> str | None:
    """The thing that an action shows close; None for none, and for a screen that neither calls nor says anything."""
    thing = words.prop_of(text)
    return None if thing in SCREENS and not written_in(text) and not words.rings(text) else thing


def asked_near(text: str) -> bool:
    """Whether an action asks for a near picture itself (特写：…)."""
    found = _SHOT.match(text)
    return found is not None and found.group("near") is not None


def without_shot(text: str) -> str:
    """An action without the script's own word for the shot."""
    found = _SHOT.match(text)
    return text[found.end() :].lstrip(" ：:-") if found else text


def reading(text: str) -> float:
    """Seconds an action stands: the trade's three seconds for an action line, less for a short one."""
    return round(min(3.6, 1.6 + 0.055 * width(text)), 2)


def written_in(text: str) -> str | None:
    """The words on a letter or a screen: what stands in quotation marks, else after a colon."""
    text = without_shot(text)
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
