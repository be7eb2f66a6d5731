"""Lines that open or close an episode: 第1集, 第一集：标题, 【第3集】, EP03, 第二幕; 第一集完, 未完待续."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fangcun.kit.text import NUMERAL, fold, read_number


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    """``rest`` is where the words after the number begin in the line (a title, or a heading on the same line).

    ``act`` is true for acts of a stage play (第一幕, 第一折, 楔子), which are episodes only where they hold scenes.
    """

    number: int | None
    rest: int
    act: bool = False
    label: str = ""


_N = rf"(?:\d{{1,4}}|[{NUMERAL}]{{1,6}})"
_OPEN = re.compile(
    rf"""(?:
      第\s*(?P<cn>{_N})\s*(?P<unit>集|章|节|回|话|季第\s*(?P<cn2>{_N})\s*集)
    | (?P<ep>EP(?:ISODE)?\.?|E)\s*[\#.-]?\s*(?P<en>\d{{1,4}})(?![\d\w])
    | S\d{{1,2}}\s?E(?P<se>\d{{1,4}})(?![\d\w])
    | (?:CHAPTER)\s+(?P<ch>\d{{1,4}})(?![\d\w])
    | 集\s*(?P<ji>\d{{1,4}})(?![\d\w])
    )""",
    re.X | re.I,
)
_ACT = re.compile(
    rf"(?:第\s*(?P<n>{_N})\s*(?P<unit>幕|折|出|本)|(?P<x>楔子|序幕|尾声|ACT\s+(?P<a>\d+|[IVX]+)))(?![\u4e00-\u9fff])",
    re.I,
)
_SEPARATOR = re.compile(r"[\s:、.·—–|/,，\-_】\]》〉)〕*#]+")
_END = re.compile(
    rf"^[\W_]*(?:第\s*{_N}\s*[集章回话节幕场]\s*[\W_]*(?:完|终|结束|完结|剧终|END)|本[集章]\s*(?:完|终|结束|剧终)|未完待续|待续|全剧终|全文完|全书完|剧终|"
    r"(?:TO BE CONTINUED|THE END|END OF EPISODE(?:\s*\d+)?|FADE OUT[.\s]*THE END))[\W_]*$",
    re.I,
)
_BARE_END = re.compile(r"^[\s\-—*#(（【\[]*(?:完|终|END)[\s\-—*#)）】\]。]*$")
_NO_TITLE = re.compile(r"[的里中时]|开始|结束|播出|拍|之后|以后|以来|我们|他们|课")
_SENTENCE = re.compile(r"[。；;！!？?…”]")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def is_end(line: str) -> bool:
    """Whether the line closes an episode or the play."""
    return len(line) <= 24 and (_END.match(line) is not None or _BARE_END.match(line) is not None)


def parse_episode(line: str) -> EpisodeLine | None:
    """What ``line`` (stripped, without decoration) says as the opening of an episode or act, else None."""
    flat = fold(line)
    start = len(flat) - len(flat.lstrip("【[《〈(〔<-—=*# "))
    opened = start > 0
    if m := _OPEN.match(flat, start):
        digits = m["cn2"] or m["cn"] or m["en"] or m["se"] or m["ch"] or m["ji"]
        found = EpisodeLine(read_number(digits), 0)
    elif m := _ACT.match(flat, start):
        written = m["n"] or (m["a"] or "").upper()
        found = EpisodeLine(_ROMAN.get(written) or read_number(written), 0, act=True, label=m.group())
    else:
        return None
    end = m.end()
    sep = _SEPARATOR.match(flat, end)
    rest = sep.end() if sep else end
    title = flat[rest:].rstrip("】]》〉)〕>-—=*# ")
    if not title:
        return EpisodeLine(found.number, len(line), found.act, found.label)
    if _is_remark(title):
        return EpisodeLine(found.number, len(line), found.act, found.label)
    if sep is None and not (opened and len(title) <= 20):
        # 第1集重生归来 is a title, 第一集的时候 is not.
        if flat[end] in "(（" and len(title) <= 30:
            return EpisodeLine(found.number, rest, found.act, found.label)
        if found.act or m.groupdict().get("unit") != "集" or len(title) > 10 or _NO_TITLE.search(title) or _ends(title):
            return None
    if len(title) > 60 or (_SENTENCE.search(title[:-1]) and len(title) > 20) or ("," in title and len(title) > 24):
        return None
    return EpisodeLine(found.number, rest, found.act, found.label)


def _is_remark(title: str) -> bool:
    return bool(re.fullmatch(r"[/(]?\s*共\s*\d+\s*集\s*\)?", title))


def _ends(title: str) -> bool:
    return bool(re.search(r"[,，。:]", title))
