"""Who may watch what: asked before a media address is signed. A ticket is given only to those who may."""

from __future__ import annotations

from fangcun.air.contracts import Viewer


def entitled(viewer: Viewer | None, release_id: int) -> bool:
    """Whether a viewer (None: a guest without a name yet) may watch a release. Today every release is free; unlocking
    by coins or a pass is decided here."""
    return True
