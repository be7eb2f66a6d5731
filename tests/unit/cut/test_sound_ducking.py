"""A voice stands over everything else: measured on the stems, and on the finished sound of a real scene."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from fangcun.cut.contracts import Expression, Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.direct import Opening, direct_scene
from fangcun.cut.engine.ducking import ducking
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.join import SceneParts, write_sound
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.engine.loudness import measure
from fangcun.cut.engine.mix import blend, dialogue_stem, effects_stem
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.sound_files import read_blocks, read_sound, write_flac
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import Timeline, lay_out
from fangcun.cut.engine.voice import NARRATOR, speak, voices_of
from fangcun.cut.engine.voicing import speeches_of
from fangcun.write.contracts import Voice
from fangcun.write.engine.reader import read

EXAMPLE = Path(__file__).parents[3] / "examples" / "全组都在找场记.txt"
WINDOW = round(0.4 * RATE)


def tone(hertz: float, *, seconds: float, level: float) -> Floats:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def decibels(pcm: Floats) -> float:
    return float(10 * np.log10(np.mean(pcm.astype(np.float64) ** 2) + 1e-12))


def speech_between(start: float, stop: float, *, seconds: float) -> Floats:
    pcm = np.zeros(round(seconds * RATE), np.float32)
    pcm[round(start * RATE) : round(stop * RATE)] = tone(800, seconds=stop - start, level=0.14)
    return pcm


def test_a_soft_bed_sinks_by_the_usual_eight_decibels_and_comes_back() -> None:
    curve = ducking(speech_between(2, 4, seconds=7), np.stack([tone(200, seconds=7, level=0.01)] * 2))
    assert 20 * np.log10(curve[3 * RATE]) == pytest.approx(-8, abs=0.2)
    assert curve[RATE] == pytest.approx(1, abs=1e-3)
    assert curve[6 * RATE] == pytest.approx(1, abs=1e-3)


def test_a_loud_accent_sinks_as_far_as_it_must() -> None:
    bed = np.stack([tone(120, seconds=7, level=0.3)] * 2)
    voice = speech_between(2, 4, seconds=7)
    curve = ducking(voice, bed)
    inside = slice(round(2.1 * RATE), round(3.9 * RATE))
    assert decibels(voice[inside]) - decibels(bed[:, inside] * curve[inside]) >= 12
    assert curve[round(1.6 * RATE)] > 0.95


def test_the_curve_has_no_step() -> None:
    rough = np.stack([tone(90, seconds=7, level=0.2) * (np.arange(7 * RATE) % RATE < RATE // 3)] * 2)
    curve = ducking(speech_between(2, 4, seconds=7), rough.astype(np.float32))
    assert np.abs(curve[RATE // 100 :] - curve[: -RATE // 100]).max() < 0.05  # in ten milliseconds
    assert curve.min() >= 0.04
    assert curve.max() <= 1


def test_the_worst_scene_is_understood() -> None:
    """Thunder, a strike, a cliffhanger and rain, all while somebody whispers."""
    line = Line("沈星", "别出声，他就在门外。", Voice.SPOKEN, "耳语")
    shots = [
        Shot(
            f"s{i}", kind, Framing.CLOSE, Move.SHAKE, "院", "夜", "外", (Figure("沈星", Expression.SHOCK),),
            lines, 2.0, beat=beat, weather="rain",
        )
        for i, (kind, lines, beat) in enumerate(
            [(ShotKind.SINGLE, (), "惊雷炸响，爆炸。"), (ShotKind.SINGLE, (line,), ""), (ShotKind.HOLD, (line,), "")]
        )
    ]  # fmt: skip
    speech = speak(line.text, voice=NARRATOR, manner=line.manner)
    timeline = lay_out(shots, [[speech] * len(shot.lines) for shot in shots])
    dialogue, effects = dialogue_stem(timeline), effects_stem(timeline, seed=1)
    bed = blend(dialogue, effects) - dialogue
    for timed in timeline.lines():
        inside = slice(timed.start * SAMPLES_PER_FRAME, timed.start * SAMPLES_PER_FRAME + timed.speech.spoken)
        assert decibels(dialogue[inside]) - decibels(bed[:, inside]) >= 12


@cache
def last_scene() -> Timeline:
    """The last scene of the example's first episode: a night market, a shaken insert, a telephone, a cliffhanger."""
    screenplay = read(EXAMPLE.read_bytes(), name=EXAMPLE.name)
    looks = looks_of(screenplay)
    voices = voices_of(looks)
    shots = direct_scene(screenplay.episodes[0].scenes[-1], cast=looks, opening=Opening("戏", 1), closing=True)
    return lay_out(shots, speeches_of(shots, voices=voices))


def test_speech_stands_twelve_decibels_over_the_bed_in_the_finished_sound(tmp_path: Path) -> None:
    """What of the decoded sound is not the voice is bed; the voice's own gain there is found by least squares, so that
    levelling, limiting and coding are all counted against it."""
    timeline = last_scene()
    dialogue = dialogue_stem(timeline)
    write_flac(dialogue, tmp_path / "d.flac")
    write_flac(effects_stem(timeline, seed=4), tmp_path / "e.flac")
    parts = SceneParts(tmp_path / "none.mp4", tmp_path / "d.flac", tmp_path / "e.flac", timeline.frames, Mood.TENSE)
    found = write_sound([parts], path=tmp_path / "sound.m4a", work=tmp_path, seed=3)
    assert found.lufs == pytest.approx(-16, abs=0.5)
    assert found.peak <= -1
    assert measure(read_blocks(tmp_path / "sound.m4a")).lufs == pytest.approx(found.lufs, abs=0.05)
    heard = read_sound(tmp_path / "sound.m4a")[:, : len(dialogue)]
    spoken = np.pad(dialogue, (0, max(0, heard.shape[1] - len(dialogue))))[: heard.shape[1]].astype(np.float64)
    over: list[float] = []
    for line in timeline.lines():
        first = line.start * SAMPLES_PER_FRAME
        for start in range(first, first + line.speech.spoken - WINDOW, WINDOW // 2):
            voice = spoken[start : start + WINDOW]
            if decibels(voice) < -34:
                continue  # a pause
            mixed = heard[:, start : start + WINDOW].mean(axis=0).astype(np.float64)
            gain = float(mixed @ voice / (voice @ voice))
            over.append(decibels(gain * voice) - decibels(mixed - gain * voice))
    assert len(over) > 20
    assert min(over) >= 12
    assert np.median(over) >= 15
