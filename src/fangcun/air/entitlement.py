"""Who may watch what: asked before media addresses are signed. A ticket is given only to those who may."""

from __future__ import annotations

from fangcun.air.contracts import TitlePage, Viewer


def opened(viewer: Viewer | None, page: TitlePage) -> frozenset[int]:
    """The numbers of a title's page that a viewer (None: a guest without a name yet) may watch; asked once for all of
    them. Today every episode is free; unlocking by coins or a pass is decided here."""
    return frozenset(episode.number for episode in page.episodes)
