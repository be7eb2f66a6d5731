"""What may be published as an episode."""

from __future__ import annotations

import pytest

from fangcun.air.engine.manifests import check, content_type
from fangcun.kit.errors import FangcunError

D = "ab" * 32


def test_the_parts_are_found_by_their_use() -> None:
    files = ["hls/init.mp4", "hls/000.m4s", "hls/v.m3u8", "master.m3u8", "第1集.mp4", "第1集.srt", "第1集.vtt"]
    parts = check(dict.fromkeys(files, D))
    assert parts.playlist == "master.m3u8"
    assert parts.film == "第1集.mp4"
    assert parts.subtitles == ("第1集.srt", "第1集.vtt")


def test_what_belongs_to_a_stream_is_not_offered_as_subtitles() -> None:
    whole = ["第1集.srt", "第1集.vtt", "第1集.zh-Hant.vtt"]
    of_stream = ["hls/subs-zh-Hant.m3u8", "hls/subs-zh-Hant-001.vtt", "hls/thumbs.vtt", "hls/thumbs-01.jpg"]
    sizes = ["hls/540/init.mp4", "hls/540/video.m3u8", "hls/master.m3u8", "第1集.mp4"]
    parts = check(dict.fromkeys([*whole, *of_stream, *sizes], D))
    assert parts.subtitles == tuple(whole)
    assert parts.thumbs == "hls/thumbs.vtt"
    assert parts.playlist == "hls/master.m3u8"
    assert parts.film == "第1集.mp4"


def test_subtitles_that_no_playlist_cuts_stay_subtitles() -> None:
    assert check({"a.mp4": D, "第1集-001.vtt": D}).subtitles == ("第1集-001.vtt",)
    assert check({"a.mp4": D}).thumbs == ""


def test_a_film_alone_or_a_playlist_alone_is_enough() -> None:
    assert check({"a.mp4": D}).playlist == ""
    assert check({"hls/index.m3u8": D, "hls/init.mp4": D}).film == ""


@pytest.mark.parametrize(
    "path",
    ["", "/a.mp4", "../a.mp4", "a/../b.mp4", "a/./b.mp4", "a//b.mp4", "a\\b.mp4", "a\n.mp4", "a\x00.mp4", "x" * 301],
)
def test_a_path_that_could_leave_its_place_is_refused(path: str) -> None:
    with pytest.raises(FangcunError, match="不合规") as refused:
        check({"ok.mp4": D, path: D})
    assert refused.value.code == "air.media_path"


@pytest.mark.parametrize("path", ["page.html", "a.svg", "a.js", "noending", ".mp4x", "a.mp4/b"])
def test_what_could_run_in_a_page_is_refused(path: str) -> None:
    with pytest.raises(FangcunError, match="不能发布"):
        check({"ok.mp4": D, path: D})


def test_a_manifest_without_anything_to_play_is_refused() -> None:
    with pytest.raises(FangcunError, match=r"\.m3u8"):
        check({"init.mp4": D, "a.srt": D})


def test_a_digest_that_is_none_is_refused() -> None:
    with pytest.raises(FangcunError, match="摘要"):
        check({"a.mp4": "../../etc/passwd"})


def test_every_file_is_served_as_what_it_is() -> None:
    assert content_type("a/INDEX.M3U8") == "application/vnd.apple.mpegurl"
    assert content_type("a.m4s") == "video/iso.segment"
    assert content_type("a.srt") == "application/x-subrip; charset=utf-8"
