"""How faces live while they are filmed: mouths follow the voice, eyes blink now and then."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from fangcun.cut.contracts import Move
from fangcun.cut.engine.camera import SLIDES, view_at
from fangcun.cut.engine.grid import FPS, PORTRAIT, SAMPLES_PER_FRAME, Shape
from fangcun.cut.engine.lens import COARSE, FINE, Lens
from fangcun.cut.engine.picture import PARTS, Face, Picture
from fangcun.cut.engine.planes import Patch, Planes, even, sprite_patch, to_planes
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
        rgb = even(picture.rgb)
        self._timed, self._seed, self._shape = timed, seed, shape
        self._lens = Lens(to_planes(rgb), slides=_slides(timed.shot.move))
        self.planes: Planes = self._lens.planes
        self._patches: dict[tuple[int, str], tuple[Patch, Patch]] = {}
        for i, face in enumerate(picture.faces):
            for part in PARTS:
                sprite = getattr(face, part)
                patches = sprite_patch(rgb, sprite) if sprite is not None else None
                if patches is not None:
                    self._patches[i, part] = patches
        self._acts = _acts(picture.faces, timed, seed=seed)
        self._shown: tuple[tuple[int, str], ...] = ()

    def move_to(self, at: int) -> bool:
        """Bring the faces to frame ``at`` of the shot; whether anything changed."""
        wanted = tuple(key for key in self._acts[at] if key in self._patches)
        if wanted == self._shown:
            return False
        for key in self._shown:
            self._patches[key][1].put(self.planes)
        for key in wanted:
            self._patches[key][0].put(self.planes)
        self._lens.changed(self._patches[key][0].box for key in {*self._shown, *wanted})
        self._shown = wanted
        return True

    def paint(self, at: int, into: Planes) -> None:
        """Frame ``at`` of the shot, faces and camera, into the frame."""
        self.move_to(at)
        timed = self._timed
        view = view_at(
            timed.shot.move,
            at=at,
            frames=timed.frames,
            size=self.planes.size,
            seed=self._seed,
            shape=self._shape,
        )
        self._lens.film(view, into)


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
