"""Subtitles against what is spoken: only lines that say something else are told, and nothing is stopped for them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

from click.testing import CliRunner

from fangcun.review.commands import review
from fangcun.review.contracts import Strength
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import rules_of
from fangcun.review.engine.watch.spoken import Cue, compare
from watch_stage import OPENING, Words, make_film

RULE = rules_of(date(2026, 11, 1)).get("spoken")
REEL = Reel(Path("film.mp4"), 1080, 1920, 0, Fraction(1, 25), tuple(range(1000)), (0,), True)


def told(shown: list[str], said: list[str]) -> list[tuple[str, str]]:
    cues = [Cue(text, 2.0 * n, 2.0 * n + 1.5) for n, text in enumerate(shown)]
    found = compare(cues, [Cue(text) for text in said], reel=REEL, rule=RULE)
    assert all(f.severity is Strength.NOTE for f in found)
    return [(f.category, f.surface) for f in found]


def test_the_same_words_are_not_told_however_they_are_cut() -> None:
    shown = ["卯时之前 凤袍要送到慈宁宫", "少一针", "绣坊上下三十六口 一起埋"]
    said = ["卯时之前，凤袍要送到慈宁宫。少一针，绣坊上下三十六口，一起埋！"]
    assert told(shown, said) == []
    assert told(said, shown) == []


def test_a_slip_of_one_character_in_a_line_passes() -> None:
    assert told(["太后问话！是谁！", "二十年前会这一针的人"], ["太后问话是谁", "二十年前会那一针的人"]) == []


def test_a_line_that_says_something_else_is_told_alone() -> None:
    shown = ["你昨天去了哪里", "我在家里看书", "那就好"]
    assert told(shown, ["你昨天去了哪里", "我跟朋友喝酒去了", "那就好"]) == [
        ("subtitle_differs", "我在家里看书"),
        ("subtitle_lacks", "我跟朋友喝酒去了"),
    ]


def test_a_line_without_subtitle_is_told() -> None:
    shown = ["你昨天去了哪里", "那就好"]
    assert told(shown, ["你昨天去了哪里", "我跟朋友喝酒去了", "那就好"]) == [("subtitle_lacks", "我跟朋友喝酒去了")]


def test_nothing_to_compare_is_nothing_to_tell() -> None:
    assert told([], ["你好"]) == []
    assert told(["……"], ["你好"]) == []


def test_the_command_answers_in_json_with_what_was_read_and_what_differs(tmp_path: Path) -> None:
    lines = [Words("今天下午去码头接货", 4.2, 5.4), Words("我们明天再说吧", 5.6, 6.8)]
    film = make_film(tmp_path / "film.mp4", seconds=7, words=[*OPENING, *lines])
    spoken = tmp_path / "said.txt"
    spoken.write_text("今天下午去码头接货\n他早就离开这座城市了\n", encoding="utf-8")
    done = CliRunner().invoke(
        review, ["video", str(film), "--json", "--spoken", str(spoken), "--date", "2026-11-01", "--processes", "1"]
    )
    assert done.exit_code == 0, done.output
    answer = json.loads(done.output)
    differs = [f for f in answer["findings"] if f["category"] == "subtitle_differs"]
    assert [f["surface"] for f in differs] == ["我们明天再说吧"]
    assert (differs[0]["span"]["first_frame"], differs[0]["span"]["end_frame"]) == (140, 170)
    assert differs[0]["span"]["start"] == "28/5"
    assert answer["verdict"] == "note"
    assert {line["text"] for line in answer["lettering"]} >= {"今天下午去码头接货", "我们明天再说吧", "内容由AI生成"}
    assert answer["problems"] == []


def test_the_command_tells_a_reader_times_measures_and_limits(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=3, words=[], tag=None, silent=(0, 3))
    done = CliRunner().invoke(
        review, ["video", str(film), "--date", "2026-11-01", "--processes", "1"], env={"COLUMNS": "200"}
    )
    assert done.exit_code == 0, done.output
    for words in ("拦下", "AIGC", "00:00.000–00:03.000", "GB 45438-2025", "没有读到"):
        assert words in done.output
