"""Heat as it comes in: credited watching turns into plays and finished episodes, and every deed into one update."""

from __future__ import annotations

import math
from typing import Any

from django.db import transaction
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs, Greatest, Least, Ln, Power

from fangcun.air.contracts import Visitor
from fangcun.air.discover.guarding import bank_of, keyed, spend, verdict_of
from fangcun.air.engine.heat import NOTHING, WEIGHTS, Deed, Gate, Part, Score, log_of, masses, passage
from fangcun.air.engine.heat.weights import FINISHED_SHARE, VALID_S
from fangcun.air.models import EMPTY, HeatParty, Release, TitleHeat, WatchState
from fangcun.kit import clock

PART_COLUMNS = {part: part.name.lower() for part in Part}
GATE_COLUMNS = {gate: f"held_{gate.name.lower()}" for gate in Gate}
_SMALLEST = 1_000.0  # 2 to minus this is nothing beside 1, and no database refuses to compute it


@transaction.atomic
def count_event(title_id: int, part: Part, *, visitor: Visitor, trust: float | None = None) -> float:
    """Count a deed of somebody for a title, now; returns the points that passed. ``trust``, 0 to 1, is what is known of
    the visitor where it is None.

    The score is changed in one UPDATE, so deeds that come in at once are all counted. The gates may not see each
    other's then: each lets at most one deed more through.
    """
    now = clock.now()
    trust = verdict_of(visitor).trust if trust is None else trust
    since = bank_of(visitor.viewer.key, now=now).since
    parties = {gate: keyed(f"{gate.name}:{name}") for gate, name in _names(visitor).items()}
    HeatParty.objects.bulk_create(
        [HeatParty(title_id=title_id, name=name) for name in parties.values()], ignore_conflicts=True
    )
    row, _ = TitleHeat.objects.get_or_create(title_id=title_id)
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


def credit(visitor: Visitor, release: Release, state: WatchState | None, *, position_ms: int) -> int:
    """The credited milliseconds of an episode after a report of ``position_ms``; counts a play and a finished episode
    where they come to be. ``state`` is as it was before. To be called in a transaction."""
    claimed = max(0, position_ms - (state.position_ms if state else 0))
    before = state.credited_ms if state else 0
    after = before + spend(visitor, claimed_ms=claimed)
    for part, needed in _milestones(release.duration_ms):
        if before < needed <= after:
            count_event(release.title_id, part, visitor=visitor)
    return after


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
