"""The notice on the screen, looked for in a finished film: where it stands, how high its letters are, how long.

The drawn notice is compared with the first seconds of the film by normalised correlation under its own transparency
(``cv2.TM_CCOEFF_NORMED`` with a mask): once small to find place and scale, then at full size in that one place for
every frame. What is measured is the file's picture, whatever the plan said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.picture import Pixels

Plane = NDArray[np.float32]

EIGHT_BIT = ("yuv420p", "yuvj420p", "yuv422p", "yuv444p")
SMALL_SIDE = 360  # pixels of the shorter side in which the notice is looked for
SCALES = np.geomspace(0.4, 2.2, 22)  # of the size expected; one step is 8 %
LIKE = 0.5  # correlation in the small picture above which a place is looked at closely
SURE = 0.72  # correlation at full size; on scenery without a notice the best place reaches 0.4
CLEAR = 0.5  # contrast of the letters against how they were drawn: a notice that fades is not yet to be read


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A notice as measured: its upper left corner and size in the frame, the height of its letters, in pixels; from
    when to when it can be read, in seconds; how like the drawn one it is, at most 1."""

    x: int
    y: int
    width: int
    height: int
    letters: float
    start: float
    end: float
    likeness: float

    @property
    def seconds(self) -> float:
        """How long it can be read without a break."""
        return self.end - self.start


def find_notice(path: Path, drawn: Pixels, *, side: int, seconds: float = 3.0, every: int = 1) -> FoundNotice | None:
    """The notice ``drawn`` (straight RGBA, as for a frame whose shorter side is ``side``) in the first ``seconds``.

    None when it is not there. Decodes only those seconds; of them one frame in ``every`` is looked at and kept. Raises
    what PyAV raises for a file that is no film.
    """
    frames = list(islice(_lumas(path, seconds), 0, None, every))
    if not frames:
        return None
    height, width = frames[0][1].shape
    scale = min(width, height) / side
    last = len(frames) - 1
    for probe in dict.fromkeys(last * eighth // 8 for eighth in (4, 2, 6, 1, 3, 5, 7, 0)):
        place = _locate(frames[probe][1], drawn, scale=scale)
        if place is not None:
            return _follow(frames, drawn, place, probe=probe)
    return None


def ink_height(drawn: Pixels) -> int:
    """The height of the bright letters in straight RGBA, in pixels; a plate behind them does not count."""
    luma = cv2.cvtColor(drawn[..., :3], cv2.COLOR_RGB2GRAY)
    rows = np.flatnonzero(((luma > 128) & (drawn[..., 3] > 0.7 * int(drawn[..., 3].max()))).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if rows.size else 0


@dataclass(frozen=True, slots=True)
class _Place:
    x: int
    y: int
    scale: float
    likeness: float


def _lumas(path: Path, seconds: float) -> Iterator[tuple[float, Pixels]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        for frame in container.decode(stream):
            at = float(frame.time or 0.0)
            if at >= seconds - 1e-6:
                return
            # The first plane of yuv420p and its kin is the brightness already; nothing is converted.
            shown = frame if frame.format.name in EIGHT_BIT else frame.reformat(format="yuv420p")
            plane = shown.planes[0]
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            yield at, rows[: shown.height, : shown.width].copy()


def _locate(luma: Pixels, drawn: Pixels, *, scale: float) -> _Place | None:
    """Place and scale of the notice in one frame: the size expected first, every other only when that fails."""
    shrink = SMALL_SIDE / min(luma.shape)
    small = cv2.resize(luma, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.float32)
    for scales in ([scale], [float(scale * factor) for factor in SCALES]):
        tried = [(*_best(small, *_template(drawn, s * shrink)), s) for s in scales]
        likeness, x, y, best = max(tried)
        if likeness < LIKE:
            continue
        place = _refine(luma, drawn, x=x / shrink, y=y / shrink, scale=best)
        if place.likeness >= SURE:
            return place
    return None


def _refine(luma: Pixels, drawn: Pixels, *, x: float, y: float, scale: float) -> _Place:
    found = []
    for factor in np.linspace(0.94, 1.06, 13):
        template, mask = _template(drawn, scale * float(factor))
        h, w = template.shape
        left, top = max(0, round(x) - 14), max(0, round(y) - 14)
        window = luma[top : top + h + 28, left : left + w + 28].astype(np.float32)
        likeness, dx, dy = _best(window, template, mask)
        # Of two scales that fit alike the one nearest to what was found first is the truer.
        found.append((likeness - 1e-4 * abs(float(factor) - 1), left + dx, top + dy, scale * float(factor)))
    likeness, left, top, best = max(found)
    return _Place(left, top, best, likeness)


def _template(drawn: Pixels, scale: float) -> tuple[Plane, Plane]:
    """Brightness of the notice over mid grey, and its transparency as weights, at a scale."""
    luma = cv2.cvtColor(drawn[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32)
    alpha = drawn[..., 3].astype(np.float32) / 255
    over = luma * alpha + 110 * (1 - alpha)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = (max(4, round(drawn.shape[1] * scale)), max(4, round(drawn.shape[0] * scale)))
    return cv2.resize(over, size, interpolation=way), cv2.resize(alpha, size, interpolation=way)


def _best(image: Plane, template: Plane, mask: Plane) -> tuple[float, int, int]:
    if template.shape[0] > image.shape[0] or template.shape[1] > image.shape[1]:
        return 0.0, 0, 0
    scores = cv2.matchTemplate(image, template, cv2.TM_CCOEFF_NORMED, mask=mask)
    scores[~np.isfinite(scores) | (scores > 1.001)] = 0  # a flat place has no correlation
    _, likeness, _, (x, y) = cv2.minMaxLoc(scores)
    return float(likeness), int(x), int(y)


def _follow(frames: Sequence[tuple[float, Pixels]], drawn: Pixels, place: _Place, *, probe: int) -> FoundNotice:
    """The notice as long as it stands, from the frame it was found in to both sides."""
    template, mask = _template(drawn, place.scale)
    h, w = template.shape
    shown = [_readable(luma[place.y : place.y + h, place.x : place.x + w], template, mask) for _, luma in frames]
    first = last = probe
    while first > 0 and shown[first - 1]:
        first -= 1
    while last + 1 < len(shown) and shown[last + 1]:
        last += 1
    step = frames[1][0] - frames[0][0] if len(frames) > 1 else 0.0
    letters = ink_height(drawn) * place.scale
    start, end = frames[first][0], frames[last][0] + step
    return FoundNotice(place.x, place.y, w, h, letters, start, end, place.likeness)


def _readable(patch: Pixels, template: Plane, mask: Plane) -> bool:
    """Whether a patch shows the letters with most of their contrast: weighted correlation and slope."""
    given = patch.astype(np.float32)
    weight = mask / max(float(mask.sum()), 1e-6)
    mine = template - float((template * weight).sum())
    theirs = given - float((given * weight).sum())
    shared = float((mine * theirs * weight).sum())
    own, other = float((mine * mine * weight).sum()), float((theirs * theirs * weight).sum())
    return shared > SURE * 0.9 * float(np.sqrt(max(own * other, 1e-6))) and shared > CLEAR * own
