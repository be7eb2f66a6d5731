"""What other rooms may know of the farm: tasks, their kinds, results, progress, and the facts it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from fangcun.kit import digest
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.kit.events import event

TaskKey = str
"""The digest of what a task does: equal keys, equal results."""


class WorkStopped(BaseException):
    """Raised by ``Context.check`` inside a running task: stop now, somebody else may go on.

    Like KeyboardInterrupt it is no error: a kind's ``except Exception`` must not swallow it.
    """


class Context(Protocol):
    """What a running task is handed."""

    @property
    def folder(self) -> Path:
        """An empty folder of this attempt; gone when the attempt ends."""

    def blob(self, name: Digest) -> Path:
        """A local file with these bytes; never write to it. Raises ``blob.missing``."""

    def keep(self, path: Path) -> Digest:
        """Put a file into the blob store; returns its digest, for ``Result.files``."""

    def keep_bytes(self, data: bytes) -> Digest:
        """Put bytes into the blob store; returns their digest."""

    def report(self, fraction: float, text: str = "") -> None:
        """Tell how far the task is (0 to 1) and what it is at. Cheap: call it as often as you like."""

    def check(self) -> None:
        """Raise ``WorkStopped`` when the task was cancelled, its lease lost or its worker told to stop."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a task made: plain values, and named files as digests of blobs (the ActionResult of Bazel's REAPI)."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Digest] = field(default_factory=dict)


Run = Callable[[Mapping[str, Any], Mapping[str, Result], Context], Result]
"""How a kind of task works: from its inputs and the results of its needs, by name, to its result."""


@dataclass(frozen=True, slots=True)
class TaskKind:
    """A kind of work. Raise ``version`` whenever the same inputs would give another result."""

    name: str
    version: int
    run: Run


_kinds: dict[str, TaskKind] = {}


def task_kind(name: str, *, version: int) -> Callable[[Run], Run]:
    """Register a function as the kind ``name`` (``room.verb``). Raises ValueError when another function has the name.

    It stands in a room's ``jobs.py``, which every process of the farm imports at its start.
    """

    def register(run: Run) -> Run:
        known = _kinds.get(name)
        if known is not None and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
            raise ValueError(f"two kinds of task are called {name}")
        _kinds[name] = TaskKind(name, version, run)
        return run

    return register


def kind_of(name: str) -> TaskKind:
    """The registered kind. Raises ``farm.kind.unknown``."""
    try:
        return _kinds[name]
    except KeyError:
        raise FangcunError(
            "farm.kind.unknown", Kind.INVALID, f"没有名为“{name}”的任务类型，请检查各模块的 jobs.py 是否已登记它。"
        ) from None


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work. ``inputs`` are plain data (blobs by digest); ``needs`` name the tasks whose results it uses.

    ``title`` tells people what is being made, ``weight`` is its expected cost against its siblings, a lower
    ``priority`` goes first; none of the three changes the key.
    """

    kind: str
    inputs: Mapping[str, Any]
    needs: Mapping[str, TaskKey] = field(default_factory=dict)
    title: str = ""
    weight: float = 1.0
    priority: int = 0
    key: TaskKey = field(init=False)

    def __post_init__(self) -> None:
        # Counted once: a graph of thousands asks for keys again and again.
        what = {
            "kind": self.kind,
            "version": kind_of(self.kind).version,
            "inputs": self.inputs,
            "needs": dict(self.needs),
        }
        object.__setattr__(self, "key", digest.of_data(what))


class TaskState(StrEnum):
    """Where a task stands. A waiting task waits for the results of others."""

    WAITING = "waiting"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """Where a job stands. A failed job has done all that did not depend on what failed."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen unless somebody asks for it."""
        return self is not JobState.RUNNING


@dataclass(frozen=True, slots=True)
class RunningTask:
    """A task that a worker is at; ``fraction`` from 0 to 1."""

    title: str
    fraction: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``done`` counts the ``cached`` ones too; ``fraction`` is by weight; ``eta`` in seconds."""

    job_id: int
    title: str
    state: JobState
    total: int
    done: int
    cached: int
    failed: int
    fraction: float
    running: tuple[RunningTask, ...] = ()
    eta: float | None = None

    @property
    def ran(self) -> int:
        """How many tasks were really carried out for this job."""
        return self.done - self.cached


@event("farm.job.finished")
@dataclass(frozen=True, slots=True)
class JobFinished:
    """A job is over; ``state`` is a value of JobState."""

    job_id: int
    title: str
    state: str


@event("farm.target.done")
@dataclass(frozen=True, slots=True)
class TargetDone:
    """A task that ``submit`` was given as a target has its result (freshly made, or from the cache)."""

    job_id: int
    key: TaskKey
    title: str
