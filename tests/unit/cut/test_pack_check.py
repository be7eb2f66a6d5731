"""What the examination of a package finds: each fault is made, and told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from click.testing import CliRunner

from fangcun.cut.commands import cut
from fangcun.cut.engine.join import interleaved
from fangcun.cut.engine.ladder import Rung, encode_rungs
from fangcun.cut.engine.package import write_stream
from fangcun.cut.engine.package_check import examine_package
from fangcun.kit.errors import FangcunError, Severity
from ladder_stage import Packaged, package


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    return package(tmp_path_factory.mktemp("checked"))


@pytest.fixture
def folder(made: Packaged, tmp_path: Path) -> Path:
    """A copy of the package to spoil."""
    return Path(shutil.copytree(made.folder, tmp_path / "hls"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in examine_package(folder).problems]


def test_a_sound_package_has_no_faults(made: Packaged) -> None:
    report = examine_package(made.folder)
    assert report.problems == ()
    assert report.passed
    assert [(s.size, s.seconds) for s in report.streams] == [
        ((270, 480), pytest.approx(11.8)),
        ((360, 640), pytest.approx(11.8)),
        ((540, 960), pytest.approx(11.8)),
    ]


def test_a_missing_segment_is_named_once(folder: Path) -> None:
    (folder / "360" / "seg00002.m4s").unlink()
    [first, *others] = told(folder)
    assert first == ("cut.hls_missing", "360/video.m3u8：片段 seg00002.m4s 不存在或是空的。")
    assert {code for code, _ in others} <= {"cut.hls_bandwidth", "cut.hls_unlike"}


def test_a_segment_cut_short_is_found(folder: Path) -> None:
    path = folder / "seg00003.m4s"
    path.write_bytes(path.read_bytes()[:-1])
    assert ("cut.hls_segment", "video.m3u8：seg00003.m4s") in [(code, said.split()[0]) for code, said in told(folder)]


def test_a_wrong_duration_is_found(folder: Path) -> None:
    edit(folder / "270" / "video.m3u8", "#EXTINF:1.000000", "#EXTINF:1.400000")
    assert ("cut.hls_duration", "270/video.m3u8：seg00001.m4s 声明 1.40 秒，实为 1.00 秒。") in told(folder)


def test_a_segment_longer_than_the_target_is_found(folder: Path) -> None:
    edit(folder / "video.m3u8", "#EXT-X-TARGETDURATION:2", "#EXT-X-TARGETDURATION:1")
    assert "cut.hls_target" in {code for code, _ in told(folder)}


def test_segments_in_the_wrong_order_are_found(folder: Path) -> None:
    one, two = folder / "seg00002.m4s", folder / "seg00003.m4s"
    swapped = one.read_bytes(), two.read_bytes()
    one.write_bytes(swapped[1])
    two.write_bytes(swapped[0])
    assert "cut.hls_gap" in {code for code, _ in told(folder)}


def test_sizes_whose_key_frames_differ_are_found(made: Packaged, folder: Path, tmp_path: Path) -> None:
    other = encode_rungs(
        made.film, folder=tmp_path, rungs=[Rung("270", 270, 600_000, "3.0")], keyframes=[*range(0, made.frames, 40)]
    )
    shutil.rmtree(folder / "270")
    with av.open(str(other["270"])) as picture, av.open(str(made.film)) as sound:
        write_stream(
            folder / "270",
            video=picture.streams.video[0],
            audio=sound.streams.audio[0],
            packets=interleaved([(other["270"], made.frames)], sound),
            label=sound.metadata["AIGC"],
        )
    assert "cut.hls_unlike" in {code for code, _ in told(folder)}


LIES: dict[str, tuple[Callable[[str], str], str, Severity]] = {
    "too little": (lambda text: _rated(text, 0.7), "线路不够的观众会卡顿", Severity.ERROR),
    "too much": (lambda text: _rated(text, 1.5), "观众会看到过低的清晰度", Severity.WARNING),
}


def _rated(text: str, factor: float) -> str:
    first = re.search(r":BANDWIDTH=(\d+)", text)
    assert first is not None
    return text.replace(f":BANDWIDTH={first[1]},", f":BANDWIDTH={round(int(first[1]) * factor)},", 1)


@pytest.mark.parametrize("lie", LIES)
def test_a_bandwidth_that_is_not_true_is_found(folder: Path, lie: str) -> None:
    spoil, words, severity = LIES[lie]
    master = folder / "master.m3u8"
    master.write_text(spoil(master.read_text(encoding="utf-8")), encoding="utf-8")
    [problem] = examine_package(folder).problems
    assert problem.code == "cut.hls_bandwidth"
    assert words in problem.message
    assert problem.severity is severity


def test_what_the_master_playlist_says_of_size_and_coding_must_be_true(folder: Path) -> None:
    edit(folder / "master.m3u8", "RESOLUTION=360x640", "RESOLUTION=720x1280")
    edit(folder / "master.m3u8", 'CODECS="avc1.64001e,mp4a.40.2",FRAME', 'CODECS="avc1.640028,mp4a.40.2",FRAME')
    assert ("cut.hls_size", "360/video.m3u8 声明 720×1280，实为 360×640。") in told(folder)
    assert "cut.hls_codecs" in {code for code, _ in told(folder)}


def test_a_key_frame_list_that_names_other_bytes_is_found(folder: Path) -> None:
    edit(folder / "270" / "keys.m3u8", "@", "@1")
    assert "cut.hls_range" in {code for code, _ in told(folder)}


def test_an_unlabelled_stream_is_found_and_may_be_allowed(made: Packaged, folder: Path) -> None:
    init = folder / "360" / "init.mp4"
    init.write_bytes(init.read_bytes().replace(b"AIGC", b"XXXX"))
    assert [code for code, _ in told(folder)] == ["cut.label_missing"]
    assert examine_package(folder, labelled=False).problems == ()


def test_a_playlist_that_never_ends_is_found(folder: Path) -> None:
    edit(folder / "360" / "video.m3u8", "#EXT-X-ENDLIST", "")
    assert told(folder) == [("cut.hls_open", "360/video.m3u8 没有结束标记，播放器会当成直播。")]


def test_a_stream_that_is_not_there_is_found(folder: Path) -> None:
    shutil.rmtree(folder / "360")
    assert [code for code, _ in told(folder)] == ["cut.hls_unreadable"]


def test_a_folder_that_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FangcunError, match=r"没有 master\.m3u8"):
        examine_package(tmp_path)
    (tmp_path / "master.m3u8").write_text("<html>", encoding="utf-8")
    with pytest.raises(FangcunError, match="第 1 行读不懂"):
        examine_package(tmp_path)


def test_the_command_examines_packages_and_goes_on(made: Packaged, folder: Path, tmp_path: Path) -> None:
    (folder / "seg00002.m4s").unlink()
    (tmp_path / "空").mkdir()
    given = [tmp_path / "空", folder, made.folder / "master.m3u8"]
    run = CliRunner().invoke(cut, ["check", "--json", *map(str, given)])
    empty, broken, sound = (json.loads(row) for row in run.output.splitlines())
    assert run.exit_code == 1
    assert "不是 HLS 包" in empty["error"]
    assert (broken["passed"], sound["passed"]) == (False, True)
    assert [stream["segments"] for stream in sound["streams"]] == [6, 6, 6]
    shown = CliRunner().invoke(cut, ["check", str(made.folder)])
    assert shown.exit_code == 0
    assert "3 档" in shown.output
    assert "360×640  6 段 11.80 秒" in shown.output
