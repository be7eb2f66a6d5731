"""How faces live while they are filmed: mouths follow the voice, eyes blink now and then."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from fangcun.cut.contracts import Move
from fangcun.cut.engine.camera import PARALLAX, SLIDES, view_at
from fangcun.cut.engine.focus import Rack, sharp_people
from fangcun.cut.engine.grid import FPS, PORTRAIT, SAMPLES_PER_FRAME, Shape
from fangcun.cut.engine.lens import COARSE, FINE
from fangcun.cut.engine.picture import PARTS, Face, Picture
from fangcun.cut.engine.planes import Planes
from fangcun.cut.engine.stage import Change, Deep, Flat, Stage
from fangcun.cut.engine.timeline import TimedShot
from fangcun.cut.engine.voice import Speech
from fangcun.write.contracts import Voice

CLOSED, HALF, OPEN = 0, 1, 2
_BLINK = 4  # frames the eyes stay closed: 0.16 s
_HALF_AT, _OPEN_AT = 0.18, 0.55  # of the line's loud level
_HOLD = 2  # frames a mouth stays as it is: faster looks like noise at 25 fps


def mouth_of(speech: Speech) -> list[int]:
    """The mouth (0 closed, 1 half, 2 open) in each frame of a line, by how loud the voice is in that frame."""
    frames = -(-speech.samples // SAMPLES_PER_FRAME)
    if frames == 0:
        return []
    padded = np.pad(speech.pcm, (0, frames * SAMPLES_PER_FRAME - speech.samples))
    level = np.sqrt(np.mean(padded.reshape(frames, SAMPLES_PER_FRAME).astype(np.float64) ** 2, axis=1))
    loud = float(np.percentile(level, 90)) or 1.0
    wanted = [OPEN if x > _OPEN_AT * loud else HALF if x > _HALF_AT * loud else CLOSED for x in level]
    states: list[int] = []
    held = _HOLD
    for want in wanted:
        if states and held < _HOLD:
            want = states[-1]
        held = held + 1 if states and want == states[-1] else 1
        states.append(want)
    return states


def blinks_of(name: str, *, frames: int, seed: int, fps: int = FPS) -> set[int]:
    """The frames in which the eyes of ``name`` are closed: every 3 to 5 seconds, never in the very first frames."""
    digest = hashlib.sha256(f"blink {name} {seed}".encode()).digest()
    draw = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    at = int(draw.uniform(0.6, 3.0) * fps)
    closed: set[int] = set()
    while at + _BLINK < frames:
        closed.update(range(at, at + _BLINK))
        at += int(draw.uniform(3.0, 5.0) * fps)
    return closed


class Performance:
    """A drawn shot as it is filmed: the camera over its picture, the faces brought to where they are in each frame.

    Sprites are laid on the picture and converted once; a frame only copies the patches that changed.
    """

    def __init__(self, picture: Picture, timed: TimedShot, *, seed: int, shape: Shape = PORTRAIT) -> None:
        move = timed.shot.move
        self._timed, self._seed, self._shape = timed, seed, shape
        self._rack: Rack | None = None
        if picture.depth is not None and move is Move.RACK:
            self._rack = Rack(picture, picture.depth, timed, shape=shape)
            picture = sharp_people(picture, picture.depth)
        self.stage: Stage
        if picture.depth is not None and move in PARALLAX:
            self.stage = Deep(picture.depth, shape=shape, slides=_slides(move))
        else:
            self.stage = Flat(picture, slides=_slides(move))
        self._changes: dict[tuple[int, str], tuple[Change, Change]] = {}
        for i, face in enumerate(picture.faces):
            for part in PARTS:
                sprite = getattr(face, part)
                change = self.stage.change(sprite) if sprite is not None else None
                if change is not None:
                    self._changes[i, part] = change
        self._acts = _acts(picture.faces, timed, seed=seed)
        self._shown: tuple[tuple[int, str], ...] = ()

    def move_to(self, at: int) -> bool:
        """Bring the faces to frame ``at`` of the shot; whether anything changed."""
        wanted = tuple(key for key in self._acts[at] if key in self._changes)
        if wanted == self._shown:
            return False
        self.stage.lay([*(self._changes[key][1] for key in self._shown), *(self._changes[key][0] for key in wanted)])
        self._shown = wanted
        return True

    def paint(self, at: int, into: Planes) -> None:
        """Frame ``at`` of the shot, faces and camera, into the frame."""
        if self._rack is not None and at < self._rack.end:
            self._rack.paint(at, into)
            return
        self.move_to(at)
        timed = self._timed
        view = view_at(
            timed.shot.move, at=at, frames=timed.frames, size=self.stage.size, seed=self._seed, shape=self._shape
        )
        self.stage.film(view, into)


def _slides(move: Move) -> int:
    return FINE if move in SLIDES else COARSE if move is Move.SHAKE else 0


def _acts(faces: Sequence[Face], timed: TimedShot, *, seed: int) -> list[list[tuple[int, str]]]:
    """For each frame of the shot the (face, part) that are laid on."""
    acts: list[list[tuple[int, str]]] = [[] for _ in range(timed.frames)]
    for i, face in enumerate(faces):
        closed = blinks_of(face.name, frames=timed.frames, seed=seed)
        for at in closed:
            edge = face.lids is not None and (at - 1 not in closed or at + 1 not in closed)
            acts[at].append((i, "lids" if edge else "blink"))
        for line in timed.lines:
            if line.line.speaker != face.name or line.line.voice is not Voice.SPOKEN:
                continue
            for k, state in enumerate(mouth_of(line.speech)):
                at = line.start - timed.start + k
                if at < timed.frames:
                    acts[at].append((i, ("closed", "half", "open")[state]))
    return acts
