"""A screenplay in our own Chinese layout, which reads back as the same episodes, scenes and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fangcun.write.contracts import Block, BlockKind, Character, Episode, Extra, Scene, Screenplay, Voice
from fangcun.write.engine import marks
from fangcun.write.engine.cue import is_name_like, parse_cue
from fangcun.write.engine.episode import is_end
from fangcun.write.engine.heading import parse_heading
from fangcun.write.engine.lines import LineReader
from fangcun.write.engine.records import Tag

_VOICES = {Voice.VO: "VO", Voice.OS: "OS", Voice.INNER: "内心"}
_COMPOUND = re.compile(r"\d+(?:[-.]\d+)+[A-Za-z]?")
_PLAIN = re.compile(r"\d+[A-Za-z]?|[零〇一二三四五六七八九十百千两]+")


def render(screenplay: Screenplay) -> str:
    """``screenplay`` as text in the canonical layout: 第1集, ``1-1 日 内 客厅``, 人物, 道具, △ action, speech.

    ``read_text`` of it has the same episodes, scenes and played blocks. Line breaks inside action become spaces.
    """
    lines = list(_render_front(screenplay))
    for episode in screenplay.episodes:
        lines += ["", *_render_episode(episode)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _render_front(play: Screenplay) -> Iterator[str]:
    if play.front:
        yield from (b.text for b in play.front)
        return
    if play.title:
        yield f"《{play.title}》"
    described = [c for c in play.characters if c.description or c.sex or c.age is not None]
    if described:
        yield from ("", "人物小传", *(_render_character(c) for c in described))


def _render_character(c: Character) -> str:
    about = _one_line(c.description)
    given = [c.sex] if c.sex and c.sex not in about else []
    if c.age is not None and f"{c.age}岁" not in about:
        given.append(f"{c.age}岁")
    return f"{c.name}：" + "，".join([*given, about] if about else given)


def _render_episode(e: Episode) -> Iterator[str]:
    if e.number is not None:
        yield f"第{e.number}集：{e.title}" if e.title else f"第{e.number}集"
    for b in e.blocks:
        if b.kind is not BlockKind.EPISODE:
            yield from _render_block(b)
    for n, s in enumerate(e.scenes):
        yield ""
        if s.heading or n > 0:
            yield _render_heading(s)
        if s.cast_listed or s.extras:
            yield "人物：" + "、".join([*s.cast_listed, *(_render_extra(x) for x in s.extras)])
        if s.props:
            yield "道具：" + "、".join(s.props)
        for b in s.blocks:
            yield from _render_block(b)


def _render_extra(x: Extra) -> str:
    return f"{x.name}若干" if x.count is None else f"{x.name}×{x.count}"


def _render_heading(s: Scene) -> str:
    side = s.int_ext.value if s.int_ext else ""
    note = "（闪回）" if s.flashback else ""
    told = (s.id, s.time, s.int_ext, s.location, s.flashback)
    best = ""
    for number in _numbers(s.id):
        for parts in ((s.time, side, s.location), (s.location, s.time, side), (s.time, side, f"【{s.location}】")):
            line = " ".join(p for p in (number, *parts) if p and p != "【None】") + note
            if number == "+场" and s.id:
                line += f" #{s.id}#"
            found = parse_heading(line)
            if (
                found is not None
                and not found.weak
                and (found.id, found.time, found.int_ext, found.location, found.flashback) == told
            ):
                return line
            best = best or line
    return best


def _numbers(id_: str | None) -> Iterable[str]:
    if id_ is None:
        return ("+场",)
    if _COMPOUND.fullmatch(id_):
        return (id_, f"场{id_}", "+场")
    if _PLAIN.fullmatch(id_):
        return (f"第{id_}场", f"场{id_}", "+场")
    return (id_, "+场")


def _render_block(b: Block) -> Iterator[str]:
    text = _one_line(b.text)
    kind = b.kind
    if kind is BlockKind.ACTION:
        yield f"△{text}" if _reads_as("△" + text, Tag.ACTION, text) else f"△△{text}"
    elif kind is BlockKind.DIALOGUE:
        yield from _render_speech(b)
    elif kind is BlockKind.CAPTION:
        yield f"字幕：{text}" if "】" in text else f"【字幕：{text}】"
    elif kind is BlockKind.TRANSITION:
        yield f"【{text}】" if _reads_as(f"【{text}】", Tag.TRANSITION, text) else f"【{marks.CUT_LABEL}{text}】"
    elif kind is BlockKind.INTERTITLE:
        yield f"【{text}】" if _reads_as(f"【{text}】", Tag.INTERTITLE, text) else f"【{marks.CARD_LABEL}{text}】"
    elif kind is BlockKind.MARK:
        yield f"【{text}】"
    elif kind is BlockKind.NOTE:
        yield f"注：{text}"
    elif kind is BlockKind.END:
        yield text if is_end(text) else "【本集完】"


def _render_speech(b: Block) -> Iterator[str]:
    name = b.speaker or "旁白"
    voice = None if b.voice is Voice.SPOKEN else b.voice
    notes = [n for n in (b.manner, _VOICES[voice] if voice else None) if n]
    head = name + (f"（{'，'.join(notes)}）" if notes else "")
    cue = parse_cue(head)
    same = cue is not None and (cue.name, cue.manner, cue.voice) == (name, b.manner, voice)
    first, *more = [line for line in b.text.split("\n") if line.strip()] or [""]
    sure = same and is_name_like(name) and marks.label_tag(name) is None
    yield f"{'' if sure else '@'}{head}：{first}"
    yield from (f"@：{line.strip()}" for line in more)


def _reads_as(line: str, tag: Tag, text: str) -> bool:
    records = LineReader().read(line)
    return len(records) == 1 and records[0].tag is tag and records[0].text == text


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n\u2028\u2029]+\s*", " ", text)
