"""The planner's cost curve as a drawing: a step down for each better plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fangcun.shoot.contracts import TracePoint
from fangcun.shoot.views.words import method_name, money

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 12, 150, 28, 34


@dataclass(frozen=True, slots=True)
class Curve:
    """A step line in a box of ``WIDTH`` × ``HEIGHT`` with its first and last values; coordinates in that box.

    The last is the best, save where a repair took clashes away at a price.
    """

    path: str
    area: str
    first: str
    first_y: float
    best: str
    best_x: float
    best_y: float
    method: str
    saved: int  # percent below the first
    change: str  # the same in words: −16%, +2%
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[tuple[float, str, str], ...]  # seconds, cost, method: the table behind
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    right: int = WIDTH - RIGHT


def draw_curve(trace: Sequence[TracePoint], *, seconds: float) -> Curve | None:
    """The curve from 0 to ``seconds``; None before the first plan.

    The vertical axis runs from the best to the first cost: it shows progress, and says so by its labels.
    """
    if not trace:
        return None
    last = max(seconds, trace[-1].seconds, 1.0)
    costs = [point.cost for point in trace]
    top, low = max(costs), min(costs)
    span = max(1, top - low)

    def x(moment: float) -> float:
        return round(LEFT + moment / last * (WIDTH - RIGHT - LEFT), 1)

    def y(cost: int) -> float:
        return round(TOP + (top - cost) / span * (HEIGHT - BOTTOM - TOP) * 0.86, 1)

    steps = [f"M{x(trace[0].seconds)} {y(costs[0])}"]
    steps += [f"H{x(point.seconds)}V{y(point.cost)}" for point in trace[1:]]
    path = "".join(steps) + f"H{x(last)}"
    floor = HEIGHT - BOTTOM
    saved = round(100 * (costs[0] - costs[-1]) / costs[0]) if costs[0] else 0
    every = next(step for step in (1, 2, 5, 10, 20, 60, 120, 300, 600, 10**9) if last / step <= 8)
    return Curve(
        path=path,
        area=f"{path}V{floor}H{x(trace[0].seconds)}Z",
        first=money(costs[0]),
        first_y=y(costs[0]),
        best=money(costs[-1]),
        best_x=x(last),
        best_y=y(costs[-1]),
        method=method_name(trace[-1].method),
        saved=saved,
        change=f"{'−' if saved >= 0 else '+'}{abs(saved)}%",
        ticks=tuple((x(t), f"{t} s") for t in range(0, int(last) + 1, every)),
        rows=tuple((round(p.seconds, 1), money(p.cost), method_name(p.method)) for p in trace),
    )
