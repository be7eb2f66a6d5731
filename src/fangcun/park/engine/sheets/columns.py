"""The columns of each kind of sheet: heads, the other words people use, how a cell is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fangcun.park.contracts import (
    INT_EXT,
    BundleEntry,
    CrewEntry,
    Entry,
    PersonEntry,
    PersonKind,
    SheetKind,
    SpaceEntry,
    SpaceKind,
    StockEntry,
    StockKind,
)
from fangcun.park.engine.sheets import cells

PERIODS = ("古代", "民国", "年代", "现代", "未来", "通用")
SPACE_KINDS = {
    SpaceKind.SET: "实景棚",
    SpaceKind.STAGE: "摄影棚",
    SpaceKind.SCENIC: "外景地",
    SpaceKind.OFFICE: "办公",
}
PERSON_KINDS = {
    PersonKind.ACTOR: "演员",
    PersonKind.FEATURED: "特约",
    PersonKind.EXTRA: "群演",
    PersonKind.CREW: "职员",
}
STOCK_KINDS = {
    StockKind.CAMERA: "摄影",
    StockKind.LIGHT: "灯光",
    StockKind.SOUND: "录音",
    StockKind.WARDROBE: "服装",
    StockKind.PROP: "道具",
    StockKind.VEHICLE: "车辆",
    StockKind.MEAL: "餐",
    StockKind.ROOM: "住宿",
    StockKind.CAR: "用车",
}
_MORE_SPACES = {"实景": SpaceKind.SET, "棚": SpaceKind.STAGE, "影棚": SpaceKind.STAGE, "景点": SpaceKind.SCENIC}
_MORE_SPACES |= {
    "外景": SpaceKind.SCENIC,
    "办公室": SpaceKind.OFFICE,
    "化妆间": SpaceKind.OFFICE,
    "仓库": SpaceKind.OFFICE,
}
_MORE_PEOPLE = {
    "特约演员": PersonKind.FEATURED,
    "群众演员": PersonKind.EXTRA,
    "群众": PersonKind.EXTRA,
    "工作人员": PersonKind.CREW,
}
_MORE_STOCK = {
    "摄影器材": StockKind.CAMERA,
    "灯": StockKind.LIGHT,
    "灯光器材": StockKind.LIGHT,
    "录音器材": StockKind.SOUND,
}
_MORE_STOCK |= {
    "戏服": StockKind.WARDROBE,
    "车": StockKind.VEHICLE,
    "盒饭": StockKind.MEAL,
    "餐饮": StockKind.MEAL,
    "房间": StockKind.ROOM,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``field`` of the entry (two for a range), its head, other heads, reader and writer of a cell.

    ``needed`` columns must be there and filled in; ``hint`` is an example of what to write.
    """

    field: tuple[str, ...]
    head: str
    read: cells.Reader
    write: Callable[..., str] = str
    others: tuple[str, ...] = ()
    needed: bool = False
    hint: str = ""
    offered: tuple[str, ...] = ()


def _plain(field: str, head: str, read: cells.Reader, *others: str, **more: Any) -> Column:
    return Column((field,), head, read, others=others, **more)


def _kind(words: Mapping[Any, str], more: Mapping[str, Any], *others: str) -> Column:
    spelled = {word: kind for kind, word in words.items()} | {kind.value: kind for kind in words} | dict(more)
    offered = tuple(words.values())
    read = cells.choice(spelled, offered=offered)
    return Column(("kind",), "类别", read, lambda k: words[k], others, True, offered[0], offered)


def _one_of(
    field: str, head: str, offered: Sequence[str], *others: str, more: Mapping[str, str] | None = None
) -> Column:
    read = cells.choice({w: w for w in offered} | dict(more or {}), offered=offered)
    return Column((field,), head, read, others=others, hint=offered[0], offered=tuple(offered))


def _list(field: str, head: str, *others: str, hint: str = "") -> Column:
    return Column((field,), head, cells.tags, "、".join, others, hint=hint)


