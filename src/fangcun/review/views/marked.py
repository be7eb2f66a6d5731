"""A script with its findings marked where they stand, scene by scene, so that both can be read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fangcun.review.contracts.desk import FindingView
from fangcun.review.engine.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together: ``at`` is the offset of the first, ``findings`` cover all of them."""

    at: int
    text: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A scene, or what stands before the first: its runs, its findings, and whether this round changed it."""

    label: str
    runs: tuple[Run, ...]
    findings: int
    changed: bool
    open: bool


def parts_of(
    manuscript: Manuscript, findings: Sequence[FindingView], *, changed: frozenset[str], round_: int
) -> list[Part]:
    """The whole text in parts; joining their runs gives it back. Later rounds open only what changed or is unruled."""
    marked = [f for f in findings if f.here and isinstance(f.evidence.get("start"), int)]
    parts = []
    for label, start, end in _spans(manuscript):
        inside = [f for f in marked if f.evidence["start"] < end and f.evidence["end"] > start]
        runs = tuple(_runs(manuscript.text, start, end, inside))
        opened = round_ < 2 or label in changed or any(f.ruling.value == "open" for f in inside)
        parts.append(Part(label, runs, len(inside), label in changed, opened))
    return parts


def _spans(manuscript: Manuscript) -> list[tuple[str, int, int]]:
    """Scenes and what lies between them, without a gap; blank gaps belong to what stands before."""
    spans: list[tuple[str, int, int]] = []
    at = 0
    for scene in manuscript.scenes:
        if scene.start > at:
            spans.append(("", at, scene.start))
        spans.append((scene.label, scene.start, scene.end))
        at = scene.end
    if at < len(manuscript.text):
        spans.append(("", at, len(manuscript.text)))
    return [span for span in spans if span[0] or manuscript.text[span[1] : span[2]].strip()]


def _runs(text: str, start: int, end: int, findings: Sequence[FindingView]) -> list[Run]:
    edges = {start, end}
    for f in findings:
        edges |= {max(start, f.evidence["start"]), min(end, f.evidence["end"])}
    cuts = sorted(edges)
    return [
        Run(
            a,
            text[a:b],
            tuple(f for f in findings if f.evidence["start"] <= a and b <= f.evidence["end"]),
        )
        for a, b in pairwise(cuts)
    ]
