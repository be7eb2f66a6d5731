"""Weather over a picture: rain with wet ground, snow that settles, wind, fog."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

import skia

from fangcun.cut.engine.draw import effects
from fangcun.cut.engine.draw.ink import fill, linear, oval, stroke

GROUND = 0.66
"""Where the ground begins in a picture of people, as a share of its height."""
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rain", ("雨", "rain", "storm")),
    ("snow", ("雪", "snow")),
    ("fog", ("雾", "fog", "mist")),
    ("wind", ("风", "落叶", "樱", "花", "wind")),
)
_COOL: dict[str, tuple[int, float]] = {
    "rain": (0x5A6C8C, 0.26),
    "snow": (0xC8D6EA, 0.14),
    "fog": (0xD2D8DC, 0.18),
}


OVER = re.compile(r"[雨雪雾风]+(?:已|已经|渐渐|终于|慢慢)?(?:停|散|住|歇)")
"""Weather that has just ended."""


def weather_of(weather: str | None, words: str) -> str | None:
    """rain, snow, fog or wind: what the shot says, else what the words of the script say; None for fair weather."""
    if weather:
        return weather
    low = OVER.sub("", words.lower())
    return next((kind for kind, keys in _WORDS if any(key in low for key in keys)), None)


@lru_cache(maxsize=8)
def _bank(width: int, height: int) -> skia.Image:
    """Banks of fog, painted once a size: wide gradients are dear, a picture of them is not."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    white = 0xE9EDF0
    for top, low, alpha in ((0.18, 0.5, 0.5), (0.42, 0.74, 0.62), (0.66, 1.0, 0.55)):
        stops = [(0.0, white, 0.0), (0.5, white, alpha), (1.0, white, 0.0)]
        canvas.drawRect(
            skia.Rect.MakeLTRB(0, top * height, width, low * height),
            linear((0, top * height), (0, low * height), stops),
        )
    return surface.makeImageSnapshot()


def draw_weather(
    canvas: skia.Canvas,
    weather: str | None,
    *,
    width: int,
    height: int,
    rng: Random,
    inside: bool,
    ground: bool = True,
) -> None:
    """Draw rain, snow, wind or fog over a picture of ``width`` × ``height`` pixels; inside, only its cooler light.

    ``ground`` says that the ground is seen, which rain wets and snow covers.

    An unknown word, like None, is fair weather: nothing is drawn.
    """
    if weather in _COOL:
        color, alpha = _COOL[weather]
        canvas.drawRect(skia.Rect.MakeWH(width, height), fill(color, alpha * (0.5 if inside else 1.0)))
    if inside:
        return
    if weather == "rain":
        if ground:
            _draw_wet(canvas, width, height, rng)
        effects.draw_rain(canvas, width, height, rng)
    elif weather == "snow":
        low = height * GROUND
        settled = [(0.0, 0xF6FAFF, 0.0), (0.4, 0xF6FAFF, 0.34), (1.0, 0xF6FAFF, 0.5)]
        if ground:
            canvas.drawRect(skia.Rect.MakeLTRB(0, low, width, height), linear((0, low), (0, height), settled))
        effects.draw_flakes(canvas, width, height, rng)
    elif weather == "fog":
        canvas.drawImage(_bank(width, height), 0, 0)
    elif weather == "wind":
        _draw_gusts(canvas, width, height, rng)
        effects.draw_petals(canvas, width, height, rng, color=rng.choice((0xD98A3A, 0xF6B8C4)))


def _draw_wet(canvas: skia.Canvas, width: int, height: int, rng: Random) -> None:
    """Upright reflections, puddles and the rings of drops."""
    k = width / 1080
    low = height * GROUND
    for _ in range(26):
        x, y = rng.uniform(0, width), rng.uniform(low, height * 0.94)
        length = rng.uniform(60, 220) * k
        canvas.drawRect(
            skia.Rect.MakeXYWH(x, y, rng.uniform(6, 26) * k, length), fill(0xDCE8FF, rng.uniform(0.04, 0.14))
        )
    rings = skia.Path()
    for i in range(18):
        x, y = rng.uniform(0, width), rng.uniform(low, height)
        r = rng.uniform(26, 60) * k * (0.5 + (y - low) / (height - low))
        if i % 3 == 0:
            canvas.drawPath(oval(x, y, r * 3.2, r * 0.7), fill(0xC8D8F0, 0.16))
        rings.addOval(skia.Rect.MakeLTRB(x - r, y - r * 0.3, x + r, y + r * 0.3))
    canvas.drawPath(rings, stroke(0xEAF2FF, 2.4 * k, 0.5))


def _draw_gusts(canvas: skia.Canvas, width: int, height: int, rng: Random) -> None:
    """Long thin lines that the wind draws."""
    path = skia.Path()
    for _ in range(9):
        x, y = rng.uniform(-0.2, 0.7) * width, rng.uniform(0.08, 0.9) * height
        run, lift = rng.uniform(0.25, 0.5) * width, rng.uniform(-0.03, 0.03) * height
        path.moveTo(x, y)
        path.cubicTo(x + run * 0.3, y - lift, x + run * 0.7, y + lift, x + run, y - lift)
    canvas.drawPath(path, stroke(0xFFFFFF, 3 * width / 1080, 0.4))
