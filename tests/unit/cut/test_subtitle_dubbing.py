"""The dubbing plan: every line in its slot, what is missing or too long said before anybody speaks."""

from __future__ import annotations

import itertools

from subtitle_stage import laid, shot

from fangcun.cut.engine.dubbing import dub_lines, dub_problems
from fangcun.cut.engine.translation import Translation

SCENE = laid(shot("a", ("沈星", "你怎么来了？"), ("陆沉舟", "我在这里等了三天三夜。")), shot("b", ("沈星", "走吧。")))


def spoken(**english: str) -> Translation:
    return Translation({"en": {f"{id[0]}#{id[1:]}": text for id, text in english.items()}})


def test_every_line_has_a_slot_that_no_other_enters() -> None:
    lines = dub_lines(SCENE.shots, spoken(a1="You?", a2="Three days I waited.", b1="Go."), language="en")
    assert [(line.id, line.speaker, line.text, line.language) for line in lines] == [
        ("a#1", "沈星", "You?", "en"),
        ("a#2", "陆沉舟", "Three days I waited.", "en"),
        ("b#1", "沈星", "Go.", "en"),
    ]
    for line, timed in zip(lines, SCENE.lines(), strict=True):
        assert line.start == timed.start
        assert line.frames >= line.heard == timed.frames
    assert all(a.start + a.frames <= b.start for a, b in itertools.pairwise(lines))
    assert lines[1].start + lines[1].frames == SCENE.shots[0].end
    assert dub_problems(lines) == []


def test_shots_without_words_have_no_lines() -> None:
    scene = laid(shot("a"), shot("b", ("沈星", "走吧。")), shot("c"))
    assert [line.id for line in dub_lines(scene.shots, spoken(b1="Go."), language="en")] == ["b#1"]


def test_a_line_without_translation_is_spoken_in_its_own_language_and_told() -> None:
    lines = dub_lines(SCENE.shots, spoken(a1="You?", b1="Go."), language="en")
    assert (lines[1].text, lines[1].language, lines[1].missing) == ("我在这里等了三天三夜。", "zh-Hans", True)
    (problem,) = dub_problems(lines)
    assert problem.code == "cut.dub_missing"
    assert problem.data["id"] == "a#2"


def test_a_line_that_would_have_to_be_rushed_is_told_with_both_times() -> None:
    long = "Whatever made you come all the way out here in the rain?"
    lines = dub_lines(SCENE.shots, spoken(a1=long, a2="Three days.", b1="Go."), language="en")
    (problem,) = dub_problems(lines)
    assert problem.code == "cut.dub_tight"
    assert problem.data["tempo"] == round(lines[0].wanted / lines[0].frames, 2) > 1.3
    assert lines[1].tempo == 1.0
