"""Steps read from their rows, and what a case's centre promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fangcun.base.api import belongs, people
from fangcun.config import config
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, Lane, Person, Ruling, Seen, Step
from fangcun.review.engine.case.standing import Standing
from fangcun.review.models import Case, StepRow

_ENUMS: dict[str, Callable[[str], Any]] = {"call": Call, "strength": Strength, "ruling": Ruling}


def step_of(row: StepRow) -> Step:
    """The step that a row keeps."""
    data = dict(row.data)
    by = Person(row.by_id, chief=data.pop("chief", False), own=data.pop("own", False))
    for name, read in _ENUMS.items():
        if name in data:
            data[name] = read(data[name])
    if "seen" in data:
        data["seen"] = tuple(Seen(s["key"], Strength(s["strength"]), bool(s["again"])) for s in data["seen"])
    if "people" in data:
        data["people"] = tuple(data["people"])
    return Step(Act(row.act), row.at, by, **data)


def person_of(case: Case, user_id: int | None, *, chief: bool) -> Person:
    """Somebody as a case sees them: whether they are of the house whose work it is."""
    return Person(user_id, chief=chief, own=user_id is not None and belongs(user_id, case.tenant_id))


def promise_of(case: Case, standing: Standing) -> timedelta:
    """How much working time the centre has for this round."""
    centre = case.centre
    if case.lane == Lane.FAST.value:
        return timedelta(days=centre.fast_days)
    first = standing.round <= 1 and not standing.appealing
    return timedelta(days=centre.days if first else centre.again_days)


def zone() -> ZoneInfo:
    """Where the centre's days begin and end."""
    return ZoneInfo(config().time_zone)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names of people by their ids."""
    return {m.user_id: m.name for m in people(user_ids)}
