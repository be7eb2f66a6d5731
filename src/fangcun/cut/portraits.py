"""A person as the drawing room draws them: at full length and with three faces, side by side."""

from __future__ import annotations

from fangcun.cut.contracts import Expression, Figure, Framing, Look, Move, Shot, ShotKind
from fangcun.cut.jobs import fonts

WIDTH, HEIGHT = 360, 640
"""Of the picture at full length; the faces stand in a column beside it."""

_FACES = (Expression.NEUTRAL, Expression.SMILE, Expression.ANGER)
_AROUND = 1.7  # how much of a close shot is shown, in faces: hair and collar too
_PLACES = {"ancient": "院落", "republic": "客厅", "modern": "办公室"}


def draw_portrait(look: Look) -> bytes:
    """WebP of the whole person, and beside it the face at rest, pleased and angry."""
    # Whoever only serves pages does not load the drawing room.
    import cv2
    import numpy as np

    from fangcun.cut.engine.draw import draw_panel

    cv2.setNumThreads(1)
    panel = draw_panel(_shot(look, Framing.FULL, _FACES[0]), {look.name: look}, size=(WIDTH, HEIGHT), fonts=fonts())
    whole = panel.image[panel.frame.y : panel.frame.bottom, panel.frame.x : panel.frame.right]
    faces = []
    for place, expression in enumerate(_FACES):
        top, bottom = HEIGHT * place // 3, HEIGHT * (place + 1) // 3
        close = draw_panel(
            _shot(look, Framing.CLOSE, expression), {look.name: look}, size=(WIDTH * 2, HEIGHT * 2), fonts=fonts()
        )
        box = close.faces[look.name]
        side = min(round(max(box.width, box.height) * _AROUND), *close.image.shape[:2])
        x = min(max(0, box.x + (box.width - side) // 2), close.image.shape[1] - side)
        y = min(max(0, box.y + (box.height - side) // 2), close.image.shape[0] - side)
        cut = close.image[y : y + side, x : x + side]
        faces.append(cv2.resize(cut, (HEIGHT // 3, bottom - top), interpolation=cv2.INTER_AREA))
    picture = cv2.cvtColor(np.hstack([whole, np.vstack(faces)]), cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, 85])
    return bytes(data)


def _shot(look: Look, framing: Framing, expression: Expression) -> Shot:
    figures = (Figure(look.name, expression),)
    place = _PLACES.get(look.era, "办公室")
    return Shot(f"portrait-{look.name}", ShotKind.SINGLE, framing, Move.STILL, place, "日", "内", figures, (), 1.0)
