"""Scene headings: one line of any of the layouts in use, read into number, time, inside or outside, and place.

The number comes first, then the rest is cut into pieces, and each piece says what it is by itself; what is left is the
place. So the order of the parts and the signs between them do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from fangcun.kit.text import NUMERAL, fold, read_number
from fangcun.write.contracts import IntExt, TimeOfDay
from fangcun.write.engine import words


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


_DASHES = str.maketrans(dict.fromkeys("—–－‐‑‒―−﹣ー─━~～_", "-"))
_CN = f"[{NUMERAL}]{{1,5}}"
_PLAIN = r"\d{1,4}(?:\s*[-.]\s*\d{1,4}){0,3}[A-Za-z]?(?![A-Za-z\d])"
_NUMBER = re.compile(
    rf"""(?:
      (?P<word>场\s*次|场\s*景|分\s*场|场\s*号|场|SCENE|SC\.?|Scene)\s*[:.\#]?\s*(?P<n1>{_PLAIN}|{_CN}(?![\u4e00-\u9fff])|{_CN}(?=[日夜晨][内外]))\s*场?
    | 第\s*(?P<n2>{_PLAIN}|{_CN})\s*(?P<unit>场戏|场景|场|景|幕|折|出)(?![\u4e00-\u9fff]|次)
    | 第\s*(?P<n6>{_PLAIN}|{_CN})\s*(?:场戏|场景|场)(?=(?:日|夜|晨|内|外)(?:[内外日夜/]))
    | (?P<n3>S\s?\d{{1,4}}[A-Za-z]?)(?![A-Za-z\d])
    | (?P<add>(?:\+|加|补|增)场?(?=场|\s|:|\d))\s*场?\s*(?P<n4>\d[\d.-]*[A-Za-z]?)?
    | (?P<n5>{_PLAIN})\s*场?
    )\s*(?P<sep>[:、,.|/·\#)\]】-]*)\s*""",
    re.X | re.I,
)
_MEASURES = re.compile(
    r"(?:%|‰|[天年月号日]\s*[后前间中里的]|天|年|月|个|万|亿|千|百|元|块|毛|岁|点|分|秒|小时|人|名|位|米|公里|斤|克|次(?!日)|层|楼|倍|度|寸|只|条|张|杯|枪|刀|拳|号楼|战|平|胜)"
)
_BRACKET = re.compile(r"[\[【〔{]\s*([^\]】〕}]*?)\s*[\]】〕}]")
_PIECE = re.compile(r"\(([^()]*)\)?|[^\s,，;|。()、]+")
_INNER = re.compile(r"[·•・‧∙:/\-.]")
_TAIL = re.compile(r"[\s，,。;；|【\[(（]*(?:出场)?(?:人物|角色|出场|演员|道具|人)\s*[:：]")
_SENTENCE = re.compile(r"[。！？!?“”\"…]")
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
_GLUED_BARE = re.compile(r"[日夜晨][内外][\u4e00-\u9fff]")
_TIGHT = (("内、外", "内/外"), ("外、内", "外/内"), ("日、夜", "日/夜"), ("内 / 外", " 内/外 "), ("日 / 夜", " 日/夜 "))
_WESTERN = re.compile(
    r"(?P<side>INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|INT|EXT|EST|I\s?/\s?E|INTERIOR|EXTERIOR)(?:\.|\s)\s*(?P<rest>.*)$",
    re.I,
)
_MEMORY = re.compile(r"\b(?:FLASHBACK|MEMORY)\b|闪回|回忆", re.I)
_WEST_NUMBER = re.compile(r"\s*#([\w.-]+)#\s*$")
_LONGEST = 90


def parse_heading(line: str) -> Heading | None:
    """What ``line`` (stripped, without decoration) says as a scene heading, or None where it cannot be one."""
    if len(line) > 400:
        return None
    flat = fold(line).translate(_DASHES)
    if flat[-1:] == "#" and (given := _WEST_NUMBER.search(flat)) and not flat.startswith("#"):
        found = parse_heading(line[: given.start()].rstrip())
        return None if found is None else replace(with_id(found, given.group(1)), weak=False)
    m = _NUMBER.match(flat)
    tail = _find_tail(flat, m.end() if m else 0)
    body = flat if tail is None else flat[:tail]
    if len(body) > _LONGEST:
        return None
    if m is None:
        return _parse_bare(line, body, tail)
    number_end = m.end()
    rest = body[number_end:]
    if w := _WESTERN.match(rest):
        found = _western(line, body, number_end + w.start(), w)
        return _numbered(found, m, 0.98, tail)
    return _parse_numbered(line, body, m, tail)


def _find_tail(flat: str, start: int) -> int | None:
    m = _TAIL.search(flat, start)
    return m.start() if m and m.start() > start else None


def _parse_bare(line: str, body: str, tail: int | None) -> Heading | None:
    """Headings without a number: INT. HOUSE - DAY, 内景 客厅 日, 日 内 客厅."""
    text, start = body, 0
    if (m := _BRACKET.fullmatch(body.strip())) is not None:
        text, start = m.group(1), m.start(1)
    if w := _WESTERN.match(text):
        if w.group("side")[0].islower() or not w.group("rest").strip():
            return None
        return replace(_western(line, body, start, w), tail=tail)
    if _SENTENCE.search(text) or len(text) > 40 or _GLUED_BARE.match(text):
        return None
    parts = _read_parts(line[start : start + len(text)])
    if parts.time is None or parts.int_ext is None or parts.loose or parts.location is None:
        return None
    return _make(parts, None, None, None, 0.85, False, tail)


def _parse_numbered(line: str, body: str, m: re.Match[str], tail: int | None) -> Heading | None:
    rest = body[m.end() :]
    worded = bool(m["word"] or m["n2"] or m["n3"] or m["n6"] or m["add"])
    printed = m["n1"] or m["n2"] or m["n3"] or m["n4"] or m["n5"] or m["n6"] or ""
    compound = any(c in printed for c in "-.")
    glued = bool(rest) and not m["sep"] and not body[m.end() - 1].isspace() and rest[0] not in "([【"
    if compound and not worded and re.match(r"(?:19|20)\d\d\D", printed):
        return None
    parts = _read_parts(line[m.end() : len(body)])
    signs = (parts.time is not None) + (parts.int_ext is not None)
    if glued and not worded and signs < 2 and _MEASURES.match(rest):
        return None
    if (
        _SENTENCE.search(rest.replace("。", "") if signs == 2 and not rest.endswith("。") else rest)
        or (parts.loose and not signs)
        or parts.pieces > 6
    ):
        return None
    confidence, weak = 0.97, False
    if signs == 2:
        confidence = 0.99 if compound or worded else 0.93
    elif signs == 1:
        if glued and not worded and not parts.strict and not compound:
            return None
        confidence = 0.95 if (compound or worded) and parts.strict else 0.7
        weak = confidence < 0.9
    elif parts.location is None:
        if m["add"] and not m["n4"] and "场" not in m.group():
            return None
        confidence, weak = (0.9, False) if worded else (0.8, True)
        if not (compound or worded or printed.isdigit()):
            return None
    else:
        if (glued and not worded) or len(rest) > 30 or not (compound or worded):
            return None
        confidence, weak = (0.88, len(rest) > 16 or "," in rest) if worded else (0.6, True)
    if m["word"] and not compound and m["word"].lower() == "sc" and not signs:
        return None
    id_, number, episode = _read_id(printed)
    if id_ is None:
        confidence = min(confidence, 0.9)
    return _make(parts, id_, number, episode, confidence, weak, tail)


def with_id(found: Heading, printed: str) -> Heading:
    """``found`` under the number ``printed``, which the file gives apart from the heading's words."""
    id_, number, episode = _read_id(fold(printed).translate(_DASHES))
    return replace(found, id=id_, number=number, episode=episode)


def _read_id(printed: str) -> tuple[str | None, int | None, int | None]:
    """A printed number as id, its last part as a number, and its first as that of the episode where there are two."""
    shown = (printed if printed.isalnum() else "".join(printed.split())).strip("-.")
    numbers = [int(n) for n in re.findall(r"\d+", shown)]
    number = numbers[-1] if numbers else read_number(shown)
    return shown or None, number, numbers[0] if len(numbers) > 1 else None


def _numbered(found: Heading, m: re.Match[str], confidence: float, tail: int | None) -> Heading:
    printed = m["n1"] or m["n2"] or m["n3"] or m["n4"] or m["n5"] or m["n6"]
    if not printed:
        return replace(found, confidence=min(confidence, 0.9), tail=tail)
    return replace(with_id(found, printed), confidence=confidence, tail=tail)


@dataclass(slots=True)
class _Parts:
    time: str | None = None
    int_ext: IntExt | None = None
    location: str | None = None
    flashback: bool = False
    loose: bool = False  # something in it looks like a sentence
    strict: bool = False  # the signs stood apart, not inside a longer word
    pieces: int = 0


def _make(
    parts: _Parts,
    id_: str | None,
    number: int | None,
    episode: int | None,
    confidence: float,
    weak: bool,
    tail: int | None,
) -> Heading:
    light = words.time_of_day(parts.time) if parts.time else None
    return Heading(
        id_, number, episode, parts.time, light, parts.int_ext, parts.location, parts.flashback, confidence, weak, tail
    )


@lru_cache(maxsize=8192)
def _read_parts(line: str) -> _Parts:
    """The pieces of ``line``, a heading behind its number; places are cut from it as printed. Not to be changed."""
    parts = _Parts()
    text = fold(line).translate(_DASHES)
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


def _read_note(parts: _Parts, note: str, places: list[tuple[int, int]], a: int, b: int) -> None:
    note = note.strip()
    if any(w in note for w in ("闪回", "回忆")):
        parts.flashback = True
    elif _take_all(parts, note):
        parts.strict = True
    elif places and places[-1][1] == a and not words.NOTE.match(note) and note not in words.WEATHER:
        places[-1] = (places[-1][0], b)


def _take(parts: _Parts, piece: str) -> bool:
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


def _take_all(parts: _Parts, note: str) -> bool:
    """Whether every word of the note (夜/内) is a time or inside/outside; if so they are noted."""
    if _take(parts, note):
        return True
    words_ = [w for w in re.split(r"[\s,，/·、|-]+", note) if w]
    if len(words_) < 2 or not all(_take(_Parts(), w) for w in words_):
        return False
    for w in words_:
        _take(parts, w)
    return True


def _peel(parts: _Parts, text: str, a: int, b: int) -> tuple[int, int]:
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
        cuts = [i for i in range(a, b) if _INNER.match(text, i)]
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


def _join_places(parts: _Parts, places: list[tuple[int, int]], line: str) -> None:
    """Pieces that stand together are one place as printed; others are joined with a space."""
    runs: list[list[int]] = []
    for a, b in places:
        if runs and len(line[runs[-1][1] : a].strip("、 \u3000\t,，|｜")) == 0:
            runs[-1][1] = b
        else:
            runs.append([a, b])
    parts.location = " ".join(line[a:b].strip() for a, b in runs)
    parts.loose = len(places) > 4 or len(parts.location) > 36


@lru_cache(maxsize=256)
def _side(printed: str) -> IntExt:
    plain = printed.upper().replace("INTERIOR", "INT").replace("EXTERIOR", "EXT")
    return words.INT_EXT[re.sub(r"\s|\.$", "", plain)]


def _western(line: str, body: str, start: int, m: re.Match[str]) -> Heading:
    side = _side(m["side"])
    offset = start + m.start("rest") - m.start()
    rest = line[offset : len(body)]
    id_: str | None = None
    if n := _WEST_NUMBER.search(rest):
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


def read_part(label_is_time: bool, printed: str) -> Heading:
    """The value of a heading part on its own line (时：日 内, 景：客厅) as a heading without a number."""
    parts = _read_parts(printed)
    if label_is_time and parts.time is None and parts.location and len(parts.location) <= 16:
        parts = replace(parts, time=parts.location, location=None)
    return _make(parts, None, None, None, 0.8, False, None)


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
