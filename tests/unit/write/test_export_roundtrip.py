"""What Fangcun exports reads back as the same screenplay."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from script_text import script

from fangcun.write.contracts import (
    CONTENT,
    BlockKind,
    Character,
    Episode,
    Extra,
    IntExt,
    Scene,
    Screenplay,
    TimeOfDay,
    Voice,
)
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.composition import Composer
from fangcun.write.engine.export_fdx import CATEGORIES, to_fdx
from fangcun.write.engine.export_fountain import to_fountain
from fangcun.write.engine.export_json import to_json
from fangcun.write.engine.fountain_convention import escape, unescape
from fangcun.write.engine.import_json import from_json
from fangcun.write.engine.reimport_fdx import read_back_fdx
from fangcun.write.engine.reimport_fountain import read_back_fountain

PLAY = script(
    """第1集：归来
1-1 日 内 客厅（闪回）
人物：晚晚、士兵×10、差役若干
道具：半块玉佩、轿车
△林晚一袭红裙，十几个保安围住她。
林晚（怒）OS：顾砚呢？
【字幕：三年前】
【付费卡点】
1-2 夜 外 后山
人物：顾砚
顾砚内心：完了。
第2集
2-1 夜 内 病房
△灯灭。
""",
    characters=(Character("林晚", ("晚晚",), "失踪多年的女儿。\n左撇子", "女", 24),),
)


def shape(play: Screenplay) -> Any:
    """What must survive: episodes, scenes, headings and the blocks' kind, speaker, manner, voice and text."""
    return (
        play.title,
        play.characters,
        [(e.number, e.title, [scene_shape(s) for s in e.scenes]) for e in play.episodes],
    )


def scene_shape(scene: Scene) -> Any:
    fields = replace(scene, blocks=(), line=0, confidence=0.0, eighths=None)
    blocks = [
        (b.kind, b.text, b.speaker, b.manner, b.voice if b.voice is not Voice.SPOKEN else None, b.flashback)
        for b in scene.blocks
        if b.kind in CONTENT or b.kind is BlockKind.NOTE
    ]
    return fields, blocks


def through_fountain(play: Screenplay) -> Screenplay:
    again = read_back_fountain(to_fountain(play))
    assert again is not None
    return again


def through_fdx(play: Screenplay) -> Screenplay:
    again = read_back_fdx(to_fdx(play, break_down(play)))
    assert again is not None
    return again


def through_json(play: Screenplay) -> Screenplay:
    again = from_json(to_json(play, break_down(play)))
    # JSON also lists the people who are on no character sheet.
    return replace(again, characters=again.characters[: len(play.characters)])


WAYS = pytest.mark.parametrize("way", [through_fountain, through_fdx, through_json])


@WAYS
def test_a_script_survives(way: Any) -> None:
    again = way(PLAY)
    assert shape(again) == shape(PLAY)
    assert "".join(again.source[b.span.start : b.span.end] for b in again.all_blocks()) == again.source


# Every sign that means something to Fountain, and what scripts are full of.
LETTERS = "林晚来了，。：=｜、△【】（）()[]*_\\/<>@!.#~&^ \nABab1-"
# Spaces at the ends of lines are no content, and Western apps take them away.
TEXT = st.text(LETTERS, max_size=14).map(lambda t: "\n".join(line.strip() for line in t.split("\n")).strip("\n"))
LINE = st.text(LETTERS.replace("\n", ""), max_size=10).map(lambda t: " ".join(t.split()))
NAME = LINE.filter(bool)
NAMES = st.lists(NAME, max_size=3, unique=True).map(tuple)


@st.composite
def screenplays(draw: st.DrawFn) -> Screenplay:
    composer = Composer()
    numbered = draw(st.booleans())
    episodes = []
    for number in range(1, draw(st.integers(1, 3)) + 1) if numbered else [None]:
        line, title = composer.line, draw(st.none() | NAME) if numbered else None
        head = (composer.add(BlockKind.EPISODE, f"第{number}集"),) if numbered else ()
        scenes = tuple(draw_scene(draw, composer) for _ in range(draw(st.integers(1, 2))))
        episodes.append(Episode(number, title, head, scenes, line))
    people = tuple(
        Character(n, draw(NAMES), draw(TEXT), draw(st.sampled_from(["男", "女", None])), draw(st.none() | st.just(30)))
        for n in draw(NAMES)
    )
    return Screenplay(draw(st.none() | NAME), "txt", "utf-8", composer.source, (), tuple(episodes), people)