def _switch(field: str, head: str, *others: str) -> Column:
    return Column((field,), head, cells.yes_no, lambda v: "是" if v else "否", others, hint="是", offered=("是", "否"))


def _money(*others: str) -> Column:
    return Column(("day_rate",), "日价", cells.money, cells.write_money, others, hint="800")


_CODE = _plain("code", "编号", cells.text(40), "代号", "编码", "code", "ID", needed=True, hint="S-001")
_NAME = _plain("name", "名称", cells.text(120), "名字", "name", needed=True, hint="民国四合院")
_PERIOD = _one_of("period", "年代", PERIODS, "时代", "时期", more={"当代": "现代", "清": "古代", "古装": "古代"})
_ACTIVE = _switch("active", "在用", "启用", "状态")

SPACES = (
    _CODE,
    _plain("name", "名称", cells.text(120), "场景", "场景名称", "影棚", "name", needed=True, hint="民国四合院"),
    _kind(SPACE_KINDS, _MORE_SPACES, "场景类别", "类型", "kind"),
    _PERIOD,
    _list("tags", "标签", "风格", "景别", "tags", hint="院落、祠堂"),
    _one_of(
        "int_ext",
        "内外",
        INT_EXT,
        "内外景",
        "内/外",
        more={"内外": "内/外", "室内": "内", "室外": "外", "内景": "内", "外景": "外", "内、外": "内/外"},
    ),
    _plain("area", "面积", cells.whole(0, 10_000_000, unit="平米"), "面积（㎡）", "面积(平米)", "建筑面积", hint="320"),
    _money("日价（元）", "日租", "租金", "价格", "日租金"),
    _plain("district", "园区", cells.text(40), "片区", "所在园区", "位置", hint="东园"),
    Column(("latitude",), "纬度", cells.number(-90, 90), repr, ("lat",), hint="30.2741"),
    Column(("longitude",), "经度", cells.number(-180, 180), repr, ("lng", "lon"), hint="120.1551"),
    _switch("night", "可夜拍", "夜拍", "夜戏"),
    Column(("opens",), "开门", cells.minutes, cells.write_minutes, ("开放时间", "开始时间"), hint="08:00"),
    Column(("closes",), "关门", cells.minutes, cells.write_minutes, ("关闭时间", "结束时间"), hint="22:00"),
    _plain("capacity", "容纳剧组", cells.whole(1, 100), "容量", "可容剧组", hint="1"),
    _plain("free_days", "免费天数", cells.whole(0, 3650), "免费", hint="3"),
    _list("free_for", "对谁免费", "免费对象", hint="签约"),
    _list("open_to", "对谁开放", "开放对象", hint="签约"),
    _plain("note", "说明", cells.text(2000), "备注", "简介"),
    _ACTIVE,
)
PEOPLE = (
    _CODE,
    _plain("name", "姓名", cells.text(120), "名字", "名称", "艺名", needed=True, hint="沈青"),
    _kind(PERSON_KINDS, _MORE_PEOPLE, "人员类别", "类型", "身份"),
    Column(
        ("sex",),
        "性别",
        cells.choice({"男": "男", "女": "女", "M": "男", "F": "女", "男性": "男", "女性": "女"}, offered=("男", "女")),
        needed=True,
        hint="女",
        offered=("男", "女"),
    ),
    Column(
        ("age_from", "age_to"),
        "可演年龄",
        cells.ages,
        lambda a, b: f"{a}-{b}",
        ("年龄", "年龄段", "戏龄"),
        True,
        "25-40",
    ),
    Column(
        ("born",), "出生日期", cells.day, lambda d: d.isoformat() if d else "", ("生日", "出生年月"), hint="1998-05-20"
    ),
    Column(
        ("height",),
        "身高",
        cells.whole(30, 260, unit="cm"),
        lambda v: str(v) if v else "",
        ("身高（厘米）", "身高(cm)"),
        hint="168",
    ),
    _money("日价（元）", "片酬", "日薪", "报价", "价格"),
    _list("skills", "特长", "技能", "才艺", hint="骑马、武打"),
    _list("languages", "语言", "方言", hint="普通话、四川话"),
    _list("looks", "形象", "类型标签", "气质", "标签", hint="总裁、古装"),
    _list("jobs", "工种", "岗位", "职务", hint="灯光"),
    Column(
        ("days_off",),
        "不可用日期",
        cells.days,
        lambda v: "、".join(d.isoformat() for d in v),
        ("休息日期", "请假"),
        hint="2026-11-25",
    ),
    Column(
        ("weekdays_off",), "每周不可用", cells.weekdays, cells.write_weekdays, ("每周休息", "固定休息"), hint="周一"
    ),
    _plain("guardian", "监护人", cells.text(60), "家长", hint="张三"),
    _plain("phone", "电话", cells.text(30), "手机", "联系电话", "手机号"),
    _ACTIVE,
)
STOCK = (
    _CODE,
    _plain("name", "名称", cells.text(120), "品名", "物资", "器材", "name", needed=True, hint="镝灯 4K"),
    _kind(STOCK_KINDS, _MORE_STOCK, "物资类别", "类型"),
    _plain("unit", "单位", cells.text(8), "计量单位", hint="台"),
    _plain("count", "数量", cells.whole(0, 100_000_000), "库存", "总数", "件数", hint="10"),
    _money("日价（元）", "单价", "日租", "租金", "价格"),
    _PERIOD,
    _list("tags", "标签", "风格", hint="军装、冬装"),
    Column(("sizes",), "尺码", cells.sized, cells.write_sized(":"), ("尺寸", "码数"), hint="S:10、M:20"),
    _plain("district", "仓库", cells.text(40), "园区", "存放", "库位", hint="一号仓"),
    _ACTIVE,
)
BUNDLES = (
    _CODE,
    _plain("name", "名称", cells.text(120), "成套", "套装", needed=True, hint="灯光组 A"),
    Column(("lines",), "物资", cells.sized, cells.write_sized("×"), ("清单", "明细", "内容"), True, "L-1×2、L-2×4"),
)
CREWS = (
    _CODE,
    _plain("name", "剧组", cells.text(120), "剧名", "名称", "剧组名称", needed=True, hint="古城来信"),
    _plain("company", "公司", cells.text(120), "出品方", "承制", "承制方"),
    _plain("kind", "类型", cells.text(20), "类别", hint="签约"),
    Column(("arrives",), "进组", cells.day, lambda d: d.isoformat(), ("进组日期", "开始", "进场"), True, "2026-11-20"),
    Column(("leaves",), "离组次日", cells.day, lambda d: d.isoformat(), ("离组", "结束", "离场"), True, "2026-12-01"),
    _plain("contact", "联系人", cells.text(60), "负责人", "制片"),
    _plain("phone", "电话", cells.text(30), "手机", "联系电话"),
    _ACTIVE,
)
COLUMNS: dict[SheetKind, tuple[Column, ...]] = {
    SheetKind.SPACES: SPACES,
    SheetKind.PEOPLE: PEOPLE,
    SheetKind.STOCK: STOCK,
    SheetKind.BUNDLES: BUNDLES,
    SheetKind.CREWS: CREWS,
}
ENTRIES: dict[SheetKind, type[Entry]] = {
    SheetKind.SPACES: SpaceEntry,
    SheetKind.PEOPLE: PersonEntry,
    SheetKind.STOCK: StockEntry,
    SheetKind.BUNDLES: BundleEntry,
    SheetKind.CREWS: CrewEntry,
}
TITLES = {
    SheetKind.SPACES: "场景",
    SheetKind.PEOPLE: "人员",
    SheetKind.STOCK: "物资",
    SheetKind.BUNDLES: "成套",
    SheetKind.CREWS: "剧组",
}
PROBLEM_HEAD = "问题"  # of the sheet of refused rows; ignored when that sheet comes back


def write_cell(column: Column, entry: Entry) -> str:
    """What stands in a column of an entry; empty for what is not known."""
    values = [getattr(entry, field) for field in column.field]
    return "" if values[0] is None else column.write(*values)
