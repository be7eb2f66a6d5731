"""Heat as it comes in: credited watching turns into plays and finished episodes, and every deed into one update."""

from __future__ import annotations

import hashlib
import hmac
import math
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs, Greatest, Least, Ln, Power

from fangcun.air.contracts import Visitor
from fangcun.air.engine.heat import NOTHING, WEIGHTS, Deed, Gate, Part, Score, log_of, masses, passage
from fangcun.air.engine.heat.weights import FINISHED_SHARE, VALID_S
from fangcun.air.engine.trust.rules import BANK_S, FASTEST
from fangcun.air.models import EMPTY, HeatParty, Release, TitleHeat, WatchBank, WatchState
from fangcun.kit import clock

PART_COLUMNS = {part: part.name.lower() for part in Part}
GATE_COLUMNS = {gate: f"held_{gate.name.lower()}" for gate in Gate}
_SMALLEST = 1_000.0  # 2 to minus this is nothing beside 1, and no database refuses to compute it


@transaction.atomic
def count_event(title_id: int, part: Part, *, visitor: Visitor, trust: float = 1.0) -> float:
    """Count a deed of somebody for a title, now; returns the points that passed. ``trust`` is from ``engine.trust``.

    The score is changed in one UPDATE, so deeds that come in at once are all counted. The gates may not see each
    other's then: each lets at most one deed more through.
    """
    now = clock.now()
    since = _bank(visitor.viewer.key, now).since
    parties = {gate: _keyed(f"{gate.name}:{name}") for gate, name in _names(visitor).items()}
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
    where they come to be. ``state`` is as it was before. To be called in a transaction.

    The same bank as ``engine.trust`` keeps: no viewer and no device is credited with more than ``FASTEST`` times the
    seconds that went by.
    """
    now = clock.now()
    banks = [_bank(key, now) for key in sorted({visitor.viewer.key, f"device:{visitor.device}"})]
    before = state.credited_ms if state else 0
    claimed = max(0, position_ms - (state.position_ms if state else 0))
    earned = min(claimed, int(FASTEST * min(bank.lived_ms for bank in banks)))
    for bank in banks:
        bank.lived_ms -= math.ceil(earned / FASTEST)
        bank.save(update_fields=["at", "lived_ms"])
    after = before + earned
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


def _bank(key: str, now: datetime) -> WatchBank:
    """The bank of a viewer or a device, with what it lived through until ``now`` saved up; held until the end of the
    transaction."""
    bank, _ = WatchBank.objects.select_for_update().get_or_create(
        name=_keyed(f"bank:{key}"), defaults={"since": now, "at": now, "lived_ms": 2_000}
    )
    lived = max(0.0, (now - bank.at).total_seconds())
    bank.lived_ms = min(int(BANK_S * 1000), bank.lived_ms + int(lived * 1000))
    bank.at = max(now, bank.at)
    return bank


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


def _keyed(text: str) -> str:
    """A digest that only this site can compute, so that rows name no address and no device."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.heat", "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:40]
