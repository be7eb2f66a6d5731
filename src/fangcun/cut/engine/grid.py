"""The grid everything is cut on: whole frames at 25 a second, whole samples at 48,000, 1,920 samples to a frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

FPS = 25
RATE = 48_000
SAMPLES_PER_FRAME = RATE // FPS
WIDTH, HEIGHT = 1080, 1920


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a frame, in pixels."""

    width: int
    height: int

    @property
    def name(self) -> str:
        """``9x16`` or ``16x9``."""
        return "16x9" if self.width > self.height else "9x16"


PORTRAIT, LANDSCAPE = Shape(WIDTH, HEIGHT), Shape(HEIGHT, WIDTH)
SHAPES = {shape.name: shape for shape in (PORTRAIT, LANDSCAPE)}


def frames_of(seconds: float | Fraction, *, fps: int = FPS) -> int:
    """The whole frames that cover ``seconds``, rounded up; a hair over a frame (1/1000) still counts as that frame."""
    exact = Fraction(seconds).limit_denominator(1_000_000) * fps
    return max(0, -((-exact + Fraction(1, 1000)) // 1))


def frames_of_samples(samples: int, *, fps: int = FPS) -> int:
    """The whole frames that cover ``samples`` at 48 kHz, rounded up."""
    return -(-samples * fps // RATE)


def samples_of(frames: int, *, fps: int = FPS) -> int:
    """The samples at 48 kHz in ``frames`` (exact at 25 fps)."""
    return frames * RATE // fps
