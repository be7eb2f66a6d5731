"""Clear pictures to draw on, and what encoders want of them."""

from __future__ import annotations

import numpy as np
import skia

from fangcun.cut.engine.picture import Pixels


def blank(width: int, height: int) -> tuple[Pixels, skia.Surface]:
    """A clear RGBA picture and a surface that draws into it."""
    pixels: Pixels = np.zeros((height, width, 4), np.uint8)
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return pixels, skia.Surface.MakeRasterDirect(info, pixels)


def straight(pixels: Pixels) -> Pixels:
    """Premultiplied RGBA as straight RGBA, which is what encoders and viewers blend with."""
    alpha = pixels[..., 3:4].astype(np.uint16)
    safe = np.maximum(alpha, 1)
    pixels[..., :3] = np.minimum((pixels[..., :3].astype(np.uint16) * 255 + safe // 2) // safe, 255).astype(np.uint8)
    return pixels
