"""What a shot is seen of. Sources are interchangeable: the shot keeps its id, its time, its words and its sound."""

from __future__ import annotations

from typing import Protocol

from fangcun.cut.engine.grid import Shape
from fangcun.cut.engine.picture import Picture
from fangcun.cut.engine.planes import Planes


class Take(Protocol):
    """A shot as it runs."""

    def paint(self, at: int, into: Planes) -> None:
        """Frame ``at`` of the shot into the frame."""


class Moving(Protocol):
    """A source that brings its own frames: generated or filmed."""

    def open_take(self, frames: int, *, shape: Shape) -> Take:
        """The source for a shot of so many frames in a frame of that shape."""


Source = Picture | Moving
