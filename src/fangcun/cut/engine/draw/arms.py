"""Arms in their sleeves."""

from __future__ import annotations

import math

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten
from fangcun.cut.engine.draw.hands import draw_hand
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, clipped, curve, fill, glow, oval, shape, stroke
from fangcun.cut.engine.draw.pose import Arm


def _offset(a: Point, b: Point, width: float) -> tuple[float, float]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return -dy / length * width, dx / length * width


def _lerp(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _tube(a: Point, b: Point, c: Point, widths: tuple[float, float, float], cut: float = 1.0) -> skia.Path:
    """An arm about shoulder a, elbow b and wrist c, ending at the share ``cut`` of the forearm."""
    end = _lerp(b, c, cut)
    w0, w1, w2 = widths
    n0, n2 = _offset(a, b, w0), _offset(b, c, w2)
    m = _offset(a, c, w1)
    u = _offset(a, b, w0 * 0.98)
    mid = _lerp(a, b, 0.5)
    fore = _lerp(b, end, 0.5)
    v = _offset(b, c, (w1 + w2) / 2)
    left = [(a[0] + n0[0], a[1] + n0[1]), (mid[0] + u[0], mid[1] + u[1]), (b[0] + m[0], b[1] + m[1]),
            (fore[0] + v[0], fore[1] + v[1]), (end[0] + n2[0], end[1] + n2[1])]  # fmt: skip
    right = [(a[0] - n0[0], a[1] - n0[1]), (mid[0] - u[0], mid[1] - u[1]), (b[0] - m[0], b[1] - m[1]),
             (fore[0] - v[0], fore[1] - v[1]), (end[0] - n2[0], end[1] - n2[1])]  # fmt: skip
    back = _lerp(a, b, -0.12)
    return curve([back, *left, *right[::-1]], close=True, tension=0.5)


def _draw_tube(canvas: skia.Canvas, arm: Arm, path: skia.Path, color: Rgb, radius: float, pen: float) -> None:
    """Ink and fill a sleeve; before the body its line ends at the shoulder, so that cloth runs on into cloth."""
    shape(canvas, path, color, pen=pen)
    if not arm.front:
        return
    a, b = arm.shoulder, arm.elbow
    top = _lerp(a, b, -0.05)
    canvas.save()
    canvas.clipPath(oval(top[0] - arm.side * 5, top[1] - 1, radius * 1.25, radius * 1.3), skia.ClipOp.kIntersect, True)
    canvas.drawPath(path, stroke(color, pen * 2.6))
    canvas.restore()


def _wide(arm: Arm, width: float) -> skia.Path:
    """A sleeve that opens at the wrist and hangs from it."""
    a, b, c = arm.shoulder, arm.elbow, arm.wrist
    n0, n1 = _offset(a, b, width), _offset(a, c, width * 1.05)
    nc = _offset(b, c, width * 0.8)
    if nc[1] > 0:
        nc = (-nc[0], -nc[1])
    if abs(nc[1]) < 3 and nc[0] * arm.side > 0:
        nc = (-nc[0], -nc[1])
    if not arm.front:
        s = arm.side
        return curve(
            [(a[0] - s * 24, a[1] - 24), (a[0] + s * 26, a[1] - 16), (b[0] + s * 30, b[1] - 40), (c[0] + s * 52, c[1] - 30),
             (c[0] + s * 40, c[1] + 34), (c[0] - s * 40, c[1] + 42), (b[0] - s * 40, b[1] + 30)], close=True, tension=0.4,
        )  # fmt: skip
    hang = 150.0
    upper_side = n0 if n0[1] < 0 or (n0[0] * arm.side > 0 and abs(n0[1]) < 4) else (-n0[0], -n0[1])
    mid_up = n1 if n1[1] < 0 else (-n1[0], -n1[1])
    drop = (c[0] + (b[0] - c[0]) * 0.12 + arm.side * 6, c[1] + hang)
    inner = (b[0] * 0.55 + c[0] * 0.45 - arm.side * 4, max(b[1], c[1]) + hang * 0.82)
    return curve(
        [(a[0] + upper_side[0], a[1] + upper_side[1]), (b[0] + mid_up[0], b[1] + mid_up[1]), (c[0] + nc[0], c[1] + nc[1]),
         (c[0] - nc[0] * 0.8, c[1] - nc[1] * 0.8 + 14), drop, inner, (b[0] - mid_up[0], b[1] - mid_up[1] + 14),
         (a[0] - upper_side[0], a[1] - upper_side[1] + 8)], close=True, tension=0.42,
    )  # fmt: skip


def _bands(canvas: skia.Canvas, arm: Arm, color: Rgb, spots: tuple[float, ...], width: float, thick: float) -> None:
    for t in spots:
        p = _lerp(arm.elbow, arm.wrist, t)
        n = _offset(arm.elbow, arm.wrist, width)
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
    k = (0.84 if who.female else 1.06) * (0.82 if who.child else 1.0)
    cloth = darken(outfit.main, 0.06) if arm.side > 0 else outfit.main
    a, b, c = arm.shoulder, arm.elbow, arm.wrist
    skin = _tube(a, b, c, (22 * k, 19 * k, 14.5 * k))
    if kind in {"bare", "short", "puff", "wide_short"}:
        shape(canvas, skin, who.skin, pen=pen)
        with clipped(canvas, skin):
            inner = _tube((a[0] + 9, a[1]), (b[0] + 9, b[1]), (c[0] + 9, c[1]), (14 * k, 12 * k, 9 * k))
            inner.offset(10, 4)
            canvas.drawPath(inner, fill(who.shadow, 0.6))
        draw_hand(canvas, who, arm.hand, c, arm.angle, _thumb(arm), pen)
        if kind == "bare":
            return
        reach = {"short": 0.55, "puff": 0.5, "wide_short": 0.9}[kind]
        end = _lerp(a, b, reach)
        w = {"short": 31, "puff": 38, "wide_short": 40}[kind] * k
        sleeve = _tube(a, _lerp(a, end, 0.6), end, (33 * k, w, w * (0.8 if kind == "puff" else 1.05)))
        _draw_tube(canvas, arm, sleeve, cloth, 32 * k, pen)
        _fold(canvas, sleeve, a, end, cloth)
        return
    hand_side = _thumb(arm)
    if kind == "wide":
        sleeve = _wide(arm, 34 * k)
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
            brush(canvas, [(b[0], b[1]), _lerp(b, c, 0.6)], 5, darken(cloth, 0.35), alpha=0.6)
            _shade_right(canvas, a, b, c, cloth)
        if arm.front:
            draw_hand(canvas, who, arm.hand, _lerp(c, b, -0.03), arm.angle, hand_side, pen)
            n = _offset(b, c, 20 * k)
            brush(
                canvas,
                [(c[0] + n[0], c[1] + n[1]), _lerp(c, b, 0.06), (c[0] - n[0], c[1] - n[1])],
                9,
                outfit.second,
                taper="none",
            )
        return
    draw_hand(canvas, who, arm.hand, c, arm.angle, hand_side, pen)
    if kind in {"fitted", "bracer", "armour"} and outfit.cut.collar in {"suit", "lapel_long"}:
        cuff = _tube(_lerp(b, c, 0.7), _lerp(b, c, 0.85), _lerp(b, c, 1.01), (19 * k, 19 * k, 18.5 * k))
        shape(canvas, cuff, lighten(outfit.second, 0.3), pen=pen)
    sleeve = _tube(a, b, c, (31 * k, 27 * k, 20.5 * k), 0.94)
    _draw_tube(canvas, arm, sleeve, cloth, 32 * k, pen)
    _fold(canvas, sleeve, a, b, cloth)
    with clipped(canvas, sleeve):
        _shade_right(canvas, a, b, c, cloth)
        for t, s in ((0.9, 1), (1.0, -1), (1.08, 1)):
            p = _lerp(a, b, t)
            n = _offset(a, b, 26 * k)
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
        p = _lerp(a, b, 0.25)
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
        n = _offset(p, q, 24)
        if n[0] < 0:
            n = (-n[0], -n[1])
        path = curve([(p[0] + n[0] * 0.3, p[1] + n[1] * 0.3), (q[0] + n[0] * 0.3, q[1] + n[1] * 0.3),
                      (q[0] + n[0] * 2, q[1] + n[1] * 2), (p[0] + n[0] * 2, p[1] + n[1] * 2)], close=True, tension=0)  # fmt: skip
        canvas.drawPath(path, glow(darken(cloth, 0.5), 0.5, 3))
