"""The pen: paths through points, brush lines of varying width, filled shapes with an ink edge."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import skia
from numpy.typing import NDArray

from fangcun.cut.engine.draw.color import INK, Rgb, argb

Point = tuple[float, float]
Floats = NDArray[np.float64]

_TAPERS: dict[str, Callable[[Floats], Floats]] = {
    "both": lambda t: np.sin(np.pi * t) ** 0.7,
    "end": lambda t: (1 - t) ** 0.7,
    "start": lambda t: t**0.7,
    "soft": lambda t: 0.45 + 0.55 * np.sin(np.pi * t),
    "none": lambda t: np.ones_like(t),
}


def fill(color: Rgb, alpha: float = 1.0) -> skia.Paint:
    """A paint that fills."""
    return skia.Paint(Color=argb(color, alpha), AntiAlias=True)


def stroke(color: Rgb, width: float, alpha: float = 1.0) -> skia.Paint:
    """A paint that strokes with round joins and ends."""
    return skia.Paint(
        Color=argb(color, alpha),
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeJoin=skia.Paint.kRound_Join,
        StrokeCap=skia.Paint.kRound_Cap,
    )


def glow(color: Rgb, alpha: float, sigma: float) -> skia.Paint:
    """A paint whose edge is blurred by ``sigma`` local units."""
    paint = fill(color, alpha)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.1, sigma)))
    return paint


def haze(canvas: skia.Canvas, path: skia.Path, color: Rgb, alpha: float, spread: float) -> None:
    """A shape with an edge in two soft steps, which looks painted and costs a thirtieth of a blur."""
    for width, share in ((spread * 1.5, 0.45), (0.0, 0.55)):
        paint = fill(color, alpha * share * 1.12)
        if width:
            paint.setStyle(skia.Paint.kStrokeAndFill_Style)
            paint.setStrokeWidth(width)
        canvas.drawPath(path, paint)


def linear(start: Point, end: Point, stops: Sequence[tuple[float, Rgb, float]]) -> skia.Paint:
    """A paint with a linear gradient; ``stops`` are (position, colour, alpha)."""
    paint = skia.Paint(AntiAlias=True)
    paint.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(*start), skia.Point(*end)], [argb(c, a) for _, c, a in stops], [p for p, _, _ in stops]
        )
    )
    return paint


def radial(centre: Point, radius: float, stops: Sequence[tuple[float, Rgb, float]]) -> skia.Paint:
    """A paint with a radial gradient; ``stops`` are (position, colour, alpha)."""
    paint = skia.Paint(AntiAlias=True)
    paint.setShader(
        skia.GradientShader.MakeRadial(
            skia.Point(*centre), radius, [argb(c, a) for _, c, a in stops], [p for p, _, _ in stops]
        )
    )
    return paint


def poly(points: Sequence[Point], *, close: bool = True) -> skia.Path:
    """A path of straight lines."""
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], close)
    return path


def rect(x: float, y: float, width: float, height: float) -> skia.Path:
    """A rectangle as a path."""
    return skia.Path.Rect(skia.Rect.MakeXYWH(x, y, width, height))


def rounded(x: float, y: float, width: float, height: float, radius: float) -> skia.Path:
    """A rectangle with round corners as a path."""
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeXYWH(x, y, width, height), radius, radius)
    return path


def oval(x: float, y: float, rx: float, ry: float) -> skia.Path:
    """An ellipse about a centre as a path."""
    return skia.Path.Oval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))


def curve(points: Sequence[Point], *, close: bool = False, tension: float = 0.5) -> skia.Path:
    """A smooth path through all points (Catmull–Rom as cubics)."""
    n = len(points)
    path = skia.Path()
    path.moveTo(*points[0])
    k = tension / 3 * 1.0
    for i in range(n if close else n - 1):
        p0 = points[(i - 1) % n] if close or i > 0 else points[i]
        p1, p2 = points[i % n], points[(i + 1) % n]
        p3 = points[(i + 2) % n] if close or i + 2 < n else p2
        path.cubicTo(
            p1[0] + (p2[0] - p0[0]) * k,
            p1[1] + (p2[1] - p0[1]) * k,
            p2[0] - (p3[0] - p1[0]) * k,
            p2[1] - (p3[1] - p1[1]) * k,
            p2[0],
            p2[1],
        )
    if close:
        path.close()
    return path


def locks(points: Sequence[Point], bulge: float = 0.18) -> list[Point]:
    """Points of a fringe: between each given tip and valley the edge bows outwards, so that locks taper to tips."""
    out: list[Point] = [points[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        side = 1 if dy > 0 else -1
        cx, cy = (x0 + x1) / 2 - dy * bulge * side, (y0 + y1) / 2 + dx * bulge * side
        for t in (0.25, 0.5, 0.75, 1.0):
            u = 1 - t
            out.append((u * u * x0 + 2 * u * t * cx + t * t * x1, u * u * y0 + 2 * u * t * cy + t * t * y1))
    return out


@lru_cache(maxsize=128)
def _basis(points: int, count: int) -> Floats:
    """The matrix that takes ``points`` control points to ``count`` points of their Catmull–Rom curve."""
    if points == 2:
        t = np.linspace(0, 1, count)
        return np.stack([1 - t, t], axis=1)
    u = np.linspace(0, points - 1, count)
    i = np.minimum(u.astype(int), points - 2)
    t = u - i
    weights = np.stack([-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3], axis=1)
    padded = np.zeros((count, points + 2))
    for k in range(4):
        padded[np.arange(count), i + k] += weights[:, k] / 2
    # The points beyond the ends mirror the ends' neighbours.
    ends = np.zeros((points + 2, points))
    ends[1:-1] = np.eye(points)
    ends[0, :2] = (2, -1)
    ends[-1, -2:] = (-1, 2)
    return np.asarray(padded @ ends)


@lru_cache(maxsize=64)
def _profile(taper: str, count: int) -> Floats:
    return np.asarray(_TAPERS[taper](np.linspace(0, 1, count)) / 2)[:, None]


def sample(points: Sequence[Point], count: int) -> Floats:
    """``count`` points on the smooth curve through ``points``, as an array of x, y."""
    return np.asarray(_basis(len(points), count) @ np.array(points, float))


def brush_path(points: Sequence[Point], width: float, *, taper: str = "both", count: int = 14) -> skia.Path:
    """The outline of one brush line: as wide as ``width`` where the hand presses, thin where it lifts."""
    line = sample(points, count)
    step = np.empty_like(line)
    step[1:-1] = line[2:] - line[:-2]
    step[0], step[-1] = line[1] - line[0], line[-1] - line[-2]
    length = np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2)
    length[length == 0] = 1
    off = step[:, ::-1] * (_profile(taper, count) * width) / length[:, None]
    off[:, 0] *= -1
    edge = np.concatenate([line + off, (line - off)[::-1]]).tolist()
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in edge], True)
    return path


@lru_cache(maxsize=4096)
def _kept_line(points: tuple[Point, ...], width: float, taper: str) -> skia.Path:
    # The same hair, seams and fingers come back in panel after panel. Never handed out: a path can be changed.
    return brush_path(points, width, taper=taper)


def brush(
    canvas: skia.Canvas,
    points: Sequence[Point],
    width: float,
    color: Rgb = INK,
    *,
    taper: str = "both",
    alpha: float = 1.0,
) -> None:
    """Draw one brush line."""
    canvas.drawPath(_kept_line(tuple(points), width, taper), fill(color, alpha))


def shape(
    canvas: skia.Canvas,
    path: skia.Path,
    color: Rgb | skia.Paint,
    *,
    pen: float = 2.2,
    ink: Rgb = INK,
) -> None:
    """Fill a shape and ink its edge; the line is heavier below and to the right, as if lit from the upper left."""
    if pen > 0:
        canvas.drawPath(path, stroke(ink, pen * 2))
    paint = color if isinstance(color, skia.Paint) else fill(color)
    canvas.save()
    canvas.translate(-pen * 0.22, -pen * 0.26)
    canvas.drawPath(path, paint)
    canvas.restore()


@contextmanager
def clipped(canvas: skia.Canvas, path: skia.Path) -> Iterator[None]:
    """What is drawn inside stays within ``path``."""
    canvas.save()
    canvas.clipPath(path, skia.ClipOp.kIntersect, True)
    try:
        yield
    finally:
        canvas.restore()


@contextmanager
def moved(
    canvas: skia.Canvas, x: float, y: float, *, scale: float = 1.0, degrees: float = 0.0, mirror: bool = False
) -> Iterator[None]:
    """What is drawn inside is placed at (x, y), turned and scaled."""
    canvas.save()
    canvas.translate(x, y)
    if degrees:
        canvas.rotate(degrees)
    if scale != 1.0 or mirror:
        canvas.scale(-scale if mirror else scale, scale)
    try:
        yield
    finally:
        canvas.restore()


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point at an angle (0 is right, 90 is down) and a distance."""
    a = math.radians(degrees)
    return centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)