def draw_scene(draw: st.DrawFn, composer: Composer) -> Scene:
    line, heading = composer.line, draw(NAME)
    blocks = [composer.add(BlockKind.HEADING, heading)]
    cast = draw(NAMES)
    if cast:
        blocks.append(composer.add(BlockKind.CAST, "、".join(cast)))
    props = draw(NAMES)
    if props:
        blocks.append(composer.add(BlockKind.PROPS, "、".join(props)))
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from([*sorted(CONTENT), BlockKind.NOTE]))
        speech = kind is BlockKind.DIALOGUE
        blocks.append(
            composer.add(
                kind,
                draw(LINE if kind is BlockKind.TRANSITION else TEXT),
                speaker=draw(st.none() | NAME) if speech else None,
                manner=draw(st.none() | NAME) if speech else None,
                voice=draw(st.sampled_from([None, *Voice])) if speech else None,
                flashback=kind in CONTENT and draw(st.booleans()),
            )
        )
    return Scene(
        id=draw(st.none() | st.just("1-1")),
        number=draw(st.integers(1, 9)),
        heading=heading,
        time=draw(st.none() | NAME),
        time_of_day=draw(st.none() | st.sampled_from(TimeOfDay)),
        int_ext=draw(st.none() | st.sampled_from(IntExt)),
        location=draw(st.none() | NAME),
        place=draw(st.none() | NAME),
        cast_listed=cast,
        cast_speaking=tuple(dict.fromkeys(b.speaker for b in blocks if b.speaker)),
        extras=tuple(Extra(n, draw(st.none() | st.integers(0, 99))) for n in draw(NAMES)),
        props=props,
        blocks=tuple(blocks),
        line=line,
        confidence=1.0,
        flashback=draw(st.booleans()),
    )


@settings(max_examples=120, deadline=None)
@given(screenplays())
def test_any_screenplay_survives_fountain(play: Screenplay) -> None:
    assert shape(through_fountain(play)) == shape(play)


@settings(max_examples=80, deadline=None)
@given(screenplays())
def test_any_screenplay_survives_fdx(play: Screenplay) -> None:
    assert shape(through_fdx(play)) == shape(play)


@settings(max_examples=60, deadline=None)
@given(screenplays())
def test_every_character_of_what_was_written_belongs_to_one_block(play: Screenplay) -> None:
    for again in (through_fountain(play), through_fdx(play)):
        assert "".join(again.source[b.span.start : b.span.end] for b in again.all_blocks()) == again.source


@given(st.text(LETTERS))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert unescape(escape(text)) == text


def test_other_peoples_files_are_left_to_the_reader() -> None:
    assert read_back_fountain("Title: X\n\nINT. BAR - DAY\n\nThey drink.\n") is None
    assert read_back_fdx(b'<?xml version="1.0"?><FinalDraft Version="5"><Content/></FinalDraft>') is None


def test_what_another_app_added_is_read_too() -> None:
    edited = to_fountain(PLAY) + "\nINT. BAR - NIGHT #9#\n\nThey drink.\n\nSTEEL\n(softly)\nCheers.\n\nCUT TO:\n"
    again = read_back_fountain(edited)
    assert again is not None
    bar = again.scenes()[-1]
    assert (bar.id, bar.int_ext, bar.location, bar.time) == ("9", IntExt.INT, "BAR", "NIGHT")
    assert [(b.kind.value, b.text, b.speaker, b.manner) for b in bar.content] == [
        ("action", "They drink.", None, None),
        ("dialogue", "Cheers.", "STEEL", "softly"),
        ("transition", "CUT TO:", None, None),
    ]


def test_fountain_is_plain_where_the_script_is() -> None:
    play = script("INT. BAR - NIGHT\n△They drink long and well.\nSTEEL：To retirement.\n", format="fountain")
    text = to_fountain(play)
    assert "\nINT. BAR - NIGHT\n" in text
    assert "\nThey drink long and well.\n" in text
    assert "\n@STEEL\nTo retirement.\n" in text


def test_fdx_tags_the_elements_where_they_were_found() -> None:
    root = ET.fromstring(to_fdx(PLAY, break_down(PLAY)))
    assert (root.get("DocumentType"), root.get("Version")) == ("Script", "5")
    runs = {t.get("TagNumber"): t.text for t in root.iter("Text") if t.get("TagNumber")}
    labels = {d.get("Id"): (d.get("CatId"), d.get("Label")) for d in root.iter("TagDefinition")}
    tagged = {
        (labels[d.text][0], labels[d.text][1], runs[tag.get("Number")])
        for tag in root.iterfind("TagData/Tags/Tag")
        for d in tag.iterfind("DefId")
    }
    ids = {c.value: v[2] for c, v in CATEGORIES.items()}
    assert (ids["Wardrobe"], "红裙", "红裙") in tagged
    assert (ids["Background Actors"], "保安", "保安") in tagged
    assert (ids["Props"], "半块玉佩", "半块玉佩") in tagged
    assert len(root.findall("TagData/TagCategories/TagCategory")) == 22


def test_fdx_lengths_are_final_drafts() -> None:
    play = script("INT. BAR - NIGHT\n△They drink.\n", format="fountain")
    root = ET.fromstring(to_fdx(play, break_down(play)))
    properties = root.find("Content/Paragraph/SceneProperties")
    assert properties is not None
    assert properties.get("Length") == "1/8"


def test_the_reference_explains_every_field_of_a_scene_note() -> None:
    text = (Path(__file__).parents[3] / "docs" / "reference" / "exports.md").read_text("utf-8")
    note = next(line for line in to_fountain(PLAY).splitlines() if line.startswith("[[场："))
    keys = [part.partition("=")[0] for part in note[2:-2].removeprefix("场：").split("｜")]
    assert [k for k in keys if f"`{k}" not in text] == []
