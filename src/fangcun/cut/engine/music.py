"""A quiet bed of music made of sines: slow chords that take the moods of the scenes and stay out of the way of speech.

It belongs to the episode, not to its scenes, so that it runs on where the mood does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

import numpy as np

from fangcun.cut.contracts import Expression, Shot
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.timbre import Floats, faster

_SLOW = RATE // 4  # pads hold nothing above 4 kHz: made at 12 kHz and brought up at the end
_SLOW_FRAME = SAMPLES_PER_FRAME * _SLOW // RATE
_CROSS = round(1.5 * _SLOW)
LEVEL = 0.022  # RMS before ducking, about −33 dBFS


class Mood(StrEnum):
    """What the music of a scene says."""

    CALM = "calm"
    WARM = "warm"
    TENSE = "tense"
    SAD = "sad"
    NONE = "none"


# Chords as semitones above A2 (110 Hz); the seconds each stands.
_CHORDS: dict[Mood, tuple[tuple[tuple[int, ...], ...], float]] = {
    Mood.CALM: (((3, 10, 15, 19), (0, 7, 15, 19), (8, 12, 15, 20), (10, 14, 17, 22)), 4.8),
    Mood.WARM: (((3, 10, 15, 19), (8, 15, 20, 24), (10, 14, 17, 24), (3, 10, 15, 22)), 4.0),
    Mood.TENSE: (((-12, 0, 7, 8), (-12, 0, 6, 8), (-11, 1, 7, 8), (-12, 0, 5, 6)), 3.6),
    Mood.SAD: (((0, 7, 12, 15), (-4, 8, 12, 15), (-7, 5, 12, 20), (-5, 7, 11, 14)), 5.2),
}

_MOOD_OF = {
    Expression.ANGER: Mood.TENSE,
    Expression.SHOCK: Mood.TENSE,
    Expression.FEAR: Mood.TENSE,
    Expression.SMIRK: Mood.TENSE,
    Expression.PAIN: Mood.SAD,
    Expression.SAD: Mood.SAD,
    Expression.CRY: Mood.SAD,
    Expression.SMILE: Mood.WARM,
    Expression.LAUGH: Mood.WARM,
    Expression.TENDER: Mood.WARM,
}


def mood_of(shots: Sequence[Shot]) -> Mood:
    """The mood most faces of a scene show; calm when they show none, the graver one when two are even."""
    shown = Counter(mood for s in shots for f in s.figures if (mood := _MOOD_OF.get(f.expression)) is not None)
    if not shown:
        return Mood.CALM
    gravity = (Mood.TENSE, Mood.SAD, Mood.WARM)
    return max(gravity, key=lambda mood: (shown[mood], -gravity.index(mood)))


def score(scenes: Sequence[tuple[Mood, int]], *, seed: int) -> Iterator[Floats]:
    """The music of an episode, scene by scene, as (2, samples); ``scenes`` are their moods and lengths in frames.

    Scenes of one mood that follow each other share one bed; beds of different moods cross for a second and a half.
    """
    slow = _slow_score(scenes, seed=seed)
    start = 0
    for _, frames in scenes:
        stop = start + frames * _SLOW_FRAME
        yield np.stack([faster(row, start, stop, factor=RATE // _SLOW) for row in slow])
        start = stop


def _slow_score(scenes: Sequence[tuple[Mood, int]], *, seed: int) -> Floats:
    total = sum(frames for _, frames in scenes) * _SLOW_FRAME
    out = np.zeros((2, total + _CROSS), np.float32)
    draw = np.random.default_rng(seed)
    start = 0
    for mood, group in groupby(scenes, key=lambda scene: scene[0]):
        stop = start + sum(frames for _, frames in group) * _SLOW_FRAME
        out[:, start : stop + _CROSS] += _bed(mood, count=stop - start + _CROSS, draw=draw)
        start = stop
    last = min(total, _CROSS)
    out[:, total - last : total] *= np.linspace(1, 0, last, dtype=np.float32) ** 1.5
    return out[:, :total]


def _bed(mood: Mood, *, count: int, draw: np.random.Generator) -> Floats:
    """One mood's chords at the slow rate, faded in and out over the time that beds cross."""
    if mood is Mood.NONE:
        return np.zeros((2, count), np.float32)
    chords, seconds = _CHORDS[mood]
    step = round(seconds * _SLOW)
    cross = step // 3
    out = np.zeros((2, count + step + cross), np.float32)
    at, number = 0, int(draw.integers(0, len(chords)))
    while at < count:
        out[:, at : at + step + cross] += _chord(
            chords[number % len(chords)], length=step + cross, cross=cross, draw=draw
        )
        at += step
        number += 1
    bed = out[:, :count]
    bed *= LEVEL / max(1e-6, float(np.sqrt(np.mean(bed**2))))
    fade = min(count // 2, _CROSS)
    edge = np.sin(np.linspace(0, np.pi / 2, fade)).astype(np.float32)
    bed[:, :fade] *= edge
    bed[:, count - fade :] *= edge[::-1]
    return bed


def _chord(notes: tuple[int, ...], *, length: int, cross: int, draw: np.random.Generator) -> Floats:
    """One chord: each note as two slightly detuned voices, left and right, with a few soft partials."""
    time = np.arange(length, dtype=np.float32) / _SLOW
    out = np.zeros((2, length), np.float32)
    for note in notes:
        hertz = 110.0 * 2 ** (note / 12)
        for side in (0, 1):
            detune = 1 + float(draw.uniform(-1, 1)) * 0.0016
            breath = 1 + 0.15 * np.sin(2 * np.pi * float(draw.uniform(0.1, 0.3)) * time + float(draw.uniform(0, 6)))
            for partial, weight in ((1, 1.0), (2, 0.34), (3, 0.14), (4, 0.06)):
                if hertz * partial < 3000:
                    phase = np.float32(draw.uniform(0, 6.28))
                    tone = np.sin(np.float32(2 * np.pi * hertz * partial * detune) * time + phase)
                    out[side] += weight * tone * breath / np.sqrt(hertz / 110)
    edge = np.ones(length, np.float32)
    rise = np.sin(np.linspace(0, np.pi / 2, cross)).astype(np.float32)
    edge[:cross], edge[-cross:] = rise, rise[::-1]
    return out * edge
