"""The opening's title and licence number: long enough, inside the frame, clear of the AI notice, really lettered."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_stage import FONTS
from finish_stage import draw_label

from fangcun.cut.engine.draw.title_plate import draw_title_plate
from fangcun.cut.engine.grid import FPS, LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.label import notice_overlays
from fangcun.cut.engine.opening import opening_overlays
from fangcun.cut.engine.picture import Pixels
from fangcun.kit.errors import FangcunError

NUMBER = "许可证号：（总局）网微剧审字（2026）第0123号"
TITLES = ["逆光", "重生之我在古城当县令", "十八岁太奶奶驾到重整家族荣耀之再续前缘第二部"]


def plate(title: str, number: str, width: int, side: int) -> Pixels:
    return draw_title_plate(title, number, width=width, side=side, fonts=FONTS)


@pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE, Shape(540, 960)], ids=str)
@pytest.mark.parametrize("title", TITLES)
def test_the_opening_stands_in_the_frame_and_clear_of_the_notice(title: str, shape: Shape) -> None:
    (shown,) = opening_overlays(title, NUMBER, plate, shape)
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
    (shown,) = opening_overlays("逆光", NUMBER, plate, shape)
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
        opening_overlays("逆光", NUMBER, plate, frames=55)
    assert short.value.code == "cut.opening_short"
    with pytest.raises(FangcunError) as high:
        opening_overlays("逆光", "\n".join([NUMBER] * 14), plate)
    assert high.value.code == "cut.opening_high"
    assert opening_overlays("", " ", plate) == ()
