"""Films with planted problems: each is found where it stands, and a film without any passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fangcun.kit.errors import FangcunError
from fangcun.review.contracts import FilmScreening, PictureFinding, Strength, Verdict
from fangcun.review.engine.screen import screen_of
from fangcun.review.engine.watch import reel
from fangcun.review.engine.watch.watching import Asked, watch
from watch_stage import NOTICE, NUMBER, OPENING, TAG, TITLE, Words, make_film

DAY = date(2026, 11, 1)


def watched(path: Path, *, on: date = DAY, **asked: object) -> FilmScreening:
    return watch(path, on=on, screen=screen_of(on).screen, asked=Asked(**asked), processes=1).screening


def found(screening: FilmScreening, category: str) -> list[PictureFinding]:
    return [f for f in screening.findings if f.category == category]


def categories(screening: FilmScreening) -> set[str]:
    return {f.category for f in screening.findings}


# ── words on the picture


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> FilmScreening:
    line = Words("明天早上一起去码头", 5.0, 7.0)
    path = make_film(tmp_path_factory.mktemp("clean") / "film.mp4", seconds=8, words=[*OPENING, line])
    return watched(path, title="七分钟", number="网微剧备字（2026）第0123号")


def test_a_film_that_is_as_it_should_be_passes(clean: FilmScreening) -> None:
    assert [f.message for f in clean.findings] == []
    assert clean.problems == ()
    assert clean.verdict is Verdict.PASS


def test_what_was_read_is_told_with_its_time_and_place(clean: FilmScreening) -> None:
    lines = {line.text: line for line in clean.lettering}
    assert set(lines) == {"内容由AI生成", "七分钟", "网微剧备字（2026）第0123号", "明天早上一起去码头"}
    line = lines["明天早上一起去码头"]
    assert (line.span.first_frame, line.span.end_frame) == (125, 175)
    assert line.span.start == 5
    assert line.box.y < 0.8 < line.box.y + line.box.h
    assert abs(line.box.x + line.box.w / 2 - 0.5) < 0.02


def test_a_forbidden_word_on_the_picture_is_found_where_it_stands(tmp_path: Path) -> None:
    words = [*OPENING, Words("办证刻章", 4.4, 6.0)]
    (bad,) = found(watched(make_film(tmp_path / "film.mp4", seconds=7, words=words)), "fake_docs")
    assert bad.severity is Strength.BLOCK
    assert bad.surface == "办证刻章"
    assert (bad.span.first_frame, bad.span.end_frame) == (110, 150)
    assert bad.box is not None
    assert bad.box.y < 0.8 < bad.box.y + bad.box.h
    assert bad.source


@pytest.mark.parametrize("frames", [1, 3, 7, 8, 11])
def test_a_word_shown_for_a_moment_is_read_too(frames: int, tmp_path: Path) -> None:
    words = [Words("办证刻章", (104 + k * 40) / 25, (104 + k * 41 + frames) / 25, height=0.1, y=0.3) for k in (0, 1, 2)]
    path = make_film(tmp_path / "film.mp4", seconds=9, words=words)
    bad = found(watched(path, labelled=False), "fake_docs")
    assert [(f.span.first_frame, f.span.end_frame) for f in bad] == [
        (104 + k * 40, 104 + k * 41 + frames) for k in (0, 1, 2)
    ]


def test_a_film_without_notice_is_stopped(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=6, words=[TITLE, NUMBER])
    (missing,) = found(watched(path), "notice_missing")
    assert missing.severity is Strength.BLOCK
    assert found(watched(path, labelled=False), "notice_missing") == []


@pytest.mark.parametrize(("height", "severity"), [(0.035, Strength.BLOCK), (0.065, None)])
def test_the_notice_is_measured(height: float, severity: Strength | None, tmp_path: Path) -> None:
    notice = Words(NOTICE.text, 0, 3, height=height, y=0.12)
    path = make_film(tmp_path / "film.mp4", seconds=4, words=[notice, TITLE, NUMBER], size=(540, 960))
    assert [f.severity for f in found(watched(path), "notice_small")] == ([severity] if severity else [])


def test_a_notice_of_one_second_is_too_short(tmp_path: Path) -> None:
    notice = Words(NOTICE.text, 0, 1, height=0.07, y=0.12)
    path = make_film(tmp_path / "film.mp4", seconds=5, words=[notice, TITLE, NUMBER])
    (short,) = found(watched(path), "notice_short")
    assert short.measured == "1.00 秒"
    assert short.limit == "2 秒"


def test_a_number_is_asked_for_until_it_is_known_and_then_required(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=5, words=[NOTICE, TITLE])
    (asked,) = found(watched(path), "number_missing")
    assert asked.severity is Strength.ASK
    (required,) = found(watched(path, number="网微剧备字（2026）第0123号"), "number_missing")
    assert required.severity is Strength.BLOCK


def test_another_number_or_title_is_shown_to_a_person(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=5)
    screening = watched(path, title="替身绣娘", number="网微剧审字（2026）第7788号")
    assert [f.severity for f in found(screening, "number_wrong")] == [Strength.ASK]
    assert [f.severity for f in found(screening, "title_missing")] == [Strength.ASK]


def test_before_its_day_a_rule_asks_nothing(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=3, words=[], tag=None)
    assert categories(watched(path, on=date(2025, 1, 1))) == set()
    with pytest.raises(FangcunError) as refused:
        watched(path, on=date(2020, 1, 1))
    assert refused.value.code == "watch.too_early"


# ── the tag


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (TAG, {}),
        (None, {"aigc_missing": Strength.BLOCK}),
        ("{not json", {"aigc_broken": Strength.BLOCK}),
        ('["1"]', {"aigc_broken": Strength.BLOCK}),
        ({**TAG, "Label": "7"}, {"aigc_label": Strength.BLOCK}),
        ({**TAG, "ProduceID": ""}, {"aigc_empty": Strength.BLOCK}),
        ({k: v for k, v in TAG.items() if k != "Label"}, {"aigc_fields": Strength.BLOCK}),
        ({k: v for k, v in TAG.items() if k != "ReservedCode2"}, {"aigc_fields": Strength.ASK}),
    ],
)
def test_the_tag_is_read(tag: dict[str, str] | str | None, expected: dict[str, Strength], tmp_path: Path) -> None:
    screening = watched(make_film(tmp_path / "film.mp4", seconds=1, words=[], tag=tag), read=False)
    assert {f.category: f.severity for f in screening.findings} == expected


# ── picture and sound


def film(tmp_path: Path, **kind: object) -> FilmScreening:
    return watched(make_film(tmp_path / "film.mp4", words=[], **kind), read=False)  # type: ignore[arg-type]


def test_black_and_frozen_stretches_have_their_frames(tmp_path: Path) -> None:
    held: list[np.ndarray] = []

    def paint(number: int, frame: np.ndarray) -> np.ndarray:
        if 50 <= number < 90:
            return np.zeros_like(frame)
        if 100 <= number < 270:
            held.append(frame)
            return held[0].copy()
        return frame

    screening = film(tmp_path, seconds=12, paint=paint)
    (black,) = found(screening, "black")
    assert (black.span.first_frame, black.span.end_frame) == (50, 90)
    (frozen,) = found(screening, "frozen")
    assert abs(frozen.span.first_frame - 100) <= 8  # the encoder settles for some frames
    assert frozen.span.end_frame == 270
    assert categories(screening) == {"black", "frozen"}


def test_a_strobe_stops_the_film_and_a_single_flash_does_not(tmp_path: Path) -> None:
    def strobe(number: int, frame: np.ndarray) -> np.ndarray:
        return np.full_like(frame, 250 if number // 2 % 2 else 5) if 50 <= number < 100 else frame

    def flash(number: int, frame: np.ndarray) -> np.ndarray:
        return np.full_like(frame, 250) if 50 <= number < 53 else frame

    (bad,) = found(film(tmp_path, seconds=6, paint=strobe), "flash")
    assert bad.severity is Strength.BLOCK
    assert 48 <= bad.span.first_frame <= 54
    assert 96 <= bad.span.end_frame <= 102
    assert bad.box.w > 0.95
    assert categories(film(tmp_path, seconds=6, paint=flash)) == set()


def test_a_picture_of_a_few_frames_is_pointed_out(tmp_path: Path) -> None:
    def insert(number: int, frame: np.ndarray) -> np.ndarray:
        if 60 <= number < 63:
            other = np.zeros_like(frame)
            other[::40], other[:, ::30], other[200:400] = 255, 200, 230
            return other
        return frame

    screening = film(tmp_path, seconds=4, paint=insert)
    (brief,) = found(screening, "brief")
    assert (brief.span.first_frame, brief.span.end_frame) == (60, 63)
    assert brief.severity is Strength.ASK


def test_lightning_over_the_same_picture_is_no_other_picture(tmp_path: Path) -> None:
    def lightning(number: int, frame: np.ndarray) -> np.ndarray:
        return np.clip(frame.astype(int) + 90, 0, 255).astype(np.uint8) if 60 <= number < 63 else frame

    assert categories(film(tmp_path, seconds=4, paint=lightning)) == set()


def test_silence_has_its_frames(tmp_path: Path) -> None:
    (silent,) = found(film(tmp_path, seconds=8, silent=(2.0, 6.0)), "silent")
    assert abs(silent.span.first_frame - 50) <= 3
    assert abs(silent.span.end_frame - 150) <= 3


def test_loudness_and_peaks_are_told(tmp_path: Path) -> None:
    assert categories(film(tmp_path, seconds=4)) == set()
    assert categories(film(tmp_path, seconds=4, level=0.02)) == {"loudness"}
    assert {"loudness", "true_peak"} <= categories(film(tmp_path, seconds=4, level=1.2))
    assert categories(film(tmp_path, seconds=4, sound=False)) == {"no_sound"}


# ── files that are no films, or break off


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "watch.unreadable"), (b"not a film at all" * 50, "watch.unreadable"), (None, "watch.missing")],
)
def test_what_is_no_film_is_refused_in_words(data: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(FangcunError) as refused:
        watched(path)
    assert refused.value.code == code
    assert "film.mp4" in refused.value.message


def test_a_list_of_other_files_is_no_film(tmp_path: Path) -> None:
    make_film(tmp_path / "secret.ts", seconds=1, words=[])
    lists = {
        "playlist.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n",
        "script.mp4": "ffconcat version 1.0\nfile secret.ts\n",
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text)
        with pytest.raises(FangcunError) as refused:
            watched(tmp_path / name)
        assert refused.value.code == "watch.unreadable"


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    import wave

    with wave.open(str(tmp_path / "film.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16000))
    with pytest.raises(FangcunError) as refused:
        watched(tmp_path / "film.wav")
    assert refused.value.code == "watch.no_picture"


def test_a_film_that_is_too_long_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=3, words=[])
    monkeypatch.setattr(reel, "MOST_SECONDS", 2)
    with pytest.raises(FangcunError, match="最长") as refused:
        watched(path)
    assert refused.value.code == "watch.too_large"
    monkeypatch.undo()
    monkeypatch.setattr(reel, "MOST_PIXELS", 1000)
    with pytest.raises(FangcunError, match="360×640"):
        watched(path)


@pytest.mark.parametrize("suffix", ["mkv", "avi", "mov", "ts"])
def test_other_wrappers_have_the_same_frames(suffix: str, tmp_path: Path) -> None:
    def paint(number: int, frame: np.ndarray) -> np.ndarray:
        return np.zeros_like(frame) if 150 <= number < 190 else frame

    screening = watched(make_film(tmp_path / f"film.{suffix}", seconds=9, words=[], tag=None, paint=paint), read=False)
    (black,) = found(screening, "black")
    assert screening.facts.frames == 225
    assert (black.span.first_frame, black.span.end_frame) == (150, 190)


def test_a_film_that_breaks_off_keeps_what_was_found_before(tmp_path: Path) -> None:
    def paint(number: int, frame: np.ndarray) -> np.ndarray:
        return np.zeros_like(frame) if 25 <= number < 60 else frame

    whole = make_film(tmp_path / "film.mkv", seconds=10, words=[], paint=paint)
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) * 6 // 10])
    screening = watched(whole, read=False, labelled=False)
    assert [f.span.first_frame for f in found(screening, "black")] == [25]
    assert 75 < screening.facts.frames < 250


def test_a_film_damaged_in_the_middle_says_where(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", seconds=10, words=[], tag=None, sound=False)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6000] = bytes(6000)
    path.write_bytes(bytes(data))
    screening = watched(path, read=False, labelled=False)
    (problem,) = [p for p in screening.problems if p.code == "watch.broken"]
    assert 0 < problem.data["frame"] < 250
    assert "秒" in problem.message


# ── side by side


def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    def paint(number: int, frame: np.ndarray) -> np.ndarray:
        if 120 <= number < 160:  # over the border of two parts
            return np.full_like(frame, 250 if number // 2 % 2 else 5)
        return np.zeros_like(frame) if 240 <= number < 290 else frame

    path = make_film(tmp_path / "film.mp4", seconds=13, words=[Words("明天一起去码头", 4.0, 12.0)], paint=paint)
    shares: list[float] = []
    alone = watch(path, on=DAY, screen=screen_of(DAY).screen, processes=1).screening
    together = watch(path, on=DAY, screen=screen_of(DAY).screen, processes=2, progress=shares.append).screening
    assert together.findings == alone.findings
    assert together.lettering == alone.lettering
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
