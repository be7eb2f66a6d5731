"""A packaged film in three sizes, played by hls.js in a real browser: it changes sizes and seeks to the very frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from theatre_stage import Theatre

from ladder_stage import BITS, Packaged, package

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A player of the test's own: the theatre's keeps its hls.js to itself.
OPEN = """async (address) => {
    const { default: Hls } = await import("hls.js");
    const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
    const hls = new Hls({ startLevel: 0, maxBufferLength: 4, maxBufferSize: 0 });
    const loaded = [];
    hls.on(Hls.Events.FRAG_LOADED, (_, { frag }) => loaded.push([frag.level, frag.sn]));
    const troubles = [];
    hls.on(Hls.Events.ERROR, (_, error) => { if (error.fatal) troubles.push(error.details); });
    Object.assign(window, { ladder: { Hls, hls, video, loaded, troubles } });
    document.body.append(video);
    hls.attachMedia(video);
    hls.loadSource(address);
    await new Promise((done, fail) => {
        hls.once(Hls.Events.MANIFEST_PARSED, done);
        setTimeout(() => fail(new Error("no playlist")), 10_000);
    });
    return hls.levels.map(({ width, height }) => [width, height]);
}"""

# The number that the frame on show carries: a band across for each bit.
READ = """(bits) => {
    const { video } = window.ladder;
    const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: bits * 9 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1) number = number * 2 + (pen.getImageData(4, bit * 9 + 4, 1, 1).data[1] > 128 ? 1 : 0);
    return number;
}"""


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    return package(tmp_path_factory.mktemp("played"))


@pytest.fixture
def sizes(live_server: LiveServer, theatre: Theatre, packaged: Packaged) -> Theatre:
    """A theatre whose first episode is a packaged film."""
    files = {f"hls/{p.relative_to(packaged.folder).as_posix()}": p for p in packaged.folder.rglob("*.*") if p.is_file()}
    theatre.media = {1: {name: path for name, path in files.items() if path.suffix != ".json"}}
    theatre.media[1]["film.mp4"] = packaged.film
    theatre.publish(1)
    return theatre


def address(theatre: Theatre, page: Page) -> str:
    page.goto(f"{theatre.url}/watch/{theatre.slug}/1/")
    theatre.watches(page, 1)
    page.keyboard.press(" ")
    expect(page.locator(".watch[data-state=paused]")).to_be_visible()
    found = page.evaluate(
        "() => { const { episodes: [e] } = JSON.parse(document.getElementById('player-data').textContent).feed;"
        " return e.prefix + e.playlist; }"
    )
    return str(found)


def seek(page: Page, seconds: float) -> None:
    """Go to a time and wait until it is on show; told apart from one that was asked for before by its place."""
    page.evaluate("(seconds) => { ladder.video.currentTime = seconds; }", seconds)
    page.wait_for_function(
        "(seconds) => { const { video: v } = ladder;"
        " return !v.seeking && v.readyState >= 2 && Math.abs(v.currentTime - seconds) < 0.001; }",
        arg=seconds,
    )


def test_it_begins_small_and_changes_sizes_without_a_gap(sizes: Theatre, page: Page) -> None:
    levels = page.evaluate(OPEN, address(sizes, page))
    assert levels == [[270, 480], [360, 640], [540, 960]]
    page.evaluate("() => { ladder.hls.loadLevel = 0; return ladder.video.play(); }")
    page.wait_for_function("() => ladder.video.videoWidth === 270 && ladder.video.currentTime > 0.2")
    assert page.evaluate("() => ladder.loaded[0]") == [0, 1]
    page.evaluate("() => { ladder.hls.loadLevel = 2; }")
    page.wait_for_function("() => ladder.video.videoWidth === 540")
    page.evaluate("() => { ladder.video.playbackRate = 2; }")
    page.wait_for_function("() => ladder.video.ended", timeout=20_000)
    played = page.evaluate(
        "() => { const { played: p, buffered: b } = ladder.video; return [p.length, p.start(0), p.end(0), b.length]; }"
    )
    assert played == [1, 0, pytest.approx(11.8, abs=0.05), 1]
    loaded = page.evaluate("() => ladder.loaded")
    assert [number for _, number in loaded] == sorted({number for _, number in loaded}), "no segment was fetched twice"
    assert page.evaluate("() => ladder.troubles") == []


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_seek_shows_the_very_frame_in_every_size(sizes: Theatre, page: Page, packaged: Packaged, level: int) -> None:
    page.evaluate(OPEN, address(sizes, page))
    page.evaluate("(level) => { ladder.hls.currentLevel = level; }", level)
    for frame in (7, 129, 130, 234, packaged.frames - 2):
        seek(page, (frame + 0.5) / 25)
        assert page.evaluate(READ, BITS) == frame
        assert page.evaluate("() => ladder.video.videoWidth") == [270, 360, 540][level]


def test_a_seek_across_a_change_of_size_stays_on_the_frame(sizes: Theatre, page: Page) -> None:
    page.evaluate(OPEN, address(sizes, page))
    page.evaluate("() => { ladder.hls.currentLevel = 0; }")
    seek(page, 8.5 / 25)
    assert page.evaluate(READ, BITS) == 8
    page.evaluate("() => { ladder.hls.currentLevel = 2; }")
    # What stands on show while the film is held is drawn anew at the next seek.
    page.wait_for_function("() => ladder.loaded.some(([level]) => level === 2)")
    for frame in (9, 190, 8):
        seek(page, (frame + 0.5) / 25)
        assert page.evaluate(READ, BITS) == frame
        assert page.evaluate("() => ladder.video.videoWidth") == 540


def test_looking_for_a_place_shows_a_small_picture_of_it(sizes: Theatre, page: Page, tmp_path: Path) -> None:
    address(sizes, page)
    preview = page.locator(".preview")
    expect(preview).to_be_hidden()
    bar = page.get_by_role("slider", name="播放进度")
    box = bar.bounding_box()
    assert box is not None
    with page.expect_response("**/thumbs-01.jpg") as sheet:
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    assert sheet.value.ok
    expect(preview).to_be_visible()
    expect(preview).to_have_text("0:05")
    assert preview.evaluate("(e) => e.style.backgroundPosition") == "-324px 0px"
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2)
    expect(preview).to_have_text("0:11")
    edge = preview.bounding_box()
    assert edge is not None
    assert edge["x"] + edge["width"] <= box["x"] + box["width"] + 100
    page.mouse.move(10, 10)
    expect(preview).to_be_hidden()
