"""How soon a viewer sees the first picture: the theatre's own pages against a bare page with a progressive MP4.

Real drawn episodes in three sizes, published in a real site on granian; a headless Chromium on a line of 5 Mbit/s and
80 ms there and back (CDP `Network.emulateNetworkConditions`). Measured from the beginning of the navigation to the
first frame that is presented (`requestVideoFrameCallback`). The peer is a page that is nothing but `<video autoplay>`
with an MP4 whose index stands first, of the same site: once with the whole film of 1080 × 1920, which is what a site
without HLS would serve, once with the smallest size's very bytes, the floor.

Cold: nothing of the site is in the browser. Warm: its scripts are, the film is not. Swipe: from the player's turning to
the next episode to the next episode's first moving frame.

Quality in the same run: the frame on show is the film's own frame of that moment, of the episode asked for and of no
other; the picture has grown to a larger size some seconds later without a stall; no playlist and no segment is asked
for that was not needed, of the next episode nothing but its head, and nothing where the browser saves data.

    PYTHONPATH=src:benchmarks python benchmarks/bench_start.py [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import theatre_site
from theatre_site import SLUG, Site, throttle

MOST, FEWEST_SWIPE_MS = 1.5, 200.0
GRID = (9, 16)
ALIKE = 14.0  # of 255, mean over the grid: what scaling and the smallest size may change

# Watches every video from the first moment on; `frames` has each presented frame, the first ones with their picture.
WATCH = """() => {
    const seen = new Set();
    const log = Object.assign(window, { started: { frames: [], turns: [], waits: 0 } }).started;
    const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 16 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const picture = (video) => {
        try {
            pen.drawImage(video, 0, 0, 9, 16);
            return [...pen.getImageData(0, 0, 9, 16).data].filter((_, i) => i % 4 < 3);
        } catch { return null; }
    };
    const row = (video) => Number(video.style.gridRow.split(" ")[0]) || 1;
    const follow = (video) => {
        if (seen.has(video)) return;
        seen.add(video);
        video.addEventListener("waiting", () => { if (video.currentTime > 0) log.waits += 1; });
        const next = (now, { mediaTime, width }) => {
            const frame = { now: performance.now(), mediaTime, width, row: row(video), moving: !video.paused };
            log.frames.push(Object.assign(frame, { picture: log.frames.length < 400 ? picture(video) : null }));
            video.requestVideoFrameCallback(next);
        };
        video.requestVideoFrameCallback(next);
    };
    new MutationObserver((changes) => {
        for (const video of document.querySelectorAll("video")) follow(video);
        for (const { type, target } of changes) {
            if (type !== "attributes" || !target.matches(".watch")) continue;
            log.turns.push({ now: performance.now(), number: Number(target.dataset.number) });
        }
    }).observe(document, { childList: true, subtree: true, attributeFilter: ["data-number"] });
}"""

PAGE = '<!doctype html><meta charset=utf-8><body><video autoplay playsinline src="{film}"></video>'


class Peer:
    """A bare page with a film, from a server of its own; `film` is set before each visit."""

    def __init__(self) -> None:
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = PAGE.format(film=peer.film).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.film = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"


def phone(browser: Any, *, saving: bool = False) -> Any:
    """A context like a phone's, with nothing in its cache."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.add_init_script(f"({WATCH})()")
    if saving:
        context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });")
    return context


def first_frame(page: Any) -> dict[str, Any]:
    """The first frame of the page's film."""
    page.wait_for_function("() => window.started?.frames.length > 0", timeout=20_000)
    return dict(page.evaluate("() => window.started.frames[0]"))


def opened(context: Any, address: str) -> tuple[Any, dict[str, Any], list[str]]:
    """A page at an address on the throttled line, its first frame, and every address asked for until then."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    throttle(page)
    page.goto(address, wait_until="commit")
    return page, first_frame(page), asked


def likeness(site: Site, frame: dict[str, Any], number: int) -> float:
    """Mean difference of a presented frame from the film's frame of that moment, 0 to 255."""
    import cv2
    import numpy as np

    from fangcun.cut.engine.package import frame_at

    film = frame_at(site.films[number], round(frame["mediaTime"] * 25)).astype(np.float32)
    wanted = cv2.resize(film, GRID, interpolation=cv2.INTER_AREA)
    found = np.array(frame["picture"], np.float32).reshape(GRID[1], GRID[0], 3)
    return float(np.abs(cv2.GaussianBlur(wanted, (3, 3), 0) - cv2.GaussianBlur(found, (3, 3), 0)).mean())


def check_picture(site: Site, frame: dict[str, Any], number: int) -> None:
    """The frame is the film's own, and of no other episode."""
    told = {n: likeness(site, frame, n) for n in site.films}
    assert told[number] < ALIKE, f"episode {number} at {frame['mediaTime']}: {told}"
    assert min(told, key=lambda n: told[n]) == number, told


def cold(browser: Any, address: str, check: Callable[[dict[str, Any]], None] | None = None) -> float:
    """Milliseconds to the first frame with nothing of the site in the browser."""
    context = phone(browser)
    _, frame, _ = opened(context, address)
    if check:
        check(frame)
    context.close()
    return float(frame["now"])


def warm(browser: Any, before: str, address: str, check: Callable[[dict[str, Any]], None] | None = None) -> float:
    """The same for somebody who has watched another episode."""
    context = phone(browser)
    page, _, _ = opened(context, before)
    page.wait_for_timeout(1500)
    page.close()
    _, frame, _ = opened(context, address)
    if check:
        check(frame)
    context.close()
    return float(frame["now"])


