"""Typed facts that a room tells the rooms above it.

A fact is a frozen dataclass that names itself once with ``@event``; it travels as plain data through the outbox.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_types: dict[str, type[Any]] = {}
_handlers: dict[str, list[Callable[[Any], None]]] = {}


def event(name: str) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the event ``name`` (``room.noun.verb``). Raises ValueError on a second use."""

    def register(cls: type[T]) -> type[T]:
        if name in _types and _types[name].__qualname__ != cls.__qualname__:
            raise ValueError(f"two events are called {name}")
        _types[name] = cls
        cls.event_name = name  # type: ignore[attr-defined]
        return cls

    return register


def on(cls: type[T]) -> Callable[[Callable[[T], None]], Callable[[T], None]]:
    """Register a handler for an event type. A handler may be called more than once for one fact: it must not mind."""

    def register(handler: Callable[[T], None]) -> Callable[[T], None]:
        _handlers.setdefault(name_of(cls), []).append(handler)
        return handler

    return register


def name_of(fact: Any) -> str:
    """The registered name of an event or of its class. Raises TypeError for anything else."""
    name = getattr(fact, "event_name", None)
    if name is None:
        raise TypeError(f"{fact!r} is not an event")
    return str(name)


def handlers_of(name: str) -> list[Callable[[Any], None]]:
    """The handlers registered for the event ``name``, in the order of registration."""
    return list(_handlers.get(name, ()))


def pack(fact: Any) -> dict[str, Any]:
    """An event's fields as plain data."""
    return dataclasses.asdict(fact)


def unpack(name: str, data: dict[str, Any]) -> Any:
    """The event again from its name and plain data. Raises KeyError for a name that nobody registered."""
    return _types[name](**data)
