"""The rules of whole works as dated data: which hold on a day, and findings that carry their source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.review.contracts import Quote, Strength, WorkFinding

_FILE = Path(__file__).parents[1] / "data" / "work_rules.toml"
_MOST_QUOTES = 8  # of one finding: a reviewer needs places to look at, not every one
_HEAD = {"code", "since", "until", "severity", "rule", "source", "graded", "action"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it holds on a day. ``figures`` are its own limits, as ``data/work_rules.toml`` names them."""

    code: str
    severity: Strength
    rule: str
    source: str
    since: date
    graded: str
    action: str
    figures: Mapping[str, Any]

    def finding(
        self,
        message: str,
        *,
        soft: bool = False,
        evidence: tuple[Quote, ...] = (),
        episode: int | None = None,
        character: str | None = None,
        measured: str = "",
        limit: str = "",
    ) -> WorkFinding:
        """A finding by this rule; ``soft`` turns a block into a question, for what is estimated and not known."""
        severity = Strength.ASK if soft and self.severity is Strength.BLOCK else self.severity
        return WorkFinding(
            code=self.code,
            severity=severity,
            message=message,
            action=self.action,
            rule=self.rule,
            source=self.source,
            since=self.since,
            graded=self.graded,
            episode=episode,
            character=character,
            measured=measured,
            limit=limit,
            evidence=evidence[:_MOST_QUOTES],
        )


def rules_on(day: date) -> Mapping[str, Rule]:
    """The rules that hold on a day, by code; a rule that is not yet, or no longer, in force is not among them."""
    table = _table()
    held: dict[str, Rule] = {}
    for row in table["rules"]:
        if row["since"] > day or ("until" in row and day >= row["until"]):
            continue
        earlier = held.get(row["code"])
        if earlier is None or earlier.since <= row["since"]:
            held[row["code"]] = _rule(row, table["sources"])
    return held


def _rule(row: Mapping[str, Any], sources: Mapping[str, str]) -> Rule:
    return Rule(
        code=row["code"],
        severity=Strength(row["severity"]),
        rule=row["rule"],
        source=sources.get(row["source"], row["source"]),
        since=row["since"],
        graded=row["graded"],
        action=row["action"],
        figures={k: v for k, v in row.items() if k not in _HEAD},
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
