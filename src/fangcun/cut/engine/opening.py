"""The opening: title and licence number, prominent on the first picture.

国家广播电视总局令第16号《微短剧发展管理办法》 (in force since 2026-09-01), art. 27:
title and number are shown prominently in the opening. How a number must read is dated data and comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable

from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.label import NOTICE_TOP, text_height
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.kit.errors import FangcunError, Kind

DrawPlate = Callable[[str, str, int, int], Pixels]
"""Draws title and number: title, number, width in pixels, the frame's shorter side; straight RGBA of that width."""

FRAMES = 4 * FPS  # half a second of it are the fades
FADE = 6
LEAST_FRAMES = 2 * FPS
# The lower edge, of the height: above the subtitles of each shape, below faces in any framing but the closest.
BASE = {"9x16": 0.675, "16x9": 0.74}


def opening_overlays(
    title: str, number: str, draw: DrawPlate, shape: Shape = PORTRAIT, *, start: int = 0, frames: int = FRAMES
) -> tuple[Overlay, ...]:
    """The plate with title and number, to be laid on an episode's first scene; nothing when both are empty.

    ``number`` is the line as it has to read (``许可证号：…``), in several rows if it must. It stands clear for at least
    two seconds and never on the AI notice. Raises FangcunError ``cut.opening_short`` when ``frames`` leave less, and
    ``cut.opening_high`` when the drawn plate would reach the notice.
    """
    if not title.strip() and not number.strip():
        return ()
    if frames - 2 * FADE < LEAST_FRAMES:
        message = f"片头的片名和许可证号只能看清 {max(0, frames - 2 * FADE) / FPS:.2f} 秒，应不少于 2 秒。请延长片头。"
        raise FangcunError("cut.opening_short", Kind.INVALID, message)
    plate = draw(title.strip(), number.strip(), shape.width, min(shape.width, shape.height))
    top = round(shape.height * BASE[shape.name]) - plate.shape[0]
    if top < notice_bottom(shape):
        message = "片头的片名和许可证号太长，会压住 AI 标识。请缩短片名或减少行数。"
        raise FangcunError("cut.opening_high", Kind.INVALID, message)
    return (Overlay((shape.width - plate.shape[1]) // 2, top, plate, start=start, end=start + frames, fade=FADE),)


def notice_bottom(shape: Shape) -> int:
    """Below this row the AI notice has ended, its plate included, in pixels."""
    return round(shape.height * NOTICE_TOP) + round(text_height(shape) * 1.7)
