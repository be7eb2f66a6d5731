"""Scene headings: one line of any of the layouts in use, read into number, time, inside or outside, and place.

The number comes first, then the rest is cut into pieces, and each piece says what it is by itself; what is left is the
place. So the order of the parts and the signs between them do not matter.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fangcun.kit.text import NUMERAL, fold
from fangcun.write.engine import words
from fangcun.write.engine.head import Heading, merge, read_id, with_id
from fangcun.write.engine.parts import DASHES, Parts, read_parts
from fangcun.write.engine.slug import SLUG, SUFFIX, parse_slug

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
_TAIL = re.compile(r"[\s，,。;；|【\[(（]*(?:出场)?(?:人物|角色|出场|演员|道具|人)\s*[:：]")
_SENTENCE = re.compile(r"[。！？!?“”\"…]")
_GLUED_BARE = re.compile(r"[日夜晨][内外][\u4e00-\u9fff]")
_LONGEST = 90


def parse_heading(line: str) -> Heading | None:
    """What ``line`` (stripped, without decoration) says as a scene heading, or None where it cannot be one."""
    if len(line) > 400:
        return None
    flat = fold(line).translate(DASHES)
    if flat[-1:] == "#" and (given := SUFFIX.search(flat)) and not flat.startswith("#"):
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
    if w := SLUG.match(rest):
        found = parse_slug(line, body, number_end + w.start(), w)
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
    if w := SLUG.match(text):
        if w.group("side")[0].islower() or not w.group("rest").strip():
            return None
        return replace(parse_slug(line, body, start, w), tail=tail)
    if _SENTENCE.search(text) or len(text) > 40 or _GLUED_BARE.match(text):
        return None
    parts = read_parts(line[start : start + len(text)])
    if parts.time is None or parts.int_ext is None or parts.loose or parts.location is None:
        return None
    return make_heading(parts, None, None, None, 0.85, False, tail)


def _parse_numbered(line: str, body: str, m: re.Match[str], tail: int | None) -> Heading | None:
    rest = body[m.end() :]
    worded = bool(m["word"] or m["n2"] or m["n3"] or m["n6"] or m["add"])
    printed = m["n1"] or m["n2"] or m["n3"] or m["n4"] or m["n5"] or m["n6"] or ""
    compound = any(c in printed for c in "-.")
    glued = bool(rest) and not m["sep"] and not body[m.end() - 1].isspace() and rest[0] not in "([【"
    if compound and not worded and re.match(r"(?:19|20)\d\d\D", printed):
        return None
    parts = read_parts(line[m.end() : len(body)])
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
    id_, number, episode = read_id(printed)
    if id_ is None:
        confidence = min(confidence, 0.9)
    return make_heading(parts, id_, number, episode, confidence, weak, tail)


def _numbered(found: Heading, m: re.Match[str], confidence: float, tail: int | None) -> Heading:
    printed = m["n1"] or m["n2"] or m["n3"] or m["n4"] or m["n5"] or m["n6"]
    if not printed:
        return replace(found, confidence=min(confidence, 0.9), tail=tail)
    return replace(with_id(found, printed), confidence=confidence, tail=tail)


def make_heading(
    parts: Parts,
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


def read_part(label_is_time: bool, printed: str) -> Heading:
    """The value of a heading part on its own line (时：日 内, 景：客厅) as a heading without a number."""
    parts = read_parts(printed)
    if label_is_time and parts.time is None and parts.location and len(parts.location) <= 16:
        parts = replace(parts, time=parts.location, location=None)
    return make_heading(parts, None, None, None, 0.8, False, None)


__all__ = ["Heading", "merge", "parse_heading", "read_part", "with_id"]
