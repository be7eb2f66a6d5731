"""Voices: what is said, when each character is heard, and that people sound apart."""

from __future__ import annotations

import numpy as np
import pytest

from fangcun.cut.contracts import Look
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.pronounce import to_speak
from fangcun.cut.engine.synth import Saying, Synthesiser
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.voice import NARRATOR, speak, voice_of
from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Voice

LINE = "你怎么来了？我在这里等了三天三夜。"


def person(sex: str, age: int, seed: int = 3) -> Look:
    return Look("某人", seed, sex, age, "modern", "suit")


def pitch_of(pcm: Floats) -> float:
    """The median fundamental in Hz, by autocorrelation of 85 ms windows."""
    size, found = 4096, []
    for start in range(0, len(pcm) - size, 2048):
        window = pcm[start : start + size] * np.hanning(size)
        likeness = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)
        low, high = RATE // 450, RATE // 70
        lag = low + int(np.argmax(likeness[low:high]))
        if np.sqrt(np.mean(window**2)) > 0.02 and likeness[lag] > 0.4 * likeness[0]:
            found.append(RATE / lag)
    return float(np.median(found))


def centroid_of(pcm: Floats) -> float:
    power = np.abs(np.fft.rfft(pcm)) ** 2
    return float(np.sum(power * np.fft.rfftfreq(len(pcm), 1 / RATE)) / np.sum(power))


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("２０２４年", "二零二四年"),
        ("15个人", "十五个人"),
        ("还差30%", "还差百分之三十"),
        ("3.5米", "三点五米"),
        ("1,200万元", "一千二百万元"),
        ("13800138000", "一三八零零一三八零零零"),
        ("你……走吧！！", "你，走吧！"),
        ("△“快走”（怒）", "快走怒"),
        ("这儿没有女儿", "这没有女儿"),
        ("还钱", "环钱"),
        ("。。。", ""),
    ],
)
def test_a_printed_line_becomes_what_the_synthesiser_can_say(printed: str, spoken: str) -> None:
    assert to_speak(printed).text == spoken


def test_every_spoken_character_points_at_the_printed_one() -> None:
    printed = "还差３０％，快！"
    spoken = to_speak(printed)
    assert spoken.text == "还差百分之三十，快！"
    assert "".join(printed[p] for p in spoken.places) == "还差３３００％，快！"


def test_full_width_digits_are_heard() -> None:
    assert speak("２０２４年", voice=NARRATOR).samples > 2 * speak("年", voice=NARRATOR).samples


def test_times_cover_the_line_in_order() -> None:
    speech = speak(LINE, voice=NARRATOR)
    heard = [(c, t) for c, t in zip(speech.text, speech.times, strict=True) if c not in "？。"]
    assert all(stop > start for _, (start, stop) in heard)
    starts = [start for _, (start, _) in heard]
    assert starts == sorted(starts)
    assert heard[-1][1][1] <= speech.samples
    pause = speech.times[6][0] - speech.times[4][1]  # between 了 and 我 stands the question mark
    assert pause > 0.1 * RATE


def test_loud_samples_lie_where_the_times_say() -> None:
    speech = speak(LINE, voice=NARRATOR)
    inside = np.zeros(speech.samples, bool)
    for start, stop in speech.times:
        inside[start:stop] = True
    power = speech.pcm.astype(np.float64) ** 2
    assert power[inside].sum() > 0.9 * power.sum()


def test_the_same_line_always_sounds_the_same_whatever_was_said_before() -> None:
    first = speak(LINE, voice=NARRATOR)
    speak("别的话", voice=voice_of(person("女", 20)))
    assert np.array_equal(speak(LINE, voice=NARRATOR).pcm, first.pcm)


def test_a_fresh_process_says_the_same() -> None:
    other = Synthesiser()
    try:
        assert np.array_equal(speak("走吧", voice=NARRATOR, synthesiser=other).pcm, speak("走吧", voice=NARRATOR).pcm)
    finally:
        other.close()


def test_men_women_and_children_sound_apart() -> None:
    man, woman, child = (speak(LINE, voice=voice_of(person(*who))).pcm for who in (("男", 35), ("女", 25), ("男", 8)))
    assert 85 < pitch_of(man) < 165
    assert 165 < pitch_of(woman) < 260
    assert pitch_of(child) > pitch_of(woman) + 15
    assert centroid_of(child) > centroid_of(man) + 100


def test_two_women_of_one_age_differ_and_each_stays_herself() -> None:
    specs = {voice_of(person("女", 25, seed)) for seed in range(12)}
    assert len(specs) == 12
    assert voice_of(person("女", 25, 4)) == voice_of(person("女", 25, 4))


def test_the_old_speak_slower() -> None:
    young, old = voice_of(person("男", 30)), voice_of(person("男", 78))
    assert old.tremor > young.tremor == 0
    assert speak(LINE, voice=old).samples > 1.1 * speak(LINE, voice=young).samples


def test_a_voice_from_afar_is_duller_and_softer() -> None:
    near, far = (speak(LINE, voice=NARRATOR, heard=heard).pcm for heard in (Voice.SPOKEN, Voice.OS))
    assert centroid_of(far) < 0.95 * centroid_of(near)
    assert np.sqrt(np.mean(far**2)) < np.sqrt(np.mean(near**2))


def test_a_thought_rings_longer() -> None:
    assert speak("走吧", voice=NARRATOR, heard=Voice.INNER).samples > speak("走吧", voice=NARRATOR).samples + 0.1 * RATE


def test_english_is_spoken_in_english() -> None:
    speech = speak("I have waited here for three days.", voice=NARRATOR)
    assert 1.0 * RATE < speech.samples < 4.0 * RATE


def test_a_line_of_marks_has_no_sound() -> None:
    speech = speak("……", voice=NARRATOR)
    assert speech.samples == 0
    assert speech.times == ((0, 0), (0, 0))


def test_an_unknown_voice_is_refused_and_the_process_lives_on() -> None:
    synthesiser = Synthesiser()
    try:
        with pytest.raises(FangcunError, match="语音合成失败"):
            synthesiser.say(Saying("你好", "zz"))
        assert len(synthesiser.say(Saying("你好", "cmn")).pcm) > 1000
    finally:
        synthesiser.close()
