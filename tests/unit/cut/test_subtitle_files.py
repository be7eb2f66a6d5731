"""Subtitle files: three formats say the same, in the right direction and place, and a loss is noticed."""

from __future__ import annotations

from pathlib import Path

import pysubs2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from subtitle_stage import WAITED

from fangcun.cut.engine.cues import Cue, CueKind
from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT
from fangcun.cut.engine.subtitle_files import check_subtitles, undirected, write_subtitles
from fangcun.cut.engine.subtitle_style import styles, with_speakers

CUES = (
    Cue(0, 40, ("三年后", "长安"), CueKind.CAPTION),
    Cue(10, 60, ("你{怎}么来了？", "a & b <i>c</i> --> d\\N"), speaker="沈,星"),
    Cue(61, 90, ("好。",), speaker="陆沉舟"),
)


@pytest.mark.parametrize("language", ["zh", "ar"])
@pytest.mark.parametrize("style", list(styles()))
def test_every_file_is_read_back_whole(tmp_path: Path, style: str, language: str) -> None:
    paths = write_subtitles(CUES, folder=tmp_path, stem="e1", style=styles()[style], language=language)
    assert check_subtitles(paths, cues=CUES) == []


@settings(max_examples=60, deadline=None)
@example(texts=["&gt", "&amp;lt;"])
@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda t: t.strip()), min_size=1, max_size=4))
def test_no_text_whatever_gets_lost(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    texts = [
        t for t in ("".join(c for c in text if c.isprintable()).strip() for text in texts) if undirected(t).strip()
    ]
    cues = tuple(Cue(i * 30, i * 30 + 25, (text,)) for i, text in enumerate(texts))
    paths = write_subtitles(cues, folder=tmp_path_factory.mktemp("subs"), stem="e1")
    assert check_subtitles(paths, cues=cues) == []


def test_an_episode_without_words_has_whole_files_too(tmp_path: Path) -> None:
    assert check_subtitles(write_subtitles((), folder=tmp_path, stem="e1"), cues=()) == []


def test_text_that_a_format_line_swallows_is_a_problem(tmp_path: Path) -> None:
    paths = write_subtitles(CUES, folder=tmp_path, stem="e1")
    ass = paths["ass"]
    # An ASS whose Format line lacks a field: readers shift the fields and drop what stands after the last comma.
    ass.write_text(ass.read_text(encoding="utf-8").replace("MarginV, Effect, Text", "MarginV, Text"), encoding="utf-8")
    paths["srt"].write_text("1\n00:00:00,000 --> 00:00:01,600\n三年后长安\n", encoding="utf-8")
    problems = check_subtitles(paths, cues=CUES)
    assert {p.code for p in problems} == {"cut.subtitle_lost"}
    assert any("e1.ass" in p.message for p in problems)
    assert any("应有 3 条，读回 1 条" in p.message for p in problems)


def test_a_cue_that_moved_is_a_problem(tmp_path: Path) -> None:
    paths = write_subtitles(CUES, folder=tmp_path, stem="e1")
    vtt = paths["vtt"]
    vtt.write_text(vtt.read_text(encoding="utf-8").replace("00:00:02.440", "00:00:02.640"), encoding="utf-8")
    (problem,) = check_subtitles({"vtt": vtt}, cues=CUES)
    assert "时间" in problem.message
    assert problem.line == 3


def test_arabic_rows_say_that_they_run_from_the_right(tmp_path: Path) -> None:
    cues = (Cue(0, 50, (WAITED["ar"],)),)
    paths = write_subtitles(cues, folder=tmp_path, stem="e1", language="ar")
    for path in paths.values():
        text = path.read_text(encoding="utf-8")
        assert f"\u200f\u202b{WAITED['ar']}\u202c" in text, path.name
        assert WAITED["ar"] in undirected(text)
    assert "\u202b" not in write_subtitles(cues, folder=tmp_path, stem="e2")["vtt"].read_text(encoding="utf-8")


def test_webvtt_hangs_lines_above_the_buttons_and_captions_below_the_notch(tmp_path: Path) -> None:
    tall = write_subtitles(CUES, folder=tmp_path, stem="a")["vtt"].read_text(encoding="utf-8")
    wide = write_subtitles(CUES, folder=tmp_path, stem="b", shape=LANDSCAPE)["vtt"].read_text(encoding="utf-8")
    assert tall.count("line:78%,end position:50% size:77%") == 2
    assert tall.count("line:13%,start") == 1
    assert wide.count("line:95%,end position:50% size:90%") == 2
    assert "&lt;" not in tall
    assert "a &amp; b" in tall


def test_ass_has_the_look_of_the_style(tmp_path: Path) -> None:
    elder, ancient = styles()["elder"], styles()["ancient"]
    boxed = pysubs2.load(str(write_subtitles(CUES, folder=tmp_path, stem="a", style=elder)["ass"]))
    assert boxed.styles["Default"].borderstyle == 3
    assert boxed.styles["Default"].fontname == "Noto Sans SC Black"
    assert boxed.styles["Default"].marginv == PORTRAIT.height - 1498
    upright = pysubs2.load(str(write_subtitles(CUES, folder=tmp_path, stem="b", style=ancient)["ass"]))
    assert upright.styles["Caption"].alignment == pysubs2.Alignment.TOP_RIGHT
    assert [e.text.split("}")[1] for e in upright[:2]] == [r"三\N年\N后", r"长\N安"]
    assert upright[0].text.startswith(r"{\an9\pos(960,250)}")
    assert upright[3].text == "好。", "what is spoken stays level"


def test_each_speaker_s_colour_is_in_the_ass(tmp_path: Path) -> None:
    style = with_speakers(styles()["variety"], ["陆沉舟"])
    color = style.color_of("陆沉舟")
    ass = write_subtitles(CUES, folder=tmp_path, stem="e1", style=style)["ass"].read_text(encoding="utf-8")
    assert f"{{\\c&H{color & 255:02X}{color >> 8 & 255:02X}{color >> 16:02X}&}}好。" in ass
