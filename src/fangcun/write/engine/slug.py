"""Western scene headings: INT. HOUSE - DAY, also with a Chinese place and time, and Fountain's number behind."""

from __future__ import annotations

import re
from functools import lru_cache

from fangcun.kit.text import fold
from fangcun.write.contracts import IntExt
from fangcun.write.engine import words
from fangcun.write.engine.head import Heading, with_id

SLUG = re.compile(
    r"(?P<side>INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|INT|EXT|EST|I\s?/\s?E|INTERIOR|EXTERIOR)(?:\.|\s)\s*(?P<rest>.*)$",
    re.I,
)
_MEMORY = re.compile(r"\b(?:FLASHBACK|MEMORY)\b|闪回|回忆", re.I)
SUFFIX = re.compile(r"\s*#([\w.-]+)#\s*$")


@lru_cache(maxsize=256)
def _side(printed: str) -> IntExt:
    plain = printed.upper().replace("INTERIOR", "INT").replace("EXTERIOR", "EXT")
    return words.INT_EXT[re.sub(r"\s|\.$", "", plain)]


def parse_slug(line: str, body: str, start: int, m: re.Match[str]) -> Heading:
    side = _side(m["side"])
    offset = start + m.start("rest") - m.start()
    rest = line[offset : len(body)]
    id_: str | None = None
    if n := SUFFIX.search(rest):
        id_, rest = n.group(1), rest[: n.start()]
    rest = rest.rstrip()
    flashback = _MEMORY.search(rest) is not None
    if flashback:
        rest = re.sub(r"\s*[-(（]*\s*(?:FLASHBACK|闪回|回忆)\s*[)）]?\s*$", "", rest, flags=re.I)
    place, time = rest, None
    pieces = re.split(r"\s+[-–—]+\s*|\s*[–—]+\s*|\s+[-–—]+\s*$|[,，.。]\s+|\s{2,}|\s(?=\S+$)", rest)
    if pieces[-1].strip() and len(pieces) > 1:
        last = re.sub(r"\s*[(（].*$", "", pieces[-1]).strip()
        if words.TIME.fullmatch(fold(last)) or last.upper() in words.ENGLISH_TIMES:
            time = last
            place = rest[: rest.rindex(pieces[-1])].rstrip(" -–—,，.。\t")
            if (full := re.search(r"[-–—]\s*([A-Z ]+)$", rest)) and full.group(1).strip() in words.ENGLISH_TIMES:
                time = full.group(1).strip()
                place = rest[: full.start()].rstrip()
    elif words.TIME.fullmatch(fold(rest)) or rest.upper() in words.ENGLISH_TIMES:
        place, time = "", rest
    light = words.time_of_day(fold(time)) if time else None
    found = Heading(None, None, None, time, light, side, place.strip(" .-") or None, flashback, 0.98)
    return with_id(found, id_) if id_ else found
