"""The geometry of sleeves."""

from __future__ import annotations

import math

import skia

from fangcun.cut.engine.draw.ink import Point, curve
from fangcun.cut.engine.draw.pose import Arm


def offset(a: Point, b: Point, width: float) -> tuple[float, float]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return -dy / length * width, dx / length * width


def lerp(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def tube(a: Point, b: Point, c: Point, widths: tuple[float, float, float], cut: float = 1.0) -> skia.Path:
    """An arm about shoulder a, elbow b and wrist c, ending at the share ``cut`` of the forearm."""
    end = lerp(b, c, cut)
    w0, w1, w2 = widths
    n0, n2 = offset(a, b, w0), offset(b, c, w2)
    m = offset(a, c, w1)
    u = offset(a, b, w0 * 0.98)
    mid = lerp(a, b, 0.5)
    fore = lerp(b, end, 0.5)
    v = offset(b, c, (w1 + w2) / 2)
    left = [
        (a[0] + n0[0], a[1] + n0[1]),
        (mid[0] + u[0], mid[1] + u[1]),
        (b[0] + m[0], b[1] + m[1]),
        (fore[0] + v[0], fore[1] + v[1]),
        (end[0] + n2[0], end[1] + n2[1]),
    ]
    right = [
        (a[0] - n0[0], a[1] - n0[1]),
        (mid[0] - u[0], mid[1] - u[1]),
        (b[0] - m[0], b[1] - m[1]),
        (fore[0] - v[0], fore[1] - v[1]),
        (end[0] - n2[0], end[1] - n2[1]),
    ]
    back = lerp(a, b, -0.12)
    return curve([back, *left, *right[::-1]], close=True, tension=0.5)


def segment(p: Point, q: Point, wp: float, wq: float) -> skia.Path:
    """One bone's worth of sleeve with round ends."""
    n0, n1 = offset(p, q, wp), offset(p, q, wq)
    back, tip = lerp(p, q, -wp * 0.9 / (math.dist(p, q) or 1)), lerp(p, q, 1 + wq * 0.9 / (math.dist(p, q) or 1))
    m0, m1 = lerp(p, q, 0.5), offset(p, q, (wp + wq) / 2 * 1.03)
    return curve(
        [
            back,
            (p[0] + n0[0], p[1] + n0[1]),
            (m0[0] + m1[0], m0[1] + m1[1]),
            (q[0] + n1[0], q[1] + n1[1]),
            tip,
            (q[0] - n1[0], q[1] - n1[1]),
            (m0[0] - m1[0], m0[1] - m1[1]),
            (p[0] - n0[0], p[1] - n0[1]),
        ],
        close=True,
    )


def folded(arm: Arm) -> bool:
    """Whether the forearm comes back along the upper arm."""
    (ax, ay), (bx, by), (cx, cy) = arm.shoulder, arm.elbow, arm.wrist
    return (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0


def wide(arm: Arm, width: float) -> skia.Path:
    """A sleeve that opens at the wrist and hangs from it."""
    a, b, c = arm.shoulder, arm.elbow, arm.wrist
    n0, n1 = offset(a, b, width), offset(a, c, width * 1.05)
    nc = offset(b, c, width * 0.8)
    if nc[1] > 0:
        nc = (-nc[0], -nc[1])
    if abs(nc[1]) < 3 and nc[0] * arm.side > 0:
        nc = (-nc[0], -nc[1])
    if not arm.front:
        s = arm.side
        return curve(
            [
                (a[0] - s * 24, a[1] - 24),
                (a[0] + s * 26, a[1] - 16),
                (b[0] + s * 30, b[1] - 40),
                (c[0] + s * 52, c[1] - 30),
                (c[0] + s * 40, c[1] + 34),
                (c[0] - s * 40, c[1] + 42),
                (b[0] - s * 40, b[1] + 30),
            ],
            close=True,
            tension=0.4,
        )
    hang = 150.0
    upper_side = n0 if n0[1] < 0 or (n0[0] * arm.side > 0 and abs(n0[1]) < 4) else (-n0[0], -n0[1])
    mid_up = n1 if n1[1] < 0 else (-n1[0], -n1[1])
    drop = (c[0] + (b[0] - c[0]) * 0.12 + arm.side * 6, c[1] + hang)
    inner = (b[0] * 0.55 + c[0] * 0.45 - arm.side * 4, max(b[1], c[1]) + hang * 0.82)
    return curve(
        [
            (a[0] + upper_side[0], a[1] + upper_side[1]),
            (b[0] + mid_up[0], b[1] + mid_up[1]),
            (c[0] + nc[0], c[1] + nc[1]),
            (c[0] - nc[0] * 0.8, c[1] - nc[1] * 0.8 + 14),
            drop,
            inner,
            (b[0] - mid_up[0], b[1] - mid_up[1] + 14),
            (a[0] - upper_side[0], a[1] - upper_side[1] + 8),
        ],
        close=True,
        tension=0.42,
    )
