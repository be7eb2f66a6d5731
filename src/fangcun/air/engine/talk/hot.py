"""最热: which comments stand first.

Approval fades by half in a given time, and is measured forward (Cormode, Shkapenyuk, Srivastava, Xu: "Forward decay: a
practical time decay model for streaming systems", ICDE 2009, §III): instead of shrinking old scores, younger comments
start higher. Its logarithm is a sum of what was liked and of when it was said; the same shape as the "hot" order that
Reddit published (log of the votes plus the date over a constant). So a score changes only when somebody acts, the order
never changes by time alone, and a page can be continued from a score.

Wilson's lower bound was set aside: it weighs likes against dislikes or against readers, and we count neither.
"""

from __future__ import annotations

import math

HALF_LIFE_S = 210_000.0
"""As heat fades (``engine.heat.weights``): 58 hours 20 minutes. A comment needs twice the approval of one that much
younger."""

LANDMARK_S = 1_767_225_600.0
"""The Unix second to measure from (2026-01-01 00:00 UTC), so that scores stay small."""

REPLY_WEIGHT = 2.0
"""A reply costs more than a like, and shows that there is something to talk about; as comments and likes weigh in
heat."""


def born(at: float) -> float:
    """The score of a comment that was made at Unix second ``at`` and that nobody has liked yet."""
    return (at - LANDMARK_S) / HALF_LIFE_S


def score(at: float, *, likes: int, replies: int) -> float:
    """What comments are ordered by, greatest first."""
    return born(at) + math.log2(1.0 + likes + REPLY_WEIGHT * replies)
