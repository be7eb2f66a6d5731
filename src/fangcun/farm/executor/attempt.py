"""One attempt at a task: what the task is handed, its pulse, and what it took."""

from __future__ import annotations

import logging
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection

from fangcun.base.api import blobs
from fangcun.farm.contracts import WorkStopped
from fangcun.farm.services.leases import Lease, Usage, heartbeat
from fangcun.kit.digest import Digest

log = logging.getLogger("fangcun.farm")

BEAT_SECONDS = 5.0
"""Far below the length of a lease; and a cancelled task hears of it within this time."""

TELL_SECONDS = 0.5
"""How often progress inside a task is written at most."""


class Attempt:
    """The context of a running task (see ``contracts.Context``). Without a pulse it beats at its checks."""

    def __init__(self, lease: Lease, *, folder: Path, stopping: Callable[[], bool], pulsed: bool) -> None:
        self._lease = lease
        self._folder = folder
        self._stopping = stopping
        self._pulsed = pulsed
        self._lost = False
        self._told = (0.0, "")
        self._news = self._told
        self._beat_at = time.monotonic()

    @property
    def folder(self) -> Path:
        """An empty folder of this attempt."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def blob(self, name: Digest) -> Path:
        """A local file with these bytes."""
        return blobs().path(name)

    def keep(self, path: Path) -> Digest:
        """Put a file into the blob store."""
        return blobs().put_file(path)

    def keep_bytes(self, data: bytes) -> Digest:
        """Put bytes into the blob store."""
        return blobs().put(data)

    def report(self, fraction: float, text: str = "") -> None:
        """Remember how far the task is; the pulse tells it."""
        self._news = (min(1.0, max(self._news[0], fraction)), text)  # backwards would only confuse who watches

    def check(self) -> None:
        """Raise ``WorkStopped`` when there is no point in going on."""
        if not self._pulsed:
            self.beat()
        if self._lost or self._stopping():
            raise WorkStopped

    def beat(self) -> None:
        """Hold the lease and tell the news, when either is due."""
        now = time.monotonic()
        due = now - self._beat_at >= (TELL_SECONDS if self._news != self._told else BEAT_SECONDS)
        if due and not self._lost:
            news = self._news
            self._lost = not heartbeat(self._lease, fraction=news[0], text=news[1])
            self._told, self._beat_at = news, now

    def end(self) -> None:
        """Clear the folder away."""
        shutil.rmtree(self._folder, ignore_errors=True)


class Pulse:
    """A thread that beats for the current attempt, whatever the task itself is busy with."""

    def __init__(self) -> None:
        self._current: Attempt | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="pulse", daemon=True).start()

    @contextmanager
    def of(self, attempt: Attempt) -> Iterator[None]:
        """Beat for ``attempt`` inside the block, and never after it."""
        self._current = attempt
        try:
            yield
        finally:
            with self._lock:
                self._current = None

    def _run(self) -> None:
        while True:
            time.sleep(TELL_SECONDS)
            with self._lock:
                if self._current is not None:
                    try:
                        self._current.beat()
                    except DatabaseError:  # the database is away for a moment: the lease outlasts several beats
                        log.warning("a heartbeat was missed", exc_info=True)
                        connection.close()


class Meter:
    """Measures what runs between its making and ``read``: wall and processor seconds, helpers' included, and memory.

    The peak is that of the process, reset where the system can (Linux: proc_pid_clear_refs(5), value 5).
    """

    def __init__(self) -> None:
        try:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
            self._resets = True
        except OSError:
            self._resets = False
        self._wall, self._cpu = time.perf_counter(), _processor_seconds()

    def read(self) -> Usage:
        """What it took so far."""
        return Usage(time.perf_counter() - self._wall, _processor_seconds() - self._cpu, self._peak())

    def _peak(self) -> int:
        if self._resets:
            for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024  # getrusage(2): bytes there, kilobytes here


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
