"""Sentences of a script that speak to the machine reading it: they are told and change nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.review.contracts import Finding, Strength, Technique
from fangcun.review.engine.normalise import fold

_FILE = Path(__file__).parents[1] / "data" / "orders.toml"


def orders_in(text: str) -> tuple[Finding, ...]:
    """A ``note`` for each such sentence, in the order of the text."""
    if not text:
        return ()
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(folded.text):
            start, end = int(folded.origin[match.start()]), int(folded.origin[match.end() - 1]) + 1
            if not any(s < end and start < e for s, e in found):
                found.append((start, end))
    return tuple(_note(text, start, end) for start, end in sorted(found))


def _note(text: str, start: int, end: int) -> Finding:
    table = _table()
    return Finding(
        category=table["code"],
        severity=Strength.NOTE,
        start=start,
        end=end,
        surface=text[start:end],
        canonical=table["name"],
        rule=table["rule"],
        source=table["source"],
        technique=Technique.PLAIN,
        reason="像是写给审核程序看的，不影响审核结果",
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in _table()["patterns"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
