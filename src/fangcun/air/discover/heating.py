"""Heat as it comes in: credited watching turns into plays and finished episodes, and every deed into one update."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs, Greatest, Least, Ln, Power

from fangcun.air.contracts import Visitor
from fangcun.air.discover.guarding import keyed, since_of, verdict_of
from fangcun.air.engine.heat import NOTHING, WEIGHTS, Deed, Gate, Part, Score, log_of, masses, passage
from fangcun.air.engine.heat.weights import FINISHED_SHARE, VALID_S
from fangcun.air.models import EMPTY, HeatParty, TitleHeat
from fangcun.kit import clock

PART_COLUMNS = {part: part.name.lower() for part in Part}
GATE_COLUMNS = {gate: f"held_{gate.name.lower()}" for gate in Gate}
_SMALLEST = 1_000.0  # 2 to minus this is nothing beside 1, and no database refuses to compute it


@transaction.atomic
def count_event(title_id: int, part: Part, *, visitor: Visitor, trust: float | None = None) -> float:
    """Count a deed of somebody for a title, now; returns the points that passed. ``trust``, 0 to 1, is what is known of
    the visitor where it is None.

    The title's score is held until the end of the transaction: deeds that come in at once are all counted, and each
    sees what the gates let through before it.
    """
    now = clock.now()
    trust = verdict_of(visitor).trust if trust is None else trust
    since = since_of(visitor.viewer, now=now)
    row = _held([title_id])[title_id]
    parties = {gate: keyed(f"{gate.name}:{name}") for gate, name in _names(visitor).items()}
    HeatParty.objects.bulk_create(
        [HeatParty(title_id=title_id, name=name) for name in parties.values()], ignore_conflicts=True
    )
    known = dict(HeatParty.objects.filter(title_id=title_id, name__in=parties.values()).values_list("name", "mass"))
    at = now.timestamp()
    deed = Deed(at, part, "", "", "", "", since=since.timestamp(), trust=trust)
    before = masses(score_of(row), [_log(known[name]) for name in parties.values()], at=at)
    way = passage(WEIGHTS[part].points, before, trust=trust, is_new=deed.is_new)
    for gate, name in parties.items():
        _add(HeatParty.objects.filter(title_id=title_id, name=name), {"mass": way.arrived[gate]}, at=at)
    points = {"total": way.passed, PART_COLUMNS[part]: way.passed}
    points |= {GATE_COLUMNS[gate]: held for gate, held in way.held.items()}
    points |= {"newcomers": way.arrived[Gate.NEWCOMERS]} if deed.is_new else {"established": way.passed}
    _add(TitleHeat.objects.filter(pk=row.pk), points, at=at)
    return way.passed


@dataclass(frozen=True, slots=True)
class Earned:
    """A deed that a visitor's watching came to."""

    title_id: int
    part: Part
    visitor: Visitor


def reached(duration_ms: int, before_ms: int, after_ms: int) -> list[Part]:
    """The deeds that an episode of ``duration_ms`` comes to as its credited time goes from ``before_ms`` to
    ``after_ms``: a play, a finished episode."""
    return [part for part, needed in _milestones(duration_ms) if before_ms < needed <= after_ms]


def count_all(earned: Sequence[Earned]) -> None:
    """Count deeds in their order, now. To be called in a transaction; all their titles are held first."""
    _held({e.title_id for e in earned})
    for e in earned:
        count_event(e.title_id, e.part, visitor=e.visitor)


def _held(title_ids: Collection[int]) -> dict[int, TitleHeat]:
    """The rows of titles, held until the end of the transaction; in one order, so that nobody waits in a circle."""
    if not title_ids:
        return {}
    rows = TitleHeat.objects.select_for_update().filter(pk__in=title_ids).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(title_ids):
        new = [TitleHeat(title_id=pk) for pk in sorted(set(title_ids) - set(found))]
        TitleHeat.objects.bulk_create(new, ignore_conflicts=True)
        found = {row.pk: row for row in rows.all()}
    return found


def score_of(row: TitleHeat) -> Score:
    """The engine's score that a row holds."""
    parts = {part: _log(getattr(row, column)) for part, column in PART_COLUMNS.items()}
    held = {gate: _log(getattr(row, column)) for gate, column in GATE_COLUMNS.items()}
    return Score(_log(row.total), _log(row.established), _log(row.newcomers), parts, held)


def _milestones(duration_ms: int) -> tuple[tuple[Part, int], ...]:
    valid = min(int(VALID_S * 1000), duration_ms // 2)
    return (Part.PLAY, max(1, valid)), (Part.FINISH, max(1, int(FINISHED_SHARE * duration_ms)))


def _names(visitor: Visitor) -> dict[Gate, str]:
    return {Gate.VIEWER: visitor.viewer.key, Gate.DEVICE: visitor.device, Gate.ADDRESS: visitor.network}


def _add(rows: QuerySet[Any], points: dict[str, float], *, at: float) -> None:
    """Add points to columns in one UPDATE."""
    logs = {column: log_of(value, at=at) for column, value in points.items()}
    changed = {column: _sum(column, log) for column, log in logs.items() if log != NOTHING}
    if changed:
        rows.update(**changed)


def _sum(column: str, log: float) -> Combinable:
    """``engine.heat.added`` as the database computes it."""
    old, new = F(column), Value(log, output_field=FloatField())
    apart = Least(Abs(old - new, output_field=FloatField()), Value(_SMALLEST), output_field=FloatField())
    rest = Power(Value(2.0), Value(0.0) - apart, output_field=FloatField())
    return Greatest(old, new, output_field=FloatField()) + Ln(Value(1.0) + rest) / Value(math.log(2.0))


def _log(kept: float) -> float:
    return kept if kept > EMPTY / 2 else NOTHING
