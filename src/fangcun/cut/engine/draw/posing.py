"""How a shot's people are held in their places: who sits or kneels is lower, eyes go up and down to match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.cut.contracts import Framing, Pose, Shot
from fangcun.cut.engine.draw.chance import seed_of
from fangcun.cut.engine.draw.figure import Stance, height_of, reach_of
from fangcun.cut.engine.draw.seats import seat_of

_LOWER: dict[Pose, float] = {Pose.SIT: 0.055, Pose.KNEEL: 0.1}
"""How much lower a head is beside one that stands, in a near framing, as a share of the frame's height."""


def posed(stances: Sequence[Stance], shot: Shot, *, width: float, height: float) -> list[Stance]:
    """The stances of a shot in the poses its figures ask for; who lies is nearest and comes last."""
    figures = {f.name: f for f in shot.figures}
    whole = shot.framing in {Framing.WIDE, Framing.FULL}
    upright = any(figures[s.who.name].pose in {Pose.STAND, Pose.WALK, Pose.RUN} for s in stances)
    out: list[Stance] = []
    for stance in stances:
        figure = figures[stance.who.name]
        pose = Pose.KNEEL if figure.gesture == "kowtow" else figure.pose
        stride = seed_of("stride", shot.id, stance.who.name) % 2
        held = replace(stance, holds=figure.holds, stride=stride)
        if pose is not Pose.STAND and not stance.back:
            held = _hold(held, pose, shot, width, height, whole=whole, upright=upright and len(stances) > 1)
        out.append(held)
    return sorted(_level(out, height), key=lambda s: s.pose is Pose.LIE)


def _hold(stance: Stance, pose: Pose, shot: Shot, width: float, height: float, *, whole: bool, upright: bool) -> Stance:
    seat = seat_of(shot.place, stance.who.era, outside=shot.int_ext == "外")
    held = replace(stance, pose=pose, seat=seat if pose in {Pose.SIT, Pose.LIE} else None)
    if pose is Pose.LIE:
        return _lie(held, width, height, whole=whole)
    if whole:
        drop = (height_of(stance.who) - reach_of(held)) * stance.scale
        return replace(held, y=stance.y + drop)
    if shot.framing is Framing.EXTREME:
        return held
    return replace(held, y=stance.y + _LOWER.get(pose, 0.0) * height * upright)


def _lie(stance: Stance, width: float, height: float, *, whole: bool) -> Stance:
    s = stance.toward or 1
    length = height_of(stance.who) + 120
    if whole:
        ground = min(stance.y + height_of(stance.who) * stance.scale, height * 0.9)
        scale = min(stance.scale, width * 0.9 / length)
        middle = width / 2 - s * (length / 2 - 120) * scale
        return replace(stance, scale=scale, x=middle, y=ground - 150 * scale, yaw=0.0, look=0.0)
    scale = stance.scale * 0.82
    return replace(stance, scale=scale, x=width * (0.5 - s * 0.16), y=height * 0.5, yaw=0.0, look=0.0, legs=True)


def _level(stances: Sequence[Stance], height: float) -> list[Stance]:
    """Eyes go up or down to the head of the other when a pose has put one clearly lower."""
    if len(stances) != 2 or all(s.pose in {Pose.STAND, Pose.WALK, Pose.RUN} for s in stances):
        return list(stances)
    out = []
    for me, other in ((stances[0], stances[1]), (stances[1], stances[0])):
        gap = (other.y - me.y) / height
        out.append(me if me.back or me.pose is Pose.LIE else replace(me, look_y=max(-0.9, min(0.9, gap * 8))))
    return out
