"""The sound of a scene in two stems: what is said, and everything else but the music, which is the episode's. Kept
apart, so that an episode can be dubbed without making its rooms again."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.ambience import room_tone
from fangcun.cut.engine.ducking import ducking
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.rooms import Room, room_of
from fangcun.cut.engine.sounds.spotting import render, spot
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import Timeline


def dialogue_stem(timeline: Timeline) -> Floats:
    """Mono float32: every line at its frame, ``timeline.frames`` × 1,920 samples."""
    stem = np.zeros(timeline.frames * SAMPLES_PER_FRAME, np.float32)
    for line in timeline.lines():
        start = line.start * SAMPLES_PER_FRAME
        room = max(0, min(line.speech.samples, len(stem) - start))
        stem[start : start + room] += line.speech.pcm[:room]
    return stem


def effects_stem(timeline: Timeline, *, seed: int = 0) -> Floats:
    """Stereo float32 (2, samples): the room, the accents and the foley; without voice and music, not yet ducked.

    Rooms change with the place, the time, 内/外 and weather of the shots (intercut scenes), crossing in a fifth of a
    second.
    """
    stem = render(spot(timeline), samples=timeline.frames * SAMPLES_PER_FRAME, seed=seed)
    for start, stop, room, number in _places(timeline):
        a, b = start * SAMPLES_PER_FRAME, stop * SAMPLES_PER_FRAME
        tone = room_tone(room, samples=b - a, seed=seed + number)
        edge = min(RATE // 10, (b - a) // 2)
        tone[:, :edge] *= np.linspace(0, 1, edge, dtype=np.float32)
        tone[:, b - a - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)
        stem[:, a:b] += tone
    return stem


def _places(timeline: Timeline) -> list[tuple[int, int, Room, int]]:
    """Runs of shots with one sound of the room: (first frame, frame after, room, number of the place)."""
    runs: list[tuple[int, int, Room, int]] = []
    numbers: dict[tuple[str, Room], int] = {}
    for timed in timeline.shots:
        room = room_of(timed.shot)
        number = numbers.setdefault((timed.shot.place, room), len(numbers))
        if runs and runs[-1][3] == number:
            runs[-1] = (runs[-1][0], timed.end, room, number)
        else:
            runs.append((timed.start, timed.end, room, number))
    return runs


def blend(dialogue: Floats, effects: Floats) -> Floats:
    """Stereo (2, samples) of both stems, the effects stepping back while somebody speaks (``ducking``)."""
    return np.asarray(effects * ducking(dialogue, effects) + dialogue, np.float32)
