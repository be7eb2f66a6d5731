"""What other rooms may know of the theatre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fangcun.kit.digest import Digest
from fangcun.kit.events import event

NEARLY_OVER_MS = 3_000
"""Whoever stopped within the last three seconds of an episode has seen it."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who watches: ``user:<id>`` for somebody logged in, ``guest:<random>`` for a browser that came back."""

    key: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """A viewer, on which device (a random name in the session), from which network (/24 or /64)."""

    viewer: Viewer
    device: str
    network: str


@dataclass(frozen=True, slots=True)
class Card:
    """A title as it stands on the shelf. ``planned`` is 0 where nobody said how many episodes there will be."""

    slug: str
    name: str
    synopsis: str
    poster: Digest | str
    ai_generated: bool
    licence_number: str
    published: int
    planned: int
    first: int

    @property
    def in_the_making(self) -> bool:
        """Whether more episodes are promised than are here."""
        return self.published < self.planned


@dataclass(frozen=True, slots=True)
class Watching:
    """A title somebody is in the middle of: the episode to go on with, and how far into it they were."""

    card: Card
    number: int
    episode_name: str
    position_ms: int
    duration_ms: int

    @property
    def percent(self) -> int:
        """How much of the episode was seen, 0 to 100."""
        return min(100, 100 * self.position_ms // self.duration_ms) if self.duration_ms else 0


@dataclass(frozen=True, slots=True)
class Episode:
    """A published episode. ``position_ms`` is where its viewer stopped, 0 for a new or a finished one; ``thumbs`` is
    the WebVTT of its small pictures for scrubbing, empty without. ``facts`` is an open JSON object with what is the
    same for everybody, written once: the feed goes on with it."""

    release_id: int
    number: int
    name: str
    duration_ms: int
    manifest: Digest
    playlist: str
    film: str
    subtitles: tuple[str, ...]
    poster: Digest | str
    position_ms: int = 0
    thumbs: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """限免: between two moments everything of the title is free; the end does not belong to it."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Fare:
    """A title's prices in coins. ``whole`` is the price of the whole title, 0 where it is not sold whole; ``ad_opens``
    is how many episodes one advertisement opens, 0 where none does."""

    free: int
    coins: int
    whole: int
    ad_opens: int
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class TitlePage:
    """A title with its published episodes in order, the episode its viewer would go on with, and what it costs (None:
    nothing)."""

    card: Card
    episodes: tuple[Episode, ...]
    at: int
    fare: Fare | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication came to. ``changed`` is false when this very episode stood there already."""

    slug: str
    number: int
    release_id: int
    changed: bool


@event("air.release.published")
@dataclass(frozen=True, slots=True)
class ReleasePublished:
    """An episode can be watched, for the first time or in a new cut."""

    tenant_id: int
    slug: str
    number: int
    release_id: int
    duration_ms: int
    manifest: Digest
    replaced: bool


@event("air.guest.adopted")
@dataclass(frozen=True, slots=True)
class GuestAdopted:
    """A guest signed in: what is kept under ``guest`` is from now on ``viewer``'s."""

    guest: str
    viewer: str


@event("air.viewer.forgotten")
@dataclass(frozen=True, slots=True)
class ViewerForgotten:
    """Everything personal of a viewer must be erased; books keep their entries under the bare key."""

    viewer: str
