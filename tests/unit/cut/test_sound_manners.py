"""How lines are said: what the manner of a script does to a voice, measured on the sound."""

from __future__ import annotations

import numpy as np
import pytest
from test_voice import centroid_of, person, pitch_of

from fangcun.cut.engine.manners import PLAIN, delivery_of
from fangcun.cut.engine.timbre import Floats, shape
from fangcun.cut.engine.voice import Speech, speak, voice_of

LINE = "你怎么来了？我在这里等了三天三夜。"
VOICE = voice_of(person("女", 26, 9))


def said(manner: str | None) -> Speech:
    return speak(LINE, voice=VOICE, manner=manner)


def loudness(pcm: Floats) -> float:
    size = np.abs(pcm)
    return float(20 * np.log10(np.sqrt(np.mean(pcm[size > 0.1 * size.max()].astype(np.float64) ** 2))))


def tonality(pcm: Floats) -> float:
    """How much of the voice repeats itself at its pitch: the median of the autocorrelation's peak."""
    size, found = 4096, []
    low = shape(pcm, ((60, -60), (90, 0), (900, 0), (1400, -60)))
    for start in range(0, len(low) - size, 2048):
        window = low[start : start + size] * np.hanning(size)
        likeness = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)
        if np.sqrt(np.mean(window**2)) > 0.003:
            found.append(float(np.max(likeness[107:600]) / likeness[0]))
    return float(np.median(found))


@pytest.mark.parametrize(
    ("manner", "like"),
    [
        ("怒喝", "怒吼"),
        ("冷笑", "冷冷地"),
        ("苦笑", "叹息"),
        ("（哽咽）", "哭着"),
        ("shouting", "怒吼"),
        ("coldly", "冷笑"),
    ],
)
def test_words_of_one_meaning_ask_for_one_delivery(manner: str, like: str) -> None:
    assert delivery_of(manner) == delivery_of(like) != PLAIN


def test_several_manners_work_together_within_bounds() -> None:
    both = delivery_of("压低声音，急切")
    assert both.rate > delivery_of("压低声音").rate
    assert both.louder < 0
    everything = delivery_of("怒吼，愤怒，激动，着急，惊慌")
    assert everything.louder <= 4.5
    assert everything.rate <= 1.25
    assert delivery_of(None) == delivery_of("看向窗外") == PLAIN


def test_a_shout_is_higher_louder_and_brighter() -> None:
    plain, shout = said(None), said("怒喝")
    assert pitch_of(shout.pcm) > 1.06 * pitch_of(plain.pcm)
    assert loudness(shout.pcm) > loudness(plain.pcm) + 2
    assert centroid_of(shout.pcm) > 1.1 * centroid_of(plain.pcm)
    assert shout.spoken < plain.spoken


def test_a_low_voice_is_softer_and_duller() -> None:
    plain, low = said(None), said("低声")
    assert loudness(low.pcm) < loudness(plain.pcm) - 3
    assert centroid_of(low.pcm) < 0.95 * centroid_of(plain.pcm)
    assert pitch_of(low.pcm) < pitch_of(plain.pcm)


def test_a_whisper_has_hardly_any_tone() -> None:
    assert tonality(said("耳语").pcm) < 0.75 * tonality(said(None).pcm)


def test_a_sob_is_slow_and_wavers() -> None:
    plain, sob = said(None), said("哽咽")
    assert sob.spoken > 1.1 * plain.spoken
    assert delivery_of("哽咽").tremor > 0.01
    assert delivery_of("颤抖").tremor > 0.01


def test_a_sneer_is_slow_low_and_cutting() -> None:
    plain, sneer = said(None), said("冷笑")
    assert sneer.spoken > 1.05 * plain.spoken
    assert pitch_of(sneer.pcm) < pitch_of(plain.pcm)
