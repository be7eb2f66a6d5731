"""Colours as 0xRRGGBB integers, and the few operations a painter needs on them."""

from __future__ import annotations

import colorsys
from functools import lru_cache

Rgb = int
"""A colour, 0xRRGGBB."""

INK: Rgb = 0x2B1D28
"""Lines are a warm near-black: pure black looks cut out of paper."""


def split(color: Rgb) -> tuple[int, int, int]:
    """Red, green and blue, 0–255 each."""
    return (color >> 16) & 255, (color >> 8) & 255, color & 255


def join(red: float, green: float, blue: float) -> Rgb:
    """A colour from three channels, clamped to 0–255."""
    r, g, b = round(red), round(green), round(blue)
    return max(0, min(255, r)) << 16 | max(0, min(255, g)) << 8 | max(0, min(255, b))


@lru_cache(maxsize=8192)
def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """``share`` of ``other`` in ``one``, channel by channel."""
    a, b = split(one), split(other)
    return join(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def lighten(color: Rgb, amount: float) -> Rgb:
    """Nearer to a warm white."""
    return mix(color, 0xFFF8EC, amount)


def darken(color: Rgb, amount: float) -> Rgb:
    """Nearer to a cool dark: shadows in drawings lean to violet, which keeps them clean."""
    return mix(color, 0x241A3A, amount)


def saturate(color: Rgb, factor: float) -> Rgb:
    """The colour with its saturation multiplied by ``factor``."""
    h, lum, s = colorsys.rgb_to_hls(*(v / 255 for v in split(color)))
    return join(*(v * 255 for v in colorsys.hls_to_rgb(h, lum, min(1.0, s * factor))))


def from_hls(hue: float, lightness: float, saturation: float) -> Rgb:
    """A colour from hue in turns (0–1), lightness and saturation (0–1)."""
    return join(*(v * 255 for v in colorsys.hls_to_rgb(hue % 1.0, lightness, saturation)))


def distance(one: Rgb, other: Rgb) -> float:
    """Euclidean distance of two colours in RGB, 0–441."""
    return float(sum((x - y) ** 2 for x, y in zip(split(one), split(other), strict=True)) ** 0.5)


def argb(color: Rgb, alpha: float = 1.0) -> int:
    """The colour as skia takes it, with ``alpha`` 0–1."""
    return (max(0, min(255, round(alpha * 255))) << 24) | color
