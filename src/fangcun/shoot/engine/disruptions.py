"""What goes wrong on a shoot, as data (``disrupting`` applies it to a problem)."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.shoot.contracts import SceneJob


@dataclass(frozen=True, slots=True)
class ActorAway:
    """A person is ill or held elsewhere from ``from_slot`` up to, not with, ``to_slot``."""

    person: int
    from_slot: int
    to_slot: int


@dataclass(frozen=True, slots=True)
class CrewAway:
    """A crew does not work in these slots."""

    crew: int
    from_slot: int
    to_slot: int


@dataclass(frozen=True, slots=True)
class CrewLate:
    """A crew begins a slot so many minutes late."""

    crew: int
    slot: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Rain:
    """Exterior scenes cannot be shot in these slots."""

    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlaceBroken:
    """A place cannot be used from ``from_slot`` up to, not with, ``to_slot``."""

    place: int
    from_slot: int
    to_slot: int


@dataclass(frozen=True, slots=True)
class StockLost:
    """So many of a kit are missing from ``from_slot`` up to, not with, ``to_slot``."""

    kit: int
    count: int
    from_slot: int
    to_slot: int


@dataclass(frozen=True, slots=True)
class SceneAdded:
    """A crew has one more scene."""

    crew: int
    scene: SceneJob


@dataclass(frozen=True, slots=True)
class SceneRemoved:
    """A scene is not shot after all."""

    crew: int
    key: str


@dataclass(frozen=True, slots=True)
class SceneChanged:
    """The scene of this key is now another: other people, place, light or length. Its order (``after``) stays.

    What is shot already stays as it is, and the new scene is shot besides.
    """

    crew: int
    key: str
    scene: SceneJob


Disruption = ActorAway | CrewAway | CrewLate | Rain | PlaceBroken | StockLost | SceneAdded | SceneRemoved | SceneChanged
