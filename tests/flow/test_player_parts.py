"""Parts of the player by themselves: what it reads from playlists, what it believes of the line, the quality it keeps."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect
from test_ladder_playing import packaged, sizes  # noqa: F401  fixtures
from theatre_stage import CURRENT_VIDEO, Theatre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MASTER = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=4000000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1080x1920
video.m3u8
#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=1,BANDWIDTH=900000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=540x960
540/video.m3u8
"""
MEDIA = '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:1.0,\nseg 1.m4s\n#EXTINF:2.0,\nseg2.m4s\n#EXT-X-ENDLIST\n'
INLINE = {"hls/master.m3u8": MASTER, "hls/540/video.m3u8": MEDIA}
EPISODE = {"prefix": "/media/t/", "playlist": "hls/master.m3u8", "inline": INLINE}


def test_the_head_is_the_smallest_sizes_and_films_with_other_tracks_have_none(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    theatre.open(page, 1)
    read = "async (e) => { const m = await import('air/opening'); return [m.headOf(e), m.engineOf(e)]; }"
    head, engine = page.evaluate(read, EPISODE)
    paths = [address.removeprefix(theatre.url) for address in head["files"]]
    assert paths == ["/media/t/hls/540/init.mp4", "/media/t/hls/540/seg%201.m4s"]
    assert (head["codecs"], engine) == ("avc1.64001f,mp4a.40.2", "hls.js/light")
    tracks = EPISODE | {"inline": INLINE | {"hls/master.m3u8": MASTER + "#EXT-X-MEDIA:TYPE=SUBTITLES\n"}}
    assert page.evaluate(read, tracks)[1] == "hls.js"
    assert page.evaluate(read, EPISODE | {"inline": {}}) == [None, "hls.js"]


def test_the_speed_of_the_line_is_kept_within_reason(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    kept = page.evaluate(
        "async () => { const m = await import('air/bandwidth'); m.noteBandwidth(9e9); m.noteBandwidth(NaN);"
        " return [m.recallBandwidth(), JSON.parse(localStorage.getItem('fangcun.bandwidth')).bits]; }"
    )
    assert kept == [20_000_000, 20_000_000]


def test_a_quality_is_chosen_shown_and_kept(sizes: Theatre, page: Page) -> None:  # noqa: F811
    page.goto(f"{sizes.url}/watch/{sizes.slug}/1/")
    sizes.watches(page, 1)
    page.get_by_role("button", name="设置").click()
    sheet = page.get_by_role("dialog", name="播放设置")
    expect(sheet.locator(".qualities button")).to_contain_text(["自动", "540P", "360P", "270P"])
    sheet.get_by_role("button", name="270P", exact=True).click()
    expect(sheet).to_be_hidden()
    assert json.loads(page.evaluate("() => localStorage.getItem('fangcun.player')"))["quality"] == 270
    page.reload()
    sizes.watches(page, 1)
    page.wait_for_function(f"() => ({CURRENT_VIDEO})().currentTime > 4", timeout=15_000)
    assert page.evaluate(f"() => ({CURRENT_VIDEO})().videoWidth") == 270
