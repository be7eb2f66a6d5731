"""How much of a deed counts: gates that let less and less through, the more the same party gave already.

A gate of capacity ``c`` in front of a party that gave a live mass ``x`` lets ``∫ₓˣ⁺ʷ exp(−u/c) du`` of a weight ``w``
through. The first deeds pass nearly whole, later ones hardly. Whatever the party does, and whenever, what passed never
holds more than ``c`` live points: while nothing decays it is ``c·(1 − exp(−x/c))``, and as both decay alike, the
difference ``y − c·(1 − exp(−x/c))`` only falls, because ``u·exp(−u) ≤ 1 − exp(−u)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from fangcun.air.engine.heat.weights import CAPS, Caps


class Gate(IntEnum):
    """What held a part of a deed back."""

    TRUST = 1
    VIEWER = 2
    DEVICE = 3
    ADDRESS = 4
    NEWCOMERS = 5


GATE_NAMES = {
    Gate.TRUST: "可疑流量",
    Gate.VIEWER: "同一观众重复",
    Gate.DEVICE: "同一设备过多",
    Gate.ADDRESS: "同一网络过多",
    Gate.NEWCOMERS: "新账号过多",
}


@dataclass(frozen=True, slots=True)
class Masses:
    """The live points of a title at one moment: what each party sent towards it, what counts, and from whom.

    ``viewer``, ``device``, ``address`` and ``newcomers`` are what arrived at their gates; ``total`` is the title's
    score, ``established`` the part of it that accounts older than a day gave.
    """

    viewer: float = 0.0
    device: float = 0.0
    address: float = 0.0
    newcomers: float = 0.0
    total: float = 0.0
    established: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of a weight: how much arrived at each gate, what passed the last one, what each held back."""

    arrived: dict[Gate, float]
    passed: float
    held: dict[Gate, float]


def through(mass: float, weight: float, *, cap: float) -> float:
    """What a gate of capacity ``cap`` lets through of ``weight`` after ``mass``; between 0 and ``weight``."""
    # expm1 keeps the digits of small weights; min bounds the last digit.
    return min(weight, -cap * math.exp(-mass / cap) * math.expm1(-weight / cap))


def passage(weight: float, before: Masses, *, trust: float, is_new: bool, caps: Caps = CAPS) -> Passage:
    """The way of a deed's weight through all gates."""
    arrived: dict[Gate, float] = {Gate.TRUST: weight}
    held: dict[Gate, float] = {}
    left = weight * min(1.0, max(0.0, trust))
    _note(held, Gate.TRUST, weight - left)
    gates = [
        (Gate.VIEWER, before.viewer, caps.viewer),
        (Gate.DEVICE, before.device, caps.device),
        (Gate.ADDRESS, before.address, caps.address + caps.address_share * before.total),
    ]
    if is_new:
        room = caps.newcomers + caps.newcomers_share * before.established
        gates.append((Gate.NEWCOMERS, before.newcomers, room))
    for gate, mass, cap in gates:
        arrived[gate] = left
        passed = through(mass, left, cap=cap)
        _note(held, gate, left - passed)
        left = passed
    return Passage(arrived, left, held)


def _note(held: dict[Gate, float], gate: Gate, points: float) -> None:
    if points > 0:
        held[gate] = points
