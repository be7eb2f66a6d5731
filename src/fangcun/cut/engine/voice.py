"""A spoken line: who speaks decides the voice, the text what is said, the manner and the place how it sounds."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fangcun.cut.contracts import Look
from fangcun.cut.engine import timbre
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.pronounce import Spoken, to_speak
from fangcun.cut.engine.synth import Saying, Synthesiser, shared
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.tongues import Tongue, tongue_of
from fangcun.write.contracts import Voice

LOUDNESS = 0.1  # RMS of a finished line while it sounds: about −20 dBFS


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
    samples in which it is heard (empty ranges for marks that have no sound)."""

    text: str
    pcm: Floats
    times: tuple[tuple[int, int], ...]

    @property
    def samples(self) -> int:
        """How long the line sounds."""
        return len(self.pcm)


NARRATOR = VoiceSpec(variant="m3", pitch=68, range=40, rate=180, formant=0.96, warmth=3.0, seed=1)

APART = 1.5
"""The least distance (see ``apart``) between two voices of a cast."""

_TURNS = 64

_WOMEN = ("f1", "f2", "f3", "f4", "f5")
_MEN = ("", "m1", "m3", "m4", "m7", "m8")

# How a manner bends a voice: factors of rate, pitch steps, factor of range, dB, tremor, breath.
_MANNERS: tuple[tuple[str, tuple[float, int, float, float, float, float]], ...] = (
    ("怒吼骂喝斥厉咆大喊叫", (1.08, 8, 1.25, 3.0, 0.0, 0.0)),
    ("哭泣哽咽颤悲", (0.88, 5, 1.1, -1.0, 0.010, 0.06)),
    ("低小声悄耳语轻弱", (0.92, -3, 0.8, -5.0, 0.0, 0.12)),
    ("冷嘲讽阴沉", (0.92, -5, 0.75, 0.0, 0.0, 0.0)),
    ("笑喜兴奋激动惊急慌", (1.1, 7, 1.25, 1.0, 0.0, 0.0)),
    ("慢叹疲虚", (0.82, -4, 0.8, -2.0, 0.004, 0.08)),
)


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


def in_manner(spec: VoiceSpec, manner: str | None) -> tuple[VoiceSpec, float]:
    """The voice as bent by a script's manner (怒, 哭着, 低声 …), and how much louder the line is, in dB."""
    bent, decibels = spec, 0.0
    for signs, (rate, pitch, span, louder, tremor, breath) in _MANNERS:
        if manner and any(sign in manner for sign in signs):
            bent = replace(
                bent,
                rate=round(bent.rate * rate),
                pitch=max(0, min(99, bent.pitch + pitch)),
                range=max(0, min(99, round(bent.range * span))),
                tremor=max(bent.tremor, tremor),
                breath=bent.breath + breath,
            )
            decibels += louder
    return bent, max(-6.0, min(4.0, decibels))


def speak(
    text: str,
    *,
    voice: VoiceSpec,
    heard: Voice = Voice.SPOKEN,
    manner: str | None = None,
    language: str | None = None,
    tempo: float = 1.0,
    synthesiser: Synthesiser | None = None,
) -> Speech:
    """The line ``text`` as sound, with the time of every character. The same arguments give the same samples.

    Without a ``language`` (a code of ``tongues.SPOKEN``) it is spoken in Chinese or English, as its letters are; the
    voice stays the person's in all of them. ``tempo`` is how much faster than usual it is said, at the same pitch. A
    text with nothing to say (marks only) gives an empty sound. Raises FangcunError ``voice.failed``,
    ``voice.language`` and ``cut.language_unknown``.
    """
    spec, louder = in_manner(voice, manner)
    code = language_of(language).code if language else None
    spoken = to_speak(text, language=code)
    tongue = tongue_of(code if code and (spoken.chinese or not code.startswith("zh")) else _guess(spoken))
    spec = replace(spec, rate=round(spec.rate * tempo))
    if not any(c.isalnum() for c in spoken.text):
        return Speech(text, np.zeros(0, np.float32), tuple((0, 0) for _ in text))
    said = (synthesiser or shared()).say(_saying(spoken.text, spec, tongue=tongue))
    dry = timbre.resample(said.pcm, count=max(1, round(len(said.pcm) * RATE / said.rate / spec.formant)))
    scale = len(dry) / max(1, len(said.pcm))
    marks = [(spoken.places[c], a * scale, b * scale) for c, a, b in said.marks if c < len(spoken.places)]
    pcm, shift = _trim(_finish(dry, spec, heard=heard, louder=louder), heard=heard)
    return Speech(text, pcm, _times(text, marks, shift=shift, end=len(pcm)))


