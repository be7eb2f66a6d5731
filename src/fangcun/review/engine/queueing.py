"""What is reviewed next, and when each will be done: earliest deadline first, over the people there are."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fangcun.review.engine.working_time import after

FAR = float("inf")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in the queue: by when it is due (None: its clock stands still), how much work it still is.

    ``stages`` are the lengths of the stages to come, the first of them next; ``since`` breaks ties.
    """

    id: int
    due: datetime | None
    since: datetime
    stages: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a case will be done if things go on as they do, and how much too late (None: in time, or standing still)."""

    id: int
    done: datetime
    late: timedelta | None


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """What will be late first stands first; what stands still comes last. Among equals the one that waits longest."""
    return sorted(waiting, key=lambda w: (w.due.timestamp() if w.due else FAR, w.since, w.id))


def forecast(waiting: Iterable[Waiting], *, people: int, now: datetime, zone: tzinfo) -> list[Forecast]:
    """When each case will be done, with ``people`` at work who take the most urgent one as they come free.

    Earliest deadline first is optimal for one worker (Jackson 1955) and what the queue offers. Stages of one case
    follow each other. Lengths are working time. Without people nothing will be done: an empty list.
    """
    if people < 1:
        return []
    free = [now] * people
    heapq.heapify(free)
    found = []
    for one in in_order(waiting):
        done = now
        for stage in one.stages:
            start = max(heapq.heappop(free), done)
            done = after(start, stage, zone=zone)
            heapq.heappush(free, done)
        late = done - one.due if one.due and done > one.due else None
        found.append(Forecast(one.id, done, late))
    return found


def median_length(lengths: Sequence[timedelta], *, default: timedelta) -> timedelta:
    """The middle of what such work took; ``default`` as long as fewer than three are known."""
    if len(lengths) < 3:
        return default
    return sorted(lengths)[len(lengths) // 2]
