"""Extras: people behind the people, drawn once per cast and hour and kept out of focus."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import skia

from fangcun.cut.contracts import Expression, Framing, Look, Shot
from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.figure import Stance, draw_figure
from fangcun.cut.engine.draw.identity import identity_of
from fangcun.cut.engine.draw.layers import Layers, image_of

_ANYBODY = ("群众", "路人", "行人", "食客", "客人", "顾客", "百姓", "围观", "passers", "people", "guests", "crowd")
_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("宫女", "丫鬟", "侍女", "婢"), ("maid",)),
    (("太监", "小厮", "家丁", "仆"), ("servant",)),
    (("村民", "乡亲", "农", "村口", "villager"), ("farmer", "shirt", "jacket", "sweater")),
    (("乐手", "乐队", "记者", "宾客"), ("suit", "dress", "shirt")),
    (("兵", "军", "侍卫", "soldier", "guard"), ("soldier",)),
    (("保镖", "黑衣"), ("bodyguard",)),
    (("警",), ("police",)),
    (("护士", "医生", "医院"), ("nurse", "doctor", "shirt")),
    (("工人", "工地", "剧组", "片场"), ("worker", "jacket", "hoodie")),
    (("学生", "同学", "教室", "学校", "操场"), ("school",)),
    (("婚礼", "宴", "酒会"), ("suit", "gown", "dress")),
    (("朝", "殿", "大臣", "百官"), ("court",)),
)
_BY_ERA = {
    "modern": ("shirt", "blouse", "jacket", "sweater", "dress", "hoodie"),
    "republic": ("changshan", "qipao", "student"),
    "ancient": ("hanfu", "peasant", "maid", "servant"),
}
_W, _H = 320, 860


@lru_cache(maxsize=48)
def _extra(era: str, costume: str, seed: int, sigma: float) -> skia.Image:
    """An extra as far out of focus as ``sigma`` says."""
    pixels = _sharp(era, costume, seed)
    if sigma:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)
    return image_of(pixels)


@lru_cache(maxsize=48)
def _sharp(era: str, costume: str, seed: int) -> Pixels:
    rng = chance("extra", era, costume, seed)
    sex = "男" if costume in {"soldier", "bodyguard", "court", "changshan", "servant"} else rng.choice("男女")
    if costume in {"gown", "dress", "blouse", "qipao", "maid", "nurse"}:
        sex = "女"
    look = Look(f"extra{seed}", rng.randrange(1 << 30), sex, rng.randrange(20, 60), era, costume)
    layers = Layers(_W, _H)
    mood = rng.choice((Expression.NEUTRAL, Expression.NEUTRAL, Expression.SHOCK, Expression.THINK, Expression.SMILE))
    draw_figure(
        layers,
        Stance(
            identity_of(look), _W / 2, 100, 0.56, yaw=rng.uniform(-0.7, 0.7), expression=mood, legs=True, live=False
        ),
    )
    return layers.render()


def _kinds_of(shot: Shot, era: str) -> tuple[str, ...]:
    """What the extras wear: by their own name in the cast line, else by where they are and what happens there."""
    if shot.crowd:
        found = next((kinds for keys, kinds in _KINDS if any(key in shot.crowd for key in keys)), None)
        if found is not None or any(key in shot.crowd for key in _ANYBODY):
            return found or _BY_ERA.get(era, _BY_ERA["modern"])
    words = shot.beat + shot.place + (shot.caption or "")
    found = next((kinds for keys, kinds in _KINDS if any(key in words for key in keys)), None)
    return found or _BY_ERA.get(era, _BY_ERA["modern"])


def draw_crowd(canvas: skia.Canvas, shot: Shot, era: str, *, width: float, height: float) -> None:
    """At most nine extras in two rows, as far away and as soft as the framing asks."""
    kinds = _kinds_of(shot, era)
    rng = chance("crowd", shot.place, era)
    count = min(9, shot.extras)
    wide = shot.framing in {Framing.WIDE, Framing.FULL}
    base = height / 2150 * (0.86 if shot.framing is Framing.WIDE else 1.25 if wide else 1.95)
    lying = width > height  # a lying frame shows less of the floor: people stand nearer its lower edge
    if lying and shot.framing is Framing.WIDE:
        base *= 1.3
    top = height * ((0.44 if lying else 0.385) if shot.framing is Framing.WIDE else 0.30)
    sigma = 0.0 if shot.framing is Framing.WIDE else 1.2 if wide else 2.6
    for i in range(count):
        back = i >= count // 2 + 1
        image = _extra(era, kinds[rng.randrange(len(kinds))], i, sigma)
        scale = base * (0.82 if not back else 1.0) * rng.uniform(0.93, 1.06)
        n = count // 2 + 1 if not back else count - count // 2 - 1
        slot = i if not back else i - (count // 2 + 1)
        x = width * (0.06 + 0.88 * (slot + 0.5) / max(1, n)) + rng.uniform(-0.045, 0.045) * width
        # Feet stand on one line a row, so a shorter person's head is lower.
        full = base * (0.82 if not back else 1.0)
        y = top + (0 if not back else height * 0.035) + (full - scale) * _H * 0.9 + rng.uniform(-8, 8)
        canvas.drawImageRect(
            image,
            skia.Rect.MakeWH(_W, _H),
            skia.Rect.MakeXYWH(x - _W * scale / 2, y, _W * scale, _H * scale),
            skia.SamplingOptions(skia.FilterMode.kLinear),
        )
