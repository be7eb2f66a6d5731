"""Heat as it comes in: credited watching turns into plays and finished episodes, and every deed into one update."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fangcun.air.contracts import Visitor
from fangcun.air.discover.guarding import keyed, known_of
from fangcun.air.engine.heat import NOTHING, WEIGHTS, Deed, Gate, Part, Score, added, log_of, masses, passage
from fangcun.air.engine.heat.weights import FINISHED_SHARE, VALID_S
from fangcun.air.models import EMPTY, HeatParty, TitleHeat
from fangcun.kit import clock

PART_COLUMNS = {part: part.name.lower() for part in Part}
GATE_COLUMNS = {gate: f"held_{gate.name.lower()}" for gate in Gate}


@transaction.atomic
def count_event(title_id: int, part: Part, *, visitor: Visitor, trust: float | None = None) -> float:
    """Count a deed of somebody for a title, now; returns the points that passed. ``trust``, 0 to 1, is what is known of
    the visitor where it is None."""
    [passed] = count_all([Earned(title_id, part, visitor)], trust=trust)
    return passed


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


def count_all(earned: Sequence[Earned], *, trust: float | None = None) -> list[float]:
    """Count deeds in their order, now; returns the points that passed of each. To be called in a transaction.

    The scores of the titles, and with them their parties, are held until its end: deeds that come in at once are all
    counted, and each sees what the gates let through before it. Four queries, and one for each title.
    """
    if not earned:
        return []
    now = clock.now()
    known = known_of([e.visitor for e in earned], now=now)
    rows = _held({e.title_id for e in earned})
    parties = _parties(earned)
    passed = []
    for e in earned:
        since, believed = known[e.visitor]
        mine = {gate: parties[e.title_id, name] for gate, name in _names(e.visitor).items()}
        passed.append(_count(rows[e.title_id], mine, e.part, since, believed if trust is None else trust, now))
    for row in rows.values():
        row.save()
    HeatParty.objects.bulk_create(
        [parties[key] for key in sorted(parties)],
        update_conflicts=True,
        unique_fields=["title", "name"],
        update_fields=["mass"],
    )
    return passed


def _count(
    row: TitleHeat, parties: dict[Gate, HeatParty], part: Part, since: datetime, trust: float, now: datetime
) -> float:
    """Count one deed in the rows; returns the points that passed."""
    at = now.timestamp()
    deed = Deed(at, part, "", "", "", "", since=since.timestamp(), trust=trust)
    before = masses(score_of(row), [_log(party.mass) for party in parties.values()], at=at)
    way = passage(WEIGHTS[part].points, before, trust=trust, is_new=deed.is_new)
    for gate, party in parties.items():
        _add(party, {"mass": way.arrived[gate]}, at=at)
    points = {"total": way.passed, PART_COLUMNS[part]: way.passed}
    points |= {GATE_COLUMNS[gate]: held for gate, held in way.held.items()}
    points |= {"newcomers": way.arrived[Gate.NEWCOMERS]} if deed.is_new else {"established": way.passed}
    _add(row, points, at=at)
    return way.passed


def _parties(earned: Sequence[Earned]) -> dict[tuple[int, str], HeatParty]:
    """What each title has from each viewer, device and address, by title and name; blank where that is nothing yet."""
    keys = {(e.title_id, name) for e in earned for name in _names(e.visitor).values()}
    rows = HeatParty.objects.filter(title_id__in={t for t, _ in keys}, name__in={n for _, n in keys})
    known = {(title, name): mass for title, name, mass in rows.values_list("title_id", "name", "mass")}
    return {key: HeatParty(title_id=key[0], name=key[1], mass=known.get(key, EMPTY)) for key in keys}


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
    names = {Gate.VIEWER: visitor.viewer.key, Gate.DEVICE: visitor.device, Gate.ADDRESS: visitor.network}
    return {gate: keyed(f"{gate.name}:{name}") for gate, name in names.items()}


def _add(row: TitleHeat | HeatParty, points: dict[str, float], *, at: float) -> None:
    """Add points to the columns of a row."""
    for column, value in points.items():
        log = log_of(value, at=at)
        if log != NOTHING:
            setattr(row, column, added(_log(getattr(row, column)), log))


def _log(kept: float) -> float:
    return kept if kept > EMPTY / 2 else NOTHING
