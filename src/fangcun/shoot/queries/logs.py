"""Reads of what was really done: the day's log for the person on set, planned against actual for the producer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fangcun.base.contracts import Actor
from fangcun.shoot.contracts import StripView
from fangcun.shoot.models import Outcome, Take
from fangcun.shoot.queries.placed import placed, plan_in_force, shoot_row


@dataclass(frozen=True, slots=True)
class TakeView:
    """One take. ``verdict`` is good (过), keep (保) or ng."""

    shot: str
    take: int
    verdict: str
    seconds: int
    remark: str


@dataclass(frozen=True, slots=True)
class LoggedScene:
    """A planned scene with what became of it. ``state`` is empty, done, part or dropped; ``minutes`` really spent."""

    strip: StripView
    state: str
    minutes: int
    remark: str
    takes: tuple[TakeView, ...]

    @property
    def next_take(self) -> tuple[str, int]:
        """The shot and take that come next: a good take ends its shot."""
        if not self.takes:
            return "1", 1
        last = self.takes[-1]
        if last.verdict == "good" and last.shot.isdecimal():
            return str(int(last.shot) + 1), 1
        return last.shot, last.take + 1


@dataclass(frozen=True, slots=True)
class DayReport:
    """生产报表 of one day: planned against actual."""

    day: date
    scenes: tuple[LoggedScene, ...]

    @property
    def planned_minutes(self) -> int:
        """Minutes on set that were planned."""
        return sum(s.strip.minutes for s in self.scenes)

    @property
    def actual_minutes(self) -> int:
        """Minutes that were logged."""
        return sum(s.minutes for s in self.scenes)

    @property
    def done(self) -> int:
        """Scenes that are finished."""
        return sum(s.state == "done" for s in self.scenes)

    @property
    def film_seconds(self) -> int:
        """Running time of the finished scenes, as estimated."""
        return sum(s.strip.seconds for s in self.scenes if s.state == "done")

    @property
    def takes(self) -> tuple[int, int]:
        """How many takes there were, and how many of them were good."""
        every = [t for s in self.scenes for t in s.takes]
        return len(every), sum(t.verdict == "good" for t in every)


def day_report(actor: Actor | None, shoot_id: int, *, day: date) -> DayReport:
    """A day's planned scenes in order, with their outcomes and takes. Raises ``shoot.missing``."""
    row = shoot_row(actor, shoot_id)
    plan = plan_in_force(actor, shoot_id)
    strips = [p.strip for p in placed(actor, plan, shoot_id=shoot_id, day=day)] if plan else []
    outcomes = {o.strip_id: o for o in Outcome.objects.filter(strip__shoot=row, day=day)}
    takes: dict[int, list[TakeView]] = defaultdict(list)
    for take in Take.objects.filter(strip__shoot=row, day=day).order_by("at", "id"):
        takes[take.strip_id].append(TakeView(take.shot, take.take, take.verdict, take.seconds, take.remark))
    return DayReport(day, tuple(_logged(strip, outcomes.get(strip.id), takes[strip.id]) for strip in strips))


def _logged(strip: StripView, outcome: Outcome | None, takes: list[TakeView]) -> LoggedScene:
    if outcome is None:
        return LoggedScene(strip, "", 0, "", tuple(takes))
    return LoggedScene(strip, outcome.state, outcome.minutes, outcome.remark, tuple(takes))
