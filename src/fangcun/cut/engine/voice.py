"""A spoken line: who speaks decides the voice, the text what is said, the manner and the place how it sounds."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fangcun.cut.contracts import Look
from fangcun.cut.engine import timbre
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.hearing import Channel, channel_for
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.manners import Delivery, delivery_of
from fangcun.cut.engine.pronounce import to_speak
from fangcun.cut.engine.rooms import Room
from fangcun.cut.engine.synth import Saying, Synthesiser, shared
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.tongues import Tongue, tongue_of
from fangcun.cut.engine.utterance import finish, heard_times
from fangcun.write.contracts import Voice


@dataclass(frozen=True, slots=True)
class VoiceSpec:
    """A voice. ``variant`` is one of eSpeak NG's (``f2``, ``m3``), ``pitch`` and ``range`` are its 0–99, ``rate``
    words a minute (a Chinese syllable counts as a word). ``formant`` above 1 makes the mouth smaller, ``warmth`` and
    ``air`` are dB at 250 Hz and 6 kHz, ``tremor`` the depth of an old voice's wavering, ``breath`` the share of noise.
    """

    variant: str = ""
    pitch: int = 45
    range: int = 55
    rate: int = 190
    formant: float = 1.0
    warmth: float = 1.5
    air: float = 4.0
    tremor: float = 0.0
    breath: float = 0.04
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Speech:
    """A line as sound: mono float32 at 48 kHz, and for each character of the printed text the half-open range of
    samples in which it is heard (empty ranges for marks that have no sound). The last ``ring`` samples are only the
    room's answer: who speaks next need not wait for them."""

    text: str
    pcm: Floats
    times: tuple[tuple[int, int], ...]
    ring: int = 0

    @property
    def samples(self) -> int:
        """How long the line sounds."""
        return len(self.pcm)

    @property
    def spoken(self) -> int:
        """How long it is spoken: without what rings after it."""
        return len(self.pcm) - self.ring


NARRATOR = VoiceSpec(variant="m3", pitch=68, range=40, rate=180, formant=0.96, warmth=3.0, seed=1)

APART = 1.5
"""The least distance (see ``apart``) between two voices of a cast."""

_TURNS = 64

_WOMEN = ("f1", "f2", "f3", "f4", "f5")
_MEN = ("", "m1", "m3", "m4", "m7", "m8")


def voice_of(look: Look) -> VoiceSpec:
    """The voice of a character sheet: the same sheet always speaks alike, two sheets seldom do.

    Children speak high and small, women higher than men, old people slower, with a wavering and more breath.
    Fundamental frequencies follow the usual means: men about 120 Hz, women 210, children 260 and above.
    """
    draw = np.random.default_rng(int.from_bytes(hashlib.sha256(f"voice {look.seed}".encode()).digest()[:8], "big"))
    spread = float(draw.uniform(-1, 1))
    size = float(draw.uniform(-1, 1))
    pace = float(draw.uniform(-1, 1))
    pick = int(draw.integers(0, 1 << 16))
    female = look.sex == "女"
    if look.age < 13:
        spec = VoiceSpec(variant=_WOMEN[pick % 5], pitch=round(91 + 6 * spread), formant=1.18 + 0.05 * size, rate=195)
    elif female:
        young = look.age < 35
        spec = VoiceSpec(
            variant=_WOMEN[pick % 5],
            pitch=round((70 if young else 62) + 8 * spread),
            formant=(1.05 if young else 1.0) + 0.05 * size,
            rate=195,
        )
    else:
        young = look.age < 30
        spec = VoiceSpec(
            variant=_MEN[pick % 6],
            pitch=round((80 if young else 70) + 8 * spread),
            formant=(1.0 if young else 0.95) + 0.05 * size,
            rate=190,
            warmth=2.5,
        )
    spec = replace(spec, rate=round(spec.rate + 12 * pace), seed=look.seed & 0x7FFFFFFF)
    if look.age >= 60:
        depth = min(1.0, (look.age - 50) / 30)
        spec = replace(
            spec, rate=round(spec.rate * (1 - 0.2 * depth)), tremor=0.007 * depth, breath=0.04 + 0.08 * depth, air=0.0
        )
    return spec


def apart(one: VoiceSpec, other: VoiceSpec) -> float:
    """How far two voices stand apart: 1 is 4 % of pitch, 3 % of formant, 12 words a minute, or another timbre."""
    return math.hypot(
        (one.pitch - other.pitch) / 4,
        math.log(one.formant / other.formant) / 0.03,
        (one.rate - other.rate) / 12,
        float(one.variant != other.variant),
    )


