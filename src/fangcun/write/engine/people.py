"""Who the people are: names the script gives away, and its character sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fangcun.kit.text import fold, read_number
from fangcun.write.contracts import Character, Episode
from fangcun.write.engine import words
from fangcun.write.engine.castline import clean_name, read_cast
from fangcun.write.engine.cue import Cue, is_name_like, split_speakers
from fangcun.write.engine.records import Record, Tag
from fangcun.write.engine.words import split_words

_LEAD = re.compile(r"^[\s\d一二三四五六七八九十、.．)）(（①-⑳·•*#—\-]*(?=\S)")
_ENTRY = re.compile(
    r"^(?P<name>[\u4e00-\u9fffA-Za-z·• ]{1,16}?)"
    r"\s*(?:[(（【\[](?P<note>[^()（）【】\[\]]{0,40})[)）】\]])?"
    r"\s*(?:[:：]|——|—|-{1,2}|\s|[，,](?=[男女]|\d)|$)\s*(?P<rest>.*)$"
)
_SEX = re.compile(
    r"(?:性别[:：\s]*)?(?<![\u4e00-\u9fff])(男|女)(?:性|主角|主|配|二|一|三|反派)?(?![\u4e00-\u9fff儿人友孩生])|(男|女)性"
)
_LOOSE_SEX = re.compile(r"(男|女)(?=[，,、\s）)]|\d|$)|^(男|女)[主配二一三]")
_AGE = re.compile(
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:多|来|余)?\s*岁|年龄[:：\s]*(\d{1,3})|(?<=[男女，,、\s])(\d{1,2})(?=$|[，,、\s）)])"
)
_ALIAS = re.compile(
    r"(?:又名|别名|小名|外号|绰号|昵称|人称|原名|化名|又称|简称)[:：\s]*[“\"「]?([\u4e00-\u9fffA-Za-z]{1,6})"
)
_COLUMNS = re.compile(
    r"^(?:序号\s+)?(?:姓名|角色名?|人物|角色姓名|人物姓名|名字)\s+(?:性别|年龄|身份|简介|描述|小传|性格|说明|演员|关系|职业|人设|备注)"
)
_PART = re.compile(
    r"^(?:男主角?|女主角?|男[一二三四]号?|女[一二三四]号?|男配角?|女配角?|反派|配角|主角)"
    r"\s*[·—\-:： ]?\s*(?=[\u4e00-\u9fff]{2,4}$)"
)
_NOT_PERSON = re.compile(
    r"[。；]|^(?:人物|角色|故事|剧情|主要|其他|群演|配角|主角|反派|正派|男主|女主)(?:小传|表|介绍|梗概)?$"
)


def read_sheet(front: Sequence[Record], raw: Sequence[str]) -> list[Character]:
    """The characters that the sheet in the front describes. ``raw`` holds each record's own text, undressed."""
    people: dict[str, Character] = {}
    inside = False
    last: str | None = None
    for record, text in zip(front, raw, strict=True):
        flat = fold(text).strip(" #*【】[]《》")
        if _COLUMNS.match(flat):
            inside, last = True, None
            continue
        if len(flat) <= 16 and words.SHEET_TITLES.match(flat):
            inside, last = True, None
            continue
        if len(flat) <= 16 and words.OTHER_TITLES.match(flat):
            inside = False
            continue
        if record.tag is Tag.CAST and record.text:
            names, _ = read_cast(record.text)
            for n in names:
                people.setdefault(n, Character(n))
            continue
        if not inside:
            continue
        found = _read_entry(text)
        if found is not None:
            last = found.name
            if last not in people or not people[last].description:
                people[last] = found
        elif last is not None and len(people[last].description) < 2000:
            old = people[last]
            people[last] = _describe(old.name, (old.description + "\n" + text.strip()).strip(), old.aliases)
    return list(people.values())


def _read_entry(text: str) -> Character | None:
    body = _LEAD.sub("", text, count=1).strip(" *#|")
    if body[:1] == "【":
        body = body[1:].replace("】", "：", 1)
    m = _ENTRY.match(body)
    if m is None:
        return None
    name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", m["name"].strip(" ·—-"))
    name = _PART.sub("", name)

    if (
        not name
        or len(name) > 12
        or (not name.isascii() and len(name) > 8)
        or not is_name_like(name)
        or _NOT_PERSON.search(name)
    ):
        return None
    if (
        name in words.FRONT_LABELS
        or name in words.ACTION_LABELS
        or name in ("男", "女", "年龄", "性别", "身份", "性格", "外貌", "背景", "职业")
    ):
        return None
    about = "，".join(p for p in (m["note"], m["rest"].strip()) if p)
    if len(name) > 4 and not about:
        return None
    return _describe(name, about, ())


def _describe(name: str, about: str, aliases: tuple[str, ...]) -> Character:
    head = about[:60]
    sex = _SEX.search(head) or _LOOSE_SEX.search(head)
    age = _AGE.search(fold(head))
    also = tuple(dict.fromkeys((*aliases, *(a for a in _ALIAS.findall(about) if a != name))))
    return Character(
        name,
        aliases=also,
        description=about,
        sex=next((g for g in sex.groups() if g), None) if sex else None,
        age=read_number(next(g for g in age.groups() if g)) if age else None,
    )


def collect_names(records: Sequence[Record], sheet: Sequence[Character]) -> set[str]:
    """Every name that the cast lines, the sheet, or cues that prove themselves or come again give away."""
    names = {n for c in sheet for n in (c.name, *c.aliases)}
    seen: Counter[str] = Counter()
    lists: set[str] = set()
    for record in records:
        if record.tag is Tag.CUE:
            cue: Cue = record.data[0]
            seen[cue.name] += 2 if cue.sure and record.data[2] != "stage" else 1
        elif record.tag is Tag.CAST or record.tag is Tag.EXTRAS:
            lists.add(record.text)
        elif record.tag is Tag.SPEAKER:
            seen[clean_name(record.text)] += 1
    for text in lists:
        found, extras = read_cast(text)
        names.update(found)
        names.update(e.name for e in extras)
    for name, times in seen.items():
        if times > 1 and name and is_name_like(name):
            names.update(split_speakers(name))
            names.add(name)
    names.discard("")
    return names


_NOBODY = frozenset(split_words("旁白 画外音 解说 众人 全体 所有人 大家 画外 字幕 NARRATOR ALL"))


def list_characters(sheet: Sequence[Character], episodes: Sequence[Episode]) -> tuple[Character, ...]:
    """Every character: those of the sheet first, then as they appear; each with the other spellings of their cues.

    Narrators and crowds (旁白, 众人) speak but are no characters.
    """
    people = {c.name: c for c in sheet}
    other = {a: c.name for c in sheet for a in c.aliases}
    for episode in episodes:
        for scene in episode.scenes:
            for name in (*scene.cast_listed, *scene.cast_speaking):
                if name not in people and name not in other and name not in _NOBODY and not name.startswith("众"):
                    people[name] = Character(name)
    return tuple(people.values())
