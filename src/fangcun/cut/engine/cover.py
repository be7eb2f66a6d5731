"""Covers: which frame makes one, by what is measured in it, and how it is cropped so that faces and title have room.

Scores are shares from 0 to 1, multiplied out of: sharpness where one looks (variance of the Laplacian, Pech-Pacheco et
al., 2000), contrast (spread of the brightness), how large the largest face is and where it stands, what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from fangcun.cut.contracts import Expression
from fangcun.cut.engine.picture import Pixels

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels."""

Room = Literal["below", "left", "right"]
"""Where the title goes: under the faces, or beside them."""

SIZES: dict[str, tuple[int, int]] = {"3x4": (1080, 1440), "1x1": (1080, 1080), "16x9": (1920, 1080)}
FILE = "cover-{}.jpg"
CHIN = {"3x4": 0.68, "1x1": 0.74, "16x9": 0.74}
"""Above which share of the height faces end where the title stands below them."""

# A face that shows something stops a thumb; eyes that are shut or a face in pain do not sell an evening.
_SHOWS = {
    Expression.SHOCK: 1.0,
    Expression.ANGER: 1.0,
    Expression.CRY: 0.95,
    Expression.SMIRK: 0.95,
    Expression.TENDER: 0.9,
    Expression.FEAR: 0.9,
    Expression.SMILE: 0.85,
    Expression.SAD: 0.8,
    Expression.LAUGH: 0.75,
    Expression.THINK: 0.65,
    Expression.PAIN: 0.6,
}
_NEUTRAL = 0.55
_SHARP, _SPREAD = 120.0, 48.0  # of a face 256 pixels wide, and of 8-bit brightness: above these, more is not better
_BEST_SHARE = (0.035, 0.30)  # of the frame's area: smaller faces are not known, larger ones leave no room
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that could be a cover. ``faces`` are boxes in it, the largest first; ``score`` is without any wish."""

    shot: str
    faces: tuple[Box, ...]
    score: float

    @property
    def turn(self) -> int:
        """Which of the kinds that take turns it is: one face near, several people, one face further away."""
        return 1 if len(self.faces) > 1 else 0 if self.faces and self.faces[0][2] > 300 else 2


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a frame, and where its title has room."""

    box: Box
    room: Room


