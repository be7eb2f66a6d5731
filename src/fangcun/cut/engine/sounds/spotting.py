"""Spotting: which sound is heard when in a scene. What a shot is decides its accents, what it tells its foley."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from fangcun.cut.contracts import Expression, Framing, Move, Shot, ShotKind
from fangcun.cut.engine.grid import FPS, RATE
from fangcun.cut.engine.sounds.bodies import BODIES
from fangcun.cut.engine.sounds.impacts import IMPACTS
from fangcun.cut.engine.sounds.machines import MACHINES
from fangcun.cut.engine.sounds.stingers import STINGERS
from fangcun.cut.engine.sounds.things import THINGS
from fangcun.cut.engine.sounds.tones import at_peak, pan
from fangcun.cut.engine.sounds.words import level_of, means, sounds_in
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import TimedShot, Timeline

FOLEY = BODIES | IMPACTS | MACHINES | THINGS
"""What people and things are heard doing, by name."""

APART = 4 * FPS
"""Frames between two accents of shock: more would be a comedy."""

MOST_IN_A_SHOT = 3
_STRIKES = frozenset({"slam", "slap", "thud", "table", "glass", "gun", "blast", "brake"})
_TENSE = {Expression.FEAR, Expression.SHOCK, Expression.PAIN}
_RISE = 1.8  # seconds
_NEAR = (Framing.CLOSE, Framing.EXTREME)


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound in its place: from ``at`` seconds of the scene for about ``seconds``, its greatest size ``level``, from
    ``side`` (−1 left, 1 right; None for an accent, which is everywhere). ``key`` makes it unlike the next of its kind.
    """

    sound: str
    at: float
    seconds: float
    level: float
    key: str
    side: float | None = None


def spot(timeline: Timeline) -> tuple[Heard, ...]:
    """The accents and the foley of a scene in the order of its shots.

    - A strike (``Move.SHAKE``) is hit; softer where the thing itself is heard.
    - A face newly shocked gets a sting after a swell that ends on the cut; no two within four seconds.
    - A cliffhanger drops after a riser; a thing that reveals something is led to by a riser.
    - Fear seen near, and inner words in it, have a heartbeat as long as the shot, not twice in eight
      seconds. Memories open and close with a sweep.
    - The drama's card blooms, other text rings a small bell.
    - An action is heard by its words (``sounds.toml``), each at about the time the eye reads it; what two shots show of
      one sentence is heard once.
    """
    spotter = _Spotter()
    for i, timed in enumerate(timeline.shots):
        spotter.take(timed, following=timeline.shots[i + 1].shot if i + 1 < len(timeline.shots) else None)
    return tuple(spotter.heard)


