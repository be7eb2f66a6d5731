"""The contact sheet shows every shot once, in order, on paper."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_stage import FONTS

from fangcun.cut.engine.contact import CELL, Cell, contact_sheet


def cells(count: int, *, wide: bool = False) -> list[Cell]:
    size = (90, 160) if wide else (160, 90)
    return [
        Cell(np.full((*size, 3), 30 + 9 * i, np.uint8), f"00:{i:02d}", "她把信放在桌上，转身就走" * 3)
        for i in range(count)
    ]


@pytest.mark.parametrize(("wide", "size"), [(False, (CELL * 3 // 4, CELL * 4 // 3)), (True, (CELL, CELL * 9 // 16))])
def test_every_shot_stands_once_in_order(wide: bool, size: tuple[int, int]) -> None:
    sheet = contact_sheet(cells(11, wide=wide), title="长安夜 第1集", note="11 个镜头 · 1分02秒", fonts=FONTS)
    places = []
    for i in range(11):
        spots = np.argwhere((sheet == 30 + 9 * i).all(axis=2))
        inside = spots[(spots - spots.min(axis=0) < size[::-1]).all(axis=1)]
        assert len(inside) >= 0.95 * size[0] * size[1]
        places.append(tuple(int(v) for v in inside.min(axis=0)))
    assert places == sorted(places)
    assert (sheet[-3:] == (0xFA, 0xF8, 0xF4)).all()


def test_an_episode_without_shots_has_an_empty_sheet() -> None:
    assert contact_sheet([], title="空", note="0 个镜头", fonts=FONTS).shape[1] >= 640
