"""What a model found, as findings of a case, kept for as long as the words stand that it quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.review.contracts import Finding, SecondReading
from fangcun.review.engine.carrying import Found
from fangcun.review.engine.manuscript import Manuscript

SOURCE = "model"


def found_in_reading(reading: SecondReading, manuscript: Manuscript, *, known: Sequence[Found] = ()) -> list[Found]:
    """The findings of a reading of ``manuscript``, in the order of the text, with those of ``known`` that still stand.

    A model does not say the same twice, and may not have answered: what it once quoted is gone only when the line is.
    """
    found = [_found(one, manuscript) for one in reading.findings]
    here = {(f.category, f.line) for f in found}
    for old in known:
        if old.source == SOURCE and (old.category, old.line) not in here and (now := _again(old, manuscript)):
            found.append(now)
    return sorted(found, key=lambda f: int(f.evidence["start"]))


def _found(one: Finding, manuscript: Manuscript) -> Found:
    place = manuscript.scene_at(one.start)
    return Found(
        source=SOURCE,
        category=one.category,
        strength=one.severity,
        canonical=one.canonical,
        surface=one.surface,
        line=manuscript.line_at(one.start),
        place=place.label if place else "",
        rule=one.rule,
        origin=one.source,
        message=f"{one.canonical}：“{one.surface}”",
        evidence={"start": one.start, "end": one.end, "why": one.reason},
    )


def _again(old: Found, manuscript: Manuscript) -> Found | None:
    """An earlier finding at the place where its words stand now, None where they are gone."""
    at = manuscript.text.find(old.line) if old.line else -1
    within = manuscript.text.find(old.surface, at) if at >= 0 and old.surface else -1
    if within < 0 or within >= at + len(old.line):
        return None
    place = manuscript.scene_at(within)
    evidence = old.evidence | {"start": within, "end": within + len(old.surface)}
    return replace(old, place=place.label if place else "", evidence=evidence, key="", again=False)
