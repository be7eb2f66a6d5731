"""The pieces of a heading behind its number: each says by itself whether it is time, inside or outside, or place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fangcun.kit.text import fold
from fangcun.write.contracts import IntExt
from fangcun.write.engine import words

DASHES = str.maketrans(dict.fromkeys("—–－‐‑‒―−﹣ー─━~～_", "-")) | words.SIMPLER
_BRACKET = re.compile(r"[\[【〔{]\s*([^\]】〕}]*?)\s*[\]】〕}]")
_PIECE = re.compile(r"\(([^()]*)\)?|[^\s,，;|。()、]+")
_INNER = re.compile(r"[·•・‧∙:/\-.]")
_LABEL = re.compile(r"(?:场景|地点|时间|内外景|内外|环境|场地|时|景|地):(?!\d)")
_HEAD_TIME = re.compile(
    rf"(?P<t>{words.ONE_TIME})(?P<s>内/外|外/内|内景|外景|内外|内|外)(?![\w])|(?P<t2>日|夜|晨|黄昏|清晨|傍晚|凌晨|深夜)(?P<s2>内/外|外/内|内景|外景|内|外)"
)
_HEAD_SIDE = re.compile(
    r"(?P<s>内/外|外/内|内景|外景|内外景|内|外)(?P<t>日|夜|晨|黄昏|清晨|傍晚|凌晨|深夜)(?:$|(?=\W)|(?=[\u4e00-\u9fff]{2}))"
)
_END_TIME = re.compile(
    r"(?P<t>日|夜|晨|黄昏|清晨|傍晚|凌晨|深夜)(?P<s>内/外|外/内|内景|外景|内|外)$|(?P<s2>内景|外景|内|外)(?P<t2>日|夜|晨|黄昏|清晨|傍晚|凌晨|深夜)$"
)
_GLUED_TIME = re.compile(r"[日夜晨][\u4e00-\u9fff]{2,8}")
_TIGHT = (("内、外", "内/外"), ("外、内", "外/内"), ("日、夜", "日/夜"), ("内 / 外", " 内/外 "), ("日 / 夜", " 日/夜 "))


@dataclass(slots=True)
class Parts:
    time: str | None = None
    int_ext: IntExt | None = None
    location: str | None = None
    flashback: bool = False
    loose: bool = False  # something in it looks like a sentence
    strict: bool = False  # the signs stood apart, not inside a longer word
    pieces: int = 0


@lru_cache(maxsize=8192)
def read_parts(line: str) -> Parts:
    """The pieces of ``line``, a heading behind its number; places are cut from it as printed. Not to be changed."""
    parts = Parts()
    text = fold(line).translate(DASHES)
    if ":" in text:
        text = _LABEL.sub(lambda m: " " * len(m.group()), text)
    if any(c in text for c in "[【〔{"):
        text = _BRACKET.sub(lambda m: " " + m.group()[1:-1] + " ", text)
    if any(c in text for c in "、/"):
        for loose, tight in _TIGHT:
            text = text.replace(loose, tight)
    places: list[tuple[int, int]] = []
    for m in _PIECE.finditer(text):
        parts.pieces += 1
        a, b = m.span()
        if m.group(1) is not None:
            _read_note(parts, m.group(1), places, a, b)
            continue
        a, b = _peel(parts, text, a, b)
        if a < b:
            places.append((a, b))
    if places:
        _join_places(parts, places, line)
    if parts.int_ext is None and parts.location and len(parts.location) > 2:
        parts.int_ext = words.INT_EXT.get(parts.location[-1])
    return parts


def _read_note(parts: Parts, note: str, places: list[tuple[int, int]], a: int, b: int) -> None:
    note = note.strip()
    if any(w in note for w in ("闪回", "回忆")):
        parts.flashback = True
    elif _take_all(parts, note):
        parts.strict = True
    elif places and places[-1][1] == a and not words.NOTE.match(note) and note not in words.WEATHER:
        places[-1] = (places[-1][0], b)


def _take(parts: Parts, piece: str) -> bool:
    """Whether the piece as a whole is a time, inside/outside or a word beside them; if so it is noted."""
    if (side := words.INT_EXT.get(piece) or words.INT_EXT.get(piece.upper())) is not None:
        if parts.int_ext is None:
            parts.int_ext = side
        elif parts.int_ext is not side:
            parts.int_ext = IntExt.BOTH
        return True
    if piece in words.TIMES or words.TIME.fullmatch(piece):
        parts.time = piece if parts.time is None else parts.time + "/" + piece if piece != parts.time else piece
        return True
    if piece in words.MEMORY or piece.upper() in words.MEMORY:
        parts.flashback = True
        return True
    if piece in words.WEATHER:
        return True
    if piece.upper() in words.ENGLISH_TIMES and parts.time is None:
        parts.time = piece
        return True
    return False


def _take_all(parts: Parts, note: str) -> bool:
    """Whether every word of the note (夜/内) is a time or inside/outside; if so they are noted."""
    if _take(parts, note):
        return True
    words_ = [w for w in re.split(r"[\s,，/·、|-]+", note) if w]
    if len(words_) < 2 or not all(_take(Parts(), w) for w in words_):
        return False
    for w in words_:
        _take(parts, w)
    return True


def _peel(parts: Parts, text: str, a: int, b: int) -> tuple[int, int]:
    """Take the signs off both ends of a piece such as 日/外, 寓所·夜 or 日内灵堂; what remains is place."""
    piece = text[a:b]
    if _take(parts, piece):
        parts.strict = True
        return b, b
    if m := _HEAD_TIME.match(piece) or _HEAD_SIDE.match(piece) or _END_TIME.search(piece):
        groups = m.groupdict()
        time, side = groups.get("t") or groups.get("t2"), groups.get("s") or groups.get("s2")
        if parts.time is None and parts.int_ext is None and time and side:
            _take(parts, time)
            _take(parts, side)
            parts.strict = True
            if m.start() == 0:
                a += m.end()
            else:
                b = a + m.start()
            return _trim(text, a, b)
    for _ in range(4):
        cuts = [m.start() for m in _INNER.finditer(text, a, b)]
        if not cuts:
            break
        if _take(parts, text[a : cuts[0]].strip()):
            a = cuts[0] + 1
        elif _take(parts, text[cuts[-1] + 1 : b].strip()):
            b = cuts[-1]
        elif len(cuts) > 1 and _take(parts, text[cuts[-2] + 1 : b]):
            b = cuts[-2]
        elif len(cuts) > 1 and _take(parts, text[a : cuts[1]]):
            a = cuts[1] + 1
        else:
            break
        parts.strict = True
        if a < b and _take(parts, text[a:b]):
            return b, b
    if parts.time is None and a == 0 and _GLUED_TIME.fullmatch(piece):
        parts.time, a = piece[0], a + 1
    if parts.int_ext is None and text[a : a + 2] in ("内景", "外景") and b - a > 2:
        _take(parts, text[a : a + 2])
        parts.strict = True
        a += 2
    return _trim(text, a, b)


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in "·•・:/-.、":
        a += 1
    while a < b and text[b - 1] in "·•・:/-.、#*":
        b -= 1
    return a, b


def _join_places(parts: Parts, places: list[tuple[int, int]], line: str) -> None:
    """Pieces that stand together are one place as printed; others are joined with a space."""
    runs: list[list[int]] = []
    for a, b in places:
        if runs and len(line[runs[-1][1] : a].strip("、 \u3000\t,，|｜")) == 0:
            runs[-1][1] = b
        else:
            runs.append([a, b])
    parts.location = " ".join(line[a:b].strip() for a, b in runs)
    parts.loose = len(places) > 4 or len(parts.location) > 36
