"""Reframing: what moves stays in the frame, the camera does not jerk, and it jumps only where the film cuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from finish_stage import draw_label, laid, scenery, write_film

from fangcun.cut.engine.grid import FPS, LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.label import AigcLabel, check_label, notice_overlays, stamp_label
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.planes import to_planes
from fangcun.cut.engine.reframe import ACCELERATION, SPEED, crop_size, path_of
from fangcun.cut.engine.reframe_file import Footage, reframe_file, watch
from fangcun.kit.errors import FangcunError

WIDE, TALL = Shape(640, 360), Shape(360, 640)
FRAMES = 150
Way = Callable[[int], float]

WAYS: dict[str, Way] = {
    "across": lambda at: 0.12 + 0.76 * at / FRAMES,
    "to and fro": lambda at: 0.5 + 0.36 * float(np.sin(at / 24)),
    "stands, then goes": lambda at: 0.2 if at < 60 else min(0.85, 0.2 + (at - 60) / 70),
}


def target_at(at: int, way: Way, shape: Shape) -> tuple[float, float]:
    along = way(at)
    return (along * shape.width, 0.5 * shape.height) if shape == WIDE else (0.5 * shape.width, along * shape.height)


def film(folder: Path, way: Way, shape: Shape) -> Path:
    still = scenery(shape.width, shape.height, seed=3)

    def frame(at: int) -> Pixels:
        x, y = target_at(at, way, shape)
        out = still.copy()
        cv2.circle(out, (round(x), round(y)), 26, (250, 240, 60), -1)
        cv2.circle(out, (round(x), round(y) + at % 4), 12, (200, 20, 30), -1)
        return out

    return write_film(folder / "film.mp4", frame, frames=FRAMES)


@pytest.mark.parametrize("shape", [WIDE, TALL], ids=str)
@pytest.mark.parametrize("name", WAYS)
def test_the_moving_target_stays_in_the_frame_and_the_path_is_calm(tmp_path: Path, shape: Shape, name: str) -> None:
    seen = watch(film(tmp_path, WAYS[name], shape))
    aspect = 9 / 16 if shape == WIDE else 16 / 9
    size = (shape.width, shape.height)
    path = path_of(seen.glances, seen.cuts, size=size, aspect=aspect)
    crop = np.array(crop_size(*size, aspect=aspect))
    targets = np.array([target_at(at, WAYS[name], shape) for at in range(FRAMES)])
    inside = ((targets >= path) & (targets <= path + crop)).all(axis=1)
    assert seen.cuts == [0]
    assert inside.mean() >= 0.98
    assert np.abs(np.diff(path, axis=0)).max() <= SPEED * max(size) + 1e-6
    # Standing at the film's edge ends a move at once: only inside are two differences bounded.
    free = ((path > 0) & (path < np.array(size) - crop)).all(axis=1) if crop[0] != shape.width else path[:, 1] > 0
    bends = np.abs(np.diff(path, n=2, axis=0)).max(axis=1)
    assert bends[free[:-2] & free[1:-1] & free[2:]].max(initial=0) <= ACCELERATION * max(size) + 1e-6


def test_a_target_that_hardly_moves_is_filmed_from_a_stand(tmp_path: Path) -> None:
    seen = watch(film(tmp_path, lambda at: 0.6 + 0.04 * float(np.sin(at / 9)), WIDE))
    path = path_of(seen.glances, seen.cuts, size=(640, 360), aspect=9 / 16)
    assert np.ptp(path, axis=0).max() == 0


def test_the_crop_jumps_at_a_cut_and_nowhere_else(tmp_path: Path) -> None:
    one, two = scenery(640, 360, seed=1) // 3, 255 - scenery(640, 360, seed=2) // 3

    def frame(at: int) -> Pixels:
        out = (one if at < 50 else two).copy()
        cv2.circle(out, (90 if at < 50 else 550, 180 + at % 5), 30, (255, 90, 0) if at < 50 else (0, 0, 0), -1)
        return out

    seen = watch(write_film(tmp_path / "film.mp4", frame, frames=100))
    assert seen.cuts == [0, 50]
    path = path_of(seen.glances, seen.cuts, size=(640, 360), aspect=9 / 16)
    assert np.ptp(path[:50], axis=0).max() == np.ptp(path[50:], axis=0).max() == 0
    assert path[60, 0] - path[40, 0] > 250


def test_faces_that_are_handed_in_are_followed(tmp_path: Path) -> None:
    seen = watch(film(tmp_path, WAYS["across"], WIDE), find_faces=lambda gray: [(20, 80, 20, 20)])
    path = path_of(seen.glances, seen.cuts, size=(640, 360), aspect=9 / 16)
    assert (path[:, 0] == path[0, 0]).all()
    assert path[0, 0] == 0


def with_sound(path: Path) -> Path:
    """The film again with a second track: a tone."""
    out_path = path.with_name("sounding.mp4")
    with av.open(str(path)) as given, av.open(str(out_path), "w") as out:
        video = out.add_stream_from_template(given.streams.video[0])
        sound = out.add_stream("aac", rate=48000, layout="mono")
        for packet in given.demux(given.streams.video[0]):
            if packet.dts is not None:
                packet.stream = video
                out.mux_one(packet)
        tone = np.sin(np.arange(1024 * 280) / 20).astype(np.float32)[None] * 0.3
        for block in range(280):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(tone[:, block * 1024 : block * 1024 + 1024]), format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = 48000, block * 1024
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    return out_path


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(container.streams.audio[0]) if p.size]


def test_a_labelled_film_stays_labelled_and_keeps_its_sound(tmp_path: Path) -> None:
    still = scenery(640, 360)
    marks = notice_overlays(draw_label, opening=True, shape=WIDE)
    raw = write_film(tmp_path / "raw.mp4", lambda at: laid(still, marks, at=at), frames=90)
    stamp_label(with_sound(raw), path=tmp_path / "film.mp4", label=AigcLabel(producer="方寸", produce_id="FC-1"))
    told: list[float] = []
    out = tmp_path / "out.mp4"
    made = reframe_file(tmp_path / "film.mp4", out, shape=TALL, draw_label=draw_label, progress=told.append)
    assert made.problems == ()
    assert check_label(out, draw=draw_label) == []
    assert packets(out) == packets(tmp_path / "film.mp4")
    assert told == sorted(told)
    assert told[-1] == 1.0
    with av.open(str(out)) as container:
        shown = [f.time for f in container.decode(container.streams.video[0])]
        assert container.streams.video[0].codec_context.width == TALL.width
    assert len(shown) == made.frames == 90
    assert shown[-1] == pytest.approx(89 / FPS)


def test_footage_is_a_source_of_a_shot_and_holds_its_last_frame(tmp_path: Path) -> None:
    take = Footage(film(tmp_path, WAYS["across"], WIDE)).open_take(FRAMES + 20, shape=PORTRAIT)
    into = to_planes(np.zeros((PORTRAIT.height, PORTRAIT.width, 3), np.uint8))
    take.paint(0, into)
    first = into.y.copy()
    take.paint(FRAMES - 1, into)
    last = into.y.copy()
    take.paint(FRAMES + 19, into)
    assert (into.y == last).all()
    assert (first != last).mean() > 0.5


def test_what_cannot_be_reframed_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"no film")
    with pytest.raises(FangcunError) as unreadable:
        reframe_file(tmp_path / "x.mp4", tmp_path / "y.mp4", shape=LANDSCAPE, draw_label=draw_label)
    assert unreadable.value.code == "cut.unreadable"
    with pytest.raises(FangcunError) as same:
        reframe_file(tmp_path / "x.mp4", tmp_path / "x.mp4", shape=LANDSCAPE, draw_label=draw_label)
    assert same.value.code == "cut.reframe_same"
