"""Covers: the sharp face that shows something wins, no mouth under the title, and neighbours differ."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from drawing_stage import FONTS, MODERN, person, shot

from fangcun.cut.contracts import Expression, Framing
from fangcun.cut.engine.cover import CHIN, SIZES, Box, Candidate, choose, cut_cover, rate
from fangcun.cut.engine.cover_files import keep_candidates, write_covers
from fangcun.cut.engine.draw import draw_panel
from fangcun.cut.engine.picture import Pixels


def panel(*people: str, framing: Framing = Framing.CLOSE, name: str = "1.1") -> tuple[Candidate, Pixels]:
    given = [person(who, Expression.SHOCK) for who in people]
    drawn = draw_panel(shot(name, *given, framing=framing), MODERN, fonts=FONTS)
    faces = [(b.x, b.y, b.width, b.height) for b in drawn.faces.values()]
    return rate(drawn.image, shot=name, faces=faces, expressions=[Expression.SHOCK]), drawn.image


def test_a_blurred_a_flat_and_an_empty_frame_lose() -> None:
    found, image = panel("苏晚")
    blurred = np.asarray(cv2.GaussianBlur(image, (0, 0), 12), np.uint8)
    flat = (image // 8 + 100).astype(np.uint8)
    for worse in (blurred, flat):
        assert rate(worse, shot="x", faces=found.faces, expressions=[Expression.SHOCK]).score < found.score * 0.8
    assert rate(image, shot="x", faces=found.faces, expressions=[Expression.NEUTRAL]).score < found.score
    assert rate(image, shot="x", faces=found.faces, eyes_open=False).score < found.score


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("people", [("苏晚",), ("顾言", "苏晚")], ids=len)
def test_faces_stay_whole_and_the_title_has_room(shape: str, number: int, people: tuple[str, ...]) -> None:
    found, image = panel(*people)
    cover, room, faces = cut_cover(image, shape, faces=found.faces, number=number)
    width, height = SIZES[shape]
    assert cover.shape == (height, width, 3)
    x, y, w, h = faces[0]
    assert x >= 0
    assert x + w <= width
    assert y >= -0.13 * h
    assert y + h <= height * (CHIN[shape] if room == "below" else 1.0) + 1
    if room != "below":
        assert (x + w / 2 > width / 2) == (room == "left")


def near(score: float, name: str = "near") -> Candidate:
    return Candidate(name, ((0, 0, 400, 500),), score)


def two(score: float) -> Candidate:
    box: Box = (0, 0, 300, 300)
    return Candidate("two", (box, box), score)


def test_kinds_take_turns_unless_their_best_is_poor() -> None:
    far = Candidate("far", ((0, 0, 100, 120),), 0.6)
    found = [near(0.9), two(0.7), far, near(0.5, "other")]
    assert [chosen.shot for n in range(1, 7) if (chosen := choose(found, number=n))] == [
        *("two", "far", "near"),
        *("two", "far", "near"),
    ]
    assert choose([near(0.9), two(0.2)], number=1) == near(0.9)
    assert choose([], number=1) is None


def likeness(one: Pixels, other: Pixels) -> float:
    small = [cv2.resize(p, (48, 64), interpolation=cv2.INTER_AREA).astype(np.float32).ravel() for p in (one, other)]
    return float(np.corrcoef(small)[0, 1])


def test_neighbouring_covers_of_one_scene_are_not_alike(tmp_path: Path) -> None:
    keep_candidates([panel("苏晚"), panel("顾言", "苏晚", name="1.2")], tmp_path)
    before: Pixels | None = None
    for number in range(1, 5):
        folder = tmp_path / str(number)
        paths = write_covers(
            [tmp_path], folder=folder, title="雨夜归人", number=number, instead=tmp_path / "none.jpg", fonts=FONTS
        )
        assert [path.name for path in paths] == ["cover-3x4.jpg", "cover-1x1.jpg", "cover-16x9.jpg"]
        now = np.asarray(cv2.imread(str(paths[0])), np.uint8)
        if before is not None:
            assert likeness(before, now) < 0.9
        before = now
