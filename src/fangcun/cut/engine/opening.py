"""The opening: title and licence number, prominent on the first picture, and found again on the finished film.

国家广播电视总局令第16号《微短剧发展管理办法》 (in force since 2026-09-01), art. 27:
title and number are shown prominently in the opening. How a number must read is dated data and comes from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from fangcun.cut.engine.grid import FPS, PORTRAIT, WIDTH, Shape
from fangcun.cut.engine.label import LEAST_SECONDS, NOTICE_TOP, text_height
from fangcun.cut.engine.notice import find_notice
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

FRAMES = 4 * FPS  # half a second of it are the fades
FADE = 6
LEAST_FRAMES = round(LEAST_SECONDS * FPS)
# The lower edge, of the height: above the subtitles of each shape, below faces in any framing but the closest.
BASE = {"9x16": 0.675, "16x9": 0.74}
SEARCHED = 8.0  # seconds in which the plate has come and gone, even after a card
SIZE_WITHIN = 0.96  # of the size drawn; the letters are drawn well above what can just be read


@dataclass(frozen=True, slots=True)
class Plate:
    """What an episode opens with: the series' title, and the rows under it (episode, licence number as it reads)."""

    title: str
    lines: str = ""


def opening_overlays(
    plate: Pixels, shape: Shape = PORTRAIT, *, start: int = 0, within: int = 1 << 30
) -> tuple[Overlay, ...]:
    """The drawn plate (straight RGBA, as wide as the frame), to be laid on an episode's first scene.

    It comes at frame ``start``, or earlier where the ``within`` frames of the scene would leave it too little; it
    stands for at least two seconds and never on the AI notice. Raises FangcunError ``cut.opening_short`` when the scene
    is shorter than that, ``cut.opening_high`` when the plate would reach the notice.
    """
    if within < LEAST_FRAMES:
        message = f"片头只有 {within / FPS:.2f} 秒，片名和许可证号应不少于 2 秒。请延长第一场戏。"
        raise FangcunError("cut.opening_short", Kind.INVALID, message)
    start = max(0, min(start, within - LEAST_FRAMES - 2 * FADE))
    frames = min(FRAMES, within - start)
    top = round(shape.height * BASE[shape.name]) - plate.shape[0]
    if top < notice_bottom(shape):
        message = "片头的片名和许可证号太长，会压住 AI 标识。请缩短片名或减少行数。"
        raise FangcunError("cut.opening_high", Kind.INVALID, message)
    fade = min(FADE, (frames - LEAST_FRAMES) // 2)
    left = (shape.width - plate.shape[1]) // 2
    return (Overlay(left, top, plate, start=start, end=start + frames, fade=fade),)


def notice_bottom(shape: Shape) -> int:
    """Below this row the AI notice has ended, its plate included, in pixels."""
    return round(shape.height * NOTICE_TOP) + round(text_height(shape) * 1.7)


def check_opening(path: Path, plate: Pixels) -> list[Problem]:
    """What is wrong with title and number in a finished film, measured in its first seconds like the AI notice.

    ``plate`` is drawn for a frame of the film's shape whose shorter side is 1,080 pixels.
    """
    letters = _letters(plate)
    try:
        found = find_notice(path, letters, side=WIDTH, seconds=SEARCHED, every=2)
        with av.open(str(path)) as container:
            context = container.streams.video[0].codec_context
            side = min(context.width, context.height)
    except (OSError, IndexError, av.error.FFmpegError):
        return [_fault("cut.opening_unreadable", f"文件 {path.name} 打不开，无法检查片头。", "请重新合成这一集。")]
    if found is None:
        message = f"{path.name} 的片头里找不到片名和许可证号。"
        return [_fault("cut.opening_missing", message, "请重新合成片头，并检查是否被别的画面盖住。")]
    problems = []
    share = found.height / (letters.shape[0] * side / WIDTH)
    if share < SIZE_WITHIN:
        message = f"片头的片名和许可证号只有应有大小的 {share:.0%}。"
        problems.append(_fault("cut.opening_small", message, "请不要缩小片头后再合成。"))
    if found.seconds < LEAST_SECONDS - 1e-6:
        message = f"片头的片名和许可证号只能看清 {found.seconds:.2f} 秒，应不少于 {LEAST_SECONDS:.0f} 秒。"
        problems.append(_fault("cut.opening_short", message, "请延长片头后重新合成。"))
    return problems


def _letters(plate: Pixels) -> Pixels:
    """The letters and their dark edges without the band, through which the picture shows."""
    ink = plate.copy()
    ink[..., 3][plate[..., 3] < 240] = 0
    rows, columns = (np.flatnonzero((ink[..., 3] > 0).any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return ink
    return np.ascontiguousarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _fault(code: str, message: str, proposal: str) -> Problem:
    return Problem(code, Severity.ERROR, message, proposal=proposal)