def rate(
    rgb: Pixels, *, shot: str, faces: Sequence[Box], expressions: Sequence[Expression] = (), eyes_open: bool = True
) -> Candidate:
    """A frame as a candidate, measured: 0 for one in which nothing can be seen."""
    ordered = tuple(sorted(faces, key=lambda face: -face[2] * face[3]))
    gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    spread = min(1.0, float(gray.std()) / _SPREAD)
    x, y, w, h = ordered[0] if ordered else _middle(rgb)
    patch = gray[max(0, y) : y + h, max(0, x) : x + w]
    if not patch.size:
        return Candidate(shot, ordered, 0.0)
    scale = 256 / patch.shape[1]
    patch = cv2.resize(patch, (256, max(8, round(patch.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    sharp = min(1.0, float(cv2.Laplacian(patch, cv2.CV_32F).var()) / _SHARP)
    shown = max((_SHOWS.get(e, _NEUTRAL) for e in expressions), default=_NEUTRAL)
    size, place = (_size(ordered[0], rgb), _place(ordered[0], rgb)) if ordered else (0.2, 0.6)
    score = sharp**0.5 * spread**0.5 * size * place * shown * (1.0 if eyes_open else 0.5)
    return Candidate(shot, ordered, round(score, 4))


def _middle(rgb: Pixels) -> Box:
    height, width = rgb.shape[:2]
    return width // 4, height // 4, width // 2, height // 2


def _size(face: Box, rgb: Pixels) -> float:
    share = face[2] * face[3] / (rgb.shape[0] * rgb.shape[1])
    least, most = _BEST_SHARE
    return float(np.clip((share / least) ** 0.7, 0.05, 1.0)) if share < most else most / share


def _place(face: Box, rgb: Pixels) -> float:
    """1 in the middle of the upper two thirds, less towards the edges, little where a face is cut off."""
    height, width = rgb.shape[:2]
    x, y, w, h = face
    if x < 0 or y < 0 or x + w > width or y + h > height:
        return 0.3
    across, down = abs((x + w / 2) / width - 0.5), abs((y + h / 2) / height - 0.38)
    return float(np.clip(1.15 - across - down, 0.3, 1.0))


def choose(candidates: Sequence[Candidate], *, number: int) -> Candidate | None:
    """The cover of episode ``number``; None without candidates.

    One near face, several people, one face further away: the kinds take turns, so that neighbours on the shelf differ
    although no episode knows what the next one chose. A kind whose best is under half of the very best is passed over.
    """
    if not candidates:
        return None
    best = max(candidates, key=lambda c: c.score)
    turn = [c for c in candidates if c.turn == number % _TURNS and c.score >= best.score / 2]
    return max(turn, key=lambda c: c.score) if turn else best


def crop_for(shape: str, *, size: tuple[int, int], faces: Sequence[Box], number: int = 0) -> Crop:
    """The largest crop of a frame of ``size`` (width, height) in a shape of ``SIZES`` that keeps its faces whole, the
    largest first, and leaves the title room: a third below them, or beside them in a lying cover.

    ``number`` decides how near it goes, so that the same frame makes another cover.
    """
    width, height = size
    aspect = SIZES[shape][0] / SIZES[shape][1]
    near = (1.0, 0.9, 0.8)[number % _TURNS]
    w = min(width, height * aspect) * near
    # A crop is never so near that the largest face fills it.
    if faces:
        w = min(width, height * aspect, max(w, faces[0][2] * 1.25, faces[0][3] * 1.7 * aspect))
    h = w / aspect
    kept = _kept(faces, w=w, h=h * 0.8)
    room: Room = "below"
    x, y, fw, fh = kept or (round(width * 0.3), round(height * 0.25), round(width * 0.4), round(height * 0.25))
    cx, cy = x + fw / 2, y + fh / 2
    if aspect > 1.2 and width - w < width * 0.5:
        room = "left" if number % 2 == 0 else "right"
        left = cx - w * (0.68 if room == "left" else 0.32)
        left = min(max(left, 0), width - w)
        room = "left" if (cx - left) > w / 2 else "right"
    else:
        left = min(max(cx - w / 2, 0), width - w)
    # Heads stand high and chins above the title; where both cannot be, some hair is lost rather than a mouth.
    top = min(cy - h * (0.36 if room == "below" else 0.45), y - fh * 0.25)
    chin = CHIN[shape] if room == "below" else 0.98
    top = min(max(top, y + fh - h * chin, 0), y + fh * 0.12, height - h)
    top = max(top, 0)
    return Crop((round(left), round(top), round(w), round(h)), room)


def _kept(faces: Sequence[Box], *, w: float, h: float) -> Box | None:
    """The box round as many faces as fit into a crop, the largest first."""
    kept: Box | None = None
    for face in faces:
        grown = face if kept is None else _round(kept, face)
        if kept is None or (grown[2] <= w * 0.94 and grown[3] <= h):
            kept = grown
    return kept


def _round(one: Box, other: Box) -> Box:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    return left, top, right - left, max(one[1] + one[3], other[1] + other[3]) - top


def cut_cover(rgb: Pixels, shape: str, *, faces: Sequence[Box], number: int = 0) -> tuple[Pixels, Room, list[Box]]:
    """The picture of a cover without its title, in the size of its shape; where the title goes; the faces in it.

    A lying cover of an upright frame would be a slit with half a face: there the frame keeps its height, and its own
    colours, out of focus, fill the side on which the title stands.
    """
    height, width = rgb.shape[:2]
    if SIZES[shape][0] > SIZES[shape][1] and height > width:
        return _beside(rgb, shape, faces=faces, number=number)
    crop = crop_for(shape, size=(width, height), faces=faces, number=number)
    x, y, w, h = crop.box
    way = cv2.INTER_AREA if w > SIZES[shape][0] else cv2.INTER_CUBIC
    out = np.asarray(cv2.resize(rgb[y : y + h, x : x + w], SIZES[shape], interpolation=way), np.uint8)
    return out, crop.room, _moved(faces, crop.box, by=SIZES[shape][0] / w)


def _beside(rgb: Pixels, shape: str, *, faces: Sequence[Box], number: int) -> tuple[Pixels, Room, list[Box]]:
    width, height = SIZES[shape]
    crop = crop_for("1x1", size=(rgb.shape[1], rgb.shape[0]), faces=faces, number=number)
    x, y, w, h = crop.box
    square = cv2.resize(rgb[y : y + h, x : x + w], (height, height), interpolation=cv2.INTER_AREA)
    ground = cv2.resize(square, (width // 16, height // 16), interpolation=cv2.INTER_AREA)
    ground = cv2.resize(cv2.GaussianBlur(ground, (0, 0), 7), (width, height), interpolation=cv2.INTER_CUBIC)
    out = ground.astype(np.float32) * 0.62
    room: Room = "left" if number % 2 == 0 else "right"
    ramp = np.clip(np.arange(height, dtype=np.float32) / (height * 0.3), 0, 1)
    ramp = ramp * ramp * (3 - 2 * ramp)
    left = width - height if room == "left" else 0
    cover = (ramp if room == "left" else ramp[::-1])[None, :, None]
    part = out[:, left : left + height]
    part[:] = part * (1 - cover) + square * cover
    moved = [(fx + left, fy, fw, fh) for fx, fy, fw, fh in _moved(faces, crop.box, by=height / w)]
    return np.clip(out, 0, 255).astype(np.uint8), room, moved


def _moved(faces: Sequence[Box], box: Box, *, by: float) -> list[Box]:
    return [(round((x - box[0]) * by), round((y - box[1]) * by), round(w * by), round(h * by)) for x, y, w, h in faces]
