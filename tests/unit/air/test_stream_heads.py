"""What a page can ask for ahead: the init segment and the first segment of the smallest size."""

from __future__ import annotations

import pytest

from fangcun.air.engine.heads import has_other_tracks, head_of

MASTER = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=4000000,AVERAGE-BANDWIDTH=1000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1080x1920
video.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=540x960
540/video.m3u8
"""
MEDIA = """#EXTM3U
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-MAP:URI="init.mp4"
#EXTINF:1.000000,
seg00001.m4s
#EXTINF:2.000000,
seg00002.m4s
#EXT-X-ENDLIST
"""
INLINE = {"hls/master.m3u8": MASTER, "hls/540/video.m3u8": MEDIA}


def test_the_smallest_size_begins_with_its_init_and_its_first_segment() -> None:
    assert head_of(INLINE, "hls/master.m3u8") == ("hls/540/init.mp4", "hls/540/seg00001.m4s")


def test_whoever_comes_back_starts_with_the_segment_of_their_place() -> None:
    assert head_of(INLINE, "hls/master.m3u8", seconds=2.0)[1] == "hls/540/seg00002.m4s"


@pytest.mark.parametrize("seconds", [0.9, 1.1, 2.9, 3.5])
def test_near_a_border_and_past_the_end_nothing_is_foretold(seconds: float) -> None:
    assert head_of(INLINE, "hls/master.m3u8", seconds=seconds) == ()


def test_a_playlist_without_sizes_stands_for_itself() -> None:
    assert head_of({"index.m3u8": MEDIA}, "index.m3u8") == ("init.mp4", "seg00001.m4s")


def test_nothing_is_foretold_of_ranges_of_streams_that_go_on_and_of_what_is_not_here() -> None:
    ranged = MEDIA.replace("seg00001", "#EXT-X-BYTERANGE:10@0\nseg00001")
    assert head_of({"index.m3u8": ranged}, "index.m3u8") == ()
    assert head_of({"index.m3u8": MEDIA.replace("#EXT-X-ENDLIST\n", "")}, "index.m3u8") == ()
    assert head_of({}, "index.m3u8") == ()


def test_other_tracks_are_seen_and_supposed_where_nobody_knows() -> None:
    assert not has_other_tracks(INLINE, "hls/master.m3u8")
    assert not has_other_tracks({"index.m3u8": MEDIA}, "index.m3u8")
    assert has_other_tracks({"m.m3u8": '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,URI="en.m3u8"\n'}, "m.m3u8")
    assert has_other_tracks({}, "m.m3u8")
