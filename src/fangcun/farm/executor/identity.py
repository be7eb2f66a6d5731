"""The name of a worker says where it lives, so that a neighbour can tell whether it is still alive."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path

from fangcun.kit import digest


@cache
def _place() -> str:
    """This running machine: another boot, or another space of process ids, is another place."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = os.readlink("/proc/self/ns/pid")
    except OSError:  # not Linux: the host's name has to do
        boot, space = platform.node(), ""
    return digest.of_data([boot, space])[:12]


def _born(pid: int) -> str | None:
    """When a process of this place started, in ticks since the boot; None when it is no more (or a zombie)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None if Path("/proc/self/stat").exists() else _answers(pid)
    fields = stat.rpartition(")")[2].split()  # the name of the program may hold spaces; see proc_pid_stat(5)
    return None if fields[0] in "ZX" else fields[19]


def _answers(pid: int) -> str | None:
    """Without /proc: whether there is any process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return "?"


def my_name() -> str:
    """The name of this process as a worker: host, place, process id, time of birth."""
    pid = os.getpid()
    return f"{platform.node()[:60]}:{_place()}:{pid}:{_born(pid)}"


def is_gone(worker: str) -> bool:
    """Whether the worker has surely ended. Of workers elsewhere nothing is sure: their leases must run out."""
    _, place, pid, born = worker.rsplit(":", 3) if worker.count(":") >= 3 else ("", "", "", "")
    return place == _place() and _born(int(pid)) != born
