"""A worker claims a task, carries it out, tells how it ended, and claims the next."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from fangcun.config import config
from fangcun.farm.contracts import Result, Task, WorkStopped, kind_of
from fangcun.farm.engine.retries import is_retryable
from fangcun.farm.executor.attempt import Attempt, Meter, Pulse
from fangcun.farm.executor.identity import is_gone, my_name
from fangcun.farm.queries import results_of
from fangcun.farm.services.leases import Lease, claim, complete, fail, give_back
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind


def _folders() -> Path:
    return config().home / "farm"


def sweep() -> None:
    """Clear away the folders of workers that are gone: a killed one cannot tidy up."""
    for folder in _folders().glob("*:*"):
        if is_gone(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


class Worker:
    """Carries out tasks of one job, or of all, one after the other."""

    def __init__(
        self, *, job_id: int | None = None, stopping: Callable[[], bool] = lambda: False, pulse: Pulse | None = None
    ) -> None:
        self.name = my_name()
        self._job_id = job_id
        self._stopping = stopping
        self._pulse = pulse
        self._folder = _folders() / self.name

    def step(self) -> bool:
        """Do one task, if one is ready; returns whether there was one."""
        lease = claim(self.name, job_id=self._job_id)
        if lease is None:
            return False
        folder = self._folder / f"{lease.task_id}-{lease.fence}"
        attempt = Attempt(lease, folder=folder, stopping=self._stopping, pulsed=self._pulse is not None)
        try:
            self._perform(lease, attempt)
        finally:
            attempt.end()
        return True

    def _perform(self, lease: Lease, attempt: Attempt) -> None:
        meter = Meter()
        try:
            with self._pulse.of(attempt) if self._pulse else nullcontext():
                result = _run(lease, attempt)
        except FangcunError as error:
            _failed(lease, error, code=error.code, message=error.message, meter=meter)
        except Exception as error:  # a kind may throw anything; the task has failed, the worker has not
            message = f"{type(error).__name__}: {error}"
            _failed(lease, error, code="farm.task.crashed", message=message, meter=meter)
        except BaseException as stop:
            give_back(lease, usage=meter.read())
            if not isinstance(stop, WorkStopped):
                raise
        else:
            complete(lease, result, usage=meter.read())


def _run(lease: Lease, attempt: Attempt) -> Result:
    """Carry out the work of a lease. Raises what the kind raises, and what is wrong with its result."""
    if Task(lease.kind, lease.inputs, lease.needs).key != lease.key:
        raise FangcunError(
            "farm.kind.changed", Kind.CONFLICT, f"任务类型“{lease.kind}”的版本已更新，请重新提交这项作业。"
        )
    made = results_of(lease.needs.values())
    if missing := sorted(name for name, key in lease.needs.items() if key not in made):
        raise FangcunError(
            "farm.result.missing", Kind.CONFLICT, f"所依赖的结果已被清理（{'、'.join(missing)}），请重新提交这项作业。"
        )
    result = kind_of(lease.kind).run(lease.inputs, {name: made[key] for name, key in lease.needs.items()}, attempt)
    return Result(digest.plain(result.values), dict(result.files))


def _failed(lease: Lease, error: Exception, *, code: str, message: str, meter: Meter) -> None:
    detail = "".join(traceback.format_exception(error))
    fail(lease, code=code, message=message, retryable=is_retryable(error), detail=detail, usage=meter.read())
