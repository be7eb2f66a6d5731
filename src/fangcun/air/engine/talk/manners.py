"""What comments need beyond the lexicon of the review room: that one is about works, this about people who talk.

Nothing here refuses: whatever is found asks for a moderator. Leaving contacts draws viewers away from the site's own
order, and naming a number may expose somebody (《网络信息内容生态治理规定》第七、二十一条); abuse is what
《网络暴力信息治理规定》（2024）第十三条 has providers stop before it spreads.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 500
"""Characters of a comment."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Something that a moderator has to look at: [start, end) of the text as given, and what it is, in Chinese."""

    start: int
    end: int
    what: str


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|cn|net|top|vip|xyz|cc|app|tv)\b", re.I)
_PHONE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_ABUSE = re.compile(
    "|".join(
        [
            "[操草艹肏日]你[妈娘爹祖全]",
            "你妈[死逼]",
            "全家死",
            "[傻煞沙][逼比叉屄]",
            "狗娘养",
            "贱人",
            "婊子",
            "废物去死",
            "滚出娱乐圈",
            "杂种",
            "畜[生牲]",
            "人肉(?:他|她|一下|搜索)",
        ]
    )
)


def mannered(text: str) -> list[Manner]:
    """What in ``text`` a moderator has to look at, in its order. Full-width signs are read as their plain forms."""
    plain = "".join(folded if len(folded := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    kinds = ((_ADDRESS, "网址"), (_PHONE, "电话号码"), (_NUMBER, "证件号码"), (_ABUSE, "辱骂"))
    found = [Manner(m.start(), m.end(), what) for pattern, what in kinds for m in pattern.finditer(plain)]
    return sorted(found, key=lambda one: (one.start, one.end))


_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_STACKED = 2  # marks on one letter; more climb over the neighbouring lines


def tidied(text: str, *, one_line: bool = False) -> str:
    """``text`` as it is kept: composed, without signs that show nothing or turn the writing round, at most one empty
    line in a row, at most two marks on a letter. Joiners of pictures go too: a family becomes its members."""
    plain = _CONTROLS.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    kept: list[str] = []
    marks = 0
    for char in plain:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _STACKED:
            kept.append(char)
    plain = "".join(kept)
    if one_line:
        return " ".join(plain.split())
    lines = [" ".join(line.split(" ")).rstrip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
