"""Which painter paints a place: the words of scripts, Chinese and English, most particular first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fangcun.cut.engine.draw.places import rooms
from fangcun.cut.engine.draw.places.stage import Stage

Painter = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place. ``inside`` says what it is when the script does not."""

    key: str
    paint: Painter
    words: tuple[str, ...]
    inside: bool = True
    era: str | None = None  # only for stories of that time


PLACES: tuple[Place, ...] = (
    Place("bathroom", rooms.paint_bathroom, ("卫生间", "洗手间", "浴室", "厕所", "bathroom", "restroom")),
    Place("living", rooms.paint_living, ("客厅", "公寓", "别墅", "living room", "apartment", "villa")),
    Place("bedroom", rooms.paint_bedroom, ("卧室", "房间", "宿舍", "bedroom", "dorm")),
    Place("meeting", rooms.paint_meeting, ("会议室", "董事会", "发布会", "meeting", "conference", "boardroom")),
    Place("office", rooms.paint_office, ("办公", "公司", "总裁", "集团", "office", "company")),
    Place("study", rooms.paint_study, ("书房", "图书馆", "书店", "study", "library")),
    Place("kitchen", rooms.paint_kitchen, ("厨房", "后厨", "kitchen")),
    Place("corridor", rooms.paint_corridor, ("走廊", "过道", "楼道", "电梯", "corridor", "hallway", "elevator")),
    Place("basement", rooms.paint_basement, ("地下室", "密室", "车库", "basement", "garage")),
    Place("warehouse", rooms.paint_warehouse, ("仓库", "库房", "工厂", "车间", "warehouse", "factory")),
)
GENERIC: dict[tuple[bool, str], Place] = {
    (True, "modern"): Place("room", rooms.paint_room, ()),
}


def find_place(words: str, *, era: str, inside: bool | None) -> Place:
    """The kind of place that ``words`` name; a plain interior or exterior of the era when they name none."""
    low = words.lower()
    best: tuple[int, int, Place] | None = None
    for place in PLACES:
        if place.era is not None and place.era != era:
            continue
        for word in place.words:
            at = low.rfind(word)
            if at >= 0:
                # In 医院走廊 the last word says where one stands; a longer word is a surer one.
                rank = (at + len(word), len(word) + (2 if place.era else 0), place)
                if best is None or rank[:2] > best[:2]:
                    best = rank
    if best is not None:
        return best[2]
    ancient = "ancient" if era == "ancient" else "modern"
    return GENERIC.get((inside is not False, ancient), GENERIC[(True, "modern")])
