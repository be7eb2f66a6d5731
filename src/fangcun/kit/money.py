"""Money: whole fen and a currency, never a float; what is split loses nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "HKD": "HK$"}
_WRITTEN = re.compile(r"([-−]?)(?:¥|￥)?\s*(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d{1,2}))?\s*元?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of one currency in its hundredth part (CNY: fen). Amounts of two currencies do not add up."""

    fen: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"money is counted in whole fen, not in {type(self.fen).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.fen, self.currency)

    def __str__(self) -> str:
        """As the reader writes it: ¥12,345.60."""
        sign = "−" if self.fen < 0 else ""
        whole, part = divmod(abs(self.fen), 100)
        return f"{sign}{SIGNS.get(self.currency, self.currency + ' ')}{whole:,}.{part:02d}"

    def split(self, weights: Sequence[int | Fraction]) -> list[Money]:
        """Shares in proportion to ``weights``; together exactly this amount (see ``split``)."""
        return [Money(part, self.currency) for part in split(self.fen, weights)]

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up: exchange one first")
        return other.fen


def split(amount: int, weights: Sequence[int | Fraction]) -> list[int]:
    """``amount`` in whole parts proportional to ``weights`` (none negative, one positive), which add up to it exactly.

    The largest remainder method (Hare quota): each gets its share rounded towards nothing, what is left goes one by one
    to the largest remainders, on a tie to who comes first. Raises ValueError for weights that share nothing out.
    """
    if any(w < 0 for w in weights) or not sum(weights):
        raise ValueError("weights must not be negative, and not all be zero")
    whole, size = Fraction(sum(weights)), abs(amount)
    exact = [size * Fraction(w) / whole for w in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_remainder[: size - sum(parts)]:
        parts[n] += 1
    return parts if amount >= 0 else [-part for part in parts]


def parse(text: str) -> Money:
    """Yuan as people write them (``12,345.60``, ``¥8``, ``-3.5元``). Raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not an amount of yuan: {text!r}")
    sign, whole, part = found.groups()
    fen = int(re.sub(r"\D", "", whole)) * 100 + int((part or "0").ljust(2, "0"))
    return Money(-fen if sign else fen)
