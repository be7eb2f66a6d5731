"""The typesetter of this installation: one for each process, with the fonts that npm brought."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fangcun.config import ROOT

if TYPE_CHECKING:
    from fangcun.kit.typesetting import Typesetter

_FONTS = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
WEIGHTS = ("400Regular", "500Medium", "700Bold")


@cache
def typesetter() -> Typesetter:
    """Sets papers in Noto Sans SC; the first one of a process reads the fonts."""
    from fangcun.kit.typesetting import Typesetter

    return Typesetter([_FONTS / weight for weight in WEIGHTS])
