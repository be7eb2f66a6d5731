"""The words of the trade that the reader knows: times, inside and outside, labels, marks."""

from __future__ import annotations

import re

from fangcun.write.contracts import IntExt, TimeOfDay


def split_words(text: str) -> list[str]:
    """The words of a list written over lines, parted by blanks."""
    return text.split()


# The traditional forms of the characters that headings, labels and marks are made of.
SIMPLER = str.maketrans(
    "內場時閃憶黃結現實畫獨聲開劇轉換鏡頭間點戲燈顯滿", "内场时闪忆黄结现实画独声开剧转换镜头间点戏灯显满"
)

DAY, NIGHT, DAWN, DUSK = TimeOfDay.DAY, TimeOfDay.NIGHT, TimeOfDay.DAWN, TimeOfDay.DUSK

TIMES: dict[str, TimeOfDay] = {
    **dict.fromkeys(
        split_words("日 白 昼 午 日戏 日景 白天 白日 白昼 日间 大白天 上午 中午 正午 晌午 午后 下午 午时 全天"), DAY
    ),
    **dict.fromkeys(
        split_words(
            "夜 晚 暗 夜戏 夜晚 晚上 晚间 夜间 夜里 夜景 深夜 半夜 午夜 子夜 入夜 雨夜 雪夜 当夜 当晚 除夕夜 夜半"
        ),
        NIGHT,
    ),
    **dict.fromkeys(split_words("晨 早 清晨 早晨 早上 凌晨 黎明 拂晓 破晓 日出 大清早 天亮 晨光"), DAWN),
    **dict.fromkeys(split_words("黄昏 傍晚 日落 夕阳 日暮 暮 薄暮 黄昏时分 傍晚时分"), DUSK),
}
# The twelve double hours, from 子 (23 to 1 o'clock) on.
SHICHEN: dict[str, TimeOfDay] = dict(
    zip(
        "子丑寅卯辰巳午未申酉戌亥", [NIGHT, NIGHT, DAWN, DAWN, DAY, DAY, DAY, DAY, DAY, DUSK, NIGHT, NIGHT], strict=True
    )
)
ENGLISH_TIMES: dict[str, TimeOfDay | None] = {
    **dict.fromkeys(("DAY", "DAYTIME", "NOON", "MIDDAY", "AFTERNOON", "LATE AFTERNOON"), DAY),
    **dict.fromkeys(("NIGHT", "MIDNIGHT", "LATE NIGHT", "NIGHTTIME"), NIGHT),
    **dict.fromkeys(("MORNING", "EARLY MORNING", "DAWN", "SUNRISE", "DAYBREAK"), DAWN),
    **dict.fromkeys(("DUSK", "EVENING", "SUNSET", "TWILIGHT", "MAGIC HOUR", "GOLDEN HOUR"), DUSK),
    **dict.fromkeys(
        ("CONTINUOUS", "LATER", "SAME", "SAME TIME", "MOMENTS LATER", "MOMENTS EARLIER", "THAT NIGHT", "SAME DAY"), None
    ),
    "THAT NIGHT": NIGHT,
    "SAME DAY": DAY,
}

_BASE = "|".join(sorted(TIMES, key=len, reverse=True))
_HOUR = "[子丑寅卯辰巳午未申酉戌亥]时(?:[初正末]|[一二三四]刻|[123456]刻)?"
_CLOCK = (
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|早|晚|夜)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[点时](?:半|整|\d{1,2}分?|[一二三四五]刻)?|\d{1,2}:\d\d"
)
_WHEN = "次日|翌日|隔日|第二天|第三天|当天|当日|同日|前日|[一二三四五六七八九十数几两多]+(?:天|日|月|个月|年)[后前]"
ONE_TIME = f"(?:(?:{_WHEN})?(?:{_BASE}|{_HOUR}|{_CLOCK})|{_WHEN})"
TIME = re.compile(rf"{ONE_TIME}(?:\s*(?:[/、至转接到~-]|->)\s*{ONE_TIME})*")
_WHEN_HEAD = re.compile(f"^(?:{_WHEN})")
_FIND_TIME = re.compile(rf"{_HOUR}|{_BASE}")

INT_EXT: dict[str, IntExt] = {
    **dict.fromkeys(split_words("内 内景 室内 户内 屋内 INT INT. INTERIOR"), IntExt.INT),
    **dict.fromkeys(split_words("外 外景 室外 户外 屋外 EXT EXT. EXTERIOR EST EST."), IntExt.EXT),
    **dict.fromkeys(
        split_words(
            """
        内/外 外/内 内外 外内 内外景 内景/外景 外景/内景 内、外 内-外 外-内 INT/EXT EXT/INT INT./EXT
        INT./EXT. EXT./INT EXT./INT. INT/EXT. EXT/INT. I/E I/E. E/I INT-EXT
        """
        ),
        IntExt.BOTH,
    ),
}

