"""Legs that walk, run, sit and kneel, and the skirts and robes that go with them."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from fangcun.cut.contracts import Pose
from fangcun.cut.engine.draw.color import Rgb, darken
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, clipped, curve, fill, moved, oval, shape
from fangcun.cut.engine.draw.pattern import draw_pattern
from fangcun.cut.engine.draw.pose import Frame, frame_of
from fangcun.cut.engine.draw.sleeves import lerp, offset, segment, tube

_GROUND: dict[Pose, float] = {Pose.SIT: 984.0, Pose.KNEEL: 905.0}
_LONG = frozenset({"robe", "gown", "qipao"})
_SHORT = frozenset({"skirt", "pencil", "dress", "coat", "armour", "shorts"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: joints in units of the body and how far the foot is turned, in degrees."""

    hip: Point
    knee: Point
    ankle: Point
    foot: float = 0.0


def sole_of(pose: Pose) -> float:
    """The height of the ground under a body in this pose, in units of the body (1270 for who stands)."""
    return _GROUND.get(pose, 1270.0)


def legs_of(who: Identity, pose: Pose, toward: int, *, stride: int = 0) -> tuple[Leg, ...]:
    """Both legs, the farther first; ``toward`` is the way a walker goes.

    ``stride`` is the moment of the gait: 0 with the feet farthest apart, 1 with one foot passing the other.
    """
    f = frame_of(who)
    s, x = toward or 1, f.hip * 0.5
    if pose is Pose.SIT:
        spread = 0.62 if who.female else 0.86
        knee = f.hip * spread
        return tuple(Leg((d * x, 545), (d * knee, 650), (d * knee * 0.94, 936)) for d in (-1, 1))
    if pose is Pose.KNEEL:
        return tuple(Leg((d * x, 540), (d * f.hip * 0.62, 850), (d * f.hip * 0.9, 868), d * 50.0) for d in (-1, 1))
    if pose is Pose.RUN and stride:
        far = Leg((-s * x * 0.4, 540), (s * 150, 800), (-s * 30, 1030), s * 58.0)
        return far, Leg((s * x * 0.4, 540), (s * 10, 880), (-s * 96, 1196), s * 24.0)
    if pose is Pose.WALK and stride:
        far = Leg((-s * x * 0.5, 540), (s * 58, 862), (-s * 66, 1136), s * 42.0)
        return far, Leg((s * x * 0.5, 540), (s * 34, 880), (s * 14, 1222))
    if pose is Pose.RUN:
        far = Leg((-s * x * 0.4, 540), (-s * 70, 870), (-s * 300, 960), s * 70.0)
        return far, Leg((s * x * 0.5, 540), (s * 170, 780), (s * 150, 1120), -s * 14.0)
    far = Leg((-s * x * 0.5, 540), (-s * 46, 880), (-s * 176, 1168), s * 34.0)
    return far, Leg((s * x * 0.5, 540), (s * 104, 870), (s * 150, 1216), -s * 8.0)


def draw_posed(canvas: skia.Canvas, who: Identity, pose: Pose, toward: int, pen: float, *, stride: int = 0) -> None:
    """Whatever is below the waist of somebody who does not simply stand."""
    outfit, f = who.outfit, frame_of(who)
    kind = outfit.cut.lower
    bare = kind in {"shorts", "skirt", "pencil", "dress", "qipao"}
    legs = legs_of(who, pose, toward, stride=stride)
    for i, leg in enumerate(legs):
        walking = pose in {Pose.WALK, Pose.RUN}
        _draw_leg(canvas, who, leg, pen, bare=bare, toward=toward or 1 if walking else 0, far=walking and i == 0)
    if kind not in _LONG | _SHORT:
        return
    color = outfit.main if kind in {"coat", "dress", "gown", "qipao"} else outfit.lower
    if kind == "robe" and outfit.key in {"court", "changshan", "emperor", "bride", "monk", "lawyer"}:
        color = outfit.main
    _draw_cloth(canvas, who, _cloth(f, pose, toward or 1, legs, long=kind in _LONG), color, pen)


