"""A packaged film in three sizes, read back by players' parsers and by decoding."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from fangcun.cut.engine.cues import Cue
from fangcun.cut.engine.encode import keyframes_of
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.label import check_label
from fangcun.cut.engine.ladder import Rung, encode_rungs
from fangcun.cut.engine.package import package_episode
from fangcun.cut.engine.renditions import webvtt_rendition
from fangcun.cut.engine.rungs import add_rungs
from fangcun.cut.engine.sound_files import read_sound
from fangcun.kit.errors import FangcunError
from ladder_stage import LENGTHS, SIZES, Packaged, number_in, package

ROOT = Path(__file__).parents[3]
STREAMS = {"270": "270/video.m3u8", "360": "360/video.m3u8", "540": "video.m3u8"}
TINY = Rung("135", 135, 300_000, "3.0")
PARSERS = {
    "hls-parser": "const h = require('hls-parser'); const parse = (text) => h.parse(text);",
    "m3u8-parser": "const {Parser} = require('m3u8-parser');"
    "const parse = (text) => { const p = new Parser(); p.push(text); p.end(); return p.manifest; };",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    return package(tmp_path_factory.mktemp("ladder"))


def parsed(parser: str, path: Path) -> dict:
    code = f"{PARSERS[parser]} console.log(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))))"
    text = path.read_text(encoding="utf-8")
    done = subprocess.run(["node", "-e", code], input=text, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def key_starts() -> list[int]:
    """The frames that start a segment."""
    starts, at = [], 0
    for place, frames in enumerate(LENGTHS):
        starts += [at + key for key in keyframes_of(frames, opening=place == 0)]
        at += frames
    return starts


def seconds_of_segments() -> list[float]:
    starts = key_starts()
    return [(b - a) / FPS for a, b in zip(starts, [*starts[1:], sum(LENGTHS)], strict=True)]


def test_hls_parser_reads_the_sizes_the_smallest_first(made: Packaged) -> None:
    master = parsed("hls-parser", made.folder / "master.m3u8")
    sizes = [(v["resolution"]["width"], v["resolution"]["height"]) for v in master["variants"] if not v["isIFrameOnly"]]
    assert sizes == [(270, 480), (360, 640), (540, 960)]
    assert [v["uri"] for v in master["variants"] if not v["isIFrameOnly"]] == list(STREAMS.values())
    [keys] = [v for v in master["variants"] if v["isIFrameOnly"]]
    assert keys["uri"] == "270/keys.m3u8"
    assert master["independentSegments"]
    assert [(d["id"], d["uri"]) for d in master["sessionDataList"]] == [("AIGC", "aigc.json")]


def test_m3u8_parser_reads_the_same(made: Packaged) -> None:
    master = parsed("m3u8-parser", made.folder / "master.m3u8")
    attributes = [p["attributes"] for p in master["playlists"]]
    assert [p["uri"] for p in master["playlists"]] == list(STREAMS.values())
    assert [a["CODECS"] for a in attributes] == ["avc1.64001e,mp4a.40.2"] * 2 + [attributes[2]["CODECS"]]
    assert {a["FRAME-RATE"] for a in attributes} == {25}
    told = [a["BANDWIDTH"] for a in attributes]
    assert told == sorted(told)
    assert all(int(a["AVERAGE-BANDWIDTH"]) <= a["BANDWIDTH"] for a in attributes)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("uri", STREAMS.values())
def test_segments_are_the_same_in_every_size(made: Packaged, parser: str, uri: str) -> None:
    playlist = parsed(parser, made.folder / uri)
    assert [s["duration"] for s in playlist["segments"]] == pytest.approx(seconds_of_segments())
    assert seconds_of_segments()[0] == 1
    assert all(((made.folder / uri).parent / s["uri"]).is_file() for s in playlist["segments"])
    assert playlist.get("endlist", playlist.get("endList"))


@pytest.mark.parametrize(("name", "uri"), STREAMS.items())
def test_every_frame_stands_once_at_its_time_in_every_size(made: Packaged, name: str, uri: str) -> None:
    with av.open(str(made.folder / uri)) as container:
        frames = [(round(f.time * FPS), f.key_frame, f.to_ndarray(format="gray")) for f in container.decode(video=0)]
    assert [at for at, _, _ in frames] == list(range(made.frames))
    assert [number_in(luma) for _, _, luma in frames] == list(range(made.frames))
    assert [at for at, key, _ in frames if key] == key_starts()
    assert frames[0][2].shape[::-1] == SIZES.get(name, (540, 960))


def test_all_sizes_share_one_sound(made: Packaged) -> None:
    whole = read_sound(made.film)
    for uri in STREAMS.values():
        heard = read_sound(made.folder / uri)
        count = min(heard.shape[1], whole.shape[1])
        assert count >= made.frames * 1920
        assert np.array_equal(heard[:, :count], whole[:, :count])


def test_every_init_segment_carries_the_label(made: Packaged) -> None:
    inits = sorted(made.folder.rglob("init.mp4"))
    assert len(inits) == 3
    assert [check_label(init) for init in inits] == [[], [], []]


@pytest.mark.parametrize("parser", PARSERS)
def test_a_range_of_the_key_frame_list_is_one_picture(made: Packaged, parser: str) -> None:
    folder = made.folder / "270"
    playlist = parsed(parser, folder / "keys.m3u8")
    assert playlist.get("isIFrame", playlist.get("iFramesOnly"))
    init = (folder / "init.mp4").read_bytes()
    seen = []
    for segment in playlist["segments"]:
        span = segment["byterange"]
        data = (folder / segment["uri"]).read_bytes()[span["offset"] : span["offset"] + span["length"]]
        with av.open(io.BytesIO(init + data)) as container:
            packet = next(p for p in container.demux(video=0) if p.size)
            container.streams.video[0].codec_context.thread_count = 1
            frames = [*container.streams.video[0].decode(packet), *container.streams.video[0].decode(None)]
        assert packet.is_keyframe
        assert len(frames) == 1
        seen.append(number_in(frames[0].to_ndarray(format="gray")))
    assert seen == key_starts()


def test_a_small_picture_stands_for_every_moment(made: Packaged) -> None:
    text = (made.folder / "thumbs.vtt").read_text(encoding="utf-8")
    rows = re.findall(r"(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)", text)
    starts = [start for start, *_ in rows]
    assert starts[0] == "00:00:00.000"
    assert [end for _, end, *_ in rows] == [*starts[1:], "00:00:11.800"]
    shown = []
    for _, _, sheet, *box in rows:
        x, y, width, height = map(int, box)
        picture = cv2.imread(str(made.folder / sheet), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        assert (width, height) == (108, 192)
        shown.append(number_in(picture[y : y + height, x : x + width]))
    assert shown == key_starts()


def test_what_was_written_is_named(made: Packaged) -> None:
    new = {p.relative_to(made.folder).as_posix() for p in made.folder.rglob("*") if p.is_file()}
    first = {"aigc.json", "init.mp4", "video.m3u8"} | {n for n in new if re.fullmatch(r"seg\d+\.m4s", n)}
    assert set(made.names) == new - first
    assert len(made.names) == len(set(made.names))


def test_other_tracks_stay_when_sizes_are_added(made: Packaged, tmp_path: Path) -> None:
    cues = [Cue(0, 200, ("字幕",))]
    track = webvtt_rendition(cues, language="zh-TW", folder=tmp_path, duration=made.frames / FPS)
    package_episode(made.film, folder=tmp_path, media=[track.media])
    bare = parsed("m3u8-parser", made.folder / "master.m3u8")["playlists"]
    add_rungs(tmp_path, rungs=made.rungs, sound=made.film)
    master = parsed("hls-parser", tmp_path / "master.m3u8")
    streams = [v for v in master["variants"] if not v["isIFrameOnly"]]
    assert [len(v["subtitles"]) for v in streams] == [1, 1, 1]
    assert streams[0]["subtitles"][0]["uri"] == "subs-zh-Hant.m3u8"
    # What is read beside the picture comes over the same line.
    assert all(v["bandwidth"] > b["attributes"]["BANDWIDTH"] for v, b in zip(streams, bare, strict=True))


def test_a_linked_master_playlist_is_replaced_not_written_through(made: Packaged, tmp_path: Path) -> None:
    kept = tmp_path / "kept.m3u8"
    shutil.copytree(made.folder, tmp_path / "hls")
    package_episode(made.film, folder=tmp_path / "hls")
    (tmp_path / "hls" / "master.m3u8").rename(kept)
    (tmp_path / "hls" / "master.m3u8").symlink_to(kept)
    before = kept.read_bytes()
    add_rungs(tmp_path / "hls", rungs=made.rungs, sound=made.film)
    assert kept.read_bytes() == before
    assert (tmp_path / "hls" / "master.m3u8").read_bytes() == (made.folder / "master.m3u8").read_bytes()


def test_a_size_whose_segments_do_not_meet_is_refused(made: Packaged, tmp_path: Path) -> None:
    package_episode(made.film, folder=tmp_path / "hls")
    films = list(made.rungs["270"])
    other = encode_rungs(films[1][0], folder=tmp_path / "x", rungs=[TINY], keyframes=(0, 30))
    films[1] = (other["135"], films[1][1])
    with pytest.raises(FangcunError, match="分段与成片对不上"):
        add_rungs(tmp_path / "hls", rungs={"135": films}, sound=made.film)
