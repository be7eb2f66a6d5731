"""What a score is made of, said to people."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.air.engine.heat.board import Score
from fangcun.air.engine.heat.decay import live
from fangcun.air.engine.heat.gates import GATE_NAMES
from fangcun.air.engine.heat.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a score: its name, its live points, and its share of all parts, 0 to 1."""

    name: str
    points: float
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score at a moment: its points, the ``parts`` that add up to them, largest first, and what was ``held`` back
    (as a share of all that arrived)."""

    points: float
    parts: tuple[Share, ...]
    held: tuple[Share, ...]

    def __str__(self) -> str:
        """One line of Chinese."""
        parts = "、".join(f"{p.name} {p.points:,.1f} 分（{p.share:.0%}）" for p in self.parts)
        held = "、".join(f"{p.name} {p.points:,.1f} 分" for p in self.held)
        line = f"热度 {self.points:,.1f}：{parts or '还没有人看过'}"
        return f"{line}；另有未计入：{held}" if held else line


def explain(score: Score, *, now: float) -> Explanation:
    """The explanation of a score at ``now``. Parts under a twentieth of a point are left out."""
    points = live(score.total, now=now)
    parts = {WEIGHTS[part].name: live(log, now=now) for part, log in score.parts.items()}
    held = {GATE_NAMES[gate]: live(log, now=now) for gate, log in score.held.items()}
    arrived = points + sum(held.values())
    return Explanation(points, _shares(parts, of=points), _shares(held, of=arrived))


def _shares(points: dict[str, float], *, of: float) -> tuple[Share, ...]:
    found = [Share(name, value, value / of) for name, value in points.items() if value >= 0.05]
    return tuple(sorted(found, key=lambda s: (-s.points, s.name)))
