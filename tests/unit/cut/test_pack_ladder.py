"""A film in smaller sizes: the same frames, key frames in the same places."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from fangcun.cut.engine.encode import Film
from fangcun.cut.engine.ladder import encode_rungs
from fangcun.kit.errors import FangcunError

KEYS = (0, 7, 20)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("master") / "film.mp4"
    with Film(path, keyframes=KEYS, options={"preset": "ultrafast"}) as film:
        film.frame.u[:], film.frame.v[:] = 110, 150
        for i in range(30):
            film.frame.y[:] = 40
            film.frame.y[:, : 36 * (i + 1)] = 200
            film.add()
    return path


def frames_of(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def test_every_rung_has_the_frames_and_key_frames_of_the_film(master: Path, tmp_path: Path) -> None:
    rungs = encode_rungs(master, folder=tmp_path)
    sizes = {}
    for name, path in rungs.items():
        frames = frames_of(path)
        sizes[name] = (frames[0].width, frames[0].height)
        assert [round(f.time * 25) for f in frames] == list(range(30))
        assert tuple(i for i, f in enumerate(frames) if f.key_frame) == KEYS
    assert sizes == {"720": (720, 1280), "540": (540, 960)}


def test_a_rung_shows_the_same_picture(master: Path, tmp_path: Path) -> None:
    frame = frames_of(encode_rungs(master, folder=tmp_path)["540"])[14]
    planes = frame.to_ndarray(format="yuv420p")
    bright = np.flatnonzero(planes[400] > 120)
    assert abs(len(bright) - 270) <= 2
    assert np.abs(planes[:960, :260].astype(int) - 200).mean() < 3
    assert abs(int(planes[960:1200].mean()) - 110) <= 2
    assert abs(int(planes[1200:].mean()) - 150) <= 2


def test_key_frames_can_be_given(master: Path, tmp_path: Path) -> None:
    frames = frames_of(encode_rungs(master, folder=tmp_path, keyframes=(0, 11))["540"])
    assert [i for i, f in enumerate(frames) if f.key_frame] == [0, 11]


def test_a_file_without_a_picture_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "sound.mp4"), "w") as out:
        stream = out.add_stream("aac", rate=48_000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with pytest.raises(FangcunError, match="没有 yuv420p 画面"):
        encode_rungs(tmp_path / "sound.mp4", folder=tmp_path / "out")
