"""The papers of this installation: set by its typesetter, which reads the fonts once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fangcun.base.api import typesetter

if TYPE_CHECKING:
    from fangcun.shoot.engine.papers.typeset import Press


@cache
def press() -> Press:
    """Call sheets and tables as PDF."""
    from fangcun.shoot.engine.papers.typeset import Press

    return Press(typesetter())
