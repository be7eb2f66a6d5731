"""The site's process: static files collected, then granian in WSGI mode."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from fangcun.config import ROOT, config
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind

THREADS = 8
"""Threads of one process of the server, each with a connection to the database. The interpreter runs one of them at a
time; the others wait for the database, and the more wait, the more positions share a transaction."""

MOST_CONNECTIONS = 16_384
"""Connections that one process of the server holds open; the operating system's limit of files comes on top."""


def collect_statics() -> None:
    """Collect static files when they changed. Django must have been started."""
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.STATIC_ROOT)
    stamp = folder / ".collected"
    now = _sources()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0, clear=folder.exists())
        stamp.write_text(now)


def free_port(host: str, port: int, *, others: int = 50) -> int:
    """``port``, or one of the ``others`` after it that nobody listens on. Raises BUSY when all are taken."""
    for candidate in range(port, min(port + others + 1, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    taken = f"端口 {port}" + (f" 到 {port + others} 都" if others else " ")
    raise FangcunError("serve.port", Kind.BUSY, f"{taken}被占用，请用 --port 换一个，或先停掉占用它的程序。")


def _sources() -> str:
    """A digest of what would be collected: names, sizes and times are enough to see a change."""
    rooms = sorted((ROOT / "src" / "fangcun").glob("*/static/**/*"))
    seen = [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in rooms if p.is_file()]
    lock = ROOT / "package-lock.json"
    return digest.of_data([seen, digest.of_file(lock) if lock.exists() else ""])


def server_command(*, host: str, port: int, processes: int = 0) -> list[str]:
    """granian's command line. WSGI, because it measured fifteen times Django's ASGI on one machine."""
    workers = processes or max(2, min(4, os.cpu_count() or 2))
    return [
        *(sys.executable, "-P", "-m", "granian", "fangcun.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS)),
        # Granian counts connections that are merely open as well, and would leave the thousandth viewer waiting.
        *("--backlog", "4096", "--backpressure", str(MOST_CONNECTIONS)),
        # A viewer's open connection must not hold up the stop.
        *("--log-level", "warning", "--no-ws", "--workers-kill-timeout", "3"),
    ]


def run_server(*, host: str, port: int, processes: int = 0) -> NoReturn:
    """Become the server: signals then reach it, and nothing is left behind when it is stopped."""
    command = server_command(host=host, port=port, processes=processes)
    _allow_connections()
    os.execve(command[0], command, _environment(host))  # noqa: S606  our own interpreter, no shell


def start_server(*, host: str, port: int, processes: int = 0) -> subprocess.Popen[bytes]:
    """The server as a child process that sees the same settings, with its workers in a group of its own."""
    command = server_command(host=host, port=port, processes=processes)
    environment = _environment(host)
    _allow_connections()
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603  our own interpreter


def start_workers(count: int) -> subprocess.Popen[bytes]:
    """Worker processes of the farm as a child that sees the same settings and ends when this process ends.

    What a page asks for (a plan, a series) is then carried out on the machine that serves it.
    """
    return start_command("farm", "work", "--workers", str(count), "--with-parent", quiet=True)


def start_command(*words: str, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Another command of Fangcun as a child that sees the same settings; its words go to this terminal unless quiet."""
    command = [sys.executable, "-P", "-m", "fangcun", *words]
    return subprocess.Popen(  # noqa: S603  our own interpreter
        command,
        env=_environment("127.0.0.1"),
        stdout=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
    )


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """End the server and its workers; whoever does not listen is killed."""
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(8)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def _allow_connections() -> None:
    """Each connection is an open file: take all that the operating system lets us have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _environment(host: str) -> dict[str, str]:
    hosts = {h.strip() for h in config().hosts.split(",")}
    if config().demo and host not in hosts:
        hosts.add("*" if host == "0.0.0.0" else host)  # noqa: S104  only when the user asked for it
    return os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "FANGCUN_MODE": config().mode,
        "FANGCUN_HOSTS": ",".join(sorted(hosts)),
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
    }