WEATHER = frozenset(
    split_words(
        """
        雨 雪 阴 晴 雾 风 大雨 小雨 暴雨 雷雨 雷电 大雪 小雪 雨天 雪天 阴天 晴天 阴雨 春 夏 秋 冬 春天
        夏天 秋天 冬天 春日 冬日
        """
    )
)
MEMORY = frozenset(split_words("回忆 闪回 回忆杀 回忆场 回忆场景 闪回场 闪回场景 往事 FLASHBACK"))
# What may follow a heading in brackets without being part of the place.
NOTE = re.compile(
    r"(?:可?删|可选|同\s*\d|同场|接|续|补|新增|加|改|重|备|梦|幻|想象|过场|空镜|航拍|延时|VCR|插入|现实|现在|过去|前世|今生|升格|原)",
    re.I,
)


def time_of_day(printed: str) -> TimeOfDay | None:
    """The normalised value of a printed time: of 日/夜 the first part's, None where it tells no light."""
    if (known := TIMES.get(printed)) is not None:
        return known
    if (upper := printed.upper().strip()) in ENGLISH_TIMES:
        return ENGLISH_TIMES[upper]
    if m := _FIND_TIME.search(_WHEN_HEAD.sub("", printed)):
        word = m.group()
        return TIMES.get(word) or SHICHEN.get(word[0])
    if m := re.match(r"(\d{1,2})[:点时]", printed):
        hour = int(m.group(1))
        return DAWN if 4 <= hour < 7 else DAY if 7 <= hour < 18 else DUSK if hour == 18 else NIGHT
    return None


# Labels that open a line, by what the line then is.
CAST_LABELS = frozenset(
    split_words(
        """
        人物 人 角色 出场人物 出场角色 出场 登场 登场人物 登场角色 演员 本场人物 人物出场 主要人物 出演
        角色出场 上场人物 场景人物 CAST CHARACTERS
        """
    )
)
EXTRA_LABELS = frozenset(split_words("群演 群众 群众演员 群杂 特约 NPC 龙套"))
PROP_LABELS = frozenset(split_words("道具 主要道具 服化道 服道化 本场道具 关键道具 重点道具 PROPS"))
TIME_LABELS = frozenset(["时", "时间", "日夜"])
PLACE_LABELS = frozenset(split_words("景 场景 地点 场地 地 环境 景别 拍摄地 拍摄场景")) - {"景别"}
SIDE_LABELS = frozenset(["内外", "内外景", "内/外", "景内外"])
CAPTION_LABELS = frozenset(
    split_words(
        """
        字幕 字卡 出字幕 字幕浮现 画面字幕 屏幕字幕 屏幕显示 手机屏幕 手机屏幕显示 手机短信 短信
        短信内容 微信 微信消息 消息内容 花字 弹幕 人物字幕 人名条 字幕条 人物介绍字幕 标题字幕 黑屏字幕
        白字 黑底白字 浮现字幕 打字幕 叠字幕 上字幕 SUPER TITLE
        """
    )
)
NOTE_LABELS = frozenset(
    split_words(
        """
        注 备注 注意 提示 说明 导演注 编剧注 作者注 注释 服装 化妆 造型 妆造 服化 发型 拍摄提示 拍摄备注
        制作备注 特效 NOTE
        """
    )
)
ACTION_LABELS = frozenset(
    split_words(
        """
        画面 镜头 特写 近景 远景 中景 全景 空镜 空镜头 航拍 动作 景别 音效 音乐 背景音乐 BGM SFX 配乐
        转场 蒙太奇 快切 快剪 慢镜头 主观镜头 大特写 时间 地点 地址 电话 姓名 内容 标题 主题 原因 结果
        价格 金额 日期 编号 要求 规则 条件 目的 目标 第一 第二 第三 一 二 三 四 五 其一 其二 配方 任务
        奖励 系统提示框 只见 此时 这时 同时 随后 接着 突然 忽然 场景 场景描述 环境描写 气氛 氛围 情绪
        类型 题材 集数 时长 作者 编剧 导演 出品 一句话梗概 梗概 本集梗概 剧情 剧情简介 剧情梗概 故事梗概
        内容简介 简介 大纲 看点 亮点 卖点 钩子 结尾钩子 本集看点 核心冲突 微博热搜 热搜 新闻标题 标语
        横幅 牌匾 信上 纸上 上联 下联 横批 署名 落款
        """
    )
)
FRONT_LABELS = frozenset(
    split_words(
        """
        剧名 片名 编剧 作者 导演 类型 题材 集数 时长 出品 故事梗概 梗概 简介 内容简介 一句话梗概 大纲
        主题 TITLE AUTHOR CREDIT
        """
    )
)
SHEET_TITLES = re.compile(
    r"^[\W\d一二三四五六七八九十]*(?:主要|本剧|剧中|重要)?(?:人物|角色)(?:小传|表|介绍|简介|设定|列表|关系|设置|档案|说明|小传及关系|人设)?[\s:】》）)]*$"
)
OTHER_TITLES = re.compile(
    r"^[\W\d一二三四五六七八九十]*(?:故事|剧情|内容|分集|全剧|创作|项目|世界观|核心|看点|本剧)?(?:梗概|大纲|简介|概要|阐述|设定|目录|剧本正文|正文|剧本|梗概及大纲|背景|亮点|看点|类型|主题)[\s:】》）)]*$"
)
