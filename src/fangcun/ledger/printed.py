"""Amounts as the reader writes them."""

from __future__ import annotations

from fangcun.kit.money import Money
from fangcun.ledger.contracts import Unit


def amount(value: int, unit: Unit) -> str:
    """¥12,345.60 for fen; coins are a plain number, whose unit the page names."""
    return str(Money(value)) if unit is Unit.FEN else f"{value:,}".replace("-", "−")
