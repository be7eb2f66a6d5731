"""The timeline of a scene and the subtitles that follow the voice."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.cut.contracts import Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME, frames_of, frames_of_samples, samples_of
from fangcun.cut.engine.phrases import rows_of, shown_of, width_of, words_of
from fangcun.cut.engine.subtitles import CueKind, cues_of, shifted, write_subtitles
from fangcun.cut.engine.timeline import CLIFF, SHORTEST_SCENE, Timeline, lay_out
from fangcun.cut.engine.voice import Speech
from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Voice


def said(text: str, *, seconds: float | None = None) -> Speech:
    """A line of even speech at 4.5 characters a second."""
    samples = round((seconds or len(text) / 4.5) * RATE)
    edges = [samples * i // len(text) for i in range(len(text) + 1)]
    return Speech(text, np.zeros(samples, np.float32), tuple(itertools.pairwise(edges)))


def shot(*texts: str, seconds: float = 1.0, kind: ShotKind = ShotKind.SINGLE, caption: str | None = None) -> Shot:
    lines = tuple(Line("沈星" if i % 2 == 0 else "陆沉舟", text, Voice.SPOKEN) for i, text in enumerate(texts))
    return Shot("s1", kind, Framing.CLOSE, Move.STILL, "客厅", "夜", "内", (), lines, seconds, caption=caption)


def laid(*shots: Shot) -> Timeline:
    return lay_out(shots, [[said(line.text) for line in s.lines] for s in shots])


def test_frames_and_samples_meet_exactly() -> None:
    assert samples_of(25) == RATE
    assert frames_of(2.0) == 50
    assert frames_of(0.1 + 0.2) == 8  # 7.5 frames, rounded up; a float's dust does not add one
    assert frames_of(0.04) == 1
    assert frames_of_samples(SAMPLES_PER_FRAME) == 1
    assert frames_of_samples(SAMPLES_PER_FRAME + 1) == 2


def test_a_shot_stands_as_long_as_its_lines_need() -> None:
    timeline = laid(shot("你怎么来了？", "我在这里等了三天三夜。", seconds=1), shot(seconds=4))
    first, second = timeline.shots
    assert first.end == second.start
    assert first.lines[1].start > first.lines[0].start + first.lines[0].frames
    assert first.end > first.lines[1].start + first.lines[1].frames
    assert second.frames == 100
    assert timeline.frames == first.frames + second.frames


def test_a_cliffhanger_is_held_after_its_last_word() -> None:
    (only,) = laid(shot("你就是当年那个人！", kind=ShotKind.HOLD)).shots
    assert only.end - (only.lines[0].start + only.lines[0].frames) >= CLIFF


def test_the_shortest_scene_is_held_at_its_end() -> None:
    timeline = laid(shot(seconds=0.2), shot(seconds=0.2))
    assert timeline.frames == SHORTEST_SCENE
    assert timeline.shots[-1].end == SHORTEST_SCENE


def test_a_scene_without_shots_or_sound_is_refused() -> None:
    with pytest.raises(FangcunError, match="没有镜头"):
        lay_out([], [])
    with pytest.raises(FangcunError, match="配音"):
        lay_out([shot("走吧")], [[]])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("好。", ["好"]),
        (
            "你怎么来了？我在这里等了三天三夜，你知不知道我有多担心你！",
            ["你怎么来了？", "我在这里等了三天三夜", "你知不知道我有多担心你！"],
        ),
        (
            "我陆沉舟今天就把话放在这里，谁要是敢动她一根头发，我让他在整个江城都混不下去。",
            ["我陆沉舟今天就把话放在这里", "谁要是敢动她一根头发", "我让他在整个江城都混不下去"],
        ),
        ("I have been waiting here for three days.", ["I have been waiting", "here for three days."]),
    ],
)
def test_rows_break_by_sense(text: str, rows: list[str]) -> None:
    assert [shown_of(text[a:b]) for a, b in rows_of(text, names=["陆沉舟"])] == rows


def test_a_name_is_never_broken() -> None:
    text = "今天晚上我们要见的那个人就是欧阳南宫月她来自江城"
    for a, b in rows_of(text, names=["欧阳南宫月"]):
        assert ("欧阳南宫月" in text[a:b]) or not set("欧阳南宫月") & set(text[a:b])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="我们今天去江城找陆沉舟还钱，。！？…、“”A1 x", min_size=1, max_size=60))
def test_rows_cover_the_text_fit_the_width_and_never_open_with_a_closing_mark(text: str) -> None:
    rows = rows_of(text)
    assert "".join(text[a:b] for a, b in rows) == text
    words = {edge for word in words_of(text) for edge in word}
    for a, b in rows:
        if width_of(text[a:b]) <= 28:
            assert a in words
            assert b in words
        assert width_of(shown_of(text[a:b])) <= 28 or b - a <= 15


def test_cues_follow_the_voice() -> None:
    text = "你怎么来了？我在这里等了三天三夜，你知不知道我有多担心你！"
    timeline = laid(shot(text))
    cues = cues_of(timeline)
    (line,) = timeline.lines()
    assert "".join("".join(cue.rows) for cue in cues) == text.replace("，", "")
    assert cues[0].start == line.start
    second = text.index("我")
    assert cues[1].start == line.start + line.speech.times[second][0] // SAMPLES_PER_FRAME
    assert all(a.end <= b.start for a, b in itertools.pairwise(cues))
    assert cues[-1].end <= timeline.frames
    assert all(len(cue.rows) <= 2 and all(width_of(r) <= 28 for r in cue.rows) for cue in cues)


def test_captions_stand_for_their_shot_and_a_card_is_not_burnt_twice() -> None:
    cues = cues_of(laid(shot(caption="三年后", seconds=3), shot(caption="第一集", kind=ShotKind.CARD, seconds=2)))
    assert [(c.start, c.end, c.rows, c.kind, c.burn) for c in cues] == [
        (0, 75, ("三年后",), CueKind.CAPTION, True),
        (75, 125, ("第一集",), CueKind.CAPTION, False),
    ]


def test_subtitle_files_say_the_same_in_three_formats(tmp_path: Path) -> None:
    cues = shifted(cues_of(laid(shot("你{怎么}来了？我等了三天三夜，你知道吗？", caption="三年后"))), by=100)
    for suffix, path in write_subtitles(cues, folder=tmp_path, stem="e1").items():
        subs = pysubs2.load(str(path))
        assert [(e.start, e.end) for e in subs] == [(c.start * 40, c.end * 40) for c in cues]
        assert ["".join(e.plaintext.split("\n")) for e in subs] == [
            "".join(c.rows).replace("{", "｛").replace("}", "｝") for c in cues
        ], suffix
    assert (tmp_path / "e1.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
