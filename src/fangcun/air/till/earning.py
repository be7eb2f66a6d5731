"""Earning coins: signing in by the day, watching, tasks. Each reward exactly once, whoever asks however often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import banks_of, keyed, verdict_of
from fangcun.air.engine.till.rewards import Rules, Step, Task, rules_on, rung, streak
from fangcun.air.engine.trust import SUSPICIOUS
from fangcun.air.models import Reward
from fangcun.air.till import books, watching
from fangcun.air.till.buying import check_grown_up
from fangcun.air.till.days import today
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api as ledger

SIGN_IN, WATCH, TASK = "sign_in", "watch", "task"
SIGNED_IN = ("account:", "user:")
ONCE = "once"
HELD_AT_MOST = timedelta(days=365)  # somebody will have paid or refused it long before

Done = Callable[[Viewer, date], int]
"""How much of a task a viewer has done on a day (or ever), and how much it needs is the task's own ``needs``."""

_doers: dict[str, tuple[Done, int]] = {}


@dataclass(frozen=True, slots=True)
class Earned:
    """A reward: its coins, and whether they are in the wallet already."""

    coins: int
    paid: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A day of the sign-in ladder as the viewer sees it."""

    day: int
    coins: int
    done: bool
    today: bool


@dataclass(frozen=True, slots=True)
class StepState:
    """A step of the watching reward: whether it can be taken, or was."""

    step: Step
    ready: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task: how much of it is done, whether its coins were taken."""

    task: Task
    done: int
    needs: int
    taken: bool

    @property
    def ready(self) -> bool:
        """Whether its coins can be taken."""
        return self.done >= self.needs and not self.taken


@dataclass(frozen=True, slots=True)
class Earning:
    """Everything there is to earn today."""

    streak: int
    signed_in: bool
    ladder: tuple[Rung, ...]
    minutes: int
    watching: tuple[StepState, ...]
    tasks: tuple[TaskState, ...]


def doer(key: str, *, needs: int = 1) -> Callable[[Done], Done]:
    """Register what tells how much of a task is done."""

    def register(done: Done) -> Done:
        _doers[key] = (done, needs)
        return done

    return register


def earning_of(viewer: Viewer | None) -> Earning:
    """What a viewer (None: nobody yet) has earned and can earn today."""
    day = today()
    rules = rules_on(day)
    taken = _taken(viewer, day)
    days = _sign_ins(viewer, day)
    row = streak(days, day)
    signed = day in days
    here = rung(rules.ladder, row - signed)
    ladder = tuple(
        Rung(i + 1, coins, i < here or (signed and i == here), i == here) for i, coins in enumerate(rules.ladder)
    )
    minutes = watching.minutes(viewer, day)
    steps = tuple(
        StepState(step, minutes >= step.minutes, (WATCH, f"{day}/{step.minutes}") in taken) for step in rules.watching
    )
    tasks = tuple(_task_state(task, viewer, day, taken) for task in rules.tasks if task.key in _doers)
    return Earning(row, signed, ladder, minutes, steps, tasks)


def sign_in_today(visitor: Visitor) -> Earned:
    """签到. Raises CONFLICT the second time on a day."""
    day = today()
    rules = rules_on(day)
    days = _sign_ins(visitor.viewer, day)
    row = streak(days, day)
    coins = rules.ladder[rung(rules.ladder, row)]
    memo = f"签到第 {row + 1} 天"
    return _earn(visitor, SIGN_IN, str(day), coins, kind=books.Kind.SIGN_IN, memo=memo, rules=rules)


def take_watching(visitor: Visitor, minutes: int) -> Earned:
    """The coins of a step of today's watching. Raises NOT_FOUND for a step that is none, CONFLICT before it is reached
    and the second time."""
    day = today()
    rules = rules_on(day)
    step = next((s for s in rules.watching if s.minutes == minutes), None)
    if step is None:
        raise FangcunError("air.no_reward", Kind.NOT_FOUND, _("没有这项奖励。"))
    if watching.minutes(visitor.viewer, day) < minutes:
        raise FangcunError("air.reward_early", Kind.CONFLICT, _("今天还没看满 {n} 分钟。").format(n=minutes))
    memo = f"今日看剧满 {minutes} 分钟"
    key = f"{day}/{minutes}"
    return _earn(visitor, WATCH, key, step.coins, kind=books.Kind.WATCH, memo=memo, rules=rules)


