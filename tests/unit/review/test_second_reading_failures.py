"""An endpoint that is busy, broken, slow or gone: it is asked again where that can help, and the rest goes on."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from fangcun.kit.errors import FangcunError
from fangcun.review.api import second_reading
from fangcun.review.model_http import Model, ask
from model_server import Reply, says, serving

DAY = date(2026, 10, 1)
MESSAGES = [{"role": "user", "content": '{"text": "茶"}'}]
SCENES = [f"1-{i} 日 内 茶馆\n老贺：第{i}句狠话。\n" + "阿青：知道了知道了。\n" * 20 for i in range(1, 9)]
TEXT = "".join(SCENES)
STARTS = [TEXT.index(s) for s in SCENES]
OK = Reply(says(("violence", "狠话")))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_what_passes_is_asked_again(status: int) -> None:
    waits: list[float] = []
    with serving(lambda _, n: Reply("{}") if n == 3 else Reply(status=status)) as (model, seen):
        assert ask(model, MESSAGES, wait=waits.append) == "{}"
    assert len(seen.bodies) == 3
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize(("asked", "waited"), [("7", 7.0), ("9999", 20.0), ("-3", 0.0), ("nan", 0.0), ("soon", 1.0)])
def test_it_waits_as_long_as_it_is_asked_to_within_reason(asked: str, waited: float) -> None:
    waits: list[float] = []
    with serving(lambda _, n: Reply("{}") if n == 2 else Reply(status=429, headers={"Retry-After": asked})) as (
        model,
        _,
    ):
        ask(model, MESSAGES, wait=waits.append)
    assert waits == [waited]


@pytest.mark.parametrize(
    ("status", "code", "times"),
    [(429, "model.busy", 3), (500, "model.broken", 3), (401, "model.denied", 1), (404, "model.refused", 1)],
)
def test_it_gives_up_with_a_reason(status: int, code: str, times: int) -> None:
    with serving(lambda *_: Reply(status=status)) as (model, seen), pytest.raises(FangcunError) as gave_up:
        ask(model, MESSAGES, wait=lambda _: None)
    assert (gave_up.value.code, len(seen.bodies)) == (code, times)
    assert str(status) in gave_up.value.message


def test_a_server_that_does_not_know_json_mode_is_asked_without_it() -> None:
    with serving(lambda _, n: Reply("{}") if n == 2 else Reply(status=400)) as (model, seen):
        assert ask(model, MESSAGES, wait=lambda _: None) == "{}"
    assert "response_format" in seen.bodies[0]
    assert set(seen.bodies[1]) == {"model", "messages"}


@pytest.mark.parametrize("reply", [Reply(silent=True), Reply(drip=True)])
def test_a_slow_server_is_left(reply: Reply) -> None:
    with serving(lambda *_: reply, timeout=0.2, tries=2) as (model, seen), pytest.raises(FangcunError) as gave_up:
        ask(model, MESSAGES, wait=lambda _: None)
    assert gave_up.value.code == "model.slow"
    assert len(seen.bodies) == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_follows_no_redirect(status: int) -> None:
    with serving(lambda *_: Reply("{}")) as (elsewhere, other):
        away = Reply(status=status, headers={"Location": f"{elsewhere.url}/chat/completions"})
        with serving(lambda *_: away) as (model, _), pytest.raises(FangcunError) as refused:
            ask(model, MESSAGES, wait=lambda _: None)
    assert refused.value.code == "model.refused"
    assert other.bodies == []


@pytest.mark.parametrize("url", ["", "model", "file:///etc/passwd", "ftp://x/v1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(FangcunError) as refused:
        ask(Model(url, "m"), MESSAGES)
    assert refused.value.code == "model.address"


def test_a_full_address_works_too() -> None:
    with serving(lambda *_: Reply("{}")) as (model, seen):
        ask(Model(f"{model.url}/chat/completions/", "m"), MESSAGES)
    assert seen.paths == ["/v1/chat/completions"]


def test_one_passage_that_fails_does_not_stop_the_others() -> None:
    with serving(lambda t, _: Reply(status=500) if "第2句" in t else OK, budget=300, tries=1) as (model, _):
        reading = second_reading(TEXT, on=DAY, starts=STARTS, model=model, wait=lambda _: None)
    assert reading.passages == len(SCENES)
    assert reading.answered == len(reading.findings) == len(SCENES) - 1
    (problem,) = reading.problems
    assert problem.code == "model.broken"
    assert problem.line == TEXT.count("\n", 0, STARTS[1]) + 1
    assert problem.excerpt == "1-2 日 内 茶馆"


def test_a_wrong_key_stops_the_asking_at_once() -> None:
    with serving(lambda *_: Reply(status=401), budget=300, at_once=1) as (model, seen):
        reading = second_reading(TEXT, on=DAY, starts=STARTS, model=model, wait=lambda _: None)
    assert len(seen.bodies) == 1
    assert [p.code for p in reading.problems] == ["model.denied", "model.left"]
    assert "7 段" in reading.problems[1].message


def test_a_server_that_only_fails_is_left_after_three_passages() -> None:
    with serving(lambda *_: Reply(status=503), budget=300, at_once=1, tries=1) as (model, seen):
        reading = second_reading(TEXT, on=DAY, starts=STARTS, model=model, wait=lambda _: None)
    assert len(seen.bodies) == 3
    assert [p.code for p in reading.problems] == ["model.broken"] * 3 + ["model.left"]


def test_a_server_that_is_gone_is_a_problem_and_no_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = Model(f"http://127.0.0.1:{taken.getsockname()[1]}/v1", "m", tries=1)
        reading = second_reading("老贺：你好。", on=DAY, model=model)
    assert [p.code for p in reading.problems] == ["model.unreachable"]
