"""Dress of Markdown and HTML: stars, hashes, quotes, tables, centred lines. Under it is the line as typed."""

from __future__ import annotations

import re
from typing import NamedTuple


class Body(NamedTuple):
    """A line without dress (``text``), as it was (``printed``, ``raw`` with its end), and where the line starts."""

    text: str
    printed: str
    start: int
    raw: str
    strong: bool = False

    def at(self, part: str, default: int) -> int:
        """Where ``part`` of the text stands in the source; ``default`` where dress keeps it from being found."""
        for probe in (part, part[:4], part[:2]):
            i = self.raw.rfind(probe) if probe else -1
            if i > 0:
                return self._base(default) + i
        return default

    def _base(self, default: int) -> int:
        return self.start


_RULE = re.compile(r"^[\s\-=*_~～#|:：+—–─━·.]{2,}$")
_TAGS = re.compile(r"</?(?:center|b|strong|i|em|u|p|br|div|span|h[1-6]|font)\b[^<>]*>", re.I)
_LIST = re.compile(r"^(?:[-*+•]\s+|>\s*)+")
_HASH = re.compile(r"^#{1,6}\s*")
_EDGE = re.compile(r"^(?:\*{1,3}|_{2,3}|~~|`+)|(?:\*{1,3}|_{2,3}|~~|`+)$")


def undress(body: Body) -> Body | None:
    """``body`` without dress; None for a line that is dress alone. ``strong``: it was centred or bold whole."""
    s = body.text
    if _RULE.match(s) and not s.startswith("+"):
        return None
    strong = False
    if s[0] == "<":
        strong = s[:7].lower() in ("<center", "<strong") or s[:3].lower() == "<b>"
        s = _TAGS.sub("", s).strip()
    if s[:1] == "|" or ("|" in s and s.count("|") > 1 and s[-1] == "|"):
        s = _join_cells(s.strip("|").split("|"))
    elif "\t" in s:
        s = _join_cells(s.split("\t"))
    s = _LIST.sub("", s)
    s = _HASH.sub("", s)
    if s[:2] == "**" and s[-2:] == "**" and s.count("**") == 2:
        strong = True
    s = s.replace("**", "").replace("__", "").replace("<br>", "")
    s = _EDGE.sub("", s).strip() if s[:1] in "*_~`" else s.strip()
    if s[:1] in "—–－-·•・" and len(s) > 1:
        s = s.lstrip("—–－-·•・ ") or s
    return Body(s, body.printed, body.start, body.raw, strong) if s else None


def _join_cells(cells: list[str]) -> str:
    """A table row as one line: a label and its value as ``label：value``, other cells parted by a space."""
    parts = [c.strip() for c in cells if c.strip()]
    if len(parts) == 2 and len(parts[0]) <= 6 and parts[0][-1] not in "：:":
        return f"{parts[0]}：{parts[1]}"
    return " ".join(parts)
