"""A whole person, put together in painting order and laid into the layers of a panel."""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia

from fangcun.cut.contracts import Expression, Pose
from fangcun.cut.engine.draw.arms import draw_arm
from fangcun.cut.engine.draw.body import draw_torso
from fangcun.cut.engine.draw.box import Box
from fangcun.cut.engine.draw.expression import Face, face_of
from fangcun.cut.engine.draw.eyes import EYE_Y, draw_brows, draw_eyes
from fangcun.cut.engine.draw.hair import draw_back, draw_fringe, draw_fringe_shadow
from fangcun.cut.engine.draw.head import Turn, contour, draw_ear, draw_face, draw_glasses
from fangcun.cut.engine.draw.headwear import draw_headwear
from fangcun.cut.engine.draw.held import draw_held, kind_of
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import clipped, curve, fill, shape
from fangcun.cut.engine.draw.layers import Layers, copy_of
from fangcun.cut.engine.draw.legs import sole_of
from fangcun.cut.engine.draw.lower import draw_lower, hides_legs
from fangcun.cut.engine.draw.marks import draw_marks
from fangcun.cut.engine.draw.mouth import MOUTH_Y, draw_beard, draw_mouth
from fangcun.cut.engine.draw.nape import draw_nape
from fangcun.cut.engine.draw.pose import Arm, arms_of
from fangcun.cut.engine.draw.seats import draw_bed, draw_blanket, draw_seat
from fangcun.cut.engine.draw.sleeves import lerp

NECK_Y = 118.0
_HANDED = {"phone": "手机", "drink": "茶杯"}
"""What is in the hand of a gesture when the script names nothing."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where and how a person stands in a panel: the middle of the head, in pixels, and pixels per unit."""

    who: Identity
    x: float
    y: float
    scale: float
    yaw: float = 0.0
    expression: Expression = Expression.NEUTRAL
    gesture: str | None = None
    toward: int = 0
    legs: bool = False
    live: bool = True
    back: bool = False  # seen from behind
    look: float = 0.0  # where the eyes go, −1 left … 1 right
    look_y: float = 0.0  # −1 up … 1 down
    pose: Pose = Pose.STAND
    holds: str | None = None  # a thing, in the words of the script
    seat: str | None = None  # what is sat or lain on, see seats
    stride: int = 0  # which moment of a walk or run is seen, see legs


def body_scale(who: Identity) -> float:
    """How large a body is for its head: children have large heads."""
    if who.child:
        return 0.62 + 0.025 * max(0, who.age - 4)
    return 1.0 if who.female else 1.03


def height_of(who: Identity) -> float:
    """From the middle of the head to the soles, in units of the head."""
    return NECK_Y + (1270 - NECK_Y) * body_scale(who)


def reach_of(stance: Stance) -> float:
    """From the middle of the head down to the ground, in units of the head, in the pose of a stance."""
    if stance.pose is Pose.LIE:
        return 150.0
    return NECK_Y + (sole_of(_pose_of(stance)) - NECK_Y) * body_scale(stance.who)


def _pose_of(stance: Stance) -> Pose:
    return Pose.KNEEL if stance.gesture == "kowtow" else stance.pose


def _arms(stance: Stance) -> tuple[Arm, ...]:
    gesture = stance.gesture
    if stance.holds and gesture in {None, "hold"}:
        gesture = {"bag": "carry", "sword": "lift", "knife": "lift", "umbrella": "lift"}.get(
            kind_of(stance.holds), "hold"
        )
    return arms_of(stance.who, gesture, stance.toward, _pose_of(stance), stride=stance.stride)


def _turned(stance: Stance) -> skia.Matrix:
    """The transform of a whole person: who lies is turned on the back, who goes leans forward."""
    base = _matrix(stance.x, stance.y, stance.scale)
    s = stance.toward or 1
    if stance.pose is Pose.LIE:
        return base.preRotate(-s * 90.0)
    lean = {Pose.WALK: 2.5, Pose.RUN: 8.0}.get(stance.pose, 0.0)
    return base.preRotate(s * lean, 0, 620) if lean else base


def _matrix(x: float, y: float, scale: float) -> skia.Matrix:
    return skia.Matrix().preTranslate(x, y).preScale(scale, scale)


