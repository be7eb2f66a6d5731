"""Worker processes on this machine: started, replaced when they die, stopped."""

from __future__ import annotations

import multiprocessing
import signal
import time
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from fangcun.farm.engine.retries import MOST_ATTEMPTS
from fangcun.farm.executor.entry import live
from fangcun.farm.executor.identity import is_gone
from fangcun.farm.executor.worker import sweep
from fangcun.farm.services.upkeep import recover
from fangcun.kit.errors import FangcunError, Kind

GRACE_SECONDS = 30.0
"""How long a worker may take to reach its next check before it is killed."""

# Fork would copy the threads' locks of whoever runs a job (a server, a progress display) in whatever state they are.
_spawn = multiprocessing.get_context("spawn")


class Pool:
    """``size`` workers for one job, or for all; a context manager that leaves none behind."""

    def __init__(self, size: int, *, job_id: int | None = None) -> None:
        self._size = size
        self._job_id = job_id
        self._workers: list[SpawnProcess] = []
        self._deaths = 0
        self._advance = -1

    def __enter__(self) -> Self:
        sweep()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._ask_to_stop()
        finally:
            self._kill()

    def mind(self, *, advance: int, seconds: float) -> None:
        """Bring the workers up to number, then watch them for ``seconds``, or until one dies.

        ``advance`` is any number that grows while the work goes on. Raises ``farm.workers.dying`` when workers die
        again and again and it does not grow.
        """
        dead = [worker for worker in self._workers if not worker.is_alive()]
        for worker in dead:
            worker.join()
            self._workers.remove(worker)
        if dead:
            recover(is_gone=is_gone)
        self._deaths = 0 if advance > self._advance else self._deaths + len(dead)
        self._advance = advance
        if self._deaths > MOST_ATTEMPTS * self._size:
            raise FangcunError(
                "farm.workers.dying",
                Kind.UPSTREAM,
                "工作进程一再意外退出，已停止。请查看上方的错误输出，并检查内存与磁盘空间。",
            )
        while len(self._workers) < self._size:
            self._workers.append(self._born())
        wait([worker.sentinel for worker in self._workers], timeout=seconds)

    def _born(self) -> SpawnProcess:
        worker = _spawn.Process(target=live, args=(self._job_id,), name="fangcun-worker", daemon=True)
        # A Ctrl-C during the start of Python would print a traceback: the child inherits the mask, and lifts it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            worker.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return worker

    def _ask_to_stop(self) -> None:
        """Tell all to stop and wait for them, up to the grace."""
        for worker in self._workers:
            worker.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for worker in self._workers:
            worker.join(max(0.0, until - time.monotonic()))

    def _kill(self) -> None:
        """End what still lives, and take its tasks back so that nobody has to wait for the leases."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.join()
        self._workers.clear()
        recover(is_gone=is_gone)
        sweep()
