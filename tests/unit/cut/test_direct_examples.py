"""The example scripts directed whole: every line is heard, ids stay, and a changed line changes its own scene."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest
from directing_stage import example, series
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.cut.contracts import Move, Shot, ShotKind
from fangcun.cut.engine.direct import Opening, direct_scene
from fangcun.cut.engine.looks import looks_of
from fangcun.write.contracts import Block, BlockKind, Screenplay
from fangcun.write.engine.reader import read_text

WHOLE = series()


def directed(play: Screenplay) -> list[tuple[Shot, ...]]:
    looks = looks_of(play)
    return [
        direct_scene(
            scene,
            cast=looks,
            opening=Opening(play.title or "", number, episode.title or "") if place == 0 else None,
            closing=scene is episode.scenes[-1],
        )
        for number, episode in enumerate(play.episodes, 1)
        for place, scene in enumerate(episode.scenes)
    ]


SHOTS = directed(WHOLE)


def test_the_example_is_as_large_as_it_says() -> None:
    assert (len(WHOLE.episodes), len(WHOLE.scenes())) == (15, 54)
    assert [p.message for p in WHOLE.problems if p.severity.value == "error"] == []


EVERY = ["场记.txt", "七分钟.txt", "第九条.txt", "绣娘.txt", "信号.md", ".fountain"]


@pytest.mark.parametrize("ending", EVERY)
def test_every_word_that_is_spoken_is_heard_once_and_in_order(ending: str) -> None:
    play = example(ending)
    for scene, shots in zip(play.scenes(), directed(play), strict=True):
        written = "".join(b.text for b in scene.content if b.kind is BlockKind.DIALOGUE)
        heard = "".join(line.text for s in shots for line in s.lines)
        assert "".join(heard.split()) == "".join(written.split())


@pytest.mark.parametrize("ending", EVERY)
def test_no_empty_place_follows_an_empty_place(ending: str) -> None:
    for shots in directed(example(ending)):
        empty = [s.kind is ShotKind.ESTABLISHING and not s.extras for s in shots]
        assert (True, True) not in list(pairwise(empty))


@pytest.mark.parametrize("ending", EVERY)
def test_nobody_crosses_the_line_in_a_scene(ending: str) -> None:
    for shots in directed(example(ending)):
        sides: dict[str, set[int]] = {}
        for figure in (f for s in shots for f in s.figures):
            sides.setdefault(figure.name, set()).add(figure.side)
        assert [name for name, found in sides.items() if len(found) > 1 or 0 in found] == []


@pytest.mark.parametrize("ending", EVERY)
def test_talk_is_covered_from_more_than_one_place(ending: str) -> None:
    talk = [s for shots in directed(example(ending)) for s in shots if s.lines and len(s.figures) > 1]
    ways = Counter((s.kind, s.framing, s.over is not None) for s in talk)
    assert ways.most_common(1)[0][1] < len(talk) / 2
    assert any(s.over for s in talk)


def test_ids_are_unique_in_a_scene() -> None:
    for shots in SHOTS:
        assert [i for i, n in Counter(s.id for s in shots).items() if n > 1] == []


def test_every_episode_opens_with_its_card_and_ends_held() -> None:
    at = 0
    for episode in WHOLE.episodes:
        scenes = SHOTS[at : at + len(episode.scenes)]
        at += len(episode.scenes)
        assert scenes[0][0].kind is ShotKind.CARD
        assert episode.title
        assert episode.title in (scenes[0][0].caption or "")
        assert scenes[-1][-1].kind is ShotKind.HOLD


def test_pictures_are_neither_flashes_nor_slides() -> None:
    silent = [s.seconds for shots in SHOTS for s in shots if not s.lines]
    assert min(silent) >= 1.5
    assert max(silent) <= 6


def test_the_camera_does_not_do_one_thing_all_the_time() -> None:
    moves = Counter(s.move for shots in SHOTS for s in shots)
    assert moves.most_common(1)[0][1] < sum(moves.values()) * 0.6
    assert set(moves) >= {Move.STILL, Move.PUSH, Move.PULL, Move.PAN_LEFT, Move.PAN_RIGHT}


def test_only_people_of_the_scene_are_seen() -> None:
    for scene, shots in zip(WHOLE.scenes(), SHOTS, strict=True):
        there = {*scene.cast_listed, *scene.cast_speaking}
        assert {f.name for s in shots for f in s.figures} <= there


def test_a_name_in_an_english_action_is_the_name_of_its_cue() -> None:
    at_the_lamp = directed(example(".fountain"))[1]
    (stops,) = [s for s in at_the_lamp if s.beat.startswith("Arthur stops sanding")]
    (takes,) = [s for s in at_the_lamp if s.beat.startswith("She takes")]
    assert [f.name for f in stops.figures] == ["ARTHUR"]
    assert [f.name for f in takes.figures] == ["WREN"]


_SPOKEN = [b for s in WHOLE.scenes() for b in s.content if b.kind is BlockKind.DIALOGUE]


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(_SPOKEN),
    st.sampled_from(["好。", "我知道了，我们走吧！", "她是谁？他怎么来了？", "王爷，雨停了。"]),
)
def test_a_changed_line_changes_its_scene_and_nobody_s_look(block: Block, other: str) -> None:
    line = block.line - 1
    lines = WHOLE.source.split("\n")
    cue, colon, _ = lines[line].partition("：")
    lines[line] = cue + colon + other
    changed = read_text("\n".join(lines))
    assert looks_of(changed) == looks_of(WHOLE)
    differing = [i for i, (a, b) in enumerate(zip(directed(changed), SHOTS, strict=True)) if a != b]
    assert len(differing) <= 1


def test_eighty_episodes_are_directed_in_two_seconds() -> None:
    looks, scenes = looks_of(WHOLE), WHOLE.scenes()
    start = time.process_time()
    for _ in range(6):  # 15 episodes each
        for scene in scenes:
            direct_scene(scene, cast=looks)
    assert time.process_time() - start < 2