def draw_figure(layers: Layers, stance: Stance) -> dict[str, Box]:
    """Lay a person into the panel. Returns the boxes of face, mouth and eyes in pixels of the panel."""
    who = stance.who
    base = _turned(stance)
    face = face_of(stance.expression)
    if stance.look:
        face = replace(face, look_x=face.look_x + stance.look * 0.75)
    if stance.look_y:
        face = replace(face, look_y=face.look_y + stance.look_y * 0.6)
    bow, kowtow = stance.gesture == "bow", stance.gesture == "kowtow"
    turn = Turn(stance.yaw, face.nod + (9.0 if bow else 16.0 if kowtow else 0.0) + stance.look_y * 6)
    head = copy_of(base).preRotate(face.tilt * (0.6 if who.elder else 1.0), 0, 96)
    if bow:
        head.preTranslate(0, 14)
    if kowtow:
        head.preTranslate(0, 96)
    pen = max(2.3, 1.35 / stance.scale)
    body = copy_of(base).preTranslate(0, NECK_Y).preScale(body_scale(who), body_scale(who))
    body.preTranslate(0, -NECK_Y - (17 if who.female else 9))
    arms = _arms(stance)
    if stance.legs and stance.seat == "bed" and stance.pose is Pose.LIE:
        draw_bed(layers.open(base), pen)
    elif stance.legs and stance.seat and stance.pose is Pose.SIT:
        draw_seat(layers.open(body), stance.seat, pen)
    _draw_behind(layers.open(head), who, turn, pen)
    _draw_body(layers.open(body), who, stance, arms, pen)
    canvas = layers.open(head)
    if stance.back:
        draw_nape(canvas, who, turn, pen)
        return {}
    for side in (-1, 1):
        draw_ear(canvas, who, turn, side, pen)
    draw_face(canvas, who, face, turn, pen)
    with clipped(canvas, contour(who, turn, jaw=face.jaw)):
        draw_fringe_shadow(canvas, who, turn)
    draw_beard(canvas, who, turn, pen)
    _lay_features(layers, head, stance, face, turn)
    canvas = layers.open(head)
    draw_brows(canvas, who, face, turn)
    draw_glasses(canvas, who, turn)
    draw_fringe(canvas, who, turn, pen)
    draw_headwear(canvas, who, turn, pen)
    draw_marks(canvas, who, face, turn)
    canvas = layers.open(body)
    for arm in arms:
        if arm.front:
            _draw_holding(canvas, stance, arm, pen)
    if stance.legs and stance.seat == "bed" and stance.pose is Pose.LIE:
        draw_blanket(canvas, pen)
    canvas.setMatrix(skia.Matrix())
    return _boxes(layers, head, who, turn)


def _draw_holding(canvas: skia.Canvas, stance: Stance, arm: Arm, pen: float) -> None:
    """An arm, and under its fingers what it holds."""
    word = stance.holds or _HANDED.get(stance.gesture or "")
    if word and arm.side == (stance.toward or 1) and arm.hand in {"hold", "grip"}:
        draw_held(canvas, word, lerp(arm.elbow, arm.wrist, 1.16), pen, side=arm.side, at_ear=stance.gesture == "phone")
    draw_arm(canvas, stance.who, arm, pen)


def _draw_behind(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    if "veil" in who.outfit.details:
        veil = curve([(0, -124), (110, -60), (170, 200), (210, 520), (-210, 520), (-170, 200), (-110, -60)], close=True)
        canvas.drawPath(veil, fill(0xFFFFFF, 0.55))
    if "cape" in who.outfit.details:
        cape = curve(
            [(-60, 130), (-190, 200), (-240, 560), (-200, 900), (200, 900), (240, 560), (190, 200), (60, 130)],
            close=True,
        )
        shape(canvas, cape, who.outfit.second, pen=pen)
    draw_back(canvas, who, turn, pen)


def _draw_body(canvas: skia.Canvas, who: Identity, stance: Stance, arms: tuple[Arm, ...], pen: float) -> None:
    for arm in arms:
        if not arm.front:
            draw_arm(canvas, who, arm, pen)
    if stance.legs and not hides_legs(who):
        draw_lower(canvas, who, pen, pose=_pose_of(stance), toward=stance.toward, stride=stance.stride)
    draw_torso(
        canvas,
        who,
        stance.yaw,
        pen,
        legs=stance.legs,
        pose=_pose_of(stance),
        toward=stance.toward,
        stride=stance.stride,
        back=stance.back,
    )


def _lay_features(layers: Layers, head: skia.Matrix, stance: Stance, face: Face, turn: Turn) -> None:
    who = stance.who

    def eyes(canvas: skia.Canvas, state: str) -> None:
        draw_eyes(canvas, who, face, turn, state)

    def mouth(canvas: skia.Canvas, state: str) -> None:
        draw_mouth(canvas, who, face, turn, state)

    if not stance.live:
        canvas = layers.open(head)
        eyes(canvas, "rest")
        mouth(canvas, "rest")
        return
    layers.put("eyes", who.name, head, eyes)
    layers.put("mouth", who.name, head, mouth)


def _box(layers: Layers, head: skia.Matrix, left: float, top: float, right: float, bottom: float) -> Box:
    r = head.mapRect(skia.Rect.MakeLTRB(left, top, right, bottom))
    # Even borders: video keeps its colour at half resolution.
    x, y = int(r.left()) // 2 * 2, int(r.top()) // 2 * 2
    w, h = (int(r.right()) + 3) // 2 * 2 - x, (int(r.bottom()) + 3) // 2 * 2 - y
    return Box(x, y, w, h).cut(Box(0, 0, layers.width, layers.height))


def _boxes(layers: Layers, head: skia.Matrix, who: Identity, turn: Turn) -> dict[str, Box]:
    cx, cy = turn.at(0, MOUTH_Y)
    ex = turn.at(0, EYE_Y)
    left, right = turn.at(-33, EYE_Y)[0] - 42, turn.at(33, EYE_Y)[0] + 42
    return {
        "face": _box(layers, head, -96, -124, 96, 128),
        "mouth": _box(layers, head, cx - 40, cy - 20, cx + 40, cy + 46),
        "eyes": _box(layers, head, left, ex[1] - 50, right, ex[1] + 32),
    }
