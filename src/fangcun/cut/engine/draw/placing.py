"""People laid into a panel: with a shadow under their feet, or near and out of focus with their backs to us."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.box import Box, cut_out
from fangcun.cut.engine.draw.figure import Stance, draw_figure, reach_of
from fangcun.cut.engine.draw.ink import glow, oval
from fangcun.cut.engine.draw.layers import Layers, image_of

_NEAR = 3
"""How much smaller whoever is out of focus is drawn."""


def place_figure(layers: Layers, stance: Stance, dx: int, dy: int) -> dict[str, Box]:
    """Lay a person into the panel, (dx, dy) pixels from where the stance says; the boxes of the face, if it is seen."""
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
    drawn = cut_out(small.render())
    if drawn is None:
        return
    reach = 6  # pixels, about four sigma: what the blur spreads beyond the figure
    pixels = cv2.copyMakeBorder(drawn.pixels, reach, reach, reach, reach, cv2.BORDER_CONSTANT)
    pixels = cv2.GaussianBlur(pixels, (0, 0), 1.7)
    pixels = np.asarray(cv2.transform(pixels, np.diag([0.72, 0.68, 0.78, 1.0])), np.uint8)
    x, y = (drawn.box.x - reach) * _NEAR, (drawn.box.y - reach) * _NEAR
    width, height = pixels.shape[1] * _NEAR, pixels.shape[0] * _NEAR
    pixels = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    layers.open(skia.Matrix()).drawImage(image_of(pixels), x, y)


def _draw_ground_shadow(canvas: skia.Canvas, stance: Stance) -> None:
    y = stance.y + reach_of(stance) * stance.scale
    w = 190 * stance.scale
    canvas.drawPath(oval(stance.x + w * 0.15, y, w, w * 0.2), glow(0x1E1430, 0.5, w * 0.06))
