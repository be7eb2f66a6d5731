"""Where text may stand: the part of a frame that players do not cover and screens do not cut off."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.engine.grid import Shape


@dataclass(frozen=True, slots=True)
class SafeArea:
    """A rectangle of the frame in whole pixels, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it: the lower edge of the lowest subtitle."""
        return self.y + self.height


# Shares of the frame's width or height that are left free: left, top, right, bottom.
_TALL = (1 / 9, 0.13, 1 / 9, 0.22)
_WIDE = (0.05, 0.05, 0.05, 0.05)


def safe_area(shape: Shape) -> SafeArea:
    """The part of the frame in which text is safe.

    Upright, the players decide: heart, comments and share stand in a column 120 to 170 px wide at the right of 1080,
    name, title and buttons in the lowest fifth or a little more (320 to 460 of 1920 px), tabs, clock and notch in the
    uppermost 180 to 250 (figures that makers of vertical video publish for TikTok; its own advertising pages ask to
    leave the same edges, Meta's 14 % at the top). Subtitles are centred, so the left gives up as much as the right,
    a ninth; that is the narrower figure, for the column begins lower than subtitles are wide.

    Lying, it is EBU R 95's graphics safe area: 5 % at each side (SMPTE ST 2046-1 says 90 % too).
    """
    left, top, right, bottom = _WIDE if shape.width > shape.height else _TALL
    x, y = round(shape.width * left), round(shape.height * top)
    return SafeArea(x, y, shape.width - x - round(shape.width * right), shape.height - y - round(shape.height * bottom))