def render(heard: tuple[Heard, ...], *, samples: int, seed: int) -> Floats:
    """The sounds in their places, (2, samples); what would run past the end is faded out there."""
    out = np.zeros((2, samples), np.float32)
    for one in heard:
        digest = hashlib.sha256(f"{seed} {one.key} {one.sound}".encode()).digest()
        draw = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        if one.side is None:
            sound = STINGERS[one.sound](draw, one.seconds) * np.float32(one.level)
        else:
            mono = at_peak(FOLEY[one.sound](draw, one.seconds), one.level)
            sound = pan(mono, one.side)
        start = max(0, round(one.at * RATE))
        room = min(sound.shape[1], samples - start)
        if room <= 0:
            continue
        part = sound[:, :room]
        if room < sound.shape[1]:
            fade = min(room, RATE // 4)
            part = part.copy()
            part[:, -fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        out[:, start : start + room] += part
    return out


class _Spotter:
    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._before: Shot | None = None
        self._shocked: frozenset[str] = frozenset()
        self._last_sting = -APART
        self._last_beat = -2 * APART
        self._told: str | None = None

    def take(self, timed: TimedShot, *, following: Shot | None) -> None:
        """Spot one shot."""
        shot = timed.shot
        told = self._foley(timed, following)
        self._accents(timed, told)
        self._text(timed)
        before = self._before
        if shot.flashback != (before.flashback if before else False):
            self._accent("sweep", timed, before=0.4)
        self._shocked = frozenset(f.name for f in shot.figures if f.expression is Expression.SHOCK)
        self._before = shot

    def _accents(self, timed: TimedShot, told: frozenset[str]) -> None:
        shot = timed.shot
        acts = "" if shot.lines else shot.beat
        if shot.move is Move.SHAKE:
            self._accent("hit", timed, softer=0.4 if told & _STRIKES else 1.0)
        reveals = (shot.kind is ShotKind.INSERT and bool(shot.caption)) or means(acts, "reveal")
        if shot.kind is ShotKind.HOLD:
            self._accent("riser", timed, before=_RISE)
            self._accent("drop", timed)
        elif reveals and shot.move is not Move.SHAKE:
            self._accent("riser", timed, before=_RISE, softer=0.8)
        shocked = frozenset(f.name for f in shot.figures[:1] if f.expression is Expression.SHOCK)
        fresh = shocked - self._shocked and timed.start - self._last_sting >= APART
        if fresh and shot.kind is not ShotKind.HOLD and shot.move is not Move.SHAKE:
            self._last_sting = timed.start
            self._accent("swell", timed, before=1.0)
            self._accent("sting", timed)
        afraid = bool(shot.figures) and shot.figures[0].expression is Expression.FEAR and shot.framing in _NEAR
        inner = shot.inner and any(f.expression in _TENSE for f in shot.figures)
        beats = afraid or inner or means(acts, "heart")
        if beats and timed.start - self._last_beat >= 2 * APART:
            self._last_beat = timed.start
            self._accent("heartbeat", timed)
        manners = " ".join(line.manner or "" for line in shot.lines)
        if means(acts, "comic") or means(manners, "comic"):
            self._accent("pluck", timed, late=0.35)

    def _text(self, timed: TimedShot) -> None:
        shot = timed.shot
        if shot.kind is ShotKind.CARD:
            self._accent("title" if timed.start == 0 else "bell", timed)
        elif shot.caption and shot.kind is not ShotKind.HOLD:
            self._accent("bell", timed, softer=0.5 if shot.kind is ShotKind.ESTABLISHING else 1.0)

    def _accent(
        self, sound: str, timed: TimedShot, *, before: float = 0.0, late: float = 0.0, softer: float = 1.0
    ) -> None:
        """An accent at the start of the shot, or ending there when it begins ``before`` it; never before the scene."""
        start = timed.start / FPS
        before = min(before, start)
        if sound in ("riser", "swell") and before < 0.5:
            return
        seconds = before or timed.frames / FPS
        level = level_of(sound) * softer
        self.heard.append(Heard(sound, start - before + late, seconds, level, timed.shot.id))

    def _foley(self, timed: TimedShot, following: Shot | None) -> frozenset[str]:
        """What the shot's action is heard doing; nothing for spoken words, which only speak of things."""
        shot = timed.shot
        if shot.lines or shot.kind is ShotKind.CARD:
            return frozenset()
        shown_again = following is not None and not following.lines and following.beat == shot.beat
        if shot.kind is ShotKind.ESTABLISHING and shown_again:
            return frozenset()  # the place first, the action in the next shot
        if self._told == shot.beat:
            return frozenset()
        found = sounds_in(shot.beat)[:MOST_IN_A_SHOT]
        self._told = shot.beat
        seconds = timed.frames / FPS
        for k, (sound, place) in enumerate(found):
            read = place / max(1, len(shot.beat))
            at = timed.start / FPS + 0.12 + 0.6 * seconds * read
            side = (-0.35, 0.3, 0.0)[(k + len(shot.beat)) % 3]
            left = seconds - (at - timed.start / FPS)
            self.heard.append(Heard(sound, at, left, level_of(sound), f"{shot.id} {k}", side))
        return frozenset(sound for sound, _ in found)
