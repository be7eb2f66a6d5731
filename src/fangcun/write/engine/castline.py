"""Cast and prop lines: who is in a scene, how many extras, which things."""

from __future__ import annotations

import re
from functools import lru_cache

from fangcun.kit.text import NUMERAL, fold, read_number
from fangcun.write.contracts import Extra

_N = rf"(?:\d{{1,5}}|[{NUMERAL}]{{1,5}})"
_UNIT = "(?:个人|名|人|个|位|只|匹|头|队)"
_TIMES = re.compile(rf"^(.+?)\s*[×xX*✕✖]\s*({_N})\s*{_UNIT}?$")
_AFTER = re.compile(rf"^(.{{1,12}}?)\s*[(【\[]?\s*({_N})\s*{_UNIT}\s*[)】\]]?$")
_AFTER_DIGITS = re.compile(r"^([^\d(]{2,12}?)\s*[(【\[]?\s*(\d{1,4})\s*[)】\]]?$")
_BEFORE = re.compile(rf"^({_N})\s*{_UNIT}\s*(.{{1,12}})$")
# 数, 几 and 多 count only with a measure after them: 钱多 is somebody's name.
_SOME_AFTER = re.compile(
    r"^(.{1,12}?)\s*[(【\[]?\s*(?:(?:若干|一众|等若干)(?:名|人|个|位)?|[数几多](?:名|人|个|位))\s*[)】\]]?$"
)
_SOME_BEFORE = re.compile(
    r"^(?:若干|数|几|一众|一群|一帮|一队|众多|多|群)(?:名|个|位)\s*(.{1,12})$|^(?:若干|一众|一群|一帮|一队|众多)\s*(.{1,12})$"
)
_COUNTED = re.compile(rf"[\d×xX*✕✖{NUMERAL}若数几多群众]")
_CROWD = re.compile(
    r"^(?:众[\u4e00-\u9fff]{0,4}|群众(?:演员)?|群演|路人|围观(?:群众|者|人群|路人)?|吃瓜群众|人群|观众|宾客|[\u4e00-\u9fff]{1,4}们)$"
)
_NOTES = re.compile(r"[(【\[〔][^()【】\[\]〔〕]*[)】\]〕]?")
_NPC = re.compile(r"[/\s、，,;；]*(?:NPC|群演|群众演员|群众|群杂|特约|龙套)\s*[:：]\s*", re.I)
_CUT_ALL, _CUT = re.compile(r"[、，,;；/|｜。\s]+"), re.compile(r"[、，,;；/|｜。]+")
_LETTERS = "甲乙丙丁戊己庚ABCDEFG"
_OPEN, _CLOSE = "(（【[〔", ")）】]〕"


def split_list(text: str, *, spaces: bool = True) -> list[str]:
    """The items of a list, cut at the signs (and spaces) that part items outside brackets."""
    if not any(c in text for c in _OPEN):
        return [p for p in (i.strip() for i in (_CUT_ALL if spaces else _CUT).split(text)) if p]
    items: list[str] = []
    depth, start = 0, 0
    for i, c in enumerate(text):
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (c in "、，,;；/|｜。" or (spaces and c.isspace())):
            items.append(text[start:i])
            start = i + 1
    items.append(text[start:])
    return [p for p in (i.strip() for i in items) if p]


@lru_cache(maxsize=32768)
def read_cast(text: str, *, extras_only: bool = False) -> tuple[tuple[str, ...], tuple[Extra, ...]]:
    """The people of a cast line: names without notes and counts, and the extras (``差役若干`` has no count)."""
    names: list[str] = []
    extras: list[Extra] = []
    parts = _NPC.split(text, maxsplit=1)
    for n, part in enumerate(parts):
        crowd = extras_only or n > 0
        for item in split_list(part):
            _read_one(item, names, extras, crowd)
    return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(extras))


def _read_one(item: str, names: list[str], extras: list[Extra], crowd: bool) -> None:
    flat = fold(item).strip(" .·-—*:")
    extra = read_extra(flat)
    if extra is not None:
        extras.append(extra)
        return
    name = clean_name(flat)
    if not name:
        return
    if _CROWD.match(name) or crowd:
        extras.append(Extra(name, None))
    elif len(name) == 1 and name in _LETTERS and names and names[-1][-1] in _LETTERS and len(names[-1]) > 1:
        names.append(names[-1][:-1] + name)
    elif len(name) <= 24:
        names.append(name)


def read_extra(item: str) -> Extra | None:
    """``士兵×10``, ``10名士兵``, ``士兵若干`` as an extra with its count, else None."""
    if not _COUNTED.search(item):
        return None
    if m := _TIMES.match(item):
        return Extra(clean_name(m.group(1)) or m.group(1), read_number(m.group(2)))
    if m := _BEFORE.match(item):
        return Extra(clean_name(m.group(2)) or m.group(2), read_number(m.group(1)))
    if m := _SOME_BEFORE.match(item):
        return Extra(clean_name(m.group(1) or m.group(2)), None)
    if m := _SOME_AFTER.match(item):
        return Extra(clean_name(m.group(1)), None)
    if m := _AFTER.match(item):
        return Extra(clean_name(m.group(1)), read_number(m.group(2)))
    if (m := _AFTER_DIGITS.match(item)) and not m.group(1).isascii() and "(" in item:
        return Extra(clean_name(m.group(1)), read_number(m.group(2)))
    return None


def clean_name(item: str) -> str:
    """A name without its notes: ``（画外）A``, ``A（公鸡形态）``, ``A【幼年】`` are A."""
    name = _NOTES.sub("", item).strip(" .·-—*:：")
    name = re.sub(r"(?<=[\u4e00-\u9fff])等(?:人)?$", "", name)
    return re.sub(r"(?<=[\u4e00-\u9fff])\s*(?:VO|OS|V\.O\.?|O\.S\.?)$", "", name, flags=re.I).strip()


def read_props(text: str) -> list[str]:
    """The things of a prop line, notes kept, in order, each once."""
    listed = any(c in text for c in "、，,;；|｜")
    items = split_list(text, spaces=not listed and not text.isascii())
    return list(dict.fromkeys(i.rstrip("。.") for i in items if i.rstrip("。.") not in ("无", "等", "")))
