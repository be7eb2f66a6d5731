"""Playlists as text: what is written is read back, and the rates are those of the standard."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from fangcun.cut.engine.playlists import (
    MasterPlaylist,
    MediaPlaylist,
    Segment,
    Stream,
    rates_of,
    read_master,
    read_media,
)
from fangcun.kit.errors import FangcunError

ROOT = Path(__file__).parents[3]
STREAMS = (
    Stream("540/video.m3u8", 900_000, 700_000, "avc1.64001f,mp4a.40.2", (540, 960)),
    Stream("video.m3u8", 1_800_000, 1_600_000, "avc1.640028,mp4a.40.2", (1080, 1920)),
)
KEYS = (Stream("540/keys.m3u8", 120_000, 90_000, "avc1.64001f", (540, 960)),)
SAID = {"TYPE": "AUDIO", "GROUP-ID": "sound", "NAME": "普通话", "LANGUAGE": "zh-Hans", "DEFAULT": "YES"}
DUBBED = {"TYPE": "AUDIO", "GROUP-ID": "sound", "NAME": "English, dubbed", "LANGUAGE": "en", "URI": "en/sound.m3u8"}
READ = {"TYPE": "SUBTITLES", "GROUP-ID": "subs", "NAME": "English", "LANGUAGE": "en", "URI": "subs-en.m3u8"}


def test_a_master_playlist_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = MasterPlaylist(STREAMS, KEYS, (SAID, DUBBED, READ), "aigc.json")
    path = tmp_path / "master.m3u8"
    path.write_text(written.text, encoding="utf-8")
    assert read_master(path) == written


def test_players_find_other_sound_and_subtitles_with_every_size() -> None:
    text = MasterPlaylist(STREAMS, KEYS, (SAID, DUBBED, READ)).text
    code = (
        "const h = require('hls-parser');"
        "console.log(JSON.stringify(h.parse(require('fs').readFileSync(0, 'utf8')).variants))"
    )
    done = subprocess.run(["node", "-e", code], input=text, capture_output=True, text=True, cwd=ROOT, check=True)
    streams = [v for v in json.loads(done.stdout) if not v["isIFrameOnly"]]
    assert len(streams) == 2
    for stream in streams:
        assert [(t["language"], t.get("uri")) for t in stream["audio"]] == [("zh-Hans", None), ("en", "en/sound.m3u8")]
        assert [t["language"] for t in stream["subtitles"]] == ["en"]


def playlist(*seconds: float, target: int) -> MediaPlaylist:
    return MediaPlaylist(tuple(Segment(f"{i}.m4s", s) for i, s in enumerate(seconds)), target)


def test_a_short_first_segment_does_not_set_the_rate_alone() -> None:
    # One second is less than half of the target: it counts with the two seconds after it.
    assert rates_of(playlist(1, 2, 3, target=3), [100_000, 50_000, 75_000]) == (400_000, 300_000)


def test_the_worst_run_of_segments_sets_the_rate() -> None:
    assert rates_of(playlist(2, 2, 2, target=2), [10_000, 90_000, 10_000]) == (360_000, 146_667)


def test_a_film_of_one_short_segment_has_one_rate() -> None:
    assert rates_of(playlist(1, target=4), [1_000]) == (8_000, 8_000)
    assert rates_of(playlist(target=4), []) == (0, 0)


def test_ranges_go_on_where_the_last_one_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.m3u8"
    rows = ["#EXTM3U", "#EXT-X-TARGETDURATION:2", "#EXTINF:2,", "#EXT-X-BYTERANGE:10@5", "a", "#EXTINF:1.5,"]
    path.write_text("\n".join([*rows, "#EXT-X-BYTERANGE:7", "a", "#EXT-X-ENDLIST"]), encoding="utf-8")
    found = read_media(path)
    assert [segment.span for segment in found.segments] == [(5, 10), (15, 7)]
    assert (found.seconds, found.target, found.ended, found.init) == (3.5, 2, True, None)


@pytest.mark.parametrize(
    ("rows", "number"),
    [("nothing", 1), ("#EXTM3U\n#EXTINF:long,\na", 2), ("#EXTM3U\n\na.m4s", 3), ("#EXTM3U\n#EXT-X-MAP:BYTERANGE=1", 2)],
)
def test_what_cannot_be_read_is_said_with_its_row(tmp_path: Path, rows: str, number: int) -> None:
    path = tmp_path / "坏.m3u8"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(FangcunError, match=f"坏.m3u8 第 {number} 行读不懂"):
        read_media(path)
