"""How far viewers got, as their players report it every few seconds: the one write of the theatre that never rests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover import guarding, heating
from fangcun.air.models import WatchState
from fangcun.air.till import watching
from fangcun.air.till.days import today
from fangcun.base.api import Together

_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """A viewer stands at ``position_ms`` of an episode; ``visitor`` where watching is to be credited."""

    viewer: Viewer
    title_id: int
    number: int
    duration_ms: int
    position_ms: int
    at: datetime
    visitor: Visitor | None = None

    @property
    def key(self) -> _Key:
        """Whose state of which episode it is about."""
        return self.viewer.key, self.title_id, self.number


@transaction.atomic
def keep(reports: Sequence[Report]) -> None:
    """Keep reports in their order, with the credit and the heat that they come to: seven queries, however many they
    are, and those of the heat.

    Locks are taken in one order, banks before titles and each by their names, so that no two processes wait for each
    other; a viewer's bank guards their states as well.
    """
    banks = guarding.banks_of([r.visitor for r in reports if r.visitor], now=max(r.at for r in reports))
    states = _states(reports)
    earned: list[heating.Earned] = []
    watched: Counter[Viewer] = Counter()
    for report in reports:
        state = states[report.key]
        if report.visitor is not None:
            claimed = max(0, report.position_ms - state.position_ms)
            before = state.credited_ms
            state.credited_ms += guarding.spend(banks, report.visitor, claimed_ms=claimed, now=report.at)
            watched[report.viewer] += state.credited_ms - before
            reached = heating.reached(report.duration_ms, before, state.credited_ms)
            earned += [heating.Earned(report.title_id, part, report.visitor) for part in reached]
        state.position_ms, state.updated_at = report.position_ms, report.at
    guarding.keep_banks(banks)
    watching.add(watched, today())
    WatchState.objects.bulk_create(
        [states[key] for key in sorted(states)],
        update_conflicts=True,
        unique_fields=["viewer", "title", "number"],
        update_fields=["position_ms", "credited_ms", "updated_at"],
    )
    heating.count_all(earned)


note = Together(keep)
"""Keep one report; those that come in at once share a transaction."""


_STATES = (
    "SELECT viewer, title_id, number, position_ms, credited_ms FROM air_watch_state"
    " WHERE viewer IN ({}) AND title_id IN ({}) AND number IN ({})"
)


def _states(reports: Sequence[Report]) -> dict[_Key, WatchState]:
    """The states that the reports are about: as they stand, else blank."""
    keys = {report.key for report in reports}
    columns = [sorted({key[i] for key in keys}) for i in range(3)]
    question = _STATES.format(*(", ".join(["%s"] * len(values)) for values in columns))
    with connection.cursor() as cursor:
        cursor.execute(question, [value for values in columns for value in values])
        known = {row[:3]: row[3:] for row in cursor.fetchall()}
    found = {}
    for key in keys:
        viewer, title, number = key
        position, credited = known.get(key, (0, 0))
        found[key] = WatchState(
            viewer=viewer, title_id=title, number=number, position_ms=position, credited_ms=credited
        )
    return found
