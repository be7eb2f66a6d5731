"""Arms in their sleeves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten
from fangcun.cut.engine.draw.hands import draw_hand
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, clipped, curve, fill, haze, oval, shape, stroke
from fangcun.cut.engine.draw.pose import Arm
from fangcun.cut.engine.draw.sleeves import folded, lerp, offset, segment, tube, wide


def _draw_limb(
    canvas: skia.Canvas,
    arm: Arm,
    color: Rgb,
    widths: tuple[float, float, float],
    pen: float,
    cut: float = 1.0,
    hand: Callable[[], None] | None = None,
) -> skia.Path:
    """An arm or its sleeve, in one piece when nearly straight, else forearm over upper arm. Returns what shows.

    ``hand`` is drawn under the sleeve it comes out of.
    """
    a, b, c = arm.shoulder, arm.elbow, arm.wrist
    w0, w1, w2 = widths
    if not folded(arm):
        if hand:
            hand()
        path = tube(a, b, c, widths, cut)
        _draw_tube(canvas, arm, path, color, w0, pen)
        return path
    upper = segment(a, b, w0, w1)
    _draw_tube(canvas, arm, upper, color, w0, pen)
    if hand:
        hand()
    fore = segment(b, lerp(b, c, cut), w1 * 0.98, w2)
    shape(canvas, fore, color, pen=pen)
    both = skia.Op(upper, fore, skia.PathOp.kUnion_PathOp)
    return both if both is not None else fore


def _draw_tube(canvas: skia.Canvas, arm: Arm, path: skia.Path, color: Rgb, radius: float, pen: float) -> None:
    """Ink and fill a sleeve; before the body its line ends at the shoulder, so that cloth runs on into cloth."""
    shape(canvas, path, color, pen=pen)
    if not arm.front:
        return
    a, b = arm.shoulder, arm.elbow
    top = lerp(a, b, -0.05)
    canvas.save()
    canvas.clipPath(oval(top[0] - arm.side * 5, top[1] - 1, radius * 1.25, radius * 1.3), skia.ClipOp.kIntersect, True)
    canvas.drawPath(path, stroke(color, pen * 2.6))
    canvas.restore()


def _bands(canvas: skia.Canvas, arm: Arm, color: Rgb, spots: tuple[float, ...], width: float, thick: float) -> None:
    for t in spots:
        p = lerp(arm.elbow, arm.wrist, t)
        n = offset(arm.elbow, arm.wrist, width)
        brush(canvas, [(p[0] + n[0], p[1] + n[1]), (p[0] - n[0], p[1] - n[1])], thick, color, taper="none")


def _thumb(arm: Arm) -> int:
    """On which side of the hand the thumb lies: towards the body when the arm hangs, up or inwards when it is bent."""
    if arm.hand == "relax" and not arm.front:
        return -arm.side
    pointing_left = abs((arm.angle + 180) % 360 - 180) > 90
    if arm.hand in {"open", "cover", "fist"}:
        return 1 if arm.side < 0 else -1
    return -1 if pointing_left else 1


def draw_arm(canvas: skia.Canvas, who: Identity, arm: Arm, pen: float) -> None:
    """One arm with sleeve and hand."""
    outfit = who.outfit
    kind = outfit.cut.sleeve
    k = (0.94 if who.female else 1.22) * (0.94 if who.child else 1.0)
    cloth = darken(outfit.main, 0.06) if arm.side > 0 else outfit.main
    a, b, c = arm.shoulder, arm.elbow, arm.wrist
    if kind in {"bare", "short", "puff", "wide_short"}:
        bare = kind == "bare" or not arm.front
        limb = arm if bare else replace(arm, shoulder=lerp(a, b, 0.3))
        skin = _draw_limb(canvas, limb, who.skin, (22 * k, 19 * k, 14.5 * k), pen)
        with clipped(canvas, skin):
            inner = tube((a[0] + 9, a[1]), (b[0] + 9, b[1]), (c[0] + 9, c[1]), (14 * k, 12 * k, 9 * k))
            inner.offset(10, 4)
            canvas.drawPath(inner, fill(who.shadow, 0.45))
        draw_hand(canvas, who, arm.hand, c, arm.angle, _thumb(arm), pen)
        if kind == "bare":
            return
        reach = {"short": 0.55, "puff": 0.5, "wide_short": 0.9}[kind]
        end = lerp(a, b, reach)
        w = {"short": 31, "puff": 38, "wide_short": 40}[kind] * k
        sleeve = tube(a, lerp(a, end, 0.6), end, (33 * k, w, w * (0.8 if kind == "puff" else 1.05)))
        _draw_tube(canvas, arm, sleeve, cloth, 32 * k, pen)
        _fold(canvas, sleeve, a, end, cloth)
        return
    hand_side = _thumb(arm)
    if kind == "wide":
        sleeve = wide(arm, 34 * k)
        draw_hand(canvas, who, arm.hand, (c[0], c[1] + (0 if arm.front else 26)), arm.angle, hand_side, pen)
        _draw_tube(canvas, arm, sleeve, cloth, 36 * k, pen)
        with clipped(canvas, sleeve):
            for dx in (-16, 4, 22):
                brush(
                    canvas,
                    [(c[0] + dx * 0.4, c[1] - 4), (c[0] + dx - arm.side * 8, c[1] + 120)],
                    4,
                    darken(cloth, 0.4),
                    taper="end",
                    alpha=0.7,
                )
            brush(canvas, [(b[0], b[1]), lerp(b, c, 0.6)], 5, darken(cloth, 0.35), alpha=0.6)
        if arm.front:
            draw_hand(canvas, who, arm.hand, lerp(c, b, -0.03), arm.angle, hand_side, pen)
            n = offset(b, c, 20 * k)
            brush(
                canvas,
                [(c[0] + n[0], c[1] + n[1]), lerp(c, b, 0.06), (c[0] - n[0], c[1] - n[1])],
                9,
                outfit.second,
                taper="none",
            )
        return

    def hand() -> None:
        draw_hand(canvas, who, arm.hand, c, arm.angle, hand_side, pen)
        if outfit.cut.collar in {"suit", "lapel_long"}:
            cuff = tube(lerp(b, c, 0.7), lerp(b, c, 0.85), lerp(b, c, 1.01), (19 * k, 19 * k, 18.5 * k))
            shape(canvas, cuff, lighten(outfit.second, 0.3), pen=pen)

    sleeve = _draw_limb(canvas, arm, cloth, (31 * k, 27 * k, 20.5 * k), pen, 0.94, hand)
    _fold(canvas, sleeve, a, b, cloth)
    with clipped(canvas, sleeve):
        _shade_right(canvas, a, b, c, cloth)
        for t, s in ((0.9, 1), (1.0, -1), (1.08, 1)):
            p = lerp(a, b, t)
            n = offset(a, b, 26 * k)
            brush(
                canvas,
                [(p[0] + s * n[0], p[1] + s * n[1]), (p[0] + 2, p[1] + 5)],
                3.2,
                darken(cloth, 0.45),
                taper="end",
            )
        _dress_sleeve(canvas, who, arm, k)


def _dress_sleeve(canvas: skia.Canvas, who: Identity, arm: Arm, k: float) -> None:
    outfit = who.outfit
    if outfit.cut.sleeve == "bracer":
        _bands(canvas, arm, darken(outfit.second, 0.1), (0.5, 0.62, 0.74, 0.86), 26 * k, 15)
        _bands(canvas, arm, darken(outfit.second, 0.5), (0.56, 0.68, 0.8), 26 * k, 2.4)
    elif outfit.cut.sleeve == "armour":
        _bands(canvas, arm, lighten(outfit.main, 0.22), (0.45, 0.65, 0.85), 26 * k, 20)
        _bands(canvas, arm, darken(outfit.main, 0.55), (0.35, 0.55, 0.75), 28 * k, 2.6)
    elif "stripes" in outfit.details:
        _bands(canvas, arm, outfit.second, (-0.9, -0.65, -0.4, -0.15, 0.1, 0.35, 0.6, 0.85), 32 * k, 8)
    elif outfit.key == "school" or outfit.key == "delivery":
        _bands(canvas, arm, outfit.second, (0.1, 0.28), 30 * k, 13)
    elif outfit.cut.collar == "hood" or outfit.cut.collar == "turtle":
        _bands(canvas, arm, darken(outfit.main, 0.16), (0.93,), 24 * k, 12)


def _fold(canvas: skia.Canvas, sleeve: skia.Path, a: Point, b: Point, cloth: Rgb) -> None:
    with clipped(canvas, sleeve):
        p = lerp(a, b, 0.25)
        brush(
            canvas,
            [(p[0] + 16, p[1] - 22), (p[0] + 4, p[1] + 20), (p[0] + 6, p[1] + 60)],
            4,
            darken(cloth, 0.35),
            taper="end",
            alpha=0.55,
        )


def _shade_right(canvas: skia.Canvas, a: Point, b: Point, c: Point, cloth: Rgb) -> None:
    for p, q in ((a, b), (b, c)):
        n = offset(p, q, 24)
        if n[0] < 0:
            n = (-n[0], -n[1])
        path = curve(
            [
                (p[0] + n[0] * 0.3, p[1] + n[1] * 0.3),
                (q[0] + n[0] * 0.3, q[1] + n[1] * 0.3),
                (q[0] + n[0] * 2, q[1] + n[1] * 2),
                (p[0] + n[0] * 2, p[1] + n[1] * 2),
            ],
            close=True,
            tension=0,
        )
        haze(canvas, path, darken(cloth, 0.5), 0.5, 3)
