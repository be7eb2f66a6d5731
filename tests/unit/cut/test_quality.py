"""Faults of finished films are found, and sound films are left in peace."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from fangcun.cut.engine.encode import Film, keyframes_of
from fangcun.cut.engine.grid import FPS, RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.join import SceneParts, join_episode
from fangcun.cut.engine.label import AigcLabel, stamp_label
from fangcun.cut.engine.quality import Report, examine, runs, timecode
from fangcun.cut.engine.sound_files import write_flac
from fangcun.kit.errors import FangcunError

SECONDS = 12
FRAMES = SECONDS * FPS
X264 = {"preset": "ultrafast"}


def film(
    folder: Path,
    *,
    black: tuple[int, int] = (0, 0),
    frozen: tuple[int, int] = (0, 0),
    silent: tuple[int, int] = (0, 0),
    labelled: bool = True,
) -> Path:
    """Twelve seconds of a square that wanders over grey, with a tone; stretches (in seconds) as they should not be."""
    with Film(folder / "silent.mp4", keyframes=keyframes_of(FRAMES, opening=True), options=X264) as out:
        for at in range(FRAMES):
            shown = frozen[0] * FPS if frozen[0] * FPS <= at < frozen[1] * FPS else at
            out.frame.y[:], out.frame.u[:], out.frame.v[:] = 120, 128, 128
            out.frame.y[400:900, 100 + 2 * shown : 400 + 2 * shown] = 200
            if black[0] * FPS <= at < black[1] * FPS:
                out.frame.y[:] = 16
            out.add()
    tone = (0.2 * np.sin(2 * np.pi * 330 * np.arange(SECONDS * RATE) / RATE)).astype(np.float32)
    tone[silent[0] * RATE : silent[1] * RATE] = 0
    write_flac(tone, folder / "voice.flac")
    write_flac(np.zeros((2, len(tone)), np.float32), folder / "rest.flac")
    parts = SceneParts(folder / "silent.mp4", folder / "voice.flac", folder / "rest.flac", FRAMES)
    join_episode([parts], path=folder / "joined.mp4", work=folder)
    if not labelled:
        return folder / "joined.mp4"
    stamp_label(folder / "joined.mp4", path=folder / "film.mp4", label=AigcLabel("方寸制作基地", "FC-1"))
    return folder / "film.mp4"


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems if problem.code.startswith("cut.qc")]


def test_a_sound_film_passes(tmp_path: Path) -> None:
    report = examine(film(tmp_path), frames=FRAMES)
    assert codes(report) == []
    assert report.measures.frames == FRAMES
    assert report.measures.lufs == pytest.approx(-16, abs=0.5)


@pytest.mark.parametrize(
    ("fault", "code", "stretch"),
    [
        ({"black": (4, 6)}, "cut.qc_black", (4, 6)),
        ({"frozen": (3, 10)}, "cut.qc_frozen", (3, 10)),
        ({"silent": (5, 9)}, "cut.qc_silent", (5, 9)),
    ],
)
def test_a_bad_stretch_is_found_where_it_is(
    tmp_path: Path, fault: dict[str, tuple[int, int]], code: str, stretch: tuple[int, int]
) -> None:
    report = examine(film(tmp_path, **fault), frames=FRAMES)  # type: ignore[arg-type]  # one keyword of the three
    assert codes(report) == [code]
    assert not report.passed
    [problem] = [p for p in report.problems if p.code == code]
    assert problem.data["start"] == pytest.approx(stretch[0] * FPS, abs=3)
    assert problem.data["end"] == pytest.approx(stretch[1] * FPS, abs=3)
    assert timecode(problem.data["start"])[:5] in problem.message


def test_a_short_black_and_a_short_silence_are_storytelling(tmp_path: Path) -> None:
    path = film(tmp_path, black=(4, 4), silent=(6, 8))
    assert codes(examine(path, frames=FRAMES)) == []


def test_a_film_of_another_length_or_without_its_label_is_told(tmp_path: Path) -> None:
    path = film(tmp_path, labelled=False)
    report = examine(path, frames=FRAMES + FPS)
    assert "cut.qc_length" in codes(report)
    assert "cut.label_missing" in [p.code for p in report.problems]
    assert examine(path, frames=FRAMES, labelled=False).passed


def test_a_film_without_sound_is_told(tmp_path: Path) -> None:
    film(tmp_path)
    assert "cut.qc_no_sound" in codes(examine(tmp_path / "silent.mp4", labelled=False))


def test_a_clipped_and_loud_sound_is_told(tmp_path: Path) -> None:
    film(tmp_path)
    loud = np.clip(3 * np.sin(2 * np.pi * 200 * np.arange(SECONDS * RATE) / RATE), -1, 1).astype(np.float32)
    path = tmp_path / "loud.mov"
    with av.open(str(tmp_path / "silent.mp4")) as given, av.open(str(path), "w") as out:
        picture = out.add_stream_from_template(given.streams.video[0])
        sound = out.add_stream("pcm_s16le", rate=RATE)
        sound.codec_context.layout = "stereo"
        for packet in given.demux(given.streams.video[0]):
            if packet.dts is not None:
                packet.stream = picture
                out.mux_one(packet)
        ints = np.repeat((loud * 32767).astype(np.int16), 2)  # left and right in turn
        for start in range(0, len(loud), SAMPLES_PER_FRAME):
            part = ints[None, 2 * start : 2 * (start + SAMPLES_PER_FRAME)]
            frame = av.AudioFrame.from_ndarray(part, "s16", "stereo")
            frame.sample_rate, frame.pts = RATE, start
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    found = codes(examine(path, frames=FRAMES, labelled=False))
    assert {"cut.qc_clipped", "cut.qc_loudness", "cut.qc_peak"} <= set(found)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("不是视频")
    with pytest.raises(FangcunError, match="打不开"):
        examine(tmp_path / "notes.mp4")


def test_runs_are_the_long_enough_stretches() -> None:
    flags = [bool(int(c)) for c in "0110111101"]
    assert runs(flags, least=2) == [(1, 3), (4, 8)]
    assert runs([], least=1) == []
    assert timecode(61 * FPS + 7) == "01:01.07"
