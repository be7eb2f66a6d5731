"""The opening's title and licence number: long enough, inside the frame, clear of the AI notice, really lettered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawing_stage import FONTS
from finish_stage import draw_label, laid, scenery, write_film

from fangcun.cut.engine.draw.title_plate import draw_title_plate
from fangcun.cut.engine.grid import FPS, LANDSCAPE, PORTRAIT, SHAPES, Shape
from fangcun.cut.engine.label import notice_overlays
from fangcun.cut.engine.opening import check_opening, opening_overlays
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.kit.errors import FangcunError

NUMBER = "许可证号：（总局）网微剧审字（2026）第0123号"
TITLES = ["逆光", "重生之我在古城当县令", "十八岁太奶奶驾到重整家族荣耀之再续前缘第二部"]


def plate(title: str, number: str, width: int, side: int) -> Pixels:
    return draw_title_plate(title, number, width=width, side=side, fonts=FONTS)


def drawn(title: str, number: str, shape: Shape = PORTRAIT) -> Pixels:
    return plate(title, number, shape.width, min(shape.width, shape.height))


@pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE, Shape(540, 960)], ids=str)
@pytest.mark.parametrize("title", TITLES)
def test_the_opening_stands_in_the_frame_and_clear_of_the_notice(title: str, shape: Shape) -> None:
    (shown,) = opening_overlays(drawn(title, NUMBER, shape), shape)
    notice = notice_overlays(draw_label, opening=True, shape=shape)[1]
    assert notice.y + notice.rgba.shape[0] <= shown.y
    assert shown.y + shown.rgba.shape[0] <= shape.height * 0.75
    assert 0 <= shown.x <= shown.x + shown.rgba.shape[1] <= shape.width
    assert shown.end - shown.start - 2 * shown.fade >= 2 * FPS


def rows_of_ink(rgba: Pixels) -> list[int]:
    """Heights of the rows of bright letters, from above."""
    bright = ((rgba[..., :3].min(axis=2) > 200) & (rgba[..., 3] > 230)).sum(axis=1) > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], bright.astype(np.int8), [0]])))
    return [int(b - a) for a, b in zip(edges[::2], edges[1::2], strict=True)]


@pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE], ids=str)
def test_title_is_the_largest_and_the_number_can_be_read(shape: Shape) -> None:
    (shown,) = opening_overlays(drawn("逆光", NUMBER, shape), shape)
    title, number = rows_of_ink(shown.rgba)
    assert title > 0.09 * 1080
    assert 0.03 * 1080 < number < title


def test_letters_keep_inside_the_plate() -> None:
    for title in TITLES:
        rgba = plate(title, NUMBER + "\n备案号：" + NUMBER, 1080, 1080)
        assert (rgba[:, :20, 3] < 60).all()
        assert (rgba[:, -20:, 3] < 60).all()


def test_several_numbers_stand_in_rows() -> None:
    assert len(rows_of_ink(plate("逆光", "许可证号：一二三\n备案号：四五六", 1080, 1080))) == 3


def test_what_cannot_be_read_or_does_not_fit_is_refused() -> None:
    with pytest.raises(FangcunError) as short:
        opening_overlays(drawn("逆光", NUMBER), within=49)
    assert short.value.code == "cut.opening_short"
    with pytest.raises(FangcunError) as high:
        opening_overlays(drawn("逆光", "\n".join([NUMBER] * 14)))
    assert high.value.code == "cut.opening_high"


@pytest.mark.parametrize(("start", "within"), [(50, 75), (0, 50), (50, 120), (40, 1000)])
def test_a_short_scene_still_shows_it_for_two_seconds(start: int, within: int) -> None:
    (shown,) = opening_overlays(drawn("逆光", NUMBER), start=start, within=within)
    assert 0 <= shown.start <= start
    assert shown.end <= within
    assert shown.end - shown.start - 2 * shown.fade >= 2 * FPS


SMALL = {"9x16": Shape(540, 960), "16x9": Shape(960, 540)}


def film(folder: Path, shown: tuple[Overlay, ...], shape: Shape, *, seed: int = 0) -> Path:
    still = scenery(shape.width, shape.height, seed=seed)
    return write_film(folder / "film.mp4", lambda at: laid(still, shown, at=at), frames=130)


@pytest.mark.parametrize("shape", SMALL.values(), ids=str)
@pytest.mark.parametrize("title", TITLES)
def test_title_and_number_are_found_on_the_finished_film(tmp_path: Path, shape: Shape, title: str) -> None:
    shown = opening_overlays(drawn(title, f"第1集 开端\n{NUMBER}", shape), shape)
    full = SHAPES[shape.name]
    path = film(tmp_path, shown, shape, seed=len(title))
    assert check_opening(path, drawn(title, f"第1集 开端\n{NUMBER}", full)) == []
    assert [p.code for p in check_opening(path, drawn("凤归", f"第2集\n{NUMBER}", full))] == ["cut.opening_missing"]


def test_an_opening_that_is_missing_small_or_short_is_told(tmp_path: Path) -> None:
    shape, wanted = SMALL["9x16"], drawn("逆光", NUMBER)

    def codes(*shown: Overlay) -> list[str]:
        return [problem.code for problem in check_opening(film(tmp_path, shown, shape), wanted)]

    (given,) = opening_overlays(drawn("逆光", NUMBER, shape), shape)
    assert codes() == ["cut.opening_missing"]
    assert codes(replace(given, end=given.start + 46)) == ["cut.opening_short"]
    small = cv2.resize(given.rgba, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    assert codes(replace(given, rgba=np.asarray(small, np.uint8))) == ["cut.opening_small"]
