"""How far everything else steps back while somebody speaks.

Speech must stand at least 12 dB over what goes on around it for everybody to follow it on a telephone (WCAG 2.2, 1.4.7,
asks for 20 dB where nothing but speech matters). So the bed always sinks by 8 dB under a voice, and by more where an
accent or rain would come nearer than that.
"""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timbre import Floats, least_around, smooth

USUAL = 0.40  # −8 dB
DEEPEST = 0.04  # −28 dB: even a blast
UNDER = 10 ** (-16 / 20)  # of the voice; 4 dB more than asked, since syllables are softer than their line

_STEP = RATE // 1000  # the curve moves slowly: it is made at 1 kHz and drawn out between its points
_SPEAKS = 0.01  # RMS of the voice from which it counts
_VOICE, _BED = 0.40, 0.12  # seconds over which their levels are taken
_LASTS = 0.25  # seconds a voice counts as loud as it was: the bed does not dive into every pause
_EARLY, _LATE, _GLIDE = 0.12, 0.42, 0.24  # seconds: back before the voice, out after it, and how long it takes


def ducking(dialogue: Floats, effects: Floats) -> Floats:
    """The gain of the effects (2, samples) at each sample of the dialogue (mono), without a step anywhere.

    The least gain wanted nearby, averaged over no more than that neighbourhood, is never above what is wanted at the
    point itself; so the distance is kept although the curve is smooth.
    """
    count = -(-len(dialogue) // _STEP)
    if count == 0:
        return np.ones(0, np.float32)
    level = np.sqrt(_power(dialogue[None], count, over=_VOICE))
    voice = -least_around(-level, before=round(_LASTS * 1000), after=round(_LASTS * 1000))
    near = np.sqrt(_power(dialogue[None], count, over=0.12))
    bed = np.sqrt(_power(effects[:, : len(dialogue)], count, over=_BED))
    wanted = np.clip(voice * np.float32(UNDER) / np.maximum(bed, 1e-6), DEEPEST, USUAL)
    asked = np.asarray(np.where(near > _SPEAKS, wanted, 1.0), np.float32)
    held = least_around(asked, before=round(_LATE * 1000), after=round(_EARLY * 1000))
    points = smooth(held, seconds=_GLIDE / _STEP)
    middles = np.arange(count) * _STEP + _STEP / 2
    return np.interp(np.arange(len(dialogue)), middles, points).astype(np.float32)


def _power(pcm: Floats, count: int, *, over: float) -> Floats:
    """The mean power of the channels at each millisecond, over so many seconds."""
    padded = np.pad(pcm, ((0, 0), (0, count * _STEP - pcm.shape[1]))).reshape(len(pcm), count, _STEP)
    each = np.einsum("cij,cij->i", padded, padded) / np.float32(_STEP * len(pcm))
    return np.maximum(smooth(np.asarray(each, np.float32), seconds=over / _STEP), 0)
