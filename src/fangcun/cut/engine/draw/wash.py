"""Washes: what an hour, a screentone or a memory does to every colour, worked out once and laid on in one pass.

Tone, mood, gleam and vignette are all "so much of what is there, plus so much light" at each place of the picture.
Their product is of the same form, so a whole stack of them costs one multiplication and one addition a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.draw.box import Box, Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Wash:
    """``gain`` (alpha 255) multiplies a picture, ``gleam`` (alpha 0) is added; RGBA of the picture's size.

    ``matrix`` (4×4) mixes the channels before that.
    """

    gain: Pixels
    gleam: Pixels
    matrix: NDArray[np.float32] | None = None

    def lay(self, pixels: Pixels, box: Box, *, cutout: bool = False) -> None:
        """Wash ``pixels``, which show ``box`` of the picture, in place.

        Of a ``cutout`` (premultiplied) only what is covered catches light.
        """
        rows, columns = slice(box.y, box.bottom), slice(box.x, box.right)
        if self.matrix is not None:
            cv2.transform(pixels, self.matrix, dst=pixels)
        cv2.multiply(pixels, self.gain[rows, columns], dst=pixels, scale=1 / 255)
        gleam = self.gleam[rows, columns]
        if cutout:
            cover = cv2.cvtColor(cv2.extractChannel(pixels, 3), cv2.COLOR_GRAY2RGBA)
            gleam = np.asarray(cv2.multiply(gleam, cover, scale=1 / 255), np.uint8)
        cv2.add(pixels, gleam, dst=pixels)


def under_tone(wash: Wash, dots: Pixels, color: tuple[int, int, int]) -> Wash:
    """The wash on a picture that was first screened with ``dots`` (cover of each pixel, 0–255) in ``color``."""
    cover = cv2.cvtColor(dots, cv2.COLOR_GRAY2RGBA)
    through = cv2.bitwise_not(cover)
    through[:, :, 3] = 255
    # A pixel p under dots d becomes (p(1−d) + cd)·gain + gleam.
    printed = cv2.multiply(cover, (*color, 0.0), scale=1 / 255)
    gleam = cv2.add(cv2.multiply(printed, wash.gain, scale=1 / 255), wash.gleam)
    gain = cv2.multiply(wash.gain, through, scale=1 / 255)
    return Wash(np.asarray(gain, np.uint8), np.asarray(gleam, np.uint8), wash.matrix)
