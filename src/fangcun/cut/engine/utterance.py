"""What the synthesiser said made into a person's voice in a place: timbre, delivery, channel, room, level."""

from __future__ import annotations

import unicodedata

import numpy as np

from fangcun.cut.engine import timbre
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.hearing import WAYS, Channel
from fangcun.cut.engine.manners import Delivery
from fangcun.cut.engine.rooms import Room, answered
from fangcun.cut.engine.timbre import Floats

LOUDNESS = 0.1  # RMS of a finished line while it sounds: about −20 dBFS
PLAIN_ROOM = Room("plain", 0.22, 0.10, 4000, 5)
"""Where a line is spoken of which nobody knows the place."""

_WAVER = 5.2  # Hz: vocal tremor lies between 4 and 7


def finish(
    dry: Floats,
    *,
    warmth: float,
    air: float,
    tremor: float,
    breath: float,
    seed: int,
    delivery: Delivery,
    channel: Channel,
    room: Room | None,
) -> tuple[Floats, int, int]:
    """The finished line without silence around it, how many samples went from its start, and how many at its end are
    only the room's answer."""
    way = WAYS[channel]
    voiced = timbre.tremble(dry, depth=tremor, hertz=_WAVER)
    if delivery.whisper:
        voiced = _whispered(voiced, share=delivery.whisper, seed=seed)
    voiced = timbre.breathe(voiced, amount=breath, seed=seed)
    if way.drive:  # a microphone at its limit, before the line takes what it does not pass
        driven = np.tanh(levelled(voiced, LOUDNESS) * np.float32(way.drive / LOUDNESS / 3))
        voiced = np.asarray(driven * np.float32(3 * LOUDNESS / way.drive), np.float32)
    voiced = timbre.shape(voiced, way.curve or _curve(warmth, air, delivery.bright))
    voiced = timbre.compress(levelled(voiced, LOUDNESS))
    heard_in = way.room or room or PLAIN_ROOM
    spoken = _edges(voiced)[1]
    voiced = np.concatenate([voiced, np.zeros(round(max(way.tail, 0.5 * heard_in.seconds) * RATE), np.float32)])
    placed = answered(voiced, heard_in, wet=min(0.5, heard_in.wet * way.wetter))
    placed = levelled(placed, LOUDNESS * 10 ** ((delivery.louder + way.louder) / 20))
    return _trimmed(timbre.soften(placed), spoken=spoken)


def levelled(pcm: Floats, target: float) -> Floats:
    """``pcm`` with ``target`` as its RMS while it sounds; pauses do not count."""
    power = timbre.power_around(pcm, seconds=0.05)
    sounding = power > 0.01 * float(power.max(initial=0.0))
    if not sounding.any():
        return pcm
    mean = float(np.mean(np.square(pcm, dtype=np.float64)[sounding]))
    return np.asarray(pcm * np.float32(target / max(1e-6, mean**0.5)), np.float32)


def _curve(warmth: float, air: float, bright: float) -> tuple[tuple[float, float], ...]:
    """Rumble off, warmth in the chest, less of the synthesiser's buzz at 3 kHz, a gentle shelf above."""
    return (
        (50, -36),
        (90, -6),
        (160, 0),
        (250, warmth),
        (600, 0),
        (1800, 1.5 + bright * 0.6),
        (3200, -1 + bright),
        (6000, air + bright),
        (9000, air + bright * 0.5),
        (11000, -12),
        (13000, -60),
    )


_WINDOW = 1024
_HOP = _WINDOW // 4


def _whispered(pcm: Floats, *, share: float, seed: int) -> Floats:
    """``share`` of the voice without its tone: noise under the same moving spectrum."""
    count = -(-max(0, len(pcm)) // _HOP) + 3
    padded = np.pad(pcm, (_WINDOW, (count + 4) * _HOP - len(pcm)))
    window = np.hanning(_WINDOW).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP] * window
    size = np.abs(np.fft.rfft(frames, axis=1)).astype(np.float32)
    wide = np.cumsum(np.pad(size, ((0, 0), (6, 5)), mode="edge"), axis=1)
    smooth = (wide[:, 11:] - wide[:, :-11])[:, : size.shape[1]] / 11  # 500 Hz: formants stay, partials go
    phases = np.exp(2j * np.pi * np.random.default_rng(seed).random(smooth.shape))
    noise = (np.fft.irfft(smooth * phases, n=_WINDOW, axis=1) * window).astype(np.float32)
    out = np.zeros((len(noise) + 3) * _HOP, np.float32)
    for part in range(4):
        out[part * _HOP : (part + len(noise)) * _HOP] += noise[:, part * _HOP : (part + 1) * _HOP].reshape(-1)
    breath = out[_WINDOW : _WINDOW + len(pcm)]
    breath *= np.sqrt(np.mean(pcm**2)) / (np.sqrt(np.mean(breath**2)) + 1e-9)
    return np.asarray((1 - share) * pcm + share * breath, np.float32)


def _edges(pcm: Floats) -> tuple[int, int]:
    """Where a line begins and ends to sound, 5 ms kept; an empty range for silence."""
    sounding = np.flatnonzero(timbre.power_around(pcm, seconds=0.005) > 0.0015**2)
    if len(sounding) == 0:
        return 0, 0
    return max(0, int(sounding[0]) - _MARGIN), min(len(pcm), int(sounding[-1]) + _MARGIN)


_MARGIN = round(0.005 * RATE)


def _trimmed(pcm: Floats, *, spoken: int) -> tuple[Floats, int, int]:
    start, stop = _edges(pcm)
    kept = pcm[start:stop].copy()
    if len(kept) == 0:
        return kept, 0, 0
    ring = max(0, stop - max(spoken, start + 1))
    rise, fall = min(len(kept), _MARGIN), min(len(kept) // 2, max(_MARGIN, ring))
    kept[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    kept[len(kept) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return kept, start, ring


def heard_times(
    text: str, marks: list[tuple[int, float, float]], *, shift: int, end: int
) -> tuple[tuple[int, int], ...]:
    """A range for every printed character: heard ones from the marks, those between by even shares, marks none.

    The library gives no event for some characters (the second of 二十, Latin words letter by letter); a run of them
    shares the time from the last known start to the next.
    """
    known: dict[int, tuple[int, int]] = {}
    for place, a, b in marks:
        first, last = max(0, min(end, round(a) - shift)), max(0, min(end, round(b) - shift))
        old = known.get(place)
        known[place] = (min(old[0], first), max(old[1], last)) if old else (first, last)
    sounding = [i for i, c in enumerate(text) if i in known or unicodedata.normalize("NFKC", c)[:1].isalnum()]
    result = [(0, 0)] * len(text)
    at = 0
    reached = 0
    while at < len(sounding):
        run = [sounding[at]]
        while at + len(run) < len(sounding) and sounding[at + len(run)] not in known:
            run.append(sounding[at + len(run)])
        start, stop = known.get(run[0], (reached, reached))
        following = known[sounding[at + len(run)]][0] if at + len(run) < len(sounding) else end
        if len(run) > 1 or run[0] not in known:
            stop = max(stop, min(following, stop + RATE // 5 * (len(run) - 1))) if run[0] in known else following
        start, stop = max(start, reached), max(stop, start, reached)
        for i, char in enumerate(run):
            result[char] = (start + (stop - start) * i // len(run), start + (stop - start) * (i + 1) // len(run))
        reached = stop
        at += len(run)
    for i in range(len(text)):
        if result[i] == (0, 0) and i:
            result[i] = (result[i - 1][1], result[i - 1][1])
    return tuple(result)
