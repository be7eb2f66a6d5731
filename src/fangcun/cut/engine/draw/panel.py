"""A panel: one shot drawn, with what the animator needs to make it breathe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import skia

from fangcun.cut.contracts import Look, Shot, ShotKind
from fangcun.cut.engine.draw import effects
from fangcun.cut.engine.draw.card import draw_caption, draw_place_card, draw_title
from fangcun.cut.engine.draw.crowd import draw_crowd
from fangcun.cut.engine.draw.figure import Stance, draw_figure, reach_of
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import glow, oval
from fangcun.cut.engine.draw.layers import Box, Layers, Pixels, rgb_of
from fangcun.cut.engine.draw.light import light_of
from fangcun.cut.engine.draw.props import draw_prop
from fangcun.cut.engine.draw.setting import draw_air, draw_ground
from fangcun.cut.engine.draw.staging import stage, stranger
from fangcun.cut.engine.draw.style import Style
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Flap:
    """A part of a face in its states, as opaque RGB patches for ``box`` of the panel's image.

    Mouths: closed, half, open. Eyes: half, closed. At rest the panel itself shows the part.
    """

    box: Box
    states: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawn shot. ``image`` is RGB, larger than the frame; ``frame`` is the camera's resting place in it.

    Boxes are in pixels of ``image``. ``faces`` has everyone whose face is seen; ``mouths`` and ``blinks`` those whose
    face is large enough for the movement to be seen, cut by whatever stands before them.
    """

    image: Pixels
    frame: Box
    faces: Mapping[str, Box] = field(default_factory=dict)
    mouths: Mapping[str, Flap] = field(default_factory=dict)
    blinks: Mapping[str, Flap] = field(default_factory=dict)


_NEAR = 3
_SMALLEST = 0.62
"""Pixels per unit below which a mouth is a few pixels wide and is not moved."""