def _draw_leg(canvas: skia.Canvas, who: Identity, leg: Leg, pen: float, *, bare: bool, toward: int, far: bool) -> None:
    outfit = who.outfit
    color: Rgb = who.skin if bare else outfit.lower
    if far:
        color = darken(color, 0.16) if not bare else who.shadow
    k = (0.88 if who.female else 1.12) * (0.84 if bare else 1.0)
    _draw_shoe(canvas, leg, outfit.shoe, pen, toward=toward)
    a, b, c = leg.hip, leg.knee, leg.ankle
    bent = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0.8 * 330 * 330
    if not bent:
        shape(canvas, tube(a, b, c, (58 * k, 40 * k, 27 * k)), color, pen=pen)
        return
    shin, thigh = segment(b, c, 40 * k, 27 * k), segment(a, b, 56 * k, 43 * k)
    for part in (shin, thigh):
        shape(canvas, part, color, pen=pen)
        with clipped(canvas, part):
            p, q = (b, c) if part is shin else (a, b)
            n = offset(p, q, 30 * k)
            n = n if n[0] > 0 else (-n[0], -n[1])
            line = [(p[0] + n[0], p[1] + n[1]), (q[0] + n[0] * 0.8, q[1] + n[1] * 0.8)]
            brush(canvas, line, 26, who.shadow if bare else darken(color, 0.3), taper="none", alpha=0.5)


def _draw_shoe(canvas: skia.Canvas, leg: Leg, color: Rgb, pen: float, *, toward: int) -> None:
    x, y = leg.ankle
    length = 64 if toward else 26
    with moved(canvas, x, y, degrees=leg.foot):
        s = toward or 1
        back = -24 if toward else -26
        shoe = curve(
            [
                (s * back, -10),
                (s * back, 38),
                (s * length * 0.5, 46),
                (s * length, 38),
                (s * length * 0.8, 14),
                (s * 20, -10),
            ],
            close=True,
        )
        shape(canvas, shoe, color, pen=pen)


def _cloth(f: Frame, pose: Pose, s: int, legs: tuple[Leg, ...], *, long: bool) -> skia.Path:
    """The outline of a skirt or robe over these legs."""
    w = f.waist * 1.02
    top = [(-w, f.waist_y - 8), (-f.hip * 1.04, f.hip_y)]
    end = [(f.hip * 1.04, f.hip_y), (w, f.waist_y - 8)]
    if pose is Pose.SIT:
        knee = f.hip * 1.3
        hem = 952.0 if long else 730.0
        out = knee * (1.12 if long else 1.0)
        mid = [(-knee, 640), (-out, hem), (-out * 0.4, hem + 12), (out * 0.4, hem + 12), (out, hem), (knee, 640)]
        return curve([*top, *mid, *end], close=True, tension=0.36)
    if pose is Pose.KNEEL:
        out, hem = (f.hip * 2.5, 900.0) if long else (f.hip * 1.42, 800.0)
        mid = [
            (-f.hip * 1.25, 700),
            (-out, hem - 24),
            (-out * 0.5, hem),
            (out * 0.5, hem),
            (out, hem - 24),
            (f.hip * 1.25, 700),
        ]
        return curve([*top, *mid, *end], close=True, tension=0.4)
    far, near = legs
    hem = 1190.0 if long else 830.0
    t = 0.92 if long else 0.1
    lead, trail = lerp(near.knee, near.ankle, t)[0] + s * 62, lerp(far.knee, far.ankle, t)[0] - s * 66
    left, right = min(lead, trail), max(lead, trail)
    mid = [(left * 0.9, hem - 130), (left, hem - (24 if s > 0 else 0)), ((left + right) / 2, hem - 8)]
    mid += [(right, hem - (0 if s > 0 else 24)), (right * 0.9, hem - 130)]
    return curve([*top, *mid, *end], close=True, tension=0.4)


def _draw_cloth(canvas: skia.Canvas, who: Identity, path: skia.Path, color: Rgb, pen: float) -> None:
    f, box = frame_of(who), path.getBounds()
    shape(canvas, path, color, pen=pen)
    if color == who.outfit.main:
        w = f.waist
        canvas.drawRect(skia.Rect.MakeLTRB(2 - w, f.waist_y - 16, w - 2, f.waist_y + 6), fill(color))
    with clipped(canvas, path):
        if who.outfit.cut.pattern:
            draw_pattern(canvas, who, who.outfit.cut.pattern, (box.left(), 560, box.right(), box.bottom()))
        dark = darken(color, 0.42)
        for t in (-0.7, -0.3, 0.1, 0.5, 0.8):
            end = box.left() + (t + 1) / 2 * box.width()
            line = [(t * f.waist, f.waist_y + 40), (t * f.hip, f.hip_y + 70), (end, box.bottom())]
            brush(canvas, line, 6, dark, taper="start", alpha=0.6)
        side = oval(box.right(), (f.waist_y + box.bottom()) / 2, box.width() * 0.3, box.height() * 0.6)
        canvas.drawPath(side, fill(dark, 0.3))
        if who.outfit.cut.lower == "robe":
            hem = [(box.left(), box.bottom() - 34), (0, box.bottom() - 14), (box.right(), box.bottom() - 34)]
            brush(canvas, hem, 18, who.outfit.second, taper="none", alpha=0.75)
