"""The body in its clothes: neck, torso and what is worn below."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import Rgb, darken, lighten, mix
from fangcun.cut.engine.draw.collars import draw_collar
from fangcun.cut.engine.draw.details import draw_details
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, glow, oval, poly, shape
from fangcun.cut.engine.draw.pose import Frame, frame_of


def draw_neck(canvas: skia.Canvas, who: Identity, f: Frame, pen: float) -> None:
    """Neck and the slope to the shoulders, with the shadow of the chin."""
    n = f.neck
    path = curve([(-n, 60), (-n, 112), (-n - 8, 136), (-f.shoulder * 0.7, 166), (-f.shoulder * 0.8, 230), (0, 262),
                  (f.shoulder * 0.8, 230), (f.shoulder * 0.7, 166), (n + 8, 136), (n, 112), (n, 60)], close=True)  # fmt: skip
    shape(canvas, path, who.skin, pen=pen)
    with clipped(canvas, path):
        shade = curve([(-n - 6, 70), (n + 6, 70), (n + 9, 134), (6, 140), (-n - 4, 112)], close=True)
        canvas.drawPath(shade, glow(who.shadow, 0.95, 2.5))
        for side in (-1, 1):
            brush(
                canvas,
                [(side * 6, 172), (side * 34, 164), (side * 62, 166)],
                2.2,
                mix(who.shadow, 0x7A3A3A, 0.25),
                alpha=0.7,
            )


def _torso(f: Frame, who: Identity) -> skia.Path:
    n, loose = f.neck + 7, 1.0
    if who.outfit.cut.collar in {"hood", "zip", "lapel_long"} or who.outfit.cut.lower == "coat":
        loose = 1.12
    waist = f.waist * (loose * 1.12 if loose > 1 else 1.0)
    bust = f.chest * loose
    side = [(n, 134), (f.shoulder * 0.56, 152), (f.shoulder * 0.93, 170), (f.shoulder * 0.97, 210), (bust, f.chest_y),
            (waist, f.waist_y), (f.hip * loose, f.hip_y), (f.hip * loose, f.hip_y + 26)]  # fmt: skip
    return curve([*side, *[(-x, y) for x, y in side[::-1]], (0, 152)], close=True, tension=0.5)


def draw_torso(canvas: skia.Canvas, who: Identity, yaw: float, pen: float) -> None:
    """Neck, torso, collar and what is fastened to the chest."""
    f, outfit = frame_of(who), who.outfit
    draw_neck(canvas, who, f, pen)
    path = _bodice(f) if outfit.cut.collar == "strapless" else _torso(f, who)
    shape(canvas, path, outfit.main, pen=pen)
    with clipped(canvas, path):
        if outfit.cut.pattern:
            _draw_pattern(canvas, who, outfit.cut.pattern, (-f.shoulder, 150, f.shoulder, 560))
        if "stripes" in outfit.details:
            for i in range(-6, 7):
                canvas.drawRect(skia.Rect.MakeXYWH(i * 26 - 5, 120, 9, 460), fill(outfit.second, 0.9))
        _shade_torso(canvas, f, outfit.main)
        _draw_folds(canvas, f, outfit.main)
        if outfit.cut.collar == "scoop":
            neck = oval(yaw * 8, 150, f.shoulder * 0.56, 62)
            shape(canvas, neck, who.skin, pen=pen)
            with clipped(canvas, neck):
                canvas.drawPath(oval(yaw * 8, 116, 40, 30), glow(who.shadow, 0.9, 4))
                for side in (-1, 1):
                    brush(canvas, [(side * 8, 182), (side * 40, 170)], 2.2, who.shadow)
    draw_collar(canvas, who, f, yaw, path, pen)
    draw_details(canvas, who, f, yaw, path, pen)


def _bodice(f: Frame) -> skia.Path:
    side = [(f.chest * 0.96, 246), (f.chest, f.chest_y), (f.waist, f.waist_y), (f.hip, f.hip_y + 20)]
    return curve(
        [(0, 256), (f.chest * 0.5, 236), *side, *[(-x, y) for x, y in side[::-1]], (-f.chest * 0.5, 236)], close=True
    )


def _shade_torso(canvas: skia.Canvas, f: Frame, main: Rgb) -> None:
    x = f.chest
    shade = curve([(x * 0.62, 130), (x * 0.72, 230), (x * 0.5, 330), (x * 0.44, 430), (x * 0.62, 570), (x * 2.2, 570),
                   (x * 2.2, 130)], close=True)  # fmt: skip
    canvas.drawPath(shade, glow(darken(main, 0.5), 0.42, 5))
    canvas.drawPath(oval(2, 132, 54, 36), glow(darken(main, 0.6), 0.5, 6))
    canvas.drawPath(oval(-x * 0.62, 214, 26, 40), glow(lighten(main, 0.5), 0.34, 10))


def _draw_folds(canvas: skia.Canvas, f: Frame, main: Rgb) -> None:
    dark = darken(main, 0.42)
    for side in (-1, 1):
        x = side * f.chest
        brush(canvas, [(x * 0.98, 252), (x * 0.7, 276), (x * 0.46, 282)], 4, dark, taper="end", alpha=0.7)
        brush(canvas, [(x * 0.92, 380), (x * 0.6, 404), (x * 0.3, 402)], 4, dark, taper="end", alpha=0.6)
        brush(canvas, [(x * 0.8, 440), (x * 0.5, 430), (x * 0.24, 442)], 3.4, dark, taper="end", alpha=0.5)


def _draw_pattern(canvas: skia.Canvas, who: Identity, pattern: str, box: tuple[float, float, float, float]) -> None:
    rng = chance("pattern", who.name, who.outfit.key)
    x0, y0, x1, y1 = box
    color = lighten(who.outfit.main, 0.34) if pattern == "clouds" else who.outfit.second
    y = y0
    row = 0
    while y < y1:
        x = x0 + (row % 2) * 36
        while x < x1:
            cx, cy = x + rng.uniform(-8, 8), y + rng.uniform(-8, 8)
            if pattern == "flowers":
                for i in range(5):
                    canvas.save()
                    canvas.translate(cx, cy)
                    canvas.rotate(72 * i + row * 20)
                    canvas.drawPath(oval(0, -6, 4, 6), fill(color, 0.5))
                    canvas.restore()
            else:
                brush(canvas, [(cx - 14, cy), (cx - 5, cy - 8), (cx + 4, cy), (cx + 14, cy - 3)], 3.4, color, alpha=0.5)
            x += 72
        y += 62
        row += 1


def draw_lower(canvas: skia.Canvas, who: Identity, pen: float, *, stride: float = 0.0) -> None:
    """Legs, or the skirt or robe that hides them, down to the shoes."""
    f, outfit = frame_of(who), who.outfit
    kind = outfit.cut.lower
    if kind in {"trousers", "coat", "armour", "shorts"}:
        _draw_legs(canvas, who, f, pen, bare=kind == "shorts")
    if kind in {"skirt", "pencil", "dress", "qipao"}:
        _draw_legs(canvas, who, f, pen, bare=True)
    if kind == "trousers":
        return
    hems = {"skirt": (1.5, 800), "pencil": (0.98, 830), "dress": (1.75, 860), "robe": (1.62, 1210), "gown": (2.5, 1250),
            "qipao": (0.98, 1080), "coat": (1.42, 900), "armour": (1.34, 800), "shorts": (1.1, 700)}  # fmt: skip
    wide, hem = hems[kind]
    color = outfit.main if kind in {"coat", "dress", "gown", "qipao"} else outfit.lower
    if kind == "robe" and outfit.key in {"court", "changshan", "emperor", "bride", "monk", "lawyer"}:
        color = outfit.main
    w0, w1 = f.waist * 1.02, f.hip * wide
    path = curve([(-w0, f.waist_y - 8), (-f.hip * 1.04, f.hip_y), (-w1 * 0.97, hem - 120), (-w1, hem), (-w1 * 0.4, hem + 16), (0, hem + 10),
                  (w1 * 0.45, hem + 18), (w1, hem), (w1 * 0.97, hem - 120), (f.hip * 1.04, f.hip_y), (w0, f.waist_y - 8)], close=True, tension=0.42)  # fmt: skip
    if kind in {"robe", "gown"}:
        for side in (-1, 1):
            shape(canvas, oval(side * 34, hem + 18, 34, 17), outfit.shoe, pen=pen)
    shape(canvas, path, color, pen=pen)
    with clipped(canvas, path):
        if outfit.cut.pattern and kind in {"robe", "qipao"}:
            _draw_pattern(canvas, who, outfit.cut.pattern, (-w1, 560, w1, hem))
        dark = darken(color, 0.42)
        for i, t in enumerate((-0.72, -0.4, -0.08, 0.3, 0.62)):
            brush(
                canvas,
                [(t * w0, f.waist_y + 20 + i % 2 * 60), (t * f.hip, f.hip_y + 80), (t * w1, hem + 10)],
                6,
                dark,
                taper="start",
                alpha=0.6,
            )
        shade = poly([(w0 * 0.3, 380), (w1 * 0.35, hem + 40), (w1 * 1.6, hem + 40), (w1 * 1.6, 380)])
        canvas.drawPath(shade, glow(dark, 0.42, 8))
        if kind == "armour":
            for y in range(int(f.hip_y) - 40, hem, 34):
                brush(canvas, [(-w1, y), (0, y + 10), (w1, y)], 5, lighten(color, 0.3), taper="none", alpha=0.7)
        if kind == "robe":
            brush(canvas, [(-w1, hem - 20), (0, hem - 6), (w1, hem - 20)], 20, outfit.second, taper="none", alpha=0.75)


def _draw_legs(canvas: skia.Canvas, who: Identity, f: Frame, pen: float, *, bare: bool) -> None:
    outfit = who.outfit
    color = who.skin if bare else outfit.lower
    k = (0.8 if who.female else 1.0) * (0.84 if bare else 1.0)
    for side in (-1, 1):
        x = side * f.hip * 0.5
        shoe = curve(
            [
                (x - 22, f.ankle_y + 6),
                (x - 25 + side * 3, f.ankle_y + 40),
                (x + side * 12, f.ankle_y + 48),
                (x + 25 + side * 4, f.ankle_y + 40),
                (x + 22, f.ankle_y + 6),
            ],
            close=True,
        )
        shape(canvas, shoe, outfit.shoe, pen=pen)
        leg = curve([(x - f.hip * 0.52, 500), (x - 46 * k, 660), (x - 37 * k, f.knee_y), (x - 40 * k, 1010), (x - 27 * k, f.ankle_y + 14),
                     (x + 27 * k, f.ankle_y + 14), (x + 40 * k, 1010), (x + 37 * k, f.knee_y), (x + 46 * k, 660), (x + f.hip * 0.52, 500)], close=True)  # fmt: skip
        shape(canvas, leg, color, pen=pen)
        with clipped(canvas, leg):
            canvas.drawPath(
                curve([(x + 14, 500), (x + 12, f.knee_y), (x + 8, 1240), (x + 80, 1240), (x + 80, 500)], close=True),
                glow(darken(color, 0.45) if not bare else who.shadow, 0.55, 4),
            )
            if not bare:
                brush(
                    canvas,
                    [(x - 30, f.knee_y - 16), (x + 6, f.knee_y), (x + 26, f.knee_y - 8)],
                    3.4,
                    darken(color, 0.45),
                    alpha=0.7,
                )
                brush(canvas, [(x - 3, 620), (x - 2, 1180)], 2.6, darken(color, 0.4), taper="both", alpha=0.6)
