"""A panel: one shot drawn, with what the animator needs to make it breathe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy as np
import skia

from fangcun.cut.contracts import Expression, Figure, Framing, Look, Shot, ShotKind
from fangcun.cut.engine.draw import effects
from fangcun.cut.engine.draw.card import draw_caption, draw_place_card, draw_title
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.crowd import draw_crowd
from fangcun.cut.engine.draw.figure import Stance, draw_figure, height_of
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import glow, oval
from fangcun.cut.engine.draw.layers import Box, Layers, Pixels, rgb_of
from fangcun.cut.engine.draw.light import Light, hour_of, light_of
from fangcun.cut.engine.draw.places.backdrop import View, draw_set, is_inside, soften
from fangcun.cut.engine.draw.places.registry import find_place
from fangcun.cut.engine.draw.props import draw_prop
from fangcun.cut.engine.draw.staging import focus_of, stage, stranger
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Style:
    """How a series is drawn. ``bleed`` is how much larger than the frame a panel is, for the camera to move in."""

    bleed: float = 0.12
    tone: bool = True
    lines: bool = True
    captions: bool = True


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


_VIEWS: dict[Framing, tuple[float, float, int]] = {  # zoom, height of the gaze, softness
    Framing.WIDE: (1.0, 0.5, 0),
    Framing.FULL: (1.06, 0.6, 0),
    Framing.MEDIUM: (1.3, 0.4, 1),
    Framing.CLOSE: (1.65, 0.32, 2),
    Framing.EXTREME: (2.4, 0.3, 3),
}
_FEELING: dict[Expression, int] = {Expression.SHOCK: 0x5A6FC0, Expression.ANGER: 0xD2574A, Expression.FEAR: 0x4A4A86}
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
    light = _draw_ground(layers.open(), shot, era, width, height, style)
    boxes: dict[str, dict[str, Box]] = {}
    if shot.extras and shot.kind is not ShotKind.CARD:
        draw_crowd(layers.open(), shot, era, width=width, height=height)
    stances = stage(shot, looks, width=size[0], height=size[1])
    for stance in stances:
        boxes[stance.who.name] = _place(layers, stance, margin_x, margin_y)
    canvas = layers.open()
    _draw_air(canvas, shot, light, width, height, style)
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
    y = stance.y + height_of(stance.who) * stance.scale
    w = 190 * stance.scale
    canvas.drawPath(oval(stance.x + w * 0.15, y, w, w * 0.2), glow(0x1E1430, 0.5, w * 0.06))


def _draw_ground(canvas: skia.Canvas, shot: Shot, era: str, width: int, height: int, style: Style) -> Light:
    kind = find_place(shot.place, era=era, inside=is_inside(shot.int_ext, True) if shot.int_ext.strip() else None)
    light = light_of(shot.time_of_day, inside=kind.inside)
    focus = focus_of(shot)
    rng = chance("view", shot.id)
    feeling = _FEELING.get(focus.expression) if focus and style.lines else None
    near = shot.framing in {Framing.CLOSE, Framing.EXTREME}
    alone = len(shot.figures) == 1 or shot.kind in {ShotKind.SINGLE, ShotKind.HOLD}
    if feeling is not None and near and alone and shot.kind is not ShotKind.CARD and rng.random() < 0.75:
        _draw_feeling(canvas, rng, feeling, focus, width, height)
        return light
    zoom, y, soft = _VIEWS[shot.framing]
    if shot.kind in {ShotKind.CARD, ShotKind.ESTABLISHING}:
        zoom, y, soft = 1.0, 0.5, 2 if shot.kind is ShotKind.CARD else 0
    view = View(
        zoom * rng.uniform(1.0, 1.1), rng.random(), y + rng.uniform(-0.08, 0.08) * (zoom - 1), rng.random() < 0.3, soft
    )
    image = soften(shot.place, hour_of(shot.time_of_day), shot.int_ext, era, soft)
    draw_set(canvas, image, view, width=width, height=height)
    return light


def _draw_feeling(canvas: skia.Canvas, rng: Random, color: Rgb, focus: Figure | None, width: int, height: int) -> None:
    """In place of the set: a ground of colour and the lines of the shock."""
    effects.draw_burst(canvas, width, height, color)
    afraid = focus is not None and focus.expression is Expression.FEAR
    centre = (width * 0.5, height * 0.4)
    effects.draw_speed_lines(
        canvas, width, height, rng, centre=centre, color=0xFFFFFF if afraid else 0x2A1024, alpha=0.75
    )


def _draw_air(canvas: skia.Canvas, shot: Shot, light: Light, width: int, height: int, style: Style) -> None:
    rng = chance("air", shot.id)
    words = shot.beat + shot.place + shot.time_of_day
    focus = focus_of(shot)
    if not light.inside:
        if "雨" in words:
            effects.draw_rain(canvas, width, height, rng)
        elif "雪" in words:
            effects.draw_flakes(canvas, width, height, rng)
        elif any(k in words for k in ("花", "樱", "落叶", "风")):
            leaf = 0xD98A3A if "叶" in words else 0xF6B8C4
            effects.draw_petals(canvas, width, height, rng, color=leaf)
    if light.night or light.hour != "日":
        effects.draw_motes(canvas, width, height, rng, light.rim)
    if style.tone:
        tint = 0x2B1D48 if light.night else 0x6A4A5E
        effects.draw_tone(
            canvas,
            width,
            height,
            color=tint,
            alpha=0.16,
            corner=rng.choice((2, 3)),
            pitch=round(22 * height / 2150) or 1,
        )
    effects.draw_mood(canvas, width, height, light)
    if focus is None or not style.lines or shot.kind in {ShotKind.CARD, ShotKind.ESTABLISHING}:
        return
    if shot.kind is ShotKind.HOLD and focus.expression in _FEELING:
        effects.draw_impact(canvas, width, height, 0x16101C)


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
    rest = rgb_of(layers.render(box))
    patches = []
    for state in states:
        drawn = rgb_of(layers.render(box, {(part, name): state}))
        patches.append(np.where((drawn != rest).any(axis=2, keepdims=True), drawn, shown))
    return Flap(box, tuple(patches))


__all__ = ["Flap", "Panel", "Style", "draw_panel", "era_of", "stranger"]