def voices_of(looks: Mapping[str, Look], *, kept: Mapping[str, VoiceSpec] | None = None) -> dict[str, VoiceSpec]:
    """A voice for everybody of a cast, any two at least ``APART`` from each other as long as there is room.

    Each person speaks with the voice of the own sheet (``voice_of``). Only who would sound like somebody placed
    before takes the next voice drawn from the own seed; people are placed in the order of their names. Voices that
    were cast before are given as ``kept`` and never change: who joins later gives way. In a crowd too large for its
    age and sex the farthest of the drawn voices is taken.
    """
    placed = {name: spec for name, spec in (kept or {}).items() if name in looks}
    for name in sorted(looks.keys() - placed.keys()):
        drawn: list[tuple[float, VoiceSpec]] = []
        for turn in range(_TURNS):
            spec = _turned(looks[name], turn)
            drawn.append((min((apart(spec, other) for other in placed.values()), default=math.inf), spec))
            if drawn[-1][0] >= APART:
                break
        placed[name] = max(drawn, key=lambda item: item[0])[1]
    return {name: placed[name] for name in looks}


def _turned(look: Look, turn: int) -> VoiceSpec:
    """The voice number ``turn`` of a person, within the region of the same age and sex; 0 is ``voice_of``."""
    if turn == 0:
        return voice_of(look)
    drawn = hashlib.sha256(f"{look.seed} {turn}".encode()).digest()
    return voice_of(replace(look, seed=int.from_bytes(drawn[:6], "big")))


def in_manner(spec: VoiceSpec, delivery: Delivery) -> VoiceSpec:
    """The voice as a delivery bends it (``manners.delivery_of``)."""
    return replace(
        spec,
        rate=round(spec.rate * delivery.rate),
        pitch=max(0, min(99, round(spec.pitch + delivery.pitch))),
        range=max(0, min(99, round(spec.range * delivery.range))),
        tremor=max(spec.tremor, delivery.tremor),
        breath=spec.breath + delivery.breath,
    )


def speak(
    text: str,
    *,
    voice: VoiceSpec,
    heard: Voice = Voice.SPOKEN,
    manner: str | None = None,
    language: str | None = None,
    tempo: float = 1.0,
    channel: Channel | None = None,
    room: Room | None = None,
    synthesiser: Synthesiser | None = None,
) -> Speech:
    """The line ``text`` as sound, with the time of every character. The same arguments give the same samples.

    Without a ``language`` (a code of ``tongues.SPOKEN``) it is spoken in Chinese or English, as its letters are; the
    voice stays the person's in all of them. ``tempo`` is how much faster than usual it is said, at the same pitch.
    ``channel`` is how it comes to us (by default as ``heard`` alone says), ``room`` where the speaker stands. A
    text with nothing to say (marks only) gives an empty sound. Raises FangcunError ``voice.failed``,
    ``voice.language`` and ``cut.language_unknown``.
    """
    delivery = delivery_of(manner)
    spec = in_manner(voice, delivery)
    code = language_of(language).code if language else None
    spoken = to_speak(text, language=code)
    tongue = tongue_of(code or "en")
    if spoken.chinese or not code or code.startswith("zh"):
        tongue = tongue_of("zh-Hans" if spoken.chinese else "en")
    spec = replace(spec, rate=round(spec.rate * tempo))
    if not any(c.isalnum() for c in spoken.text):
        return Speech(text, np.zeros(0, np.float32), tuple((0, 0) for _ in text))
    said = (synthesiser or shared()).say(_saying(spoken.text, spec, tongue=tongue, gap=round(delivery.gap)))
    dry = timbre.resample(said.pcm, count=max(1, round(len(said.pcm) * RATE / said.rate / spec.formant)))
    scale = len(dry) / max(1, len(said.pcm))
    marks = [(spoken.places[c], a * scale, b * scale) for c, a, b in said.marks if c < len(spoken.places)]
    pcm, shift, ring = finish(
        dry,
        warmth=spec.warmth,
        air=spec.air,
        tremor=spec.tremor,
        breath=spec.breath,
        seed=spec.seed,
        delivery=delivery,
        channel=channel or channel_for(heard),
        room=room,
    )
    return Speech(text, pcm, heard_times(text, marks, shift=shift, end=len(pcm) - ring), ring)


def _saying(text: str, spec: VoiceSpec, *, tongue: Tongue, gap: int) -> Saying:
    """The order to the library. A smaller mouth is made by playing faster what was said slower and lower."""
    return Saying(
        text=text,
        voice=tongue.voice + (f"+{spec.variant}" if spec.variant else ""),
        rate=max(80, min(450, round(spec.rate / spec.formant * tongue.pace))),
        # one step of eSpeak's pitch is about 1 per cent of frequency (measured: men 92 to 126 Hz from 50 to 80)
        pitch=max(0, min(99, round(spec.pitch - math.log(spec.formant) / 0.0105))),
        range=spec.range,
        gap=gap,
    )
