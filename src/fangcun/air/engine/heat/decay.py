"""Forward decay: sums that fade with time and need no touching up while they do.

Cormode, Shkapenyuk, Srivastava and Xu, "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009:
weights are measured forward from a landmark, ``w·2^((t − t₀)/h)``, instead of backward from now. All sums are divided
by the same ``2^((now − t₀)/h)`` when they are read, so their order is what it is, at any moment. We keep the logarithm
to base 2, since the sums themselves would leave the range of a float after 1,024 half-lives (seven years).
"""

from __future__ import annotations

import math

from fangcun.air.engine.heat.weights import HALF_LIFE_S, LANDMARK_S

NOTHING = -math.inf
"""The logarithm of an empty sum."""


def log_of(points: float, *, at: float) -> float:
    """The logarithm of ``points`` given at ``at`` (a Unix second), for all times."""
    return math.log2(points) + (at - LANDMARK_S) / HALF_LIFE_S if points > 0 else NOTHING


def added(one: float, other: float) -> float:
    """The logarithm of the sum of two sums, given as theirs. Commutative; no overflow."""
    high, low = (one, other) if one >= other else (other, one)
    return high if low == NOTHING else high + math.log1p(2.0 ** (low - high)) / math.log(2.0)


def live(log_sum: float, *, now: float) -> float:
    """What a sum is worth at ``now``, in points."""
    if log_sum == NOTHING:
        return 0.0
    power = log_sum - (now - LANDMARK_S) / HALF_LIFE_S
    return 2.0**power if power < 1023 else math.inf
