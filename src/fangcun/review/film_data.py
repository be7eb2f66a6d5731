"""A film's screening as plain data, for JSON on a terminal, in a row or over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fangcun.review.contracts import Box, FilmScreening, Lettering, PictureFinding, Span


def film_data(screening: FilmScreening) -> dict[str, Any]:
    """A screening as data for JSON. Times are seconds as fractions ("7/25") beside frame numbers."""
    facts = screening.facts
    loudness = facts.loudness
    return {
        "verdict": screening.verdict.value,
        "on": screening.on.isoformat(),
        "width": facts.width,
        "height": facts.height,
        "frames": facts.frames,
        "rate": str(facts.rate),
        "seconds": str(facts.seconds),
        "loudness": _loudness(asdict(loudness)) if loudness else None,
        "metadata": dict(facts.metadata),
        "findings": [_finding(f) for f in screening.findings],
        "lettering": [_lettering(line) for line in screening.lettering],
        "problems": [{"code": p.code, "message": p.message, **p.data} for p in screening.problems],
        "rules": screening.rules,
        "lexicon": screening.lexicon,
    }


def _loudness(values: dict[str, float]) -> dict[str, float | None]:
    """JSON has no −∞: the true peak of silence is null."""
    return {name: (round(value, 2) if value > -1000 else None) for name, value in values.items()}


def _finding(finding: PictureFinding) -> dict[str, Any]:
    return {
        "category": finding.category,
        "severity": finding.severity.value,
        "message": finding.message,
        "span": _span(finding.span),
        "box": _box(finding.box),
        "measured": finding.measured,
        "limit": finding.limit,
        "surface": finding.surface,
        "rule": finding.rule,
        "source": finding.source,
        "reason": finding.reason,
    }


def _lettering(line: Lettering) -> dict[str, Any]:
    return {"text": line.text, "span": _span(line.span), "box": _box(line.box), "sureness": line.sureness}


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "start": str(span.start),
        "end": str(span.end),
        "first_frame": span.first_frame,
        "end_frame": span.end_frame,
    }


def _box(box: Box | None) -> dict[str, float] | None:
    return {name: round(value, 4) for name, value in asdict(box).items()} if box else None
