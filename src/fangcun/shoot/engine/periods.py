"""When a story plays, told by its words: 古代, 民国, 年代 or 现代."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.shoot.contracts import SceneFacts

_WORDS: dict[str, str] = {
    "古代": "王府 侯府 宫 殿 陛下 公主 郡主 将军 王爷 太后 丞相 御 圣旨 侍卫 客栈 县衙 娘娘 世子 丫鬟 铠甲 马车",
    "民国": "民国 公馆 少帅 大帅 旗袍 长衫 黄包车 洋行 药铺 报馆 大洋 巡捕 戏园 掌柜 督军 煤油灯 弄堂 学堂",
    "年代": "生产队 供销社 粮票 公社 大队 筒子楼 工分 搪瓷缸 知青 家属院",
    "现代": "手机 总裁 公司 办公室 董事 电梯 直播 医院 微信 电脑 会议室 轿车 监控 派出所 高铁 快递 村委会 短剧",
}


_SURE = 4  # different words of today that settle it: one may be chance, four are a world


def period_of(facts: Sequence[SceneFacts], *, text: str = "") -> str:
    """The period that most of the words point to; 现代 where nothing does. ``text`` is the script, where at hand.

    Four different words of today decide for 现代 whatever else is there: no old story holds telephones and lifts, but
    a story of today may hold a palace (a play within the play).
    """
    whole = text or "".join(
        f.script_place + f.synopsis + "".join(f.cast) + "".join(n for names in f.needs.values() for n in names)
        for f in facts
    )
    if sum(w in whole for w in _WORDS["现代"].split()) >= _SURE:
        return "现代"
    counts = {period: sum(whole.count(w) for w in words.split()) for period, words in _WORDS.items()}
    best, number = max(counts.items(), key=lambda item: item[1])
    return best if number else "现代"
