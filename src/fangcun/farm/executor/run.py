"""A job from its submission to its end, on this machine."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from fangcun.base.api import hand_over_waiting
from fangcun.config import config
from fangcun.farm.contracts import Progress
from fangcun.farm.executor.identity import is_gone
from fangcun.farm.executor.pool import Pool
from fangcun.farm.executor.worker import Worker
from fangcun.farm.queries import progress_of
from fangcun.farm.services.upkeep import close_finished, recover

TICK_SECONDS = 0.2
UPKEEP_SECONDS = 2.0

OnProgress = Callable[[Progress], None]


def worker_count() -> int:
    """How many workers this machine should run: the setting, else one for each core this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return config().workers or cores


def run_job(
    job_id: int,
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Progress:
    """Carry out a job with worker processes; returns its progress at the end.

    After ``stop`` is set, or at the first Ctrl-C, workers end at their next check and the job stays as it is: its
    state is RUNNING, and running it again goes on where it was. A second Ctrl-C kills them. Others may run the same
    job at the same time. Raises ``farm.job.missing`` and ``farm.workers.dying``.
    """
    stop = stop or threading.Event()
    show = _Watched(job_id, on_progress)
    recover(is_gone=is_gone)
    close_finished(job_id=job_id)
    progress = show()
    if progress.state.over:
        return progress
    size = max(1, min(workers or worker_count(), progress.total - progress.done))
    with _signals_set(stop):
        with Pool(size, job_id=job_id) as pool:
            while not progress.state.over and not stop.is_set():
                pool.mind(advance=progress.done + progress.failed, seconds=TICK_SECONDS)
                recover(is_gone=is_gone)
                close_finished(job_id=job_id)
                progress = show()
        return show()


def run_here(job_id: int, *, on_progress: OnProgress | None = None) -> Progress:
    """Carry out a job in this very process, one task after the other: for tests and debuggers."""
    show = _Watched(job_id, on_progress)
    worker = Worker(job_id=job_id)
    while not (progress := show()).state.over:
        if not worker.step() and not close_finished(job_id=job_id):
            time.sleep(TICK_SECONDS)  # a task waits for its next try, or another worker has it
            recover(is_gone=is_gone)
    return progress


def work_forever(*, workers: int | None = None, stop: threading.Event | None = None, with_parent: bool = False) -> None:
    """Carry out whatever anybody asks for, until stopped (as ``run_job`` is), and look after the farm meanwhile.

    ``with_parent`` also stops it when the process that started this one is no more.
    """
    stop = stop or threading.Event()
    parent = os.getppid()
    rounds = 0
    with _signals_set(stop), Pool(workers or worker_count()) as pool:
        while not stop.is_set():
            rounds += 1
            if with_parent and os.getppid() != parent:
                break
            pool.mind(advance=0, seconds=TICK_SECONDS)
            if rounds % round(UPKEEP_SECONDS / TICK_SECONDS) == 1:
                recover(is_gone=is_gone)
                close_finished()
                hand_over_waiting()


class _Watched:
    """Shows progress that never goes backwards, though a task that is tried again starts over."""

    def __init__(self, job_id: int, on_progress: OnProgress | None) -> None:
        self._job_id = job_id
        self._on_progress = on_progress
        self._farthest = 0.0

    def __call__(self) -> Progress:
        progress = progress_of(self._job_id)
        self._farthest = max(self._farthest, progress.fraction)
        progress = replace(progress, fraction=self._farthest)
        if self._on_progress:
            self._on_progress(progress)
        return progress


@contextmanager
def _signals_set(stop: threading.Event) -> Iterator[None]:
    """The first SIGINT or SIGTERM sets ``stop``, the next interrupts. Outside the main thread nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
