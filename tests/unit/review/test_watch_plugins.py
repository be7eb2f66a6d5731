"""Classifiers and speech services that plug in, over a real server; one that fails leaves the rest standing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

from fangcun.kit.errors import FangcunError
from fangcun.review import classifiers
from fangcun.review.api import Strength, screen_video
from fangcun.review.classifiers import scores_of
from fangcun.review.engine.watch.spoken import Cue
from fangcun.review.transcripts import read_lines, transcribe
from watch_stage import make_film

DAY = date(2026, 11, 1)
Answer = tuple[int, object]


@contextmanager
def serving(answer: Callable[[int, dict[str, str], bytes], Answer]) -> Iterator[str]:
    """A server on this machine that answers every POST; the call's number, its headers and its body are handed over."""
    calls = iter(range(1_000_000))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = answer(next(calls), dict(self.headers), body)
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/classify"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def paint(number: int, frame: np.ndarray) -> np.ndarray:
        return frame // 2 + 120 if 50 <= number < 100 else frame  # two stills are bright

    return make_film(tmp_path_factory.mktemp("film") / "film.mp4", seconds=8, words=[], paint=paint)


def screened(film: Path, *names: str) -> tuple[list[tuple[str, Strength, int, int]], list[str]]:
    """What the classifiers found, with its frames, and the problems."""
    screening = screen_video(film, on=DAY, labelled=False, classifiers=names, processes=1)
    found = [
        (f.category, f.severity, f.span.first_frame, f.span.end_frame)
        for f in screening.findings
        if "分类器" in f.message and f.span
    ]
    return found, [p.message for p in screening.problems]


def test_what_a_classifier_sees_is_asked_about_where_it_is_seen(film: Path) -> None:
    stills: list[bytes] = []

    def answer(call: int, headers: dict[str, str], body: bytes) -> Answer:
        assert headers["Content-Type"] == "image/jpeg"
        stills.append(body)
        bright = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_GRAYSCALE).mean() > 140
        return 200, {"labels": [{"label": "Blood", "score": 0.9 if bright else 0.1}, {"label": "cat", "score": 1}]}

    with serving(answer) as address:
        found, problems = screened(film, address)
    assert len(stills) == 9
    assert all(still.startswith(b"\xff\xd8") for still in stills)
    assert found == [("violence", Strength.ASK, 50, 100)]
    assert problems == []


def test_a_classifier_that_fails_is_named_and_the_rest_goes_on(film: Path) -> None:
    asked: list[int] = []

    def answer(call: int, headers: dict[str, str], body: bytes) -> Answer:
        asked.append(call)
        return 500, {}

    with serving(answer) as broken, serving(lambda *_: (200, {"gore": 0.95})) as sound:
        found, problems = screened(film, broken, sound)
    assert [f[0] for f in found] == ["violence"]
    assert found[0][2:] == (0, 200)
    (problem,) = problems
    assert broken in problem
    assert "500" in problem
    assert len(asked) < 9  # it is asked no more


@pytest.mark.parametrize(
    ("answer", "said"),
    [((302, {}), "302"), ((200, b"<html>"), "JSONDecodeError"), ((200, {"result": "fine"}), "ValueError")],
)
def test_an_answer_that_is_none_is_told(answer: Answer, said: str, film: Path) -> None:
    with serving(lambda *_: answer) as address:
        found, problems = screened(film, address)
    assert found == []
    assert said in problems[0]


def test_a_classifier_that_is_not_there_is_told(film: Path) -> None:
    found, problems = screened(film, "http://127.0.0.1:9/nobody", "no-such-plug-in")
    assert found == []
    assert "127.0.0.1:9" in problems[0]
    assert "no-such-plug-in" in problems[1]


def test_a_slow_classifier_is_not_waited_for(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = threading.Event()

    def answer(*_: object) -> Answer:
        hold.wait(20)
        return 200, {}

    monkeypatch.setattr(classifiers, "TIMEOUT", 0.2)
    with serving(answer) as address:
        _, problems = screened(film, address)
        hold.set()
    assert "timed out" in problems[0]


def test_a_python_package_plugs_in_by_its_entry_point(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our_seeing.py").write_text("def classify(jpeg):\n    return {'smoking': 0.99}\n")
    about = tmp_path / "our_seeing-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: our-seeing\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[fangcun.classifiers]\nhouse-style = our_seeing:classify\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    found, problems = screened(film, "house-style")
    assert [f[0] for f in found] == ["smoking"]
    assert problems == []


@pytest.mark.parametrize(
    "answer",
    [
        {"blood": 0.5},
        {"labels": {"blood": 0.5}},
        {"predictions": [{"label": "blood", "score": 0.5}]},
        [{"label": "blood", "score": 0.5}],
    ],
)
def test_answers_are_understood_in_several_forms(answer: object) -> None:
    assert scores_of(answer) == {"blood": 0.5}


# ── what is spoken


def test_a_speech_service_gets_the_sound_and_gives_lines(film: Path) -> None:
    got: dict[str, object] = {}

    def answer(call: int, headers: dict[str, str], body: bytes) -> Answer:
        got.update(headers=headers, body=body)
        return 200, {"text": "你好", "segments": [{"text": "你好", "start": 0.5, "end": 1.25}]}

    with serving(answer) as address:
        base = address.removesuffix("/classify")
        lines = transcribe(film, address=f"{base}/v1", key="k-1")
    assert lines == [Cue("你好", 0.5, 1.25)]
    assert got["headers"]["Authorization"] == "Bearer k-1"
    assert b"RIFF" in got["body"]
    assert b'name="model"' in got["body"]
    assert len(got["body"]) > 8 * 16_000 * 2 * 0.98


def test_a_speech_service_that_fails_leaves_the_screening_standing(film: Path) -> None:
    with serving(lambda *_: (503, {})) as address:
        screening = screen_video(film, on=DAY, labelled=False, speech=(address, ""), processes=1)
    (problem,) = screening.problems
    assert problem.code == "review.speech"
    assert "503" in problem.message
    assert screening.facts.frames == 200


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lines.srt", "1\n00:00:01,000 --> 00:00:02,500\n你好\n"),
        ("lines.vtt", "WEBVTT\n\n00:01.000 --> 00:02.500\n你好\n"),
        ("lines.json", '[{"text": "你好", "start": 1, "end": 2.5}]'),
        ("more.json", '{"segments": [{"text": "你好", "start": 1, "end": 2.5}]}'),
    ],
)
def test_lines_are_read_with_their_times(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_lines(tmp_path / name) == [Cue("你好", 1.0, 2.5)]


def test_plain_lines_have_only_their_order(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes("你好\n\n再见\n".encode("gb18030"))
    assert read_lines(tmp_path / "lines.txt") == [Cue("你好"), Cue("再见")]


@pytest.mark.parametrize(("name", "data"), [("a.json", b"{"), ("b.json", b'{"no": 1}'), ("c.txt", b"\xff\x80\x00\xfe")])
def test_what_is_no_transcript_is_refused_by_name(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FangcunError) as refused:
        read_lines(tmp_path / name)
    assert refused.value.code == "review.transcript"
    assert name in refused.value.message
