"""Whether reviewers judge alike: Cohen's kappa over cases that two have judged without seeing each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two judges' calls (Cohen 1960): 1 is full agreement, 0 what chance would give.

    None without pairs, and when both always say the same one thing, where chance alone explains everything.
    """
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[call] * second[call] for call in first) / total**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def words_of(value: float) -> str:
    """How strong an agreement is, in the bands of Landis and Koch (1977)."""
    bands = ((0.81, "几乎一致"), (0.61, "相当一致"), (0.41, "中等"), (0.21, "偏低"), (0.0, "很低"))
    return next((words for least, words in bands if value >= least), "不如随机")
