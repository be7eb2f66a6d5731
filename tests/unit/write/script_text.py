"""Screenplays for tests, written as a script is: one line, one block, in the plainest Chinese layout."""

from __future__ import annotations

import re

from fangcun.write.contracts import (
    Block,
    BlockKind,
    Character,
    Episode,
    Extra,
    IntExt,
    Scene,
    Screenplay,
    Span,
    TimeOfDay,
    Voice,
)

_HEADING = re.compile(r"(\d+-\d+|INT\.|EXT\.) ?(.*)$")
_CUE = re.compile(r"([^：（(△【]{1,12}?)(?:（([^）]+)）)?(VO|OS|内心)?：(.*)$")
_VOICES = {"VO": Voice.VO, "OS": Voice.OS, "内心": Voice.INNER}
_TIMES = {t.value: t for t in TimeOfDay}


def script(text: str, *, format: str = "txt", characters: tuple[Character, ...] = ()) -> Screenplay:
    """``第1集`` opens an episode, ``1-1 日 内 客厅`` a scene; then 人物： 道具： △ 【】 and cues, a line each."""
    source = text
    episodes: list[tuple[int | None, str | None, list[list[tuple[Block, str]]], list[Block], int]] = []
    position = 0
    front: list[Block] = []
    for number, line in enumerate(source.splitlines(keepends=True), 1):
        span = Span(position, position + len(line))
        position += len(line)
        content = line.strip()
        if not content:
            _widen(front, episodes, span)
            continue
        opened = re.match(r"第(\d+)集(?:：(.*))?$", content)
        if opened:
            block = Block(BlockKind.EPISODE, content, span, number)
            episodes.append((int(opened[1]), opened[2], [], [block], number))
            continue
        if _HEADING.match(content):
            if not episodes:
                episodes.append((None, None, [], [], number))
            episodes[-1][2].append([(Block(BlockKind.HEADING, content, span, number), content)])
            continue
        if not episodes or not episodes[-1][2]:
            (episodes[-1][3] if episodes else front).append(Block(BlockKind.FRONT, content, span, number))
            continue
        episodes[-1][2][-1].append((_read_block(content, span, number), content))
    return Screenplay(
        title="试戏",
        format=format,
        encoding="utf-8",
        source=source,
        front=tuple(front),
        episodes=tuple(
            Episode(n, t, tuple(blocks), tuple(_scene(s, i) for i, s in enumerate(scenes, 1)), line)
            for n, t, scenes, blocks, line in episodes
        ),
        characters=characters,
    )


def _widen(front: list[Block], episodes: list, span: Span) -> None:
    """Blank lines belong to the block before them."""
    if not episodes:
        home, index = front, -1
        if not front:
            return
        home[index] = _until(home[index], span.end)
    elif episodes[-1][2]:
        block, text = episodes[-1][2][-1][-1]
        episodes[-1][2][-1][-1] = (_until(block, span.end), text)
    else:
        episodes[-1][3][-1] = _until(episodes[-1][3][-1], span.end)


def _until(block: Block, end: int) -> Block:
    return Block(
        block.kind,
        block.text,
        Span(block.span.start, end),
        block.line,
        block.speaker,
        block.manner,
        block.voice,
        block.flashback,
    )


def _read_block(content: str, span: Span, line: int) -> Block:
    for mark, kind in (("人物：", BlockKind.CAST), ("道具：", BlockKind.PROPS), ("△", BlockKind.ACTION)):
        if content.startswith(mark):
            return Block(kind, content.removeprefix(mark), span, line)
    if content.startswith("【字幕："):
        return Block(BlockKind.CAPTION, content[4:-1], span, line)
    if content.startswith("【"):
        kind = BlockKind.MARK if "卡点" in content else BlockKind.TRANSITION
        return Block(kind, content[1:-1], span, line)
    cue = _CUE.match(content)
    if cue and cue[1] not in {"特效", "音效", "服装", "化妆"}:
        return Block(BlockKind.DIALOGUE, cue[4], span, line, cue[1], cue[2], _VOICES.get(cue[3] or "", Voice.SPOKEN))
    return Block(BlockKind.ACTION, content, span, line)


def _scene(lines: list[tuple[Block, str]], place_in_episode: int) -> Scene:
    blocks = tuple(b for b, _ in lines)
    heading = blocks[0].text
    match = _HEADING.match(heading)
    assert match
    western = match[1] in ("INT.", "EXT.")
    fields = match[2].split(" ")
    if western:
        location, _, printed = match[2].partition(" - ")
        time = printed or None
        time_of_day = {"DAY": TimeOfDay.DAY, "NIGHT": TimeOfDay.NIGHT}.get(printed)
        int_ext: IntExt | None = IntExt.INT if match[1] == "INT." else IntExt.EXT
    else:
        time, side, location = fields[0], fields[1], " ".join(fields[2:])
        time_of_day, int_ext = _TIMES.get(time), IntExt(side)
    listed, extras, props = [], [], []
    for block in blocks:
        if block.kind is BlockKind.CAST:
            for name in re.split("[、，]", block.text):
                counted = re.fullmatch(r"(.+?)(?:[×*](\d+)|若干)", name)
                if counted:
                    extras.append(Extra(counted[1], int(counted[2]) if counted[2] else None))
                else:
                    listed.append(name)
        if block.kind is BlockKind.PROPS:
            props += re.split("[、，]", block.text)
    return Scene(
        id=None if western else match[1],
        number=place_in_episode if western else int(match[1].split("-")[1]),
        heading=heading,
        time=time,
        time_of_day=time_of_day,
        int_ext=int_ext,
        location=location,
        place=location,
        cast_listed=tuple(listed),
        cast_speaking=tuple(dict.fromkeys(b.speaker for b in blocks if b.speaker)),
        extras=tuple(extras),
        props=tuple(props),
        blocks=blocks,
        line=blocks[0].line,
        confidence=1.0,
        flashback="闪回" in heading,
    )
