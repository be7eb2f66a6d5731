"""Finished files, read back: pictures, sound, playlists, labels."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from fangcun.cut.contracts import Expression, Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.encode import Film, keyframes_of
from fangcun.cut.engine.grid import FPS, RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.join import SceneParts, join_episode
from fangcun.cut.engine.label import FIELDS, AigcLabel, check_label, notice_overlays, stamp_label
from fangcun.cut.engine.loudness import measure
from fangcun.cut.engine.make import EpisodeCut, SceneCut, make_episode, make_scene, read_scene
from fangcun.cut.engine.package import frame_at, package_episode
from fangcun.cut.engine.picture import Picture, Pixels
from fangcun.cut.engine.sound_files import read_blocks, read_sound, write_flac
from fangcun.cut.engine.subtitles import Cue
from fangcun.cut.engine.voice import NARRATOR, speak
from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Voice

LABEL = AigcLabel(producer="方寸制作基地", produce_id="FC-0001-01")


def draw_label(text: str, height: int) -> Pixels:
    return np.full((height, height * len(text), 4), (255, 255, 255, 230), np.uint8)


def draw_cue(cue: Cue) -> tuple[int, int, Pixels]:
    return 90, 1400, np.full((80 * len(cue.rows), 900, 4), (20, 20, 20, 200), np.uint8)


def picture(number: int) -> Picture:
    rgb = np.full((2150, 1210, 3), (60 + 40 * number, 110, 150), np.uint8)
    cv2.circle(rgb, (600, 800), 250, (240, 205, 180), -1)
    return Picture(rgb)


def shot(name: str, *texts: str, move: Move = Move.PUSH, kind: ShotKind = ShotKind.SINGLE) -> Shot:
    lines = tuple(Line("沈星", text, Voice.SPOKEN) for text in texts)
    people = (Figure("沈星", Expression.NEUTRAL, speaking=True),)
    return Shot(name, kind, Framing.CLOSE, move, "客厅", "夜", "内", people, lines, 1.4)


@dataclass(frozen=True)
class Made:
    scenes: list[SceneCut]
    episode: EpisodeCut


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("episode")
    shots = [
        [shot("a1", "你怎么来了？"), shot("a2", move=Move.SHAKE)],
        [shot("b1", "我在这里等了三天三夜。", move=Move.STILL), shot("b2", kind=ShotKind.HOLD, move=Move.STILL)],
    ]
    scenes = [
        make_scene(
            given,
            sources=picture,
            speeches=[[speak(line.text, voice=NARRATOR) for line in s.lines] for s in given],
            draw_cue=draw_cue,
            draw_label=draw_label,
            folder=folder / f"scene{i}",
            opening=i == 0,
            seed=i,
        )
        for i, given in enumerate(shots)
    ]
    return Made(scenes, make_episode(scenes, folder=folder / "out", label=LABEL, stem="ep01", title="第一集"))


def packets_of(path: Path, kind: str) -> list[Any]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0] if kind == "video" else container.streams.audio[0]
        return [(p.pts * p.time_base, p.dts * p.time_base, p.is_keyframe) for p in container.demux(stream) if p.size]


def test_every_frame_is_there_once_and_in_order(made: Made) -> None:
    with av.open(str(made.episode.video)) as container:
        stream = container.streams.video[0]
        times = [frame.pts * frame.time_base * FPS for frame in container.decode(stream)]
        context = stream.codec_context
        assert (context.width, context.height, context.profile, stream.average_rate) == (1080, 1920, "High", FPS)
        assert (context.pix_fmt, context.color_range, context.colorspace) == ("yuv420p", 1, 1)
        assert (context.color_primaries, context.color_trc) == (1, 1)
    assert times == list(range(made.episode.frames))
    assert made.episode.frames == sum(scene.frames for scene in made.scenes)


def test_key_frames_stand_where_segments_start(made: Made) -> None:
    keys = [int(pts * FPS) for pts, _, key in packets_of(made.episode.video, "video") if key]
    first, second = (scene.frames for scene in made.scenes)
    wanted = [*keyframes_of(first, opening=True), *(first + k for k in keyframes_of(second, opening=False))]
    assert keys == wanted
    assert keys[:2] == [0, FPS]


@pytest.mark.parametrize("frames", range(75, 400, 7))
@pytest.mark.parametrize("opening", [True, False])
def test_segments_are_one_second_first_then_two_to_four(frames: int, opening: bool) -> None:
    lengths = [b - a for a, b in itertools.pairwise((*keyframes_of(frames, opening=opening), frames))]
    if opening:
        assert lengths.pop(0) == FPS
    assert all(2 * FPS <= length < 4 * FPS for length in lengths)


def test_sound_and_picture_are_equally_long_and_start_at_zero(made: Made) -> None:
    audio = packets_of(made.episode.video, "audio")
    assert audio[0][0] == packets_of(made.episode.video, "video")[0][0] == 0
    sound = read_sound(made.episode.video)
    assert 0 <= sound.shape[1] - made.episode.frames * SAMPLES_PER_FRAME < 2048


def test_the_finished_sound_is_at_level(made: Made) -> None:
    found = measure(read_blocks(made.episode.video))
    assert found.lufs == pytest.approx(-16, abs=0.5)
    assert found.peak <= -1.0
    assert made.episode.loudness.lufs == pytest.approx(found.lufs, abs=0.01)


def test_the_index_stands_before_the_pictures(made: Made) -> None:
    data = made.episode.video.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_package_plays_as_long_as_the_episode(made: Made) -> None:
    package = made.episode.package
    assert sum(package.durations) == pytest.approx(made.episode.frames / FPS, abs=1e-3)
    assert package.durations[0] == 1.0
    assert all(2.0 <= seconds < 4.0 for seconds in package.durations[1:])
    assert all((package.folder / name).is_file() for name in package.files)
    assert package.segments[0] == "seg00001.m4s"
    media = (package.folder / "video.m3u8").read_text()
    assert '#EXT-X-MAP:URI="init.mp4"' in media
    assert media.rstrip().endswith("#EXT-X-ENDLIST")
    assert "#EXT-X-INDEPENDENT-SEGMENTS" in media
    assert str(package.folder) not in media
    master = (package.folder / "master.m3u8").read_text()
    assert 'CODECS="avc1.640028,mp4a.40.2"' in master
    assert "RESOLUTION=1080x1920" in master
    assert f"BANDWIDTH={package.bandwidth}" in master


def test_the_package_decodes_to_the_same_pictures_and_sound(made: Made) -> None:
    playlist = made.episode.package.folder / "master.m3u8"
    with av.open(str(playlist)) as container:
        assert [round(f.time * FPS) for f in container.decode(video=0)] == list(range(made.episode.frames))
    streamed, whole = read_sound(playlist), read_sound(made.episode.video)
    count = min(streamed.shape[1], whole.shape[1])
    assert count >= made.episode.frames * SAMPLES_PER_FRAME
    assert np.array_equal(streamed[:, :count], whole[:, :count])


def test_the_first_segment_can_be_played_alone(made: Made, tmp_path: Path) -> None:
    folder = made.episode.package.folder
    (tmp_path / "first.mp4").write_bytes((folder / "init.mp4").read_bytes() + (folder / "seg00001.m4s").read_bytes())
    with av.open(str(tmp_path / "first.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == FPS
    assert read_sound(tmp_path / "first.mp4").shape[1] > 0.9 * RATE


def test_the_label_is_in_the_file_in_the_package_and_on_the_screen(made: Made) -> None:
    assert made.episode.problems == ()
    with av.open(str(made.episode.video)) as container:
        assert container.metadata["title"] == "第一集"
        data = json.loads(container.metadata["AIGC"])
    assert tuple(data) == FIELDS
    assert (data["Label"], data["ProduceID"]) == ("1", "FC-0001-01")
    assert json.loads((made.episode.package.folder / "aigc.json").read_text("utf-8")) == data
    assert check_label(made.episode.package.folder / "init.mp4") == []
    for at in (10, 49, 65):
        assert frame_at(made.episode.video, at)[170, 540].min() > 200
    assert frame_at(made.episode.video, 80)[170, 540].max() < 200


def test_the_notice_is_high_and_long_enough() -> None:
    opening = notice_overlays(draw_label, opening=True)[1]
    assert opening.rgba.shape[0] >= 0.05 * 1080
    assert opening.end - 2 * opening.fade >= 2 * FPS
    assert len(notice_overlays(draw_label, opening=False)) == 1
    with pytest.raises(FangcunError, match="放大标识文字"):
        notice_overlays(lambda text, height: draw_label(text, height // 2), opening=True)


def test_what_is_wrong_with_a_label_is_said(made: Made, tmp_path: Path) -> None:
    bare = tmp_path / "bare.mp4"
    with av.open(str(made.scenes[0].parts.video)) as given, av.open(str(bare), "w") as out:
        stream = out.add_stream_from_template(given.streams.video[0])
        for packet in itertools.islice(given.demux(video=0), 5):
            packet.stream = stream
            out.mux(packet)
    assert [p.code for p in check_label(bare)] == ["cut.label_missing"]
    stamp_label(bare, path=tmp_path / "x.mp4", label=AigcLabel(producer="", produce_id="1", label="9"))
    assert [p.code for p in check_label(tmp_path / "x.mp4")] == ["cut.label_value", "cut.label_empty"]
    (tmp_path / "y.mp4").write_bytes(b"nothing")
    assert [p.code for p in check_label(tmp_path / "y.mp4")] == ["cut.label_unreadable"]


def test_subtitles_of_later_scenes_stand_later(made: Made) -> None:
    srt = made.episode.subtitles["srt"].read_text(encoding="utf-8")
    start = made.scenes[0].frames + made.scenes[1].cues[0].start
    stamp = f"00:00:{start * 40 // 1000:02d},{start * 40 % 1000:03d}"
    assert f"{stamp} --> " in srt
    assert made.episode.shots[2] == ("b1", made.scenes[0].frames, made.scenes[1].shots[0][2])


def test_subtitles_are_burnt_while_they_are_heard(made: Made) -> None:
    cue = made.scenes[0].cues[0]
    assert frame_at(made.episode.video, cue.start)[1440, 540].max() < 100
    assert frame_at(made.episode.video, cue.start - 1)[1440, 540].max() > 120


def test_the_poster_shows_the_picture(made: Made) -> None:
    poster = cv2.imread(str(made.episode.poster))
    assert poster is not None
    assert poster.shape == (1920, 1080, 3)
    assert poster.std() > 10


def test_a_scene_is_the_same_bytes_when_made_again(made: Made, tmp_path: Path) -> None:
    given = [shot("b1", "我在这里等了三天三夜。", move=Move.STILL), shot("b2", kind=ShotKind.HOLD, move=Move.STILL)]
    again = make_scene(
        given,
        sources=[picture(0), picture(1)],
        speeches=[[speak(line.text, voice=NARRATOR) for line in s.lines] for s in given],
        draw_cue=draw_cue,
        draw_label=draw_label,
        folder=tmp_path,
        seed=1,
    )
    for name in ("video.mp4", "dialogue.flac", "effects.flac", "scene.json"):
        assert (again.folder / name).read_bytes() == (made.scenes[1].folder / name).read_bytes(), name
    assert read_scene(tmp_path) == again


def flash_scene(folder: Path, *, frames: int, at: int) -> SceneParts:
    """A grey scene with one white frame and, at the same moment, a click."""
    folder.mkdir()
    with Film(folder / "v.mp4", keyframes=keyframes_of(frames, opening=False), options={"preset": "ultrafast"}) as film:
        film.frame.u[:] = film.frame.v[:] = 128
        for i in range(frames):
            film.frame.y[:] = 235 if i == at else 60
            film.add()
    click = np.zeros(frames * SAMPLES_PER_FRAME, np.float32)
    click[at * SAMPLES_PER_FRAME : at * SAMPLES_PER_FRAME + 480] = 0.5 * np.sin(np.arange(480) / 3)
    write_flac(click, folder / "d.flac")
    write_flac(np.zeros((2, len(click)), np.float32), folder / "e.flac")
    return SceneParts(folder / "v.mp4", folder / "d.flac", folder / "e.flac", frames)


def test_a_click_and_a_flash_stay_together_over_many_scenes(tmp_path: Path) -> None:
    lengths = [51, 83, 77, 60, 99, 52, 131, 50, 67]
    scenes = [flash_scene(tmp_path / str(i), frames=n, at=20 + 3 * i) for i, n in enumerate(lengths)]
    join_episode(scenes, path=tmp_path / "e.mp4", work=tmp_path)
    package_episode(tmp_path / "e.mp4", folder=tmp_path / "hls")
    wanted = [sum(lengths[:i]) + 20 + 3 * i for i in range(len(lengths))]
    for path in (tmp_path / "e.mp4", tmp_path / "hls" / "master.m3u8"):
        with av.open(str(path)) as container:
            flashes = [
                round(f.time * FPS)
                for f in container.decode(video=0)
                if np.frombuffer(f.planes[0], np.uint8)[::4999].mean() > 200
            ]
        loud = np.flatnonzero(np.abs(read_sound(path)[0]) > 0.1)
        clicks = loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > RATE // 4)]
        assert flashes == wanted
        assert clicks == pytest.approx([at * SAMPLES_PER_FRAME for at in wanted], abs=48), path.name


def test_a_film_that_lost_frames_is_refused(tmp_path: Path) -> None:
    scene = flash_scene(tmp_path / "s", frames=50, at=10)
    damaged = SceneParts(scene.video, scene.dialogue, scene.effects, 60)
    with pytest.raises(FangcunError, match="应有 60 帧，实有 50 帧"):
        join_episode([damaged], path=tmp_path / "e.mp4", work=tmp_path)
    with pytest.raises(FangcunError, match="没有可用的场次"):
        join_episode([], path=tmp_path / "e.mp4", work=tmp_path)