def draw_panel(
    shot: Shot,
    looks: Mapping[str, Look],
    *,
    size: tuple[int, int] = (1080, 1920),
    fonts: Fonts,
    style: Style | None = None,
) -> Panel:
    """Draw a shot. The same arguments give the same bytes in one version of skia.

    ``looks`` holds the character sheets by name; whoever has none is drawn as a stranger that the name decides.
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
        draw_prop(layers.open(), shot.prop or "信物", shot.caption or "", fonts, width=width, height=height)
        effects.draw_mood(layers.open(), width, height, light_of(shot.time_of_day, inside=True))
        return _finish(shot, layers, frame, {}, style)
    era = era_of(shot, looks)
    light = draw_ground(layers.open(), shot, era, width, height, style)
    boxes: dict[str, dict[str, Box]] = {}
    if shot.extras and shot.kind is not ShotKind.CARD:
        draw_crowd(layers.open(), shot, era, width=width, height=height)
    stances = stage(shot, looks, width=size[0], height=size[1])
    for stance in stances:
        boxes[stance.who.name] = _place(layers, stance, margin_x, margin_y)
    canvas = layers.open()
    draw_air(canvas, shot, light, width, height, style)
    _draw_words(canvas, shot, fonts, frame, style)
    big = {s.who.name for s in stances if s.live and not s.back and s.scale >= _SMALLEST * size[1] / 1920}
    return _finish(shot, layers, frame, {n: b for n, b in boxes.items() if b}, style, big)


def era_of(shot: Shot, looks: Mapping[str, Look]) -> str:
    """The era of a shot: what most of its people live in, else what most of the whole cast do."""
    eras = [looks[f.name].era for f in shot.figures if f.name in looks] or [look.era for look in looks.values()]
    return max(sorted(set(eras)), key=eras.count) if eras else "modern"


def _place(layers: Layers, stance: Stance, dx: int, dy: int) -> dict[str, Box]:
    moved = replace(stance, x=stance.x + dx, y=stance.y + dy)
    if stance.legs and stance.scale < 1.2 * layers.height / 2150:
        _draw_ground_shadow(layers.open(), moved)
    if not stance.back:
        return draw_figure(layers, moved)
    _draw_near(layers, moved)
    return {}


def _draw_near(layers: Layers, stance: Stance) -> None:
    """Whoever stands with the back to us is nearer than the focus: soft and a little dark, so drawn small."""
    w, h = layers.width // _NEAR + 1, layers.height // _NEAR + 1
    small = Layers(w, h)
    draw_figure(small, replace(stance, x=stance.x / _NEAR, y=stance.y / _NEAR, scale=stance.scale / _NEAR))
    pixels = cv2.GaussianBlur(small.render(), (0, 0), 1.7)
    pixels = np.rint(pixels * np.array([0.72, 0.68, 0.78, 1.0])).astype(np.uint8)
    pixels = cv2.resize(pixels, (w * _NEAR, h * _NEAR), interpolation=cv2.INTER_LINEAR)
    layers.open(skia.Matrix()).drawImage(skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType), 0, 0)


def _draw_ground_shadow(canvas: skia.Canvas, stance: Stance) -> None:
    y = stance.y + reach_of(stance) * stance.scale
    w = 190 * stance.scale
    canvas.drawPath(oval(stance.x + w * 0.15, y, w, w * 0.2), glow(0x1E1430, 0.5, w * 0.06))


def _draw_words(canvas: skia.Canvas, shot: Shot, fonts: Fonts, frame: Box, style: Style) -> None:
    canvas.save()
    canvas.translate(frame.x, frame.y)
    text = (shot.caption or "").strip()
    k = min(frame.width, frame.height) / 1080
    if shot.kind is ShotKind.CARD:
        canvas.translate(-frame.x, -frame.y)
        draw_title(
            canvas, text or shot.place, fonts, width=frame.width + 2 * frame.x, height=frame.height + 2 * frame.y
        )
    elif text and style.captions:
        if len(text) <= 12 and "\n" not in text:
            draw_place_card(canvas, text, fonts, x=70 * k, y=210 * k, size=58 * k)
        else:
            draw_caption(canvas, text, fonts, x=60 * k, y=200 * k, size=46 * k, width=frame.width * 0.72)
    canvas.restore()


def _finish(
    shot: Shot,
    layers: Layers,
    frame: Box,
    boxes: Mapping[str, Mapping[str, Box]],
    style: Style,
    big: set[str] | None = None,
) -> Panel:
    if shot.flashback:
        effects.draw_memory(layers.open(), layers.width, layers.height)
    image = rgb_of(layers.render())
    mouths: dict[str, Flap] = {}
    blinks: dict[str, Flap] = {}
    speaking = {f.name for f in shot.figures if f.speaking} | {line.speaker for line in shot.lines}
    for name, parts in boxes.items():
        if big is None or name not in big:
            continue
        if name in speaking and parts["mouth"].width > 3 and parts["mouth"].height > 3:
            mouths[name] = _flap(layers, image, "mouth", name, parts["mouth"], ("closed", "half", "open"))
        if parts["eyes"].width > 3 and parts["eyes"].height > 3:
            blinks[name] = _flap(layers, image, "eyes", name, parts["eyes"], ("half", "closed"))
    faces = {name: parts["face"] for name, parts in boxes.items() if parts["face"].width > 0}
    return Panel(image, frame, faces, mouths, blinks)


def _flap(layers: Layers, image: Pixels, part: str, name: str, box: Box, states: tuple[str, ...]) -> Flap:
    """The states of one part. Pixels that the part does not touch are taken from the panel, so no seam can show."""
    shown = image[box.y : box.bottom, box.x : box.right]
    rest, *drawn = (rgb_of(pixels) for pixels in layers.render_states(box, (part, name), ("rest", *states)))
    patches = [np.where((state != rest).any(axis=2, keepdims=True), state, shown) for state in drawn]
    return Flap(box, tuple(patches))


__all__ = ["Flap", "Panel", "Style", "draw_panel", "era_of", "stranger"]
