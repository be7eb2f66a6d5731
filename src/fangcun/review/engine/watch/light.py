"""What a picture gives off: luminance and chromaticity of a small picture, on the screen a rule assumes.

8-bit Y′CbCr of limited range is taken as BT.709 and shown by sRGB's curve on a white of so many cd/m²: phones and
monitors are made for that curve, and of the test patterns of Jordan (2025, doi:10.1007/978-3-031-93848-1_7) more are
told right with it than with BT.1886's. A place of the small picture is a sample, no mean: means would blur the edge of
what flashes, and with it its area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

SMALL_SIDE = 90  # places along the shorter side
WHITE_U, WHITE_V = 0.1978, 0.4683  # D65 in CIE 1976 u′v′
_REDDISH = 144  # Cr: a saturated red that is bright enough to be seen lies above
_DIM = 0.002  # of white: below this a colour is not seen as one
# Linear BT.709 to CIE XYZ (BT.709-6, primaries and white of item 1).
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32)


@dataclass(frozen=True, slots=True)
class Light:
    """A small picture as light. ``luminance`` is in cd/m²; ``red`` says where a red is saturated, ``u`` and ``v`` are
    its chromaticity; the last three are None where nothing is near a saturated red."""

    luminance: Floats
    red: NDArray[np.bool_] | None = None
    u: Floats | None = None
    v: Floats | None = None


def reddish(small: Bytes) -> bool:
    """Whether some place of a small picture may be a saturated red."""
    return int(small[..., 2].max()) >= _REDDISH


def light_of(small: Bytes, *, peak: float, red: float, coloured: bool = True) -> Light:
    """The light of a small picture (height, width, 3 of Y′, Cb, Cr). ``red`` is the share of R at which it is
    saturated; without ``coloured`` only luminance is told."""
    rgb = _linear(small)
    luminance = rgb @ _XYZ[1]
    if not coloured:
        return Light(luminance * np.float32(peak))
    total = rgb.sum(axis=2)
    seen = luminance > _DIM
    saturated = seen & (rgb[..., 0] >= np.float32(red) * np.maximum(total, 1e-6))
    xyz = rgb @ _XYZ.T
    weight = np.maximum(xyz[..., 0] + 15 * xyz[..., 1] + 3 * xyz[..., 2], 1e-6)
    u = np.where(seen, 4 * xyz[..., 0] / weight, np.float32(WHITE_U))
    v = np.where(seen, 9 * xyz[..., 1] / weight, np.float32(WHITE_V))
    return Light(luminance * np.float32(peak), saturated, u.astype(np.float32), v.astype(np.float32))


def _linear(small: Bytes) -> Floats:
    """Linear light of R, G and B, from 0 to 1."""
    y = (small[..., 0].astype(np.float32) - 16) * np.float32(255 / 219)
    cb = (small[..., 1].astype(np.float32) - 128) * np.float32(255 / 224)
    cr = (small[..., 2].astype(np.float32) - 128) * np.float32(255 / 224)
    rgb = np.stack([y + 1.5748 * cr, y - 0.1873 * cb - 0.4681 * cr, y + 1.8556 * cb], axis=2)
    # Eighth steps of a level: rounded to whole ones, a saturated red could pass for one that is not.
    steps = np.clip(np.rint(rgb * 8), 0, 255 * 8).astype(np.intp)
    return np.asarray(_curve()[steps], np.float32)


@cache
def _curve() -> Floats:
    """sRGB's curve (IEC 61966-2-1) in eighths of a level."""
    value = np.arange(255 * 8 + 1) / (255 * 8)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def small_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the small picture."""
    scale = SMALL_SIDE / min(width, height)
    return max(8, round(width * scale)), max(8, round(height * scale))


def sampled(planes: tuple[Bytes, Bytes, Bytes], size: tuple[int, int]) -> Bytes:
    """Three planes of a picture as one small one (height, width, 3) of samples."""
    return np.dstack([_taken(plane, size) for plane in planes])


def _taken(plane: Bytes, size: tuple[int, int]) -> Bytes:
    height, width = plane.shape
    rows = ((np.arange(size[1]) + 0.5) * height / size[1]).astype(np.intp)
    columns = ((np.arange(size[0]) + 0.5) * width / size[0]).astype(np.intp)
    return np.asarray(plane[rows[:, None], columns[None, :]], np.uint8)
