"""Music over a whole episode: beds run on over cuts and cross where the mood turns."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.music import Mood, score
from fangcun.cut.engine.timbre import Floats


def rms(pcm: Floats) -> float:
    return float(np.sqrt(np.mean(pcm.astype(np.float64) ** 2)))


def test_one_mood_runs_on_over_the_cut() -> None:
    cut = 150 * SAMPLES_PER_FRAME
    two = score([(Mood.SAD, 150), (Mood.SAD, 150)], seed=2)
    assert np.array_equal(two, score([(Mood.SAD, 300)], seed=2))
    assert rms(two[:, cut - RATE // 4 : cut + RATE // 4]) > 0.3 * rms(two)


def test_a_turn_of_mood_crosses_without_a_hole() -> None:
    cut = 200 * SAMPLES_PER_FRAME
    music = score([(Mood.WARM, 200), (Mood.TENSE, 200)], seed=2)
    assert music.shape == (2, 400 * SAMPLES_PER_FRAME)
    levels = [rms(music[:, i : i + RATE // 4]) for i in range(cut - RATE, cut + 2 * RATE, RATE // 4)]
    assert min(levels) > 0.15 * rms(music)


def test_silence_is_kept_where_no_music_is_wanted() -> None:
    music = score([(Mood.NONE, 100), (Mood.CALM, 200)], seed=2)
    assert not music[:, : 100 * SAMPLES_PER_FRAME].any()
    assert music[:, 100 * SAMPLES_PER_FRAME :].any()
    assert score([], seed=1).shape == (2, 0)
