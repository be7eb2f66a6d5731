"""The site's process: static files collected, then granian in WSGI mode."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from fangcun.config import ROOT, config
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind


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


def free_port(host: str, port: int) -> int:
    """``port``, or the next one that nobody listens on. Raises BUSY when fifty in a row are taken."""
    for candidate in range(port, min(port + 50, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    raise FangcunError("serve.port", Kind.BUSY, f"端口 {port} 到 {port + 49} 都被占用，请用 --port 换一个。")


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
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        *("--log-level", "warning", "--no-ws"),
    ]


def run_server(*, host: str, port: int, processes: int = 0) -> NoReturn:
    """Become the server: signals then reach it, and nothing is left behind when it is stopped."""
    command = server_command(host=host, port=port, processes=processes)
    os.execve(command[0], command, _environment(host))  # noqa: S606  our own interpreter, no shell


def start_server(*, host: str, port: int, processes: int = 0) -> subprocess.Popen[bytes]:
    """The server as a child process that sees the same settings."""
    command = server_command(host=host, port=port, processes=processes)
    return subprocess.Popen(command, env=_environment(host))  # noqa: S603  our own interpreter, no shell


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