def swipe(browser: Any, site: Site, address: str) -> tuple[float, float]:
    """Milliseconds from the turn, and from the finger's leaving, to the next episode's first moving frame."""
    context = phone(browser)
    page, _, _ = opened(context, address)
    page.wait_for_timeout(3000)
    page.evaluate(
        "() => addEventListener('touchend', () => { started.lifted = performance.now(); }, { capture: true })"
    )
    session = page.context.new_cdp_session(page)
    for step in range(11):
        kind = "touchStart" if step == 0 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 190, "y": 720 - 55 * step}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("() => started.frames.some((f) => f.row === 2 && f.moving && f.mediaTime > 0)")
    found = page.evaluate(
        "() => { const frame = started.frames.find((f) => f.row === 2 && f.moving);"
        " return [frame, started.turns.find((t) => t.number === 2).now, started.lifted ?? 0]; }"
    )
    frame, turned, lifted = found
    check_picture(site, frame, 2)
    context.close()
    return frame["now"] - turned, frame["now"] - lifted


def waterfall(browser: Any, address: str) -> None:
    """Nothing is asked for that was not needed; printed as it went."""
    context = phone(browser)
    page, frame, asked = opened(context, address)
    page.wait_for_timeout(8000)
    entries = page.evaluate(
        "() => performance.getEntriesByType('resource').map((e) =>"
        " [e.name, e.startTime, e.responseEnd, e.encodedBodySize])"
    )
    print(f"  first frame {frame['now']:.0f} ms, {frame['width']} wide; asked for:")
    for name, start, end, size in entries:
        print(f"    {start:6.0f} to {end:6.0f} ms {size / 1000:7.1f} kB  {name.rsplit('/', 1)[-1][:60]}")
    late = page.evaluate("() => started.frames.at(-1)")
    waits = page.evaluate("() => started.waits")
    print(f"  after 8 s: {late['width']} wide, at {late['mediaTime']:.1f} s, {waits} stalls")
    media = [u for u in asked if "/media/" in u]
    assert not any(u.endswith(".m3u8") for u in media), "a playlist was asked for"
    assert len(media) == len(set(media)), "something was asked for twice"
    tickets = list(dict.fromkeys(u.split("/media/")[1].split("/")[0] for u in media))
    assert len(tickets) == 2, "the episode and the next one"
    head = [u for u in media if tickets[1] in u]
    assert len(head) == 2, f"of the next one its init and first segment: {head}"
    assert late["width"] > frame["width"], "the picture did not grow"
    assert waits == 0
    context.close()


def frugal(browser: Any, address: str) -> None:
    """Who saves data gets nothing ahead."""
    context = phone(browser, saving=True)
    page, _, asked = opened(context, address)
    page.wait_for_timeout(4000)
    assert len({u.split("/media/")[1].split("/")[0] for u in asked if "/media/" in u}) == 1
    context.close()


def said(name: str, times: list[float]) -> float:
    """Print a row; returns its median."""
    middle = statistics.median(times)
    print(f"{name:<34} {middle:6.0f} ms  ({min(times):.0f} to {max(times):.0f})")
    return middle


def measure(browser: Any, site: Site, runs: int) -> None:
    """Take turns between ours and the peers, print, and hold to the bars."""
    peer = Peer()
    first, third = (f"{site.url}/watch/{SLUG}/{n}/" for n in (1, 3))
    prefix = _prefixes(browser, first)
    films = {"MP4 1080": "film.mp4", "MP4 smallest": "small.mp4"}
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        times.setdefault("cold", []).append(cold(browser, first, lambda f: check_picture(site, f, 1)))
        times.setdefault("warm", []).append(warm(browser, first, third, lambda f: check_picture(site, f, 3)))
        for name, file in films.items():
            peer.film = prefix[0] + file
            times.setdefault(name, []).append(cold(browser, peer.url))
        turned, lifted = swipe(browser, site, first)
        times.setdefault("swipe", []).append(turned)
        times.setdefault("lifted", []).append(lifted)
    whole, small = (said(f"{n}, nothing but the film", times[n]) for n in films)
    ours, kept = said("ours, cold", times["cold"]), said("ours, scripts kept", times["warm"])
    swiped = said("swipe, from the turn", times["swipe"])
    said("swipe, from the finger's leaving", times["lifted"])
    print(f"cold: {ours / whole:.2f} × MP4 1080 (bar {MOST}), {ours / small:.2f} × MP4 smallest")
    print(f"kept: {kept / whole:.2f} × MP4 1080 (bar {MOST}), {kept / small:.2f} × MP4 smallest")
    waterfall(browser, first)
    frugal(browser, first)
    assert ours <= MOST * whole
    assert kept <= MOST * whole
    assert swiped <= FEWEST_SWIPE_MS


def _prefixes(browser: Any, address: str) -> list[str]:
    page = browser.new_page()
    page.goto(address)
    found = page.evaluate(
        "() => JSON.parse(document.getElementById('player-data').textContent).feed.episodes"
        ".map((e) => new URL(e.prefix, location.href).href)"
    )
    page.close()
    return list(found)


def main() -> None:
    """Make the episodes, serve them, measure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=7)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        theatre_site.prepare(folder)
        made = theatre_site.make_episodes(folder, range(1, 4))
        with theatre_site.serving(made) as site, theatre_site.browsing() as browser:
            measure(browser, site, given.runs)


if __name__ == "__main__":
    main()
