"""Stems, music, rooms, ducking and the level of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fangcun.cut.contracts import Expression, Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.ambience import room_tone
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.loudness import levelled, measure
from fangcun.cut.engine.mix import blend, dialogue_stem, effects_stem
from fangcun.cut.engine.music import Mood, mood_of, score
from fangcun.cut.engine.rooms import room_at
from fangcun.cut.engine.sound_files import read_sound, write_flac
from fangcun.cut.engine.timbre import Floats, faster, resample, shape
from fangcun.cut.engine.timeline import lay_out
from fangcun.cut.engine.voice import Speech
from fangcun.write.contracts import Voice


def tone(hertz: float, *, seconds: float, level: float) -> Floats:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def rms(pcm: Floats) -> float:
    return float(np.sqrt(np.mean(pcm.astype(np.float64) ** 2)))


def shot(*lines: Line, expression: Expression = Expression.NEUTRAL, **given: object) -> Shot:
    kind = given.get("kind", ShotKind.SINGLE)
    assert isinstance(kind, ShotKind)
    return Shot(
        "s", kind, Framing.CLOSE, Move.STILL, "街", "夜", "外", (Figure("沈星", expression),), lines, 4.0, beat=""
    )


def test_a_stem_has_its_lines_to_the_sample() -> None:
    speech = Speech("走", tone(300, seconds=0.5, level=0.2), ((0, 24000),))
    timeline = lay_out([shot(), shot(Line("沈星", "走", Voice.SPOKEN))], [[], [speech]])
    stem = dialogue_stem(timeline)
    start = timeline.lines()[0].start * SAMPLES_PER_FRAME
    assert len(stem) == timeline.frames * SAMPLES_PER_FRAME
    assert np.array_equal(stem[start : start + speech.samples], speech.pcm)
    assert not stem[:start].any()


def test_the_bed_is_quiet_without_holes_and_the_same_each_time() -> None:
    timeline = lay_out([shot(), shot()], [[], []])
    stem = effects_stem(timeline, seed=5)
    assert stem.shape == (2, timeline.frames * SAMPLES_PER_FRAME)
    assert np.array_equal(stem, effects_stem(timeline, seed=5))
    middle = stem[:, RATE : -2 * RATE]
    levels = [rms(middle[:, i : i + RATE // 4]) for i in range(0, middle.shape[1] - RATE // 4, RATE // 4)]
    assert min(levels) > 0.002
    assert max(levels) < 0.08


def test_night_outside_sounds_unlike_a_room() -> None:
    rooms = [
        room_tone(room_at("院", int_ext=where, time_of_day=when), samples=6 * RATE, seed=1)
        for where, when in (("内", "日"), ("外", "夜"))
    ]
    bright = [rms(shape(room[0], ((2000, -80), (3500, 0), (8000, 0)))) for room in rooms]
    assert bright[1] > 2 * bright[0]


def test_a_cliffhanger_is_struck() -> None:
    plain, struck = (effects_stem(lay_out([shot(kind=kind)], [[]])) for kind in (ShotKind.SINGLE, ShotKind.HOLD))
    assert rms(struck[:, : RATE // 2]) > 5 * rms(plain[:, : RATE // 2])


def test_faces_decide_the_music() -> None:
    assert mood_of([shot(expression=Expression.CRY)]) is Mood.SAD
    assert mood_of([shot(expression=Expression.ANGER), shot(expression=Expression.SMILE)]) is Mood.TENSE
    assert mood_of([shot()]) is Mood.CALM
    beds = {mood: next(score([(mood, 100)], seed=1)) for mood in Mood}
    assert not beds[Mood.NONE].any()
    assert all(rms(bed) > 0.005 for mood, bed in beds.items() if mood is not Mood.NONE)
    assert max(float(np.abs(bed).max()) for bed in beds.values()) < 0.15


def test_the_bed_steps_back_under_a_voice() -> None:
    effects = np.stack([tone(200, seconds=6, level=0.05)] * 2)
    dialogue = np.zeros(6 * RATE, np.float32)
    dialogue[2 * RATE : 4 * RATE] = tone(1000, seconds=2, level=0.2)
    bed = blend(dialogue, effects) - dialogue
    under, alone = rms(bed[:, round(2.6 * RATE) : round(3.4 * RATE)]), rms(bed[:, :RATE])
    assert 20 * np.log10(under / alone) == pytest.approx(-8, abs=0.5)


def test_flac_keeps_samples(tmp_path: Path) -> None:
    pcm = np.stack([tone(440, seconds=2.3, level=0.5), tone(660, seconds=2.3, level=0.3)])
    write_flac(pcm, tmp_path / "a.flac")
    write_flac(pcm, tmp_path / "b.flac")
    assert np.abs(read_sound(tmp_path / "a.flac") - pcm).max() <= 1 / 32768
    assert (tmp_path / "a.flac").read_bytes() == (tmp_path / "b.flac").read_bytes()


def test_the_meter_reads_a_reference_tone() -> None:
    """EBU Tech 3341, case 1: a stereo 1 kHz sine at −23 dBFS reads −23.0 LUFS."""
    sine = tone(1000, seconds=20, level=10 ** (-23 / 20))
    found = measure([np.stack([sine, sine])])
    assert found.lufs == pytest.approx(-23.0, abs=0.1)
    assert found.peak == pytest.approx(-23.0, abs=0.2)
    assert measure([np.zeros((2, 5 * RATE), np.float32)]).lufs <= -69


@pytest.mark.parametrize("block", [1000, RATE, 70_001])
def test_the_limiter_holds_true_peaks_and_leaves_the_rest(block: int) -> None:
    pcm = np.stack([tone(997, seconds=4, level=0.1)] * 2)
    pcm[:, 2 * RATE + 7 : 2 * RATE + 50] *= 8.0

    def blocks() -> Iterator[Floats]:
        return (pcm[:, i : i + block] for i in range(0, pcm.shape[1], block))

    out = np.concatenate(list(levelled(blocks, gain=6.0, ceiling=-3.0)), axis=1)
    assert out.shape == pcm.shape
    assert measure([out]).peak <= -2.9
    assert np.allclose(out[:, : 2 * RATE - 2000], pcm[:, : 2 * RATE - 2000] * 10 ** (6 / 20), atol=1e-6)


def test_resampling_keeps_the_pitch() -> None:
    slow = tone(1000, seconds=1, level=0.5)
    out = resample(slow, count=24_000)
    spectrum = np.abs(np.fft.rfft(out * np.hanning(len(out))))
    assert np.argmax(spectrum) * RATE / len(out) == pytest.approx(2000, abs=4)


def test_music_runs_on_where_the_mood_does_and_crosses_where_it_changes() -> None:
    lengths = (150, 90, 120)
    same = [(Mood.SAD, frames) for frames in lengths]
    whole = next(score([(Mood.SAD, sum(lengths))], seed=4))
    assert np.array_equal(np.concatenate(list(score(same, seed=4)), axis=1), whole)
    parts = list(score([(Mood.SAD, 150), (Mood.TENSE, 90), (Mood.NONE, 120)], seed=4))
    assert [part.shape for part in parts] == [(2, frames * SAMPLES_PER_FRAME) for frames in lengths]
    joined = np.concatenate(parts, axis=1)
    assert np.abs(np.diff(joined, axis=1)).max() < 0.02  # no click anywhere
    at = 150 * SAMPLES_PER_FRAME
    assert rms(joined[:, at - RATE // 4 : at + RATE // 2]) > 0.3 * rms(joined[:, :at])
    assert rms(joined[:, -RATE:]) == 0


def test_a_slow_sine_is_the_same_sine_at_a_faster_rate() -> None:
    slow = np.sin(2 * np.pi * 2000 * np.arange(6000) / 12_000).astype(np.float32)
    fast = faster(slow, 1000, 3000, factor=4)
    true = np.sin(2 * np.pi * 2000 * np.arange(4000, 12_000) / 48_000)
    assert np.abs(fast - true).max() < 0.01
