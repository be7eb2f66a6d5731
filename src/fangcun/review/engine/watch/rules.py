"""The rules of picture and sound as they hold on a day, from ``data/watch.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Box, PictureFinding, Span, Strength

_FILE = Path(__file__).parents[1] / "data" / "watch.toml"


@dataclass(frozen=True)
class Rule:
    """One rule: its strength, words and source, and its limits by name."""

    code: str
    severity: Strength
    rule: str
    source: str
    graded: str
    limits: Mapping[str, Any]

    def number(self, name: str) -> float:
        """A limit that is a number. Raises KeyError when the rule has none of that name."""
        return float(self.limits[name])

    def words(self, name: str) -> tuple[str, ...]:
        """A limit that is a list of words."""
        return tuple(self.limits[name])

    def finding(
        self,
        message: str,
        *,
        category: str = "",
        severity: Strength | None = None,
        span: Span | None = None,
        box: Box | None = None,
        measured: str = "",
        limit: str = "",
        surface: str = "",
        reason: str = "",
    ) -> PictureFinding:
        """A finding under this rule; ``category`` is its code unless said, ``severity`` its own unless weakened."""
        return PictureFinding(
            category=category or self.code,
            severity=severity or self.severity,
            message=message,
            rule=self.rule,
            source=self.source,
            span=span,
            box=box,
            measured=measured,
            limit=limit,
            surface=surface,
            reason=reason,
        )


@dataclass(frozen=True)
class Rules:
    """The rules of a day by code. A rule that is not yet in force is missing."""

    by_code: Mapping[str, Rule]
    digest: str

    def get(self, code: str) -> Rule | None:
        """The rule, None before its day."""
        return self.by_code.get(code)


@cache
def rules_of(on: date) -> Rules:
    """The rules in force on a day. Raises ``watch.too_early`` for days before the first of them."""
    data = _FILE.read_bytes()
    held: dict[str, dict[str, Any]] = {}
    rows = sorted(tomllib.loads(data.decode("utf-8"))["rules"], key=lambda row: row["since"])
    for row in rows:
        if row["since"] <= on:
            held[row["code"]] = row
    if not held:
        message = f"{on} 还没有画面与声音的审查规则：数据从 {rows[0]['since']} 起。请核对日期。"
        raise FangcunError("watch.too_early", Kind.INVALID, message)
    return Rules({code: _rule(row) for code, row in held.items()}, hashlib.sha256(data).hexdigest()[:16])


def _rule(row: dict[str, Any]) -> Rule:
    words = ("code", "since", "severity", "rule", "source", "graded")
    limits = {name: value for name, value in row.items() if name not in words}
    return Rule(row["code"], Strength(row["severity"]), row["rule"], row["source"], row["graded"], limits)
