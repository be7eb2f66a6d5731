"""Printed and woven patterns of cloth."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, fill, oval


def draw_pattern(canvas: skia.Canvas, who: Identity, pattern: str, box: tuple[float, float, float, float]) -> None:
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
