"""Where shoulders, elbows and wrists are for each gesture. Units are 1/200 of a grown-up's head, chin at 100."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.contracts import Pose
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
    return Frame(31, 150 * b, 116 * b, 95 * b, 101 * b)


def _arm(f: Frame, side: int, elbow: Point, wrist: Point, hand: str, angle: float, *, front: bool = True) -> Arm:
    return Arm(side, (side * (f.shoulder - 24), f.shoulder_y + 20), elbow, wrist, hand, angle, front)


def _hanging(f: Frame, side: int) -> Arm:
    elbow, wrist = (side * (f.shoulder + 6), 368.0), (side * (f.shoulder + 2), 530.0)
    return _arm(f, side, elbow, wrist, "relax", 90 + side * 3, front=False)


def _resting(f: Frame, pose: Pose, s: int, stride: int) -> dict[int, Arm]:
    """The arms when the hands have nothing to say: they hang, swing or lie in the lap."""
    w = f.shoulder
    if pose is Pose.SIT:
        return {d: _arm(f, d, (d * (w + 16), 384), (d * f.hip * 0.66, 556), "relax", 90 + d * 24) for d in (-1, 1)}
    if pose is Pose.KNEEL:
        return {d: _arm(f, d, (d * (w + 10), 380), (d * f.hip * 0.8, 548), "relax", 90 + d * 14) for d in (-1, 1)}
    if pose is Pose.WALK and stride:  # legs pass each other, arms do too
        fore = _arm(f, -s, (-s * (w + 8), 368), (-s * (w - 14), 524), "relax", 90 - s * 8)
        return {-s: fore, s: _arm(f, s, (s * (w + 12), 366), (s * (w + 26), 526), "relax", 90 - s * 6, front=False)}
    if pose is Pose.WALK:  # the arm opposite to the leading leg comes forward
        fore = _arm(f, -s, (-s * (w + 4), 372), (-s * (w - 66), 506), "fist", 90 - s * 18)
        return {-s: fore, s: _arm(f, s, (s * (w + 22), 364), (s * (w + 66), 512), "fist", 90 - s * 20, front=False)}
    if pose is Pose.RUN and stride:
        fore = _arm(f, -s, (-s * (w + 46), 346), (-s * (w - 20), 428), "fist", -s * 30)
        return {-s: fore, s: _arm(f, s, (s * (w + 30), 356), (s * (w + 120), 330), "fist", -90 + s * 50, front=False)}
    if pose is Pose.RUN:
        fore = _arm(f, -s, (-s * (w + 34), 352), (-s * (w - 92), 300), "fist", -90 + s * 50)
        return {-s: fore, s: _arm(f, s, (s * (w + 56), 344), (s * (w + 96), 486), "fist", 90 - s * 14, front=False)}
    return {d: _hanging(f, d) for d in (-1, 1)}


def arms_of(
    who: Identity, gesture: str | None, toward: int, pose: Pose = Pose.STAND, *, stride: int = 0
) -> tuple[Arm, ...]:
    """Both arms. ``toward`` is the side (−1 left, 1 right) of whoever is spoken to; unknown gestures rest.

    ``stride`` is which moment of a walk or run is seen, see ``legs``.
    """
    f = frame_of(who)
    s = toward or 1
    hang = _resting(f, pose, s, stride)
    w = f.shoulder
    bent = {
        "point": ((w + 26, 376), (w + 112, 262), "point", -24),
        "fist": ((w + 24, 388), (w - 26, 244), "fist", -98),
        "raise": ((w + 40, 366), (w + 62, 196), "open", -78),
        "hold": ((w + 14, 388), (52, 326), "hold", 200),
        "cover": ((w + 26, 366), (46, 158), "cover", -116),
        "phone": ((w + 40, 360), (98, 124), "grip", -104),
        "mouth": ((w + 20, 370), (40, 142), "cover", -124),
        "lift": ((w + 48, 372), (w + 40, 282), "hold", -84),
        "carry": ((w + 8, 372), (w + 6, 520), "grip", 92),
        "slap": ((w + 92, 274), (w + 200, 180), "open", -38),
        "support": ((w + 34, 366), (w + 132, 330), "open", -4),
        "tears": ((w + 36, 304), (58, 86), "fist", -112),
        "drink": ((w + 24, 360), (58, 172), "hold", 200),
        "think": ((w + 4, 366), (30, 154), "fist", -110),
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
    if gesture == "hug":
        return tuple(
            _arm(f, d, (d * w + s * 44, 362), (s * (w + 70) - d * 36, 300 + d * s * 44), "open", 0 if s > 0 else 180)
            for d in (-s, s)
        )
    if gesture == "kowtow":
        return tuple(_arm(f, d, (d * (w + 34), 372), (d * (w * 0.62), 520), "relax", 90 + d * 10) for d in (-1, 1))
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
