"""Things that no word list can hold (一袭月白色长裙, 满脸都是血, 特效：…), each read on from a trigger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fangcun.write.contracts import Category

_STOP = "，。；！？、：,.;!?:\n\r\t 　【】（）()《》“”\"'△▲∆"
_LIST_BREAK = re.compile(r"[、，,；;]|(?<=[^0-9])\s*/\s*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a rule found: its category and its place in the searched text."""

    category: Category
    start: int
    end: int


_GARMENT = re.compile(
    rf"(?:[着了上起]|一[件条身袭顶双]|[件条身袭顶双])*(?P<thing>[^{_STOP}]{{0,12}}?"
    r"(?:西装|礼服|旗袍|婚纱|校服|制服|警服|睡衣|盔甲|铠甲|斗篷|披风|面纱|马褂|大褂|外套|夹克|装束|衣裳|衣服|衣裙|"
    r"长衫|衬衫|长裙|短裙|[衣裙裤袍衫袄裘服甲靴鞋帽冠装氅褂纱]))(?P<more>[^" + _STOP + r"]?)"
)
# 一身服务 or 穿过…: the character that ends a garment begins another word.
_NOT_GARMENT = re.compile(r"(?:[服](?:务|气|从|软)|[装](?:作|出|满|修|饰|备)|[衣](?:领|袖|角|襟|摆)|[帽](?:檐))")


def _worn(text: str, end: int) -> Iterator[Phrase]:
    match = _GARMENT.match(text, end)
    if match is None:
        return
    if _NOT_GARMENT.match(text, match.end("thing") - 1):
        return
    start, stop = match.span("thing")
    # What stands before the last 的 describes the garment or its wearer's manner; colours and cuts have no 的.
    particle = text.rfind("的", start, stop - 1)
    if particle >= 0:
        start = particle + 1
    if stop - start > 1 or text[stop - 1] in "裙袍靴":
        yield Phrase(Category.WARDROBE, start, stop)


_MESS = re.compile(
    rf"(?:都?是|全是|沾满|布满|挂着|流着|带着|渗出|的)?[^{_STOP}]{{0,3}}?(?:血|伤|泥|淤青|瘀青|灰|汗|泪)[痕迹渍水污疤]?"
)


def _messed(text: str, end: int) -> Iterator[Phrase]:
    match = _MESS.match(text, end)
    if match:
        yield Phrase(Category.MAKEUP_HAIR, end - 2, match.end())


def _listing(category: Category) -> Callable[[str, int], Iterator[Phrase]]:
    def rule(text: str, end: int) -> Iterator[Phrase]:
        stop = end
        while stop < len(text) and text[stop] not in "\n\r。】）)]|":
            stop += 1
        position = end
        for piece in [*_LIST_BREAK.finditer(text, end, stop), None]:
            last = piece.start() if piece else stop
            start, finish = _trim(text, position, last)
            if 0 < finish - start <= 40:
                yield Phrase(category, start, finish)
            position = piece.end() if piece else stop

    return rule


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t　*·-":
        start += 1
    while end > start and text[end - 1] in " \t　*":
        end -= 1
    return start, end


_LABELS = {
    "特效": Category.VISUAL_EFFECTS,
    "视效": Category.VISUAL_EFFECTS,
    "vfx": Category.VISUAL_EFFECTS,
    "音效": Category.SOUND,
    "声效": Category.SOUND,
    "sfx": Category.SOUND,
    "音乐": Category.MUSIC,
    "配乐": Category.MUSIC,
    "bgm": Category.MUSIC,
    "服装": Category.WARDROBE,
    "造型": Category.WARDROBE,
    "化妆": Category.MAKEUP_HAIR,
    "妆发": Category.MAKEUP_HAIR,
    "妆造": Category.MAKEUP_HAIR,
    "道具": Category.PROPS,
    "车辆": Category.VEHICLES,
    "动物": Category.ANIMALS,
    "陈设": Category.SET_DRESSING,
    "置景": Category.SET_DRESSING,
    "特技": Category.STUNTS,
    "动作设计": Category.STUNTS,
    "特殊设备": Category.SPECIAL_EQUIPMENT,
    "props": Category.PROPS,
    "wardrobe": Category.WARDROBE,
    "vehicles": Category.VEHICLES,
    "sound": Category.SOUND,
    "music": Category.MUSIC,
}
_WEAR = (
    "身穿",
    "身着",
    "穿着",
    "穿上",
    "换上",
    "套上",
    "披着",
    "披上",
    "头戴",
    "戴着",
    "脚蹬",
    "脚踩",
    "一袭",
    "一身",
    "身披",
)
_MESSY = ("浑身", "满身", "满脸", "全身", "一脸", "嘴角", "额头", "满手", "双手", "胸口", "后背", "脸上", "身上")

RULES: dict[str, Callable[[str, int], Iterator[Phrase]]] = {
    **{f"{label}{colon}": _listing(category) for label, category in _LABELS.items() for colon in "：:"},
    **dict.fromkeys(_WEAR, _worn),
    **dict.fromkeys(_MESSY, _messed),
}
"""Trigger, as it stands in folded text, to the rule that reads on from its end."""
