"""The trade's words for what pages show: categories, voices, severities, strips, lengths."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangcun.kit.errors import Severity
from fangcun.write.contracts import Category, IntExt, Scene, TimeOfDay, Voice

CATEGORY = {
    Category.CAST: gettext_lazy("演员"),
    Category.EXTRAS: gettext_lazy("群演"),
    Category.STUNTS: gettext_lazy("动作替身"),
    Category.VEHICLES: gettext_lazy("车辆"),
    Category.PROPS: gettext_lazy("道具"),
    Category.CAMERA: gettext_lazy("摄影"),
    Category.SPECIAL_EFFECTS: gettext_lazy("现场特效"),
    Category.WARDROBE: gettext_lazy("服装"),
    Category.MAKEUP_HAIR: gettext_lazy("化妆发型"),
    Category.ANIMALS: gettext_lazy("动物"),
    Category.ANIMAL_HANDLER: gettext_lazy("驯兽"),
    Category.MUSIC: gettext_lazy("音乐"),
    Category.SOUND: gettext_lazy("音效"),
    Category.SET_DRESSING: gettext_lazy("陈设"),
    Category.GREENERY: gettext_lazy("绿植"),
    Category.SPECIAL_EQUIPMENT: gettext_lazy("特种设备"),
    Category.SECURITY: gettext_lazy("安保"),
    Category.ADDITIONAL_LABOR: gettext_lazy("额外人工"),
    Category.VISUAL_EFFECTS: gettext_lazy("视效"),
    Category.MECHANICAL_EFFECTS: gettext_lazy("机械特效"),
    Category.MISCELLANEOUS: gettext_lazy("其他"),
    Category.NOTES: gettext_lazy("备注"),
}
VOICE = {Voice.VO: "VO", Voice.OS: "OS", Voice.INNER: gettext_lazy("内心")}
INT_EXT = {IntExt.INT: gettext_lazy("内"), IntExt.EXT: gettext_lazy("外"), IntExt.BOTH: gettext_lazy("内/外")}
TIME_OF_DAY = {
    TimeOfDay.DAY: gettext_lazy("日"),
    TimeOfDay.NIGHT: gettext_lazy("夜"),
    TimeOfDay.DAWN: gettext_lazy("晨"),
    TimeOfDay.DUSK: gettext_lazy("黄昏"),
}
SEVERITY = {
    Severity.ERROR: gettext_lazy("错误"),
    Severity.WARNING: gettext_lazy("注意"),
    Severity.INFO: gettext_lazy("提示"),
}


def strip_of(scene: Scene) -> str:
    """The colour of a scene's strip as a class: ``strip-day-int`` and so on; dawn and dusk count as day."""
    if scene.int_ext is None or scene.time_of_day is None:
        return "strip-open"
    light = "night" if scene.time_of_day is TimeOfDay.NIGHT else "day"
    place = "int" if scene.int_ext is IntExt.INT else "ext"
    return f"strip-{light}-{place}"


def light_of(scene: Scene) -> str:
    """The words beside the colour: 日内, 夜外; what is not known is left out."""
    time = str(TIME_OF_DAY[scene.time_of_day]) if scene.time_of_day else ""
    place = str(INT_EXT[scene.int_ext]) if scene.int_ext else ""
    return (_("%(time)s%(place)s") % {"time": time, "place": place}).strip()


def length(pair: tuple[float, float]) -> str:
    """An estimated range as people say it: 35–48 秒, 1分18秒–2分08秒, and from ten minutes on 38–52 分钟."""
    low, high = round(pair[0]), round(pair[1])
    if high >= 600:
        low, high = round(low / 60), round(high / 60)
        return _("%(n)s 分钟") % {"n": high if low == high else f"{low}–{high}"}
    if low == high:
        return _moment(high)
    if high < 60:
        return _("%(n)s 秒") % {"n": f"{low}–{high}"}
    return f"{_moment(low)}–{_moment(high)}"


def _moment(whole: int) -> str:
    if whole < 60:
        return _("%(n)s 秒") % {"n": whole}
    return _("%(m)d分%(s)02d秒") % {"m": whole // 60, "s": whole % 60}
