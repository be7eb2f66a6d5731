"""Dubbed lines: spoken in their language, fitted into the slots of the original, on the same frames."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from subtitle_stage import WAITED, laid, shot

from fangcun.cut.contracts import Look
from fangcun.cut.engine.dub_sound import Dub, dubbed_stem
from fangcun.cut.engine.dub_track import write_track
from fangcun.cut.engine.grid import SAMPLES_PER_FRAME
from fangcun.cut.engine.join import write_sound
from fangcun.cut.engine.make import SceneCut, music_seed
from fangcun.cut.engine.mix import dialogue_stem, effects_stem
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.pronounce import to_speak
from fangcun.cut.engine.sound_files import read_sound, write_flac
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import Timeline, lay_out
from fangcun.cut.engine.tongues import SPOKEN
from fangcun.cut.engine.translation import Translation
from fangcun.cut.engine.voice import NARRATOR, speak, voice_of
from fangcun.cut.engine.voicing import speeches_of
from fangcun.kit.errors import FangcunError

SCENE = laid(shot("a", ("沈星", "你怎么来了？"), ("陆沉舟", "我在这里等了三天三夜。")), shot("b", ("沈星", "走吧。")))
VOICES = {
    "沈星": voice_of(Look("沈星", 3, "女", 24, "modern", "suit")),
    "陆沉舟": voice_of(Look("陆沉舟", 5, "男", 30, "modern", "suit")),
}


def english(first: str, second: str, third: str) -> Translation:
    return Translation({"en": {"a#1": first, "a#2": second, "b#1": third}})


def dub(translation: Translation, folder: Path, language: str = "en") -> tuple[Dub, Floats]:
    made = dubbed_stem(SCENE.shots, translation, language=language, voices=VOICES, folder=folder)
    return made, read_sound(made.path, stereo=False)[0]


@pytest.mark.parametrize("language", ["en", "es", "ar", "th"])
def test_a_line_is_spoken_in_its_language_by_the_same_person(language: str) -> None:
    text = WAITED[language]
    speech = speak(text, voice=VOICES["沈星"], language=language)
    assert 2.0 < speech.samples / 48_000 < 7.5
    heard = [i for i, (start, stop) in enumerate(speech.times) if stop > start]
    assert len(heard) > 0.5 * sum(c.isalnum() for c in text)
    assert all(a[0] <= b[0] for a, b in zip(speech.times, speech.times[1:], strict=False) if b[1] > b[0])


def test_every_language_but_japanese_is_spoken() -> None:
    assert {"zh-Hans", "en", "es", "pt", "fr", "de", "it", "id", "ms", "vi", "tr", "ru", "ar", "fa", "ur", "th"} < {
        *SPOKEN
    }
    with pytest.raises(FangcunError, match="日本語") as caught:
        speak("こんにちは", voice=NARRATOR, language="ja")
    assert caught.value.code == "voice.language"


def test_traditional_characters_sound_as_the_simplified_do() -> None:
    assert to_speak("還錢給我", language="zh-Hant").text == "环钱给我"


def test_marks_and_vowel_signs_of_other_scripts_stay_readable() -> None:
    assert to_speak("¿Qué? ¡No!", language="es").text == "Qué? No!"
    assert to_speak("ماذا؟ لا،", language="ar").text == "ماذا? لا,"
    assert to_speak("ทำไมที่นี่", language="th").text == "ทําไมที่นี่"


def test_lines_stand_on_the_frames_of_the_original(tmp_path: Path) -> None:
    made, pcm = dub(english("What brings you?", "Three days I waited here.", "Go."), tmp_path)
    assert made.path == tmp_path / "dialogue.en.flac"
    assert made.problems == ()
    assert len(pcm) == SCENE.frames * SAMPLES_PER_FRAME
    for timed in SCENE.lines():
        start = timed.start * SAMPLES_PER_FRAME
        assert not pcm[start - 2 * SAMPLES_PER_FRAME : start].any()
        assert np.abs(pcm[start : start + 8 * SAMPLES_PER_FRAME]).max() > 0.05


def test_a_longer_line_is_said_faster_and_does_not_touch_the_next(tmp_path: Path) -> None:
    long = "Whatever made you come out here in the rain?"
    made, pcm = dub(english(long, "Three days I waited.", "Go."), tmp_path)
    (problem,) = made.problems
    assert problem.code == "cut.dub_hurried"
    assert 1.3 < problem.data["tempo"] <= 1.6
    second = SCENE.lines()[1].start * SAMPLES_PER_FRAME
    assert not pcm[second - SAMPLES_PER_FRAME : second].any()


def test_what_cannot_be_said_in_time_is_cut_and_told(tmp_path: Path) -> None:
    endless = "Whatever made you come all the way out here in the rain without as much as a coat or an umbrella?"
    made, pcm = dub(english(endless, "Three days I waited.", "Go."), tmp_path)
    (problem,) = made.problems
    assert (problem.code, problem.data["id"], problem.data["tempo"]) == ("cut.dub_cut", "a#1", 1.6)
    second = SCENE.lines()[1].start * SAMPLES_PER_FRAME
    assert not pcm[second - SAMPLES_PER_FRAME : second].any()


def test_a_line_without_translation_keeps_its_own_words(tmp_path: Path) -> None:
    made, pcm = dub(Translation({"en": {"a#1": "You?", "b#1": "Go."}}), tmp_path)
    assert [problem.code for problem in made.problems] == ["cut.dub_missing"]
    start = SCENE.lines()[1].start * SAMPLES_PER_FRAME
    assert np.abs(pcm[start : start + SAMPLES_PER_FRAME * 20]).max() > 0.05


def test_a_chinese_line_in_a_foreign_script_is_spoken_in_chinese() -> None:
    assert np.array_equal(speak("走吧", voice=NARRATOR, language="es").pcm, speak("走吧", voice=NARRATOR).pcm)


def test_a_scene_is_voiced_in_the_language_of_its_script() -> None:
    line = WAITED["es"]
    scene = shot("a", ("沈星", line))
    spanish, guessed = (speeches_of([scene], voices=VOICES, language=code)[0][0] for code in ("es", None))
    assert not np.array_equal(spanish.pcm, guessed.pcm)
    assert spanish.text == line


def cut(folder: Path) -> SceneCut:
    """The scene as its folder holds it, without a picture."""
    folder.mkdir()
    write_flac(dialogue_stem(voiced()), folder / "dialogue.flac")
    write_flac(effects_stem(voiced(), seed=1), folder / "effects.flac")
    return SceneCut(folder, voiced().frames, (), (), (), Mood.SAD)


@cache
def voiced() -> Timeline:
    shots = [timed.shot for timed in SCENE.shots]
    return lay_out(shots, speeches_of(shots, voices=VOICES))


def test_an_episode_has_a_track_in_another_language_as_long_and_as_loud(tmp_path: Path) -> None:
    scenes = [cut(tmp_path / "one"), cut(tmp_path / "two")]
    dubbed = english("What?", "Three days I waited.", "Go.")
    dubbed_stem(voiced().shots, dubbed, language="en", voices=VOICES, folder=scenes[0].folder)
    own, other = tmp_path / "own.m4a", tmp_path / "en.m4a"
    write_sound([scene.parts for scene in scenes], path=own, work=tmp_path, seed=music_seed(scenes))
    found = write_track(scenes, language="en-US", path=other, work=tmp_path)
    assert found.lufs == pytest.approx(-16, abs=0.5)
    assert found.peak <= -1
    first, second = read_sound(own), read_sound(other)
    assert first.shape == second.shape
    half = scenes[0].frames * SAMPLES_PER_FRAME

    def likeness(part: slice) -> float:
        return float(np.corrcoef(first[0, part], second[0, part])[0, 1])

    assert likeness(slice(0, half)) < 0.5  # other words
    assert likeness(slice(half + SAMPLES_PER_FRAME, None)) > 0.95  # nobody dubbed it: its own


def test_a_track_that_nobody_dubbed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FangcunError, match="Español配音"):
        write_track([cut(tmp_path / "one")], language="es", path=tmp_path / "es.m4a", work=tmp_path)