def _guess(spoken: Spoken) -> str:
    return "zh-Hans" if spoken.chinese else "en"


def _saying(text: str, spec: VoiceSpec, *, tongue: Tongue) -> Saying:
    """The order to the library. A smaller mouth is made by playing faster what was said slower and lower."""
    return Saying(
        text=text,
        voice=tongue.voice + (f"+{spec.variant}" if spec.variant else ""),
        rate=max(80, min(450, round(spec.rate / spec.formant * tongue.pace))),
        # one step of eSpeak's pitch is about 1 per cent of frequency (measured: men 92 to 126 Hz from 50 to 80)
        pitch=max(0, min(99, round(spec.pitch - math.log(spec.formant) / 0.0105))),
        range=spec.range,
    )


def _finish(dry: Floats, spec: VoiceSpec, *, heard: Voice, louder: float) -> Floats:
    voiced = timbre.tremble(dry, depth=spec.tremor, hertz=5.2)
    voiced = timbre.breathe(voiced, amount=spec.breath, seed=spec.seed)
    voiced = timbre.shape(voiced, _curve(spec, heard))
    voiced = timbre.compress(_levelled(voiced, LOUDNESS))
    tail = {Voice.SPOKEN: 0.12, Voice.VO: 0.35, Voice.OS: 0.4, Voice.INNER: 0.6}[heard]
    voiced = np.concatenate([voiced, np.zeros(round(tail * RATE), np.float32)])
    seconds, wet = {
        Voice.SPOKEN: (0.18, 0.10),
        Voice.VO: (0.4, 0.14),
        Voice.OS: (0.5, 0.42),
        Voice.INNER: (0.9, 0.34),
    }[heard]
    placed = timbre.in_room(voiced, seconds=seconds, wet=wet, seed=11)
    far = -4.0 if heard is Voice.OS else 0.0
    return timbre.soften(_levelled(placed, LOUDNESS * 10 ** ((louder + far) / 20)))


def _curve(spec: VoiceSpec, heard: Voice) -> tuple[tuple[float, float], ...]:
    """Rumble off, warmth in the chest, less of the synthesiser's buzz at 3 kHz, a gentle shelf above."""
    if heard is Voice.OS:  # through a door: the top is gone
        return ((60, -30), (120, -4), (250, spec.warmth), (1200, 0), (2500, -9), (5000, -22), (10000, -40))
    return (
        (50, -36),
        (90, -6),
        (160, 0),
        (250, spec.warmth),
        (600, 0),
        (1800, 1.5),
        (3200, -1),
        (6000, spec.air),
        (9000, spec.air),
        (11000, -12),
        (13000, -60),
    )


def _levelled(pcm: Floats, target: float) -> Floats:
    """``pcm`` with ``target`` as its RMS while it sounds; pauses do not count."""
    level = timbre.envelope(pcm, seconds=0.05)
    loud = level > 0.1 * float(level.max(initial=0.0))
    if not loud.any():
        return pcm
    return (pcm * (target / max(1e-6, float(np.sqrt(np.mean(pcm[loud].astype(np.float64) ** 2)))))).astype(np.float32)


def _trim(pcm: Floats, *, heard: Voice) -> tuple[Floats, int]:
    """Without the silence around the line (5 ms kept, faded), and how many samples went from its start."""
    level = timbre.envelope(pcm, seconds=0.005)
    sounding = np.flatnonzero(level > 0.0015)
    if len(sounding) == 0:
        return np.zeros(0, np.float32), 0
    margin = round(0.005 * RATE)
    start, stop = max(0, int(sounding[0]) - margin), min(len(pcm), int(sounding[-1]) + margin)
    kept = pcm[start:stop].copy()
    fade = min(len(kept) // 2, margin if heard is Voice.SPOKEN else margin * 4)
    kept[:margin] *= np.linspace(0, 1, len(kept[:margin]), dtype=np.float32)
    if fade:
        kept[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return kept, start


def _times(text: str, marks: list[tuple[int, float, float]], *, shift: int, end: int) -> tuple[tuple[int, int], ...]:
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
