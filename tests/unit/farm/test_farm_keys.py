"""A key names what a task does: all of it, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.farm.contracts import Context, Result, Task, kind_of, task_kind
from fangcun.kit.errors import FangcunError


@task_kind("keys.draw", version=1)
def draw(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Draw nothing."""
    return Result()


@task_kind("keys.paint", version=1)
def paint(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Paint nothing."""
    return Result()


SCENE = Task("keys.draw", {"scene": "1-1", "seed": 7})
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def test_a_key_is_the_same_on_every_machine_and_every_day() -> None:
    text = '{"inputs":{"scene":"1-1","seed":7},"kind":"keys.draw","needs":{},"version":1}'
    assert SCENE.key == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.text(max_size=3), plain, max_size=4))
def test_the_order_of_the_inputs_does_not_matter(inputs: dict[str, Any]) -> None:
    backwards = dict(reversed(inputs.items()))
    assert Task("keys.draw", inputs).key == Task("keys.draw", backwards).key


@given(st.dictionaries(st.text(max_size=3), plain, max_size=4), st.text(max_size=3), plain)
def test_every_input_matters(inputs: dict[str, Any], name: str, value: Any) -> None:
    changed = inputs | {name: ["changed", value]}
    assert Task("keys.draw", inputs).key != Task("keys.draw", changed).key or inputs == changed


def test_the_kind_and_the_needs_and_their_names_matter() -> None:
    keys = {
        Task("keys.draw", {}).key,
        Task("keys.paint", {}).key,
        Task("keys.draw", {}, needs={"scene": SCENE.key}).key,
        Task("keys.draw", {}, needs={"scenery": SCENE.key}).key,
        Task("keys.draw", {}, needs={"scene": Task("keys.draw", {}).key}).key,
    }
    assert len(keys) == 5


def test_what_people_see_and_what_goes_first_do_not_matter() -> None:
    assert Task("keys.draw", SCENE.inputs, title="第一场", weight=9.0, priority=3).key == SCENE.key


def test_a_new_version_of_a_kind_makes_new_keys() -> None:
    task_kind("keys.draw", version=2)(draw)
    try:
        assert Task("keys.draw", SCENE.inputs).key != SCENE.key
    finally:
        task_kind("keys.draw", version=1)(draw)
    assert Task("keys.draw", SCENE.inputs).key == SCENE.key


def test_a_kind_has_one_function() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        task_kind("keys.draw", version=1)(paint)
    assert kind_of("keys.draw").run is draw


def test_an_unknown_kind_is_refused_in_words() -> None:
    with pytest.raises(FangcunError, match=r"没有名为“keys\.sing”的任务类型") as refusal:
        Task("keys.sing", {})
    assert refusal.value.code == "farm.kind.unknown"


def test_inputs_without_a_plain_form_are_refused_at_once() -> None:
    with pytest.raises(TypeError, match="no plain form for set"):
        Task("keys.draw", {"cast": {"林晚", "周野"}})
