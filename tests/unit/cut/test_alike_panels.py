"""How alike pictures look, before they are drawn and after; and that no two of an episode do by accident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from directing_stage import example, series
from drawing_stage import FONTS, person, shot

from fangcun.cut.contracts import Expression, Framing, Look, Shot, ShotKind
from fangcun.cut.engine.alike import least_alike, likeness, print_of, repeated, resemblance, seen_in
from fangcun.cut.engine.direct import Opening, direct_scene
from fangcun.cut.engine.draw import draw_panel
from fangcun.cut.engine.looks import looks_of
from fangcun.write.contracts import Screenplay

TINY = (135, 240)
NEAR = shot("a", person("林晚"), framing=Framing.CLOSE)


def episode(play: Screenplay, number: int) -> Iterator[Shot]:
    looks = looks_of(play)
    scenes = [s for s in play.episodes[number - 1].scenes if s.content]
    for scene in scenes:
        opening = Opening(play.title or "", number) if scene is scenes[0] else None
        yield from direct_scene(scene, cast=looks, opening=opening, closing=scene is scenes[-1])


def printed(one: Shot, looks: dict[str, Look]) -> np.ndarray:
    panel = draw_panel(one, looks, fonts=FONTS, size=TINY)
    box = panel.frame
    return print_of(panel.image[box.y : box.bottom, box.x : box.right])


@pytest.mark.parametrize(
    ("ending", "number"),
    [("场记.txt", 4), ("场记.txt", 10), ("七分钟.txt", 1), ("绣娘.txt", 1), ("信号.md", 1), (".fountain", 1)],
)
def test_no_two_panels_of_an_episode_look_alike(ending: str, number: int) -> None:
    play = example(ending)
    looks = looks_of(play)
    shots = {f"{at} {s.beat[:12]}": s for at, s in enumerate(episode(play, number))}
    found = repeated({name: printed(one, looks) for name, one in shots.items()})
    # A thing that is looked at twice is meant to be known again: the same telephone rings once more.
    assert [(a, b) for a, b, _ in found if not (shots[a].prop and shots[a].prop == shots[b].prop)] == []


def test_the_same_panel_drawn_twice_is_found() -> None:
    looks = looks_of(series())
    one, two = list(episode(series(), 1))[3:5]
    prints = {"once": printed(one, looks), "again": printed(one, looks), "other": printed(two, looks)}
    assert [(a, b) for a, b, _ in repeated(prints)] == [("once", "again")]


def test_a_picture_moved_by_a_little_is_still_the_same_picture() -> None:
    rng = np.random.default_rng(7)
    wall = np.kron(rng.integers(0, 255, (12, 7, 3)), np.ones((40, 40, 1))).astype(np.uint8)
    picture, moved = wall[:, :270].copy(), wall[:, 10:].copy()
    assert resemblance(print_of(picture), print_of(moved)) > 0.9
    assert resemblance(print_of(picture), print_of(picture[::-1].copy())) < 0.3
    assert resemblance(print_of(picture), print_of(picture.transpose(1, 0, 2).copy())) == 0


def test_shots_are_alike_by_what_is_seen_in_them() -> None:
    assert likeness(NEAR, replace(NEAR, id="b", beat="别的话")) == 1
    angry = replace(NEAR, figures=(person("林晚", Expression.ANGER),))
    nearer = replace(NEAR, framing=Framing.EXTREME)
    other = replace(NEAR, figures=(person("老周"),))
    order = [likeness(NEAR, s) for s in (NEAR, angry, nearer, other)]
    assert order == sorted(order, reverse=True)
    assert order[0] > order[1] > order[2] > order[3]


def test_a_face_past_a_shoulder_is_another_picture_from_each_side() -> None:
    past = shot("a", person("林晚", speaking=True), person("老周"), framing=Framing.CLOSE, over="老周")
    back = shot("b", person("老周", speaking=True), person("林晚"), framing=Framing.CLOSE, over="林晚")
    assert [f.name for f in seen_in(past)] == ["林晚"]
    assert likeness(past, back) < 0.2


def test_two_pictures_of_an_empty_place_are_the_same_picture() -> None:
    empty = shot("a", kind=ShotKind.ESTABLISHING)
    assert likeness(empty, replace(empty, id="b", framing=Framing.FULL)) == 1
    assert likeness(empty, replace(empty, id="b", place="天台")) < 1


def test_the_first_choice_is_taken_unless_it_was_there_before() -> None:
    far = replace(NEAR, framing=Framing.FULL)
    assert least_alike([NEAR, far], []) is NEAR
    assert least_alike([NEAR, far], [replace(NEAR, id="b")]) is far
