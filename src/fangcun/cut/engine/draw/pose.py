"""Where shoulders, elbows and wrists are for each gesture. Units are 1/200 of a grown-up's head, chin at 100."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point


@dataclass(frozen=True, slots=True)
class Frame:
    """Half widths of a body and the heights they are measured at."""

    neck: float
    shoulder: float
    chest: float
    waist: float
    hip: float
    shoulder_y: float = 178.0
    chest_y: float = 292.0
    waist_y: float = 412.0
    hip_y: float = 530.0
    knee_y: float = 900.0
    ankle_y: float = 1222.0


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: joints, the hand's shape and where it points (degrees), and whether it passes before the face."""

    side: int
    shoulder: Point
    elbow: Point
    wrist: Point
    hand: str
    angle: float
    front: bool = False


def frame_of(who: Identity) -> Frame:
    """The body of a person."""
    b = who.build
    if who.child:
        return Frame(24, 112, 88, 82, 88)
    if who.female:
        return Frame(21, 122 * b, 90 * b, 67 * b, 98 * b)
    return Frame(32, 158 * b, 120 * b, 97 * b, 102 * b)


def _arm(f: Frame, side: int, elbow: Point, wrist: Point, hand: str, angle: float, *, front: bool = True) -> Arm:
    return Arm(side, (side * (f.shoulder - 24), f.shoulder_y + 20), elbow, wrist, hand, angle, front)


def _hanging(f: Frame, side: int) -> Arm:
    elbow, wrist = (side * (f.shoulder + 6), 368.0), (side * (f.shoulder + 2), 530.0)
    return _arm(f, side, elbow, wrist, "relax", 90 + side * 3, front=False)


def arms_of(who: Identity, gesture: str | None, toward: int) -> tuple[Arm, ...]:
    """Both arms. ``toward`` is the side (−1 left, 1 right) of whoever is spoken to; unknown gestures rest."""
    f = frame_of(who)
    s = toward or 1
    hang = {side: _hanging(f, side) for side in (-1, 1)}
    w = f.shoulder
    bent = {
        "point": ((w + 26, 376), (w + 112, 262), "point", -24),
        "fist": ((w + 24, 388), (w - 26, 244), "fist", -98),
        "raise": ((w + 40, 366), (w + 62, 196), "open", -78),
        "hold": ((w + 14, 388), (52, 326), "hold", 200),
        "cover": ((w + 26, 366), (46, 158), "cover", -116),
        "hip": ((w + 62, 330), (f.waist + 26, 424), "grip", 146),
    }
    if gesture in bent:
        (ex, ey), (wx, wy), hand, angle = bent[gesture]
        arm = _arm(f, s, (s * ex, ey), (s * wx, wy), hand, angle if s > 0 else 180 - angle)
        return hang[-s], arm
    if gesture == "bow":
        return (
            _arm(f, -1, (-w - 26, 352), (-44, 286), "fist", -12),
            _arm(f, 1, (w + 26, 352), (40, 282), "wrap", 192),
        )
    if gesture == "cross":
        return (
            _arm(f, -s, (-s * (w + 12), 372), (s * f.chest * 0.62, 334), "tucked", 0),
            _arm(f, s, (s * (w + 12), 372), (-s * f.chest * 0.66, 308), "grip", 180 + 12 if s > 0 else -12),
        )
    if gesture == "fold":
        return (
            _arm(f, -1, (-w - 10, 378), (-40, 452), "relax", 14),
            _arm(f, 1, (w + 10, 378), (34, 446), "wrap", 166),
        )
    return hang[-1], hang[1]
