"""How far a job is and how long the rest takes."""

from __future__ import annotations


def fraction(*, total: float, done: float, running: float) -> float:
    """The finished part, 0 to 1, all by weight; ``running`` is the finished part of what runs. Nothing to do is 1."""
    if total <= 0:
        return 1.0
    return min(1.0, (done + running) / total)


def eta(*, left: float, spent: float, made: float, at_once: int) -> float | None:
    """Seconds until ``left`` weight is done, as ``made`` weight took ``spent`` seconds of workers; None: no measure."""
    if left <= 0:
        return 0.0
    if made <= 0:
        return None
    return left * spent / made / max(1, at_once)
