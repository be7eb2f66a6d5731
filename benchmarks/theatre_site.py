"""A theatre on granian with real drawn episodes, in a folder of its own, and a browser on a throttled line."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SLUG = "start"
BITS_PER_SECOND, ROUND_TRIP_MS = 5_000_000, 80
SECONDS_PER_PANEL = 4.0


@dataclass(frozen=True)
class Site:
    """Where the site answers, and the film of each episode on this machine."""

    url: str
    films: dict[int, Path]
    small: dict[int, Path]


def prepare(folder: Path) -> None:
    """Point Fangcun at a home of its own and start Django; before anything of it is imported."""
    os.environ.update(FANGCUN_HOME=str(folder / "home"), FANGCUN_MODE="demo", DJANGO_SETTINGS_MODULE="fangcun.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_episodes(folder: Path, numbers: range) -> Site:
    """Draw, encode, package and publish the episodes; the address is filled in by ``serving``."""
    import cv2
    from bench_encode import draw_cue, draw_label, panel, shots_of

    from fangcun.air.api import announce, publish
    from fangcun.base.api import blobs, system_actor
    from fangcun.base.demo import ensure_demo
    from fangcun.cut.contracts import Look
    from fangcun.cut.engine.join import join_episode
    from fangcun.cut.engine.label import AigcLabel, stamp_label
    from fangcun.cut.engine.ladder import encode_rungs
    from fangcun.cut.engine.make import make_scene, read_scene
    from fangcun.cut.engine.package import frame_at, package_episode
    from fangcun.cut.engine.rungs import add_rungs
    from fangcun.cut.engine.voice import speak, voice_of

    voice = voice_of(Look("沈星", 5, "女", 24, "modern", "suit"))
    actor = system_actor(ensure_demo().slug)
    films, small = {}, {}
    announce(actor, slug=SLUG, name="开门", planned_episodes=len(numbers), ai_generated=True)
    for number in numbers:
        work = folder / f"episode{number}"
        work.mkdir()
        shots = shots_of(number, seconds=SECONDS_PER_PANEL)
        make_scene(
            shots,
            sources=[panel(10 * number + i) for i in range(len(shots))],
            speeches=[[speak(line.text, voice=voice) for line in shot.lines] for shot in shots],
            draw_cue=draw_cue,
            draw_label=draw_label,
            folder=work / "scene",
            opening=True,
            seed=number,
        )
        scene = read_scene(work / "scene")
        joined, films[number] = work / "joined.mp4", work / "film.mp4"
        join_episode([scene.parts], path=joined, work=work)
        stamp_label(joined, path=films[number], label=AigcLabel("方寸", f"bench-{number}"))
        package_episode(films[number], folder=work / "hls")
        rungs = {n: [(p, scene.frames)] for n, p in encode_rungs(scene.parts.video, folder=work / "rungs").items()}
        add_rungs(work / "hls", rungs=rungs, sound=films[number])
        small[number] = _small_film(work, films[number], min(rungs, key=int), rungs)
        poster = work / "poster.jpg"
        cv2.imwrite(str(poster), frame_at(films[number], 0)[::2, ::2, ::-1])
        files = {f"hls/{p.relative_to(work / 'hls').as_posix()}": p for p in (work / "hls").rglob("*") if p.is_file()}
        files |= {"film.mp4": films[number], "small.mp4": small[number]}
        publish(
            actor,
            slug=SLUG,
            name="开门",
            number=number,
            duration_ms=scene.frames * 40,
            files={path: blobs().put_file(file) for path, file in files.items() if file.suffix != ".json"},
            poster=blobs().put_file(poster),
            ai_generated=True,
        )
    return Site("", films, small)


def _small_film(work: Path, film: Path, name: str, rungs: dict[str, list[tuple[Path, int]]]) -> Path:
    """The smallest size as a progressive MP4, its index first: the same picture with the film's sound, not encoded
    again."""
    import av

    path = work / "small.mp4"
    with av.open(str(rungs[name][0][0])) as picture, av.open(str(film)) as whole:
        video, audio = picture.streams.video[0], whole.streams.audio[0]
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
            streams = [out.add_stream_from_template(video), out.add_stream_from_template(audio)]
            packets = [(0, p) for p in picture.demux(video) if p.size] + [(1, p) for p in whole.demux(audio) if p.size]
            packets.sort(key=lambda p: float((p[1].dts or 0) * p[1].time_base))
            for at, packet in packets:
                packet.stream = streams[at]
                out.mux(packet)
    return path


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site on granian, as `./fangcun serve` starts it."""
    from fangcun.base.serving import collect_statics, free_port, start_server, stop_server

    collect_statics()
    port = free_port("127.0.0.1", 8700)
    server: subprocess.Popen[bytes] = start_server(host="127.0.0.1", port=port, processes=2)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=5).read()
                break
            time.sleep(0.1)
        yield Site(url, site.films, site.small)
    finally:
        stop_server(server)


@contextlib.contextmanager
def browsing() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tests" / "flow"))
    found = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    arguments = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, headless=True, args=arguments)
        yield browser
        browser.close()


def throttle(page: Any) -> Any:
    """The page's line as a phone's: 5 Mbit/s both ways, 80 ms there and back."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    rate = BITS_PER_SECOND / 8
    line = {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", line)
    return session
