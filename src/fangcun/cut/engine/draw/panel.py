"""A panel: one shot drawn, with what the animator needs to make it breathe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import skia

from fangcun.cut.contracts import Framing, Look, Move, Shot, ShotKind
from fangcun.cut.engine.draw import effects
from fangcun.cut.engine.draw.box import Box, Cutout, Pixels, cut_out, rgb_of
from fangcun.cut.engine.draw.card import draw_caption, draw_place_card, draw_title
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.crowd import draw_crowd
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.layers import Key, Layers
from fangcun.cut.engine.draw.light import light_of
from fangcun.cut.engine.draw.placing import place_figure
from fangcun.cut.engine.draw.props import draw_prop
from fangcun.cut.engine.draw.setting import draw_air, draw_ground
from fangcun.cut.engine.draw.staging import focus_of, stage, stranger
from fangcun.cut.engine.draw.style import Style
from fangcun.cut.engine.draw.thought import draw_thought, quieten
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Flap:
    """A part of a face in its states, as opaque RGB patches for ``box`` of the panel's image.

    Mouths: closed, half, open. Eyes: half, closed. At rest the panel itself shows the part. ``cutouts`` are the same
    states for a panel in depth: premultiplied RGBA to put in the place of ``box`` of its people.
    """

    box: Box
    states: tuple[Pixels, ...]
    cutouts: tuple[Pixels, ...] = ()


@dataclass(frozen=True, slots=True)
class Depth:
    """A panel taken apart for a camera that moves each part at its own speed or pulls the focus between them.

    ``people`` over ``ground``, and ``front`` (weather, dust, impact marks, words) over both, is the panel's image but
    for rounding. ``ground`` is opaque RGB of the image's size, extras among it; the others are premultiplied RGBA and
    None where there is nothing of the kind.
    """

    ground: Pixels
    people: Cutout | None
    front: Cutout | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawn shot. ``image`` is RGB, larger than the frame; ``frame`` is the camera's resting place in it.

    Boxes are in pixels of ``image``. ``faces`` has everyone whose face is seen; ``mouths`` and ``blinks`` those whose
    face is large enough for the movement to be seen, cut by whatever stands before them. ``depth`` is there when it was
    asked for.
    """

    image: Pixels
    frame: Box
    faces: Mapping[str, Box] = field(default_factory=dict)
    mouths: Mapping[str, Flap] = field(default_factory=dict)
    blinks: Mapping[str, Flap] = field(default_factory=dict)
    depth: Depth | None = None


_STATES = {"mouth": ("closed", "half", "open"), "eyes": ("half", "closed")}
_SMALLEST = 0.62
"""Pixels per unit below which a mouth is a few pixels wide and is not moved."""


def draw_panel(
    shot: Shot,
    looks: Mapping[str, Look],
    *,
    size: tuple[int, int] = (1080, 1920),
    fonts: Fonts,
    style: Style | None = None,
    layered: bool = False,
) -> Panel:
    """Draw a shot. The same arguments give the same bytes in one version of skia.

    ``looks`` holds the character sheets by name; whoever has none is drawn as a stranger that the name decides.
    ``layered`` asks for the panel's depth too, where the shot has people: it costs about as much again.
    Raises FangcunError when ``size`` is too small to draw in.
    """
    style = style or Style()
    if min(size) < 120:
        raise FangcunError("draw.size", Kind.INVALID, f"画面太小：{size[0]}×{size[1]}。短边至少 120 像素。")
    margin_x, margin_y = (round(v * style.bleed / 4) * 2 for v in size)
    width, height = size[0] + 2 * margin_x, size[1] + 2 * margin_y
    frame = Box(margin_x, margin_y, *size)
    layers = Layers(width, height)
    if shot.kind is ShotKind.INSERT:
        canvas = layers.open()
        _lean(canvas, shot, width, height)
        draw_prop(canvas, shot.prop or "信物", shot.caption or "", fonts, width=width, height=height)
        layers.wash(effects.wash_mood(width, height, light_of(shot.time_of_day, inside=True)))
        return _finish(shot, layers, frame)
    era = era_of(shot, looks)
    light = draw_ground(layers, shot, era, style)
    if shot.extras and shot.kind is not ShotKind.CARD:
        draw_crowd(layers.open(), shot, era, width=width, height=height)
    if shot.inner:
        quieten(layers)
    behind = layers.mark()
    stances = stage(shot, looks, width=size[0], height=size[1])
    boxes = {stance.who.name: place_figure(layers, stance, margin_x, margin_y) for stance in stances}
    before = layers.mark()
    draw_air(layers, shot, light, style)
    if shot.inner:
        thinker = focus_of(shot)
        draw_thought(layers.open(), frame, boxes.get(thinker.name, {}).get("face") if thinker else None)
    _draw_words(layers.open(), shot, fonts, frame, style, era)
    big = {s.who.name for s in stances if s.live and not s.back and s.scale >= _SMALLEST * size[1] / 1920}
    moving = _moving(shot, {name: parts for name, parts in boxes.items() if name in big and parts})
    panel = _finish(shot, layers, frame, {n: b["face"] for n, b in boxes.items() if b}, moving)
    return _deepen(panel, layers, moving, behind, before) if layered and stances else panel


_SLIDES = {Move.PAN_LEFT, Move.PAN_RIGHT, Move.TILT_UP, Move.TILT_DOWN}


