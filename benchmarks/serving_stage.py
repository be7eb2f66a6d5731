"""A theatre to be loaded: titles with packages on SQLite or PostgreSQL, a server on a port of its own, CPU meters."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

SIZES = (540, 720, 1080)
SEGMENT_S = 4
SECRET = "only for benchmarks"


@contextlib.contextmanager
def theatre(*, postgres: bool, titles: int, episodes: int, length_s: int = 80) -> Iterator[Path]:
    """A home folder with ``titles`` of ``episodes`` each, in the environment of this process and its children."""
    home = Path(tempfile.mkdtemp(prefix="fcs-"))
    try:
        with _database(postgres) as url:
            os.environ |= {
                "FANGCUN_MODE": "demo",
                "FANGCUN_HOME": str(home),
                "FANGCUN_SECRET_KEY": SECRET,
                "FANGCUN_DATABASE_URL": url,
                "FANGCUN_TRUSTED_PROXIES": "127.0.0.1",
            }
            _fill(titles, episodes, length_s)
            yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _database(postgres: bool) -> Iterator[str]:
    if not postgres:
        yield ""
        return
    from fangcun.workshop import _postgres

    with _postgres() as url:
        assert url, "pip's PostgreSQL is missing"
        yield url


def _fill(titles: int, episodes: int, length_s: int) -> None:
    from fangcun.base.runtime import migrate_now, prepare_site

    migrate_now()
    prepare_site()
    from fangcun.air.api import publish
    from fangcun.base.api import blobs, ensure_tenant, system_actor

    actor = system_actor(ensure_tenant("studio", name="studio").slug)
    chance = random.Random(1)
    shared = blobs().put(chance.randbytes(90_000))
    for title in range(titles):
        for number in range(1, episodes + 1):
            files = {path: blobs().put(text.encode()) for path, text in playlists(length_s).items()}
            for size in SIZES:
                files[f"hls/{size}/init.mp4"] = shared
                files |= {f"hls/{size}/seg{i:05}.m4s": shared for i in range(length_s // SEGMENT_S)}
            files["hls/540/seg00000.m4s"] = blobs().put(chance.randbytes(120_000))
            publish(
                actor,
                slug=f"t{title}",
                name=f"剧 {title}",
                number=number,
                duration_ms=length_s * 1000,
                files=files,
                episode_name=f"第{number}回 灯下的人",
                synopsis="一盏灯，两个人，三十年。" * 5,
                planned_episodes=episodes,
            )


def playlists(length_s: int) -> dict[str, str]:
    """The playlists of a package: the master with three sizes, and the list of each."""
    sizes = "".join(
        f"#EXT-X-STREAM-INF:BANDWIDTH={size * 2500},RESOLUTION={size}x{size * 16 // 9},"
        f'CODECS="avc1.640028,mp4a.40.2"\n{size}/index.m3u8\n'
        for size in SIZES
    )
    segments = "".join(f"#EXTINF:{SEGMENT_S}.000,\nseg{i:05}.m4s\n" for i in range(length_s // SEGMENT_S))
    each = (
        f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{SEGMENT_S}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        f'#EXT-X-MAP:URI="init.mp4"\n{segments}#EXT-X-ENDLIST\n'
    )
    master = f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n{sizes}"
    return {"hls/master.m3u8": master} | {f"hls/{size}/index.m3u8": each for size in SIZES}


class Server:
    """A server in a process group of its own, and the CPU seconds of the group."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def cpu(self) -> float:
        """CPU seconds of the workers so far."""
        return cpu_of(self.process.pid)

    def kill(self) -> None:
        """SIGKILL to every process of the group at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def served(*, processes: int, port: int, path: str = "/api/titles", **settings: str) -> Iterator[Server]:
    """The theatre on ``port``, as ``./fangcun serve`` starts it."""
    server = start(processes=processes, port=port, path=path, **settings)
    try:
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.kill()


def start(*, processes: int, port: int, path: str = "/api/titles", **settings: str) -> Server:
    """The theatre, answering."""
    from fangcun.base.runtime import start_server

    before = dict(os.environ)
    os.environ |= settings
    try:
        server = Server(start_server(host="127.0.0.1", port=port, processes=processes), port)
    finally:
        os.environ.clear()
        os.environ |= before
    wait_for(port, path)
    return server


@contextlib.contextmanager
def running(command: list[str], *, port: int, path: str, **settings: str) -> Iterator[Server]:
    """Another server, until it is done with."""
    process = subprocess.Popen(command, env=os.environ | settings, start_new_session=True)
    server = Server(process, port)
    try:
        wait_for(port, path)
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.kill()


def wait_for(port: int, path: str, *, seconds: float = 30) -> None:
    """Until the server answers, and goes on to."""
    end = time.monotonic() + seconds
    good = 0
    while good < 20:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                good += 1
        except urllib.error.HTTPError:
            good += 1
        except OSError:
            assert time.monotonic() < end, f"nobody answers at {port}{path}"
            time.sleep(0.05)


def cpu_of(group: int) -> float:
    """User and system seconds of all live processes of a group, and of those it has waited for."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def cpu_of_postgres() -> float:
    """User and system seconds of PostgreSQL on this machine."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _, rest = stat.read_text().rpartition(")")
            if "(postgres" in name:
                fields = rest.split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def load() -> str:
    """The load average of the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"
