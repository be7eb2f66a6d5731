"""Our own layout reads back as what was written: reading after rendering is identity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from script_view import read_whole

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
from fangcun.write.engine.reader import read, read_text
from fangcun.write.engine.render import render

SCRIPTS = Path(__file__).parents[2] / "data" / "scripts"
NAMES = st.sampled_from(["林晚", "顾言", "赵亮", "王秘书", "阿木", "MARA", "的士司机", "林父", "时间"])
SENTENCE = st.text(
    alphabet="我你他走来去看门窗雨夜日内外场第一二三集闪回切字幕：，、（）", min_size=1, max_size=14
).map(lambda s: "她" + s.strip("，、：（） ") + "。")
WORDS = st.text(alphabet="山水木石火土金风云月", min_size=2, max_size=4)
EMPTY = Span(0, 0)


def _block(kind: BlockKind, text: str, **more: Any) -> Block:
    return Block(kind, text, EMPTY, 1, **more)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    found: list[Block] = []
    inside = False
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["action", "speech", "caption", "flash", "card", "mark", "note", "cut"]))
        if kind == "action":
            text = draw(SENTENCE | st.sampled_from(["闪回", "切至", "字幕：走", "【闪回】", "1-1 日 内 客厅"]))
            found.append(_block(BlockKind.ACTION, text, flashback=inside))
        elif kind == "speech":
            manner = draw(st.none() | st.sampled_from(["怒", "冷笑，低声", "with a smile"]))
            voice = draw(st.sampled_from(list(Voice)))
            text = draw(SENTENCE | st.just("走。\n真的走。"))
            found.append(
                _block(BlockKind.DIALOGUE, text, speaker=draw(NAMES), manner=manner, voice=voice, flashback=inside)
            )
        elif kind == "caption":
            found.append(_block(BlockKind.CAPTION, draw(WORDS), flashback=inside))
        elif kind == "flash":
            found.append(_block(BlockKind.TRANSITION, "闪回结束" if inside else "闪回"))
            inside = not inside
        elif kind == "card":
            found.append(_block(BlockKind.INTERTITLE, draw(WORDS | st.just("三年后，山上。")), flashback=inside))
        elif kind == "mark":
            found.append(_block(BlockKind.MARK, "付费卡点", flashback=inside))
        elif kind == "note":
            found.append(_block(BlockKind.NOTE, draw(SENTENCE), flashback=inside))
        else:
            found.append(
                _block(
                    BlockKind.TRANSITION, draw(st.sampled_from(["切至", "CUT TO:", "BURN TO PINK."])), flashback=inside
                )
            )
    if inside:
        found.append(_block(BlockKind.TRANSITION, "闪回结束"))
    return tuple(found)


@st.composite
def screenplays(draw: st.DrawFn) -> Screenplay:
    numbered = draw(st.booleans())
    episodes = []
    for e in range(1, draw(st.integers(1, 3)) + 1 if numbered else 2):
        scenes = []
        for n in range(1, draw(st.integers(1, 3)) + 1):
            id_ = draw(
                st.sampled_from(
                    [f"{e}-{n}", f"{e}-{n}A", None, str(n), f"{e}.{n}", "S0" + str(n), "A" + str(n)]
                    if numbered
                    else [str(n), None, "二"]
                )
            )
            time = draw(st.none() | st.sampled_from(["日", "夜", "黄昏", "亥时三刻", "DAY", "日/夜"]))
            place = draw(st.none() | WORDS | st.sampled_from(["林家·客厅", "A/B", "OLD HOUSE", "银行外"]))
            side = draw(st.sampled_from(list(IntExt) if place == "银行外" else [None, *IntExt]))
            cast = tuple(draw(st.lists(st.sampled_from(["林晚", "顾言", "赵亮"]), unique=True, max_size=3)))
            extras = tuple(
                draw(st.lists(st.sampled_from([Extra("士兵", 10), Extra("差役", None)]), unique=True, max_size=2))
            )
            props = (
                tuple(draw(st.lists(st.sampled_from(["伞", "手机（碎屏）", "红木 盒子"]), unique=True, max_size=2)))
                if draw(st.booleans())
                else ()
            )
            if props == ("红木 盒子",):
                props = ("伞", "红木 盒子")
            scenes.append(
                Scene(
                    id_, n, "标题", time, TimeOfDay.DAY if time else None, side, place, place, cast, (), extras,
                    props, draw(blocks()), 1, 1.0,
                    flashback=draw(st.booleans()),
                )
            )  # fmt: skip
        episodes.append(
            Episode(e if numbered else None, draw(st.none() | WORDS) if numbered else None, (), tuple(scenes), 1)
        )
    return Screenplay(
        draw(st.none() | WORDS), "txt", None, "", (), tuple(episodes), (Character("林晚", (), "总裁。", "女", 25),)
    )


def content_of(play: Screenplay) -> list[object]:
    """All that a rendering must keep."""
    return [
        (
            e.number,
            e.title,
            [
                (
                    s.id, s.time, s.int_ext, s.location, s.cast_listed, s.extras, s.props, s.flashback,
                    [(b.kind, b.text, b.speaker, b.manner, b.voice, b.flashback) for b in s.blocks if b.kind in KEPT],
                )
                for s in e.scenes
            ],
        )
        for e in play.episodes
    ]  # fmt: skip


KEPT = frozenset(BlockKind) - {BlockKind.HEADING, BlockKind.CAST, BlockKind.PROPS, BlockKind.EPISODE, BlockKind.FRONT}


@settings(max_examples=120, deadline=None)
@given(screenplays())
def test_reading_what_was_rendered_is_identity(play: Screenplay) -> None:
    again = read_text(render(play))
    assert content_of(again) == content_of(play)
    assert again.title == play.title
    assert again.characters[0] == Character("林晚", (), "女，25岁，总裁。", "女", 25)


@pytest.mark.parametrize("name", ["en-brick-and-steel.fountain", "en-brick-and-steel.fdx", "en-screenplaytools-fd.fdx"])
def test_western_scripts_survive_our_layout(name: str) -> None:
    play = read((SCRIPTS / name).read_bytes(), name=name)
    assert content_of(read_text(render(play))) == content_of(play)


def test_the_layout_is_what_a_writer_would_type() -> None:
    text = """《霸总归来》

第1集：归来

1-1 日 内 客厅
人物：林晚、保镖×4
道具：伞、手机
△林晚转身。
林晚（怒，OS）：你好。
【字幕：三年后】
【付费卡点】
第一集完
"""
    assert render(read_whole(text)) == text