def take_task(visitor: Visitor, key: str) -> Earned:
    """The coins of a task. Raises NOT_FOUND for one that is none, CONFLICT before it is done and the second time."""
    day = today()
    rules = rules_on(day)
    task = rules.task(key)
    if task is None or key not in _doers:
        raise FangcunError("air.no_reward", Kind.NOT_FOUND, _("没有这项奖励。"))
    done, needs = _doers[key]
    if done(visitor.viewer, day) < needs:
        raise FangcunError("air.reward_early", Kind.CONFLICT, _("“{name}”还没有完成。").format(name=task.name))
    return _earn(visitor, key, _period(task, day), task.coins, kind=books.Kind.TASK, memo=task.name, rules=rules)


@transaction.atomic
def _earn(
    visitor: Visitor, what: str, key: str, coins: int, *, kind: books.Kind, memo: str, rules: Rules
) -> Earned:  # fmt: skip
    """Book a reward: into the wallet, and on hold there unless it is paid at once."""
    viewer, now = visitor.viewer, clock.now()
    check_grown_up(viewer)
    # Held until the end: rewards of one viewer, and of one device, are judged one after the other.
    banks_of([visitor], now=now)
    at_once = _at_once(visitor, coins, rules=rules)
    new = {
        "coins": coins, "state": Reward.State.PAID if at_once else Reward.State.WAITING, "earned_at": now,
        "settled_at": now if at_once else None, "device": keyed(f"device:{visitor.device}"),
    }  # fmt: skip
    row, made = Reward.objects.get_or_create(viewer=viewer.key, what=what, key=key, defaults=new)
    if not made:
        raise FangcunError("air.reward_taken", Kind.CONFLICT, _("这项奖励已经领过了。"))
    name = f"reward:{row.pk}"
    books.book(books.given(viewer, coins, key=name, kind=kind, memo=memo, reference=name))
    if not at_once:
        until = now + HELD_AT_MOST
        held = ledger.hold(
            books.theatre(), books.wallet_of(viewer), coins, until=until, key=f"{name}:waiting",
            kind=books.Kind.WAITING, memo=memo, reference=name,
        )  # fmt: skip
        Reward.objects.filter(pk=row.pk).update(hold=held.id)
    return Earned(coins, at_once)


def _at_once(visitor: Visitor, coins: int, *, rules: Rules) -> bool:
    """Whether a reward need not wait: a little each day, for somebody signed in who shows no sign, and for one viewer
    of a device."""
    viewer = visitor.viewer
    if not viewer.key.startswith(SIGNED_IN) or verdict_of(visitor).suspicion >= SUSPICIOUS:
        return False
    since = clock.now() - timedelta(days=1)
    lately = Reward.objects.filter(earned_at__gt=since, state=Reward.State.PAID)
    mine = lately.filter(viewer=viewer.key).aggregate(all=Sum("coins"))["all"] or 0
    others = lately.filter(device=keyed(f"device:{visitor.device}")).exclude(viewer=viewer.key)
    return bool(mine + coins <= rules.at_once and not others.exists())


def _sign_ins(viewer: Viewer | None, day: date) -> frozenset[date]:
    """The days of sign-ins that a streak until today can be made of."""
    if viewer is None:
        return frozenset()
    rows = Reward.objects.filter(viewer=viewer.key, what=SIGN_IN).order_by("-key").values_list("key", flat=True)
    return frozenset(date.fromisoformat(key) for key in rows[:400])


def _taken(viewer: Viewer | None, day: date) -> frozenset[tuple[str, str]]:
    if viewer is None:
        return frozenset()
    rows = Reward.objects.filter(viewer=viewer.key).exclude(what=SIGN_IN)
    recent = rows.filter(earned_at__gt=clock.now() - timedelta(days=2)) | rows.filter(key=ONCE)
    return frozenset(recent.values_list("what", "key"))


def _task_state(task: Task, viewer: Viewer | None, day: date, taken: frozenset[tuple[str, str]]) -> TaskState:
    done, needs = _doers[task.key]
    return TaskState(
        task, min(done(viewer, day), needs) if viewer else 0, needs, (task.key, _period(task, day)) in taken
    )


def _period(task: Task, day: date) -> str:
    return ONCE if task.per == "life" else str(day)
