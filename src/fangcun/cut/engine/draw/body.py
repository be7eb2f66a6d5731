"""The body in its clothes: neck, torso and what is worn below."""

from __future__ import annotations

import skia

from fangcun.cut.contracts import Pose
from fangcun.cut.engine.draw.collars import draw_collar
from fangcun.cut.engine.draw.color import Rgb, darken, lighten, mix
from fangcun.cut.engine.draw.details import draw_details
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, haze, moved, oval, radial, shape
from fangcun.cut.engine.draw.lower import draw_lower, hides_legs
from fangcun.cut.engine.draw.pattern import draw_pattern
from fangcun.cut.engine.draw.pose import Frame, frame_of


def draw_neck(canvas: skia.Canvas, who: Identity, f: Frame, pen: float) -> None:
    """Neck and the slope to the shoulders, with the shadow of the chin."""
    n = f.neck
    path = curve(
        [
            (-n, 60),
            (-n, 112),
            (-n - 8, 136),
            (-f.shoulder * 0.7, 166),
            (-f.shoulder * 0.8, 230),
            (0, 262),
            (f.shoulder * 0.8, 230),
            (f.shoulder * 0.7, 166),
            (n + 8, 136),
            (n, 112),
            (n, 60),
        ],
        close=True,
    )
    shape(canvas, path, who.skin, pen=pen)
    with clipped(canvas, path):
        shade = curve([(-n - 6, 70), (n + 6, 70), (n + 9, 134), (6, 140), (-n - 4, 112)], close=True)
        haze(canvas, shade, who.shadow, 0.95, 2.5)
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
    side = [
        (n, 134),
        (f.shoulder * 0.56, 152),
        (f.shoulder * 0.93, 170),
        (f.shoulder * 0.97, 210),
        (bust, f.chest_y),
        (waist, f.waist_y),
        (f.hip * loose, f.hip_y),
        (f.hip * loose * 0.99, f.hip_y + 18),
        (f.hip * loose * 0.9, f.hip_y + 27),
    ]
    dip = 214.0 if who.outfit.cut.collar == "scoop" else 152.0
    if dip > 200:
        side = [(f.shoulder * 0.36, 196), (f.shoulder * 0.5, 150), *side[2:]]
    return curve([*side, *[(-x, y) for x, y in side[::-1]], (0, dip)], close=True, tension=0.5)


def draw_torso(
    canvas: skia.Canvas,
    who: Identity,
    yaw: float,
    pen: float,
    *,
    legs: bool = False,
    pose: Pose = Pose.STAND,
    toward: int = 1,
    stride: int = 0,
    back: bool = False,
) -> None:
    """Neck, torso, collar and what is fastened to the chest; skirts and robes run on from it, under the belt."""
    f, outfit = frame_of(who), who.outfit
    draw_neck(canvas, who, f, pen)
    path = _bodice(f) if outfit.cut.collar == "strapless" else _torso(f, who)
    shape(canvas, path, outfit.main, pen=pen)
    if outfit.cut.sleeve not in {"bare", "armour"}:
        for side in (-1, 1):  # cloth runs on from shoulder to sleeve: no line down to the armpit
            with moved(canvas, side * f.shoulder * 0.945, 226, degrees=side * 12):
                canvas.drawPath(oval(0, 0, 9, 36), fill(darken(outfit.main, 0.06) if side > 0 else outfit.main))
    with clipped(canvas, path):
        if outfit.cut.pattern:
            draw_pattern(canvas, who, outfit.cut.pattern, (-f.shoulder, 150, f.shoulder, 560))
        if "stripes" in outfit.details:
            for i in range(-6, 7):
                canvas.drawRect(skia.Rect.MakeXYWH(i * 26 - 5, 120, 9, 460), fill(outfit.second, 0.9))
        _shade_torso(canvas, f, outfit.main)
        _draw_folds(canvas, f, outfit.main)
    if legs and hides_legs(who):
        draw_lower(canvas, who, pen, pose=pose, toward=toward, stride=stride)
    if back:
        _draw_back_collar(canvas, who, f, pen)
        return
    draw_collar(canvas, who, f, yaw, path, pen)
    draw_details(canvas, who, f, yaw, path, pen)


def _draw_back_collar(canvas: skia.Canvas, who: Identity, f: Frame, pen: float) -> None:
    """What is seen of a collar from behind: it closes about the nape, and a seam runs down the back."""
    outfit, n = who.outfit, f.neck
    main = outfit.main
    if outfit.cut.collar not in {"scoop", "strapless"}:
        yoke = [(-n - 34, 150), (-n - 8, 118), (0, 128), (n + 8, 118), (n + 34, 150), (n + 40, 176), (0, 190)]
        shape(canvas, curve([*yoke, (-n - 40, 176)], close=True, tension=0.4), main, pen=pen)
        if outfit.cut.collar in {"suit", "shirt", "lapel_long", "cross", "bow"}:
            band = [(-n - 8, 106), (0, 118), (n + 8, 106), (n + 12, 126), (0, 140), (-n - 12, 126)]
            shape(canvas, curve(band, close=True, tension=0.4), outfit.second, pen=pen)
    brush(canvas, [(2, 196), (0, 320), (3, 440)], 4, darken(main, 0.42), taper="both", alpha=0.6)


def _bodice(f: Frame) -> skia.Path:
    side = [(f.chest * 0.96, 246), (f.chest, f.chest_y), (f.waist, f.waist_y), (f.hip, f.hip_y + 20)]
    return curve(
        [(0, 256), (f.chest * 0.5, 236), *side, *[(-x, y) for x, y in side[::-1]], (-f.chest * 0.5, 236)], close=True
    )


def _shade_torso(canvas: skia.Canvas, f: Frame, main: Rgb) -> None:
    x = f.chest
    shade = curve(
        [
            (x * 0.62, 130),
            (x * 0.72, 230),
            (x * 0.5, 330),
            (x * 0.44, 430),
            (x * 0.62, 570),
            (x * 2.2, 570),
            (x * 2.2, 130),
        ],
        close=True,
    )
    haze(canvas, shade, darken(main, 0.5), 0.42, 5)
    haze(canvas, oval(2, 132, 54, 36), darken(main, 0.6), 0.5, 6)
    spot = (-x * 0.6, 214.0)
    # Falls off like light on cloth: without the middle stops the eye finds the rim of a disc.
    gleam = radial(
        spot,
        82,
        [
            (0, lighten(main, 0.5), 0.26),
            (0.35, lighten(main, 0.5), 0.16),
            (0.7, lighten(main, 0.5), 0.04),
            (1, main, 0),
        ],
    )
    canvas.drawPath(oval(*spot, 82, 82), gleam)


def _draw_folds(canvas: skia.Canvas, f: Frame, main: Rgb) -> None:
    dark = darken(main, 0.42)
    for side in (-1, 1):
        x = side * f.chest
        brush(canvas, [(x * 0.98, 252), (x * 0.7, 276), (x * 0.46, 282)], 4, dark, taper="both", alpha=0.7)
        brush(canvas, [(x * 0.92, 380), (x * 0.6, 404), (x * 0.3, 402)], 4, dark, taper="both", alpha=0.6)
        brush(canvas, [(x * 0.8, 440), (x * 0.5, 430), (x * 0.24, 442)], 3.4, dark, taper="both", alpha=0.5)
