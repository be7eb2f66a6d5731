"""A version screened by machine: its findings kept under the keys by which they were known, the case moved on."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Seen
from fangcun.review.engine.carrying import Found, carry, keyed
from fangcun.review.engine.manuscript import Manuscript
from fangcun.review.models import Case, FindingRow, Version
from fangcun.review.services.steps import Moving, keep_rulings

_KEPT = ("category", "canonical", "surface", "line", "place", "rule", "origin", "message", "advice", "evidence")


def record(
    moving: Moving, version: Version, found: Sequence[Found], *, rules: str, people: Sequence[Seen] = ()
) -> None:
    """Take the screening of a version into its case: known findings keep their history, new ones are added.

    ``people`` are the findings that persons wrote down and that are here still.
    """
    case = moving.case
    rows = {row.key: row for row in case.findings.all()}
    known = [_found_of(row) for row in rows.values() if row.source != "person"]
    carried = carry(known, keyed(found))
    version.rules = rules
    version.save(update_fields=["rules"])
    for one in carried:
        row = rows.get(one.key) or FindingRow(case=case, key=one.key, first_round=version.round, source=one.source)
        for name in _KEPT:
            setattr(row, name, getattr(one, name))
        row.surface, row.canonical, row.place = one.surface[:400], one.canonical[:200], one.place[:200]
        row.strength, row.again = one.strength.value, one.again
        row.save()
    seen = (*(Seen(one.key, one.strength, one.again) for one in carried), *people)
    moving.by_machine(Act.SCREEN, seen=seen)
    keep_rulings(moving)


def known_of(case: Case, *, source: str) -> list[Found]:
    """What one source found in earlier rounds and is here still."""
    return [_found_of(row) for row in case.findings.filter(source=source, here=True)]


def point_out(moving: Moving, version: Version, found: Sequence[Found]) -> None:
    """Add what a model found since to a case under review; what is known already keeps its history."""
    case = moving.case
    rows = {row.key: row for row in case.findings.all()}
    new = [one for one in carry([_found_of(r) for r in rows.values()], keyed(found)) if one.key not in rows]
    for one in new:
        fields = {name: getattr(one, name) for name in _KEPT}
        fields |= {"surface": one.surface[:400], "canonical": one.canonical[:200], "place": one.place[:200]}
        FindingRow.objects.create(
            case=case,
            key=one.key,
            source=one.source,
            strength=one.strength.value,
            first_round=version.round,
            **fields,
        )
    moving.by_machine(Act.HINT, seen=tuple(Seen(one.key, one.strength) for one in new))


def people_in(case: Case, manuscript: Manuscript) -> list[Seen]:
    """What people found before, looked up in a new text: whose line stands there unchanged needs no second look."""
    out = []
    for row in case.findings.filter(source="person", here=True):
        at = manuscript.text.find(row.line) if row.line else -1
        row.again = at < 0
        if at >= 0:
            within = row.line.find(row.surface)
            start = at + max(0, within)
            row.evidence = {"start": start, "end": start + len(row.surface)}
        row.save(update_fields=["again", "evidence"])
        out.append(Seen(row.key, Strength(row.strength), again=row.again))
    return out


def _found_of(row: FindingRow) -> Found:
    return Found(
        source=row.source,
        category=row.category,
        strength=Strength(row.strength),
        canonical=row.canonical,
        surface=row.surface,
        line=row.line,
        place=row.place,
        rule=row.rule,
        origin=row.origin,
        message=row.message,
        advice=row.advice,
        evidence=row.evidence,
        key=row.key,
    )
