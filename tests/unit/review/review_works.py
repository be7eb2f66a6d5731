"""Works for the tests: a script as its author would type it, read by the real reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from fangcun.review.api import check_work
from fangcun.review.contracts import Filed, Work, WorkFinding, WorkReport
from fangcun.write.api import break_down, compare, read, read_text

DAY = date(2026, 10, 1)
EXAMPLES = Path(__file__).parents[3] / "examples"


def work(script: str, **fields: Any) -> Work:
    """The work whose script is this text."""
    screenplay = read_text(script)
    fields = {"title": screenplay.title or "无题", "investment": Decimal(200_000)} | fields
    return Work(script=screenplay, breakdown=break_down(screenplay), **fields)


def example(name: str, **fields: Any) -> Work:
    """One of the example scripts as a work."""
    screenplay = read((EXAMPLES / name).read_bytes(), name=name)
    fields = {"title": screenplay.title or name, "investment": Decimal(200_000)} | fields
    return Work(script=screenplay, breakdown=break_down(screenplay), **fields)


def changed(old: str, new: str, **fields: Any) -> Work:
    """The work ``new`` whose script was filed as ``old``."""
    filed = read_text(old)
    now = work(new, **fields)
    return replace(now, filed=Filed(filed, compare(filed, now.script, new_breakdown=now.breakdown)))


def report(one: Work, *, on: date = DAY) -> WorkReport:
    """What the checks say; every quote is looked up in the script on the way."""
    answer = check_work(one, on=on)
    for finding in answer.findings:
        assert finding.message
        assert finding.action
        assert finding.rule
        assert finding.source
        assert finding.graded in {"V", "R", "K"}
        assert finding.since <= on
        for quote in finding.evidence:
            assert one.script.source[quote.start : quote.end] == quote.text
            assert quote.line == one.script.source.count("\n", 0, quote.start) + 1
    return answer


def found(one: Work, code: str, *, on: date = DAY) -> list[WorkFinding]:
    """The findings of one check, or of one kind of checks (``minor``)."""
    return [f for f in report(one, on=on).findings if f.code == code or f.code.startswith(f"{code}.")]
