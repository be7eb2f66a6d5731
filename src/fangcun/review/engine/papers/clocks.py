"""The centre's clock of a case, promise by promise: what was promised, what was used, when it stood still and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fangcun.review.contracts.cases import Act, Step
from fangcun.review.engine.case.course import follow
from fangcun.review.engine.case.standing import Standing
from fangcun.review.engine.working_time import spent


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise: of a round, or of an appeal. ``end`` is None while it is not answered.

    ``spent`` is working time; ``pauses`` are (from, to, what was asked), the last ``to`` None while it waits.
    """

    round: int
    appeal: bool
    promise: timedelta
    spent: timedelta
    start: datetime
    end: datetime | None
    pauses: tuple[tuple[datetime, datetime | None, str], ...]

    @property
    def late(self) -> bool:
        """Whether more was used than promised."""
        return self.spent > self.promise


def clocks(
    steps: Iterable[Step], *, promised: Callable[[Standing], timedelta], now: datetime, zone: tzinfo
) -> list[Clock]:
    """The clocks of a case in order, from its steps; ``promised`` tells what a standing is owed."""
    found, standing = list[Clock](), Standing()
    begun, asked = Standing(), list[str]()
    for step in steps:
        before, standing = standing, follow(standing, step)
        if step.act in (Act.SUBMIT, Act.RESUBMIT, Act.APPEAL):
            if begun.round:
                found.append(_clock(begun, before, asked, promised, now, zone))
            begun, asked = standing, []
        elif step.act is Act.ASK:
            asked.append(step.words)
    if begun.round:
        found.append(_clock(begun, standing, asked, promised, now, zone))
    return found


def _clock(
    begun: Standing,
    last: Standing,
    asked: list[str],
    promised: Callable[[Standing], timedelta],
    now: datetime,
    zone: tzinfo,
) -> Clock:
    runs = last.runs
    stops = [end for _, end in runs if end is not None]
    starts: list[datetime | None] = [start for start, _ in runs[1:]]
    if last.waits:
        starts.append(None)
    return Clock(
        round=begun.round,
        appeal=begun.appealing,
        promise=promised(begun),
        spent=spent(runs, now=now, zone=zone),
        start=runs[0][0],
        end=None if last.running or last.waits else stops[-1],
        pauses=tuple(zip(stops, starts, asked, strict=False)),
    )
