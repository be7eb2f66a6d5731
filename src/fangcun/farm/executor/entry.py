"""The life of a worker process, from its birth to its stop."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import wait

from fangcun.base.runtime import start

SHORTEST_PAUSE, LONGEST_PAUSE = 0.01, 0.25
"""Seconds between two looks for work; doubled while there is none."""


def live(job_id: int | None) -> None:
    """Work until told to stop by SIGTERM: the running task ends at its next check. Never outlives its parent."""
    _die_with_parent()
    told = _Told()
    signal.signal(signal.SIGTERM, told)
    # Ctrl-C reaches the whole terminal; the parent decides what it means. It was blocked at our birth.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one worker, one core: libraries must not start a team each
    start(migrate=False)
    from fangcun.farm.executor.attempt import Pulse
    from fangcun.farm.executor.worker import Worker

    worker = Worker(job_id=job_id, stopping=told.stopping, pulse=Pulse())
    pause = SHORTEST_PAUSE
    while not told.stopping():
        if worker.step():
            pause = SHORTEST_PAUSE
        else:
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


class _Told:
    """A signal handler that only remembers: a threading.Event could deadlock with the code it interrupts."""

    def __init__(self) -> None:
        self._told = False

    def __call__(self, *_: object) -> None:
        self._told = True

    def stopping(self) -> bool:
        return self._told


def _die_with_parent() -> None:
    """End this process when its parent ends, however it ends."""
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # Even a task deep inside C code dies. PR_SET_PDEATHSIG is 1, see prctl(2).
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()
