"""Names that readers see: made from a number that only the site can compute, so that nobody is found by them.

后台实名、前台自愿: the site knows who writes, readers need not. A viewer keeps one name everywhere.
"""

from __future__ import annotations

_WHAT = (
    *("晚归的", "爱笑的", "追光的", "赶路的", "失眠的", "早起的", "路过的", "嗑糖的", "较真的", "慢热的"),
    *("心软的", "嘴硬的", "怕黑的", "爱哭的", "淡定的", "好奇的", "念旧的", "靠窗的", "末班的", "前排的"),
    *("散步的", "喝茶的", "听雨的", "看云的", "发呆的", "认真的", "迷路的", "省电的", "加班的", "守夜的"),
)
_WHO = (
    *("橘猫", "麻雀", "旅人", "灯塔", "书签", "雨伞", "土豆", "青柠", "面包", "云朵"),
    *("胶片", "耳机", "风筝", "纸船", "海星", "萤火", "山楂", "豆包", "石榴", "月台"),
    *("票根", "糖罐", "竹篮", "小舟", "蒲公英", "向日葵", "鹅卵石", "放映员", "旁白", "配角"),
    *("观众", "邻座", "来客", "老街", "新芽", "晴天", "北风", "南瓜", "松鼠", "企鹅"),
)


def byline(digest: str) -> str:
    """The name of whoever a hexadecimal ``digest`` (at least 12 digits) stands for: one of 120,000."""
    number = int(digest[:12], 16)
    number, what = divmod(number, len(_WHAT))
    number, who = divmod(number, len(_WHO))
    return f"{_WHAT[what]}{_WHO[who]}{number % 100:02d}"


def shade(digest: str) -> int:
    """The colour of the name's disc as degrees of hue."""
    return int(digest[:6], 16) % 360
