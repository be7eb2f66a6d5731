"""Subtitles beside an HLS film: segments, playlist and the row of the master playlist, read by a player's own parser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pysubs2
import pytest

from fangcun.cut.engine.cues import Cue
from fangcun.cut.engine.renditions import Rendition, webvtt_rendition
from fangcun.kit.errors import FangcunError

ROOT = Path(__file__).parents[3]
CUES = (Cue(0, 50, ("第一句",)), Cue(1490, 1510, ("跨段的一句",)), Cue(1600, 1650, ("最后一句",)))


def rendition(folder: Path, **more: object) -> Rendition:
    return webvtt_rendition(CUES, language="zh-TW", folder=folder / "subs", duration=66.5, **more)


def parsed(text: str) -> dict:
    code = "const h=require('hls-parser');let t='';process.stdin.on('data',d=>t+=d).on('end',()=>console.log(JSON.stringify(h.parse(t))))"
    done = subprocess.run(["node", "-e", code], input=text, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(done.stdout)


def test_the_playlist_covers_the_film_and_its_files_are_there(tmp_path: Path) -> None:
    made = rendition(tmp_path)
    playlist = parsed(made.text)
    assert [s["duration"] for s in playlist["segments"]] == [60, 6.5]
    assert [s["uri"] for s in playlist["segments"]] == list(made.segments)
    assert playlist["endlist"]
    assert playlist["targetDuration"] == 60
    assert all(path.is_file() for path in made.files)
    assert made.files[0].read_text(encoding="utf-8") == made.text


def test_a_cue_over_a_border_stands_in_both_segments_and_none_is_lost(tmp_path: Path) -> None:
    made = rendition(tmp_path)
    said = [[e.plaintext for e in pysubs2.load(str(path))] for path in made.files[1:]]
    assert said == [["第一句", "跨段的一句"], ["跨段的一句", "最后一句"]]
    for path in made.files[1:]:
        assert path.read_text(encoding="utf-8").startswith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n")


def test_players_find_the_language_in_the_master_playlist(tmp_path: Path) -> None:
    made = rendition(tmp_path, uri="subs/zh.m3u8", name='繁"體\n中文')
    master = "\n".join(
        [
            "#EXTM3U",
            "#EXT-X-VERSION:7",
            made.row,
            '#EXT-X-STREAM-INF:BANDWIDTH=1000000,CODECS="avc1.640028,mp4a.40.2",SUBTITLES="subs"',
            "video.m3u8",
            "",
        ]
    )
    (track,) = parsed(master)["variants"][0]["subtitles"]
    assert (track["language"], track["name"], track["uri"]) == ("zh-Hant", "繁”體 中文", "subs/zh.m3u8")
    assert track["autoselect"]
    assert not track["isDefault"]


def test_a_film_without_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FangcunError, match="长度为零"):
        webvtt_rendition(CUES, language="en", folder=tmp_path, duration=0)
