"""The AI notice in both shapes of frame, found and measured on finished films."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from finish_stage import draw_label, laid, scenery, write_film

from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.label import (
    NOTICE,
    OPENING_FRAMES,
    TEXT_HEIGHT,
    AigcLabel,
    check_label,
    notice_overlays,
    stamp_label,
)
from fangcun.cut.engine.notice import find_notice, ink_height
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.kit.errors import FangcunError

LABEL = AigcLabel(producer="方寸制作基地", produce_id="FC-0001-01")
SMALL = {"9x16": Shape(540, 960), "16x9": Shape(960, 540)}


def film(folder: Path, overlays: tuple[Overlay, ...], shape: Shape, *, frames: int = 80, seed: int = 0) -> Path:
    still = scenery(shape.width, shape.height, seed=seed)
    raw = write_film(folder / "raw.mp4", lambda at: laid(still, overlays, at=at), frames=frames)
    stamp_label(raw, path=folder / "film.mp4", label=LABEL)
    return folder / "film.mp4"


def codes(path: Path) -> list[str]:
    return [problem.code for problem in check_label(path, draw=draw_label)]


def notice(shape: Shape, *, height: int, seconds: float, start: int = 0) -> tuple[Overlay, ...]:
    drawn = draw_label(NOTICE, height)
    left = (shape.width - drawn.shape[1]) // 2
    return (Overlay(left, shape.height // 10, drawn, start=start, end=start + round(seconds * 25)),)


@pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE, *SMALL.values()], ids=str)
def test_the_notice_stands_inside_the_frame_and_is_high_enough(shape: Shape) -> None:
    mark, shown = notice_overlays(draw_label, opening=True, shape=shape)
    assert ink_height(shown.rgba) >= 0.05 * min(shape.width, shape.height)
    assert (shown.start, shown.end) == (0, OPENING_FRAMES)
    for overlay in (mark, shown):
        height, width = overlay.rgba.shape[:2]
        assert overlay.x >= 0
        assert overlay.x + width <= shape.width
        assert overlay.y + height <= shape.height
    assert shown.x + shown.rgba.shape[1] <= mark.x or shown.y >= mark.y + mark.rgba.shape[0]


def test_a_scene_that_is_not_the_opening_carries_the_mark_alone() -> None:
    assert len(notice_overlays(draw_label, opening=False, shape=LANDSCAPE)) == 1


def test_letters_drawn_too_low_are_refused_even_on_a_high_plate() -> None:
    def on_a_plate(text: str, height: int) -> Pixels:
        return np.pad(draw_label(text, height // 2), ((40, 40), (0, 0), (0, 0)))

    with pytest.raises(FangcunError) as refused:
        notice_overlays(on_a_plate, opening=True)
    assert refused.value.code == "cut.label_small"


@pytest.mark.parametrize("shape", SMALL.values(), ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_finished_film_with_its_notice_passes(tmp_path: Path, shape: Shape, seed: int) -> None:
    path = film(tmp_path, notice_overlays(draw_label, opening=True, shape=shape), shape, seed=seed)
    assert codes(path) == []


def test_the_notice_is_found_where_it_stands_and_measured(tmp_path: Path) -> None:
    shape = SMALL["9x16"]
    (given,) = notice(shape, height=30, seconds=2.4, start=4)
    found = find_notice(film(tmp_path, (given,), shape), draw_label(NOTICE, TEXT_HEIGHT), side=1080)
    assert found is not None
    assert abs(found.x - given.x) <= 3
    assert abs(found.y - given.y) <= 3
    assert found.letters == pytest.approx(ink_height(given.rgba), rel=0.03)
    assert (found.start, found.end) == pytest.approx((0.16, 2.56))


@pytest.mark.parametrize("seed", range(3))
def test_a_film_without_the_notice_is_told(tmp_path: Path, seed: int) -> None:
    mark_alone = notice_overlays(draw_label, opening=False, shape=SMALL["9x16"])
    assert codes(film(tmp_path, mark_alone, SMALL["9x16"], seed=seed)) == ["cut.notice_missing"]


def test_a_notice_too_low_or_too_short_is_told(tmp_path: Path) -> None:
    shape = SMALL["9x16"]
    assert codes(film(tmp_path, notice(shape, height=21, seconds=3), shape)) == ["cut.notice_small"]
    assert codes(film(tmp_path, notice(shape, height=30, seconds=1.96), shape)) == ["cut.notice_short"]
    assert codes(film(tmp_path, notice(shape, height=30, seconds=2), shape)) == []


def test_a_notice_that_comes_after_the_opening_does_not_count(tmp_path: Path) -> None:
    shape = SMALL["9x16"]
    late = notice(shape, height=30, seconds=3, start=80)
    assert codes(film(tmp_path, late, shape, frames=120)) == ["cut.notice_missing"]
