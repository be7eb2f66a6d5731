"""Names and tags of simulated titles: made of the words that titles of micro-dramas are really made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GENRES = ("都市", "古装", "甜宠", "逆袭", "悬疑", "家庭", "年代", "玄幻")
"""One taste each; the first tag of a title is its main genre."""

MOTIFS = (
    "重生",
    "穿越",
    "战神",
    "萌宝",
    "复仇",
    "总裁",
    "闪婚",
    "神医",
    "赘婿",
    "双女主",
    "职场",
    "乡村",
    "美食",
    "国风",
)

_OPENINGS = ("重生之", "闪婚后", "离婚当天", "回到八零", "一夜之间", "退婚后", "下山后", "入宫第一天", "开局", "这个")
_HEROES = ("千金", "战神", "神医", "总裁", "王妃", "厨娘", "赘婿", "影后", "老板娘", "捉妖师", "状元", "继母")
_DEEDS = (
    "归来",
    "不好惹",
    "杀疯了",
    "藏不住了",
    "又被求复合",
    "震惊全城",
    "只想种田",
    "她飒爆了",
    "开了挂",
    "逆天改命",
)


def name_of(number: int) -> str:
    """A name for title ``number``, no two the same."""
    rest, opening = divmod(number, len(_OPENINGS))
    rest, hero = divmod(rest, len(_HEROES))
    rest, deed = divmod(rest, len(_DEEDS))
    part = f"第{rest + 1}季" if rest else ""
    return f"{_OPENINGS[opening]}{_HEROES[(hero + opening) % len(_HEROES)]}{_DEEDS[(deed + hero) % len(_DEEDS)]}{part}"


def tags_of(leaning: NDArray[np.float64], *, rng: np.random.Generator) -> tuple[str, ...]:
    """The two strongest genres of a title's leaning, and two motifs."""
    genres = [GENRES[i] for i in np.argsort(-leaning)[:2]]
    return (*genres, *(MOTIFS[i] for i in rng.choice(len(MOTIFS), 2, replace=False)))