def wants_depth(shot: Shot) -> bool:
    """Whether the camera of a shot shows that its people stand before something: it moves past them or pulls the focus.

    Not where their feet are seen: people stand on their ground and a camera must not part them. A push costs three
    times as much in depth as without, and from near a face fills the frame: so it is parted at a middle distance only.
    """
    if not shot.figures or shot.kind is ShotKind.CARD:
        return False
    near = {Framing.MEDIUM} if shot.move in {Move.PUSH, Move.PULL} else {Framing.MEDIUM, Framing.CLOSE, Framing.EXTREME}
    return shot.move is Move.RACK or (shot.move in _SLIDES | {Move.PUSH, Move.PULL} and shot.framing in near)


def _lean(canvas: skia.Canvas, shot: Shot, width: int, height: int) -> None:
    """Look at a thing from a little elsewhere in each shot: a telephone seen twice is not the same picture twice."""
    rng = chance("lean", shot.id)
    zoom = rng.uniform(1.07, 1.14)  # from 1.065 on, two degrees leave no corner of a 9:16 panel bare
    canvas.translate(width / 2, height / 2)
    canvas.rotate(rng.uniform(-2.0, 2.0))
    canvas.scale(zoom, zoom)
    canvas.translate(-width / 2, -height / 2)


def era_of(shot: Shot, looks: Mapping[str, Look]) -> str:
    """The era of a shot: what most of its people live in, else what most of the whole cast do."""
    eras = [looks[f.name].era for f in shot.figures if f.name in looks] or [look.era for look in looks.values()]
    return max(sorted(set(eras)), key=eras.count) if eras else "modern"


def _draw_words(canvas: skia.Canvas, shot: Shot, fonts: Fonts, frame: Box, style: Style, era: str) -> None:
    canvas.save()
    canvas.translate(frame.x, frame.y)
    text = (shot.caption or "").strip()
    k = min(frame.width, frame.height) / 1080
    if shot.kind is ShotKind.CARD:
        canvas.translate(-frame.x, -frame.y)
        width, height = frame.width + 2 * frame.x, frame.height + 2 * frame.y
        draw_title(canvas, text or shot.place, fonts, width=width, height=height, era=era)
    elif text and style.captions:
        if len(text) <= 12 and "\n" not in text:
            draw_place_card(canvas, text, fonts, x=70 * k, y=210 * k, size=58 * k)
        else:
            draw_caption(canvas, text, fonts, x=60 * k, y=200 * k, size=46 * k, width=frame.width * 0.72)
    canvas.restore()


def _moving(shot: Shot, boxes: Mapping[str, Mapping[str, Box]]) -> dict[Key, Box]:
    """The mouths of those who speak and the eyes of all, where they are large enough to be seen moving."""
    speaking = {f.name for f in shot.figures if f.speaking} | {line.speaker for line in shot.lines}
    moving: dict[Key, Box] = {}
    for name, parts in boxes.items():
        for part in ("mouth", "eyes"):
            if min(parts[part].width, parts[part].height) > 3 and (part == "eyes" or name in speaking):
                moving[part, name] = parts[part]
    return moving


def _finish(
    shot: Shot,
    layers: Layers,
    frame: Box,
    faces: Mapping[str, Box] | None = None,
    moving: Mapping[Key, Box] | None = None,
) -> Panel:
    if shot.flashback:
        layers.wash(effects.wash_memory(layers.width, layers.height))
    image = rgb_of(layers.render(moving))
    flaps = {key: _flap(layers, image, key, box) for key, box in (moving or {}).items()}
    return Panel(
        image,
        frame,
        {name: box for name, box in (faces or {}).items() if box.width > 0},
        {name: flap for (part, name), flap in flaps.items() if part == "mouth"},
        {name: flap for (part, name), flap in flaps.items() if part == "eyes"},
    )


def _flap(layers: Layers, image: Pixels, key: Key, box: Box) -> Flap:
    """The states of one part. Pixels that the part does not touch are taken from the panel, so no seam can show."""
    shown = image[box.y : box.bottom, box.x : box.right]
    rest, *drawn = layers.render_states(box, key, ("rest", *_STATES[key[0]]))
    patches = []
    for state in drawn:
        changed = (state.view(np.uint32) != rest.view(np.uint32)).view(np.uint8)
        patches.append(np.asarray(cv2.copyTo(rgb_of(state), changed, shown.copy()), np.uint8))
    return Flap(box, tuple(patches))


def _deepen(panel: Panel, layers: Layers, moving: Mapping[Key, Box], behind: int, before: int) -> Panel:
    """The panel with its depth: what was painted up to the mark ``behind``, between the marks, and after ``before``."""
    people, front = layers.part(behind, before), layers.part(before)
    pixels = people.render(moving)
    keep = None
    for box in moving.values():
        keep = box if keep is None else keep.join(box)
    depth = Depth(rgb_of(layers.part(None, behind).render()), cut_out(pixels, keep=keep), cut_out(front.render()))

    def cut(part: str, flaps: Mapping[str, Flap]) -> dict[str, Flap]:
        return {
            name: replace(flap, cutouts=tuple(people.render_states(flap.box, (part, name), _STATES[part])))
            for name, flap in flaps.items()
        }

    return replace(panel, mouths=cut("mouth", panel.mouths), blinks=cut("eyes", panel.blinks), depth=depth)


__all__ = ["Depth", "Flap", "Panel", "Style", "draw_panel", "era_of", "stranger", "wants_depth"]
