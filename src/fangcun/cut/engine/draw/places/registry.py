"""Which painter paints a place: the words of scripts, Chinese and English, most particular first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fangcun.cut.engine.draw.places import (
    afield,
    ancient,
    care,
    events,
    journey,
    outdoor,
    pastime,
    public,
    realm,
    rooms,
    town,
)
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


_OLD = "ancient"
_THRONE: tuple[Place, ...] = (
    Place("imperial_study", realm.paint_imperial_study, ("御书房", "养心殿", "上书房")),
    Place("cold_palace", realm.paint_cold_palace, ("冷宫", "废殿", "cold palace")),
    Place("imperial_garden", realm.paint_imperial_garden, ("御花园", "荷花池", "凉亭"), False),
    Place("scaffold", realm.paint_scaffold, ("刑场", "法场", "断头台", "scaffold"), False),
    Place("city_gate", realm.paint_city_gate, ("城门口", "城门", "城楼", "城墙", "city gate"), False),
    Place("palace_wall", afield.paint_palace_wall, ("宫墙", "红墙", "宫门外", "宫道", "夹道", "palace wall"), False),
    Place("tomb", afield.paint_tomb, ("皇陵", "陵墓", "陵园", "古墓", "神道", "陵", "mausoleum", "tomb"), False),
    Place("temple", realm.paint_temple, ("寺庙", "庙", "寺", "佛堂", "道观", "temple")),
    Place("shrine", realm.paint_shrine, ("祠堂", "宗祠", "家庙", "shrine")),
)
"""Holy places and those about the throne, the same at any time; of old they outrank the vaguer words of old."""
PLACES: tuple[Place, ...] = (
    # of old: the same words mean other places there
    Place(
        "palace",
        ancient.paint_palace,
        ("宫殿", "大殿", "宫", "殿", "朝堂", "金銮", "公堂", "衙门", "palace", "throne"),
        era=_OLD,
    ),
    Place(
        "courtyard",
        ancient.paint_courtyard,
        ("院落", "庭院", "院子", "府", "后院", "花园", "宅", "门口", "府门", "courtyard"),
        False,
        _OLD,
    ),
    Place("inn", ancient.paint_inn, ("客栈", "酒楼", "茶楼", "青楼", "酒馆", "茶馆", "inn", "tavern"), era=_OLD),
    Place(
        "chamber",
        ancient.paint_chamber,
        ("房", "屋", "室", "寝宫", "闺房", "书房", "厅", "阁", "堂", "卧房", "chamber", "room"),
        era=_OLD,
    ),
    Place("wedding_chamber", ancient.paint_wedding_chamber, ("婚房", "洞房", "喜堂", "婚礼", "喜房"), era=_OLD),
    Place(
        "ancient_city",
        ancient.paint_city,
        ("古城", "城", "街", "长街", "集市", "京城", "坊市", "street", "city"),
        False,
        _OLD,
    ),
    Place("lane", ancient.paint_lane, ("巷", "胡同", "lane", "alley"), False, _OLD),
    Place("camp", ancient.paint_camp, ("军营", "战场", "营帐", "沙场", "边关", "camp", "battlefield"), False, _OLD),
    Place("ancient_city", ancient.paint_city, ("古城", "古镇", "影视城", "old town"), False),
    Place("palace", ancient.paint_palace, ("宫殿", "大殿", "palace")),
    Place("lane", ancient.paint_lane, ("小巷", "巷子", "胡同", "弄堂", "巷", "alley", "lane"), False),
    Place(
        "courtyard",
        ancient.paint_courtyard,
        ("四合院", "老宅", "院落", "小院", "院子", "庭院", "courtyard"),
        False,
    ),
    Place("inn", ancient.paint_inn, ("客栈", "酒楼", "茶楼", "茶馆", "inn", "tavern")),
    Place("camp", ancient.paint_camp, ("军营", "战场", "battlefield"), False),
    *_THRONE,
    *(replace(place, era=_OLD) for place in _THRONE),
    # of our time: care, pastime, on the way
    Place("emergency", care.paint_emergency, ("急诊室", "急诊", "抢救室", "抢救", "emergency room")),
    Place("theatre_door", care.paint_theatre_door, ("手术室门口", "手术室", "手术", "surgery", "operating room")),
    Place("morgue", afield.paint_morgue, ("解剖室", "停尸间", "太平间", "法医", "法医室", "验尸", "morgue", "autopsy")),
    Place("shell", afield.paint_shell, ("烂尾楼", "废楼", "毛坯", "未完工", "unfinished building"), False),
    Place("farmhouse", afield.paint_farmhouse, ("堂屋", "农家堂屋", "土屋", "炕", "窑洞", "老屋", "farmhouse")),
    Place("gym", care.paint_gym, ("健身房", "健身", "拳馆", "武馆", "gym")),
    Place("pool", care.paint_pool, ("温泉", "泳池", "游泳馆", "汤池", "hot spring", "pool")),
    Place("netcafe", pastime.paint_netcafe, ("网吧", "网咖", "电竞", "internet cafe")),
    Place("dorm", pastime.paint_dorm, ("宿舍", "寝室", "dormitory", "dorm")),
    Place("stream", pastime.paint_stream, ("直播间", "直播", "livestream")),
    Place("chief", pastime.paint_chief, ("总裁办公室", "董事长办公室", "总裁办", "ceo office", "ceo's office")),
    Place("lift", journey.paint_lift, ("电梯里", "电梯内", "电梯间", "电梯", "elevator", "lift")),
    Place("metro", journey.paint_metro, ("地铁", "公交车", "公交", "巴士", "大巴", "subway", "metro", "bus")),
    Place("train", journey.paint_train, ("高铁车厢", "高铁上", "火车上", "车厢", "列车", "高铁", "train")),
    Place("airport", journey.paint_airport, ("机场", "航站楼", "候机", "airport", "terminal")),
    Place(
        "harbour", journey.paint_harbour, ("渔港", "港口", "码头", "渔村", "渔船", "harbour", "harbor", "dock"), False
    ),
    Place("dam", journey.paint_dam, ("大坝", "水库", "堤坝", "水电站", "dam", "reservoir"), False),
    # rooms of our time
    Place("bathroom", rooms.paint_bathroom, ("卫生间", "洗手间", "浴室", "厕所", "化妆间", "bathroom", "restroom")),
    Place(
        "living",
        rooms.paint_living,
        ("客厅", "公寓", "别墅", "家中", "家里", "大厅", "living room", "apartment", "villa", "house"),
    ),
    Place("bedroom", rooms.paint_bedroom, ("卧室", "房间", "客房", "套房", "卧房", "bedroom")),
    Place(
        "meeting",
        rooms.paint_meeting,
        ("会议室", "会议", "董事会", "发布会", "会客室", "meeting", "conference", "boardroom"),
    ),
    Place("office", rooms.paint_office, ("办公室", "办公", "公司", "总裁", "集团", "工作室", "office", "company")),
    Place("study", rooms.paint_study, ("书房", "图书馆", "书店", "档案室", "study", "library")),
    Place("kitchen", rooms.paint_kitchen, ("厨房", "后厨", "灶", "kitchen")),
    Place(
        "corridor",
        rooms.paint_corridor,
        ("走廊", "过道", "楼道", "楼梯", "门外", "corridor", "hallway", "stairwell", "stairs", "staircase", "landing"),
    ),
    Place("basement", rooms.paint_basement, ("地下室", "密室", "车库", "停车场", "basement", "garage")),
    Place(
        "warehouse",
        rooms.paint_warehouse,
        ("仓库", "库房", "工厂", "车间", "废弃", "warehouse", "factory", "vault", "storage", "archive"),
    ),
    # public rooms
    Place("ward", public.paint_ward, ("病房", "住院部", "ward")),
    Place("hospital", public.paint_hospital, ("医院走廊", "医院", "诊所", "卫生院", "hospital", "clinic")),
    Place("police", public.paint_police, ("派出所", "警局", "公安", "警察局", "police")),
    Place("interrogation", public.paint_interrogation, ("审讯室", "审讯", "拘留", "interrogation")),
    Place("court", public.paint_court, ("法庭", "法院", "庭审", "courtroom", "court")),
    Place("classroom", public.paint_classroom, ("教室", "学校", "课堂", "校园", "培训", "classroom", "school")),
    Place("lobby", events.paint_lobby, ("酒店大堂", "大堂", "酒店", "前台", "售楼", "银行", "hotel", "lobby", "bank")),
    Place("wedding", events.paint_wedding, ("婚礼", "教堂", "婚纱", "wedding", "church")),
    Place(
        "banquet",
        events.paint_banquet,
        ("宴会厅", "宴会", "酒会", "寿宴", "晚宴", "礼堂", "年会", "拍卖", "banquet", "ballroom", "party"),
    ),
    Place(
        "restaurant",
        events.paint_restaurant,
        (
            "餐厅",
            "饭店",
            "包厢",
            "包间",
            "饭馆",
            "食堂",
            "酒吧",
            "KTV",
            "restaurant",
            "bar",
            "diner",
            "canteen",
            "catering",
        ),
    ),
    Place("cafe", events.paint_cafe, ("咖啡", "奶茶", "甜品", "cafe", "coffee")),
    Place("mourning", events.paint_mourning, ("灵堂", "葬礼", "殡仪", "追悼", "funeral")),
    Place(
        "studio",
        events.paint_studio,
        (
            "片场",
            "影棚",
            "摄影棚",
            "剧组",
            "录音",
            "排练",
            "舞台",
            "演播",
            "后期",
            "机房",
            "studio",
            "set",
            "stage",
        ),
    ),
    Place("car", events.paint_car, ("车内", "车里", "车上", "出租车", "轿车", "马车内", "in car", "car", "taxi")),
    Place(
        "shop",
        public.paint_shop,
        ("超市", "商店", "便利店", "小卖部", "商场", "店", "药店", "shop", "store", "mall", "supermarket"),
    ),
    Place(
        "prison",
        public.paint_prison,
        ("牢房", "监狱", "地牢", "天牢", "大牢", "柴房", "prison", "cell", "dungeon", "jail"),
    ),
    # out of doors
    Place("playground", town.paint_playground, ("操场", "球场", "体育", "playground", "stadium"), False),
    Place("village", outdoor.paint_village, ("乡村", "村", "农家", "村口", "农村", "village"), False),
    Place("field", outdoor.paint_field, ("田野", "田", "稻", "麦", "果园", "草原", "地头", "field", "farm"), False),
    Place(
        "mountain",
        outdoor.paint_mountain,
        ("山野", "山", "悬崖", "坟", "墓", "峡谷", "mountain", "cliff", "hill"),
        False,
    ),
    Place("forest", outdoor.paint_forest, ("森林", "树林", "林", "竹", "forest", "woods"), False),
    Place("river", outdoor.paint_river, ("河边", "河", "湖", "江", "桥", "池塘", "river", "lake", "bridge"), False),
    Place("sea", outdoor.paint_sea, ("海边", "海", "沙滩", "岛", "sea", "beach", "ocean"), False),
    Place("rooftop", town.paint_rooftop, ("天台", "楼顶", "屋顶", "阳台", "露台", "rooftop", "roof", "balcony"), False),
    Place("market", town.paint_market, ("夜市", "集市", "菜市场", "市场", "小吃", "market"), False),
    Place("site", town.paint_site, ("工地", "construction"), False),
    Place(
        "station",
        town.paint_station,
        ("车站", "火车站", "高铁站", "候车", "station"),
    ),
    Place("park", outdoor.paint_park, ("公园", "花园", "广场", "草坪", "park", "garden", "square"), False),
    Place("gate", town.paint_gate, ("门口", "大门", "楼下", "校门", "基地", "gate", "entrance"), False),
    Place("street", town.paint_street, ("街道", "街", "路边", "马路", "路口", "公路", "路", "street", "road"), False),
)
GENERIC: dict[tuple[bool, str], Place] = {
    (True, "modern"): Place("room", rooms.paint_room, ()),
    (False, "modern"): Place("street", town.paint_street, (), False),
    (True, "ancient"): Place("chamber", ancient.paint_chamber, ()),
    (False, "ancient"): Place("courtyard", ancient.paint_courtyard, (), False),
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
