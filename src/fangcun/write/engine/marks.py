"""Marks: what stands in brackets, or after a word such as 字幕 or 闪回, instead of action or speech."""

from __future__ import annotations

import re

from fangcun.write.engine import words
from fangcun.write.engine.episode import is_end
from fangcun.write.engine.records import Flash, Tag

_CLOSE = re.compile(
    r"^(?:画面|镜头|此时|然后)?(?:闪回|回忆|插叙|回忆杀|闪前|梦境|幻想|幻境)"
    r"(?:画面|镜头|片段|部分|场景)?\s*(?:结束|完毕|完|止|终|闭)"
    r"|^(?:画面|镜头)?(?:切回|闪回|回到|转回|拉回)\s*(?:到|至)?\s*(?:现实|当下|现在|当前|现时|主线|今日|今天)"
    r"|^(?:结束|退出)(?:闪回|回忆)"
    r"|^现实$|^END (?:OF )?FLASHBACK|^BACK TO (?:PRESENT|SCENE)",
    re.I,
)
_SOFT = re.compile(
    r"^(?:画面|镜头)?(?:快切|快闪|快速|蒙太奇|闪现|一闪).{0,6}(?:闪回|回忆|画面)|^(?:快切闪回|闪现)|^(?:闪回|回忆)(?:快切|蒙太奇)"
)
_OPEN = re.compile(
    r"^(?:画面|镜头|插入|进入|转入|切入|叠化|切至|切|转|开始)?\s*(?:至|到|入|为|进)?\s*"
    r"(?:闪回|回忆|插叙)(?:画面|镜头|片段|开始|部分|场景|起)?\s*$"
    r"|^(?:画面|镜头)?(?:闪回|回忆|插叙)(?:画面|镜头|片段|开始|部分|场景|起)?\s*[:：—·\-—（(,，]"
    r"|^(?:闪回|回忆)(?:到|至)?.{0,10}(?:前|时|年|日|夜|天)$"
    r"|^(?:BEGIN )?FLASHBACK\b(?!.*END)",
    re.I,
)
_OTHER = re.compile(
    r"^(?:切至|切到|切换|切回|切入|转场|转至|淡入|淡出|黑场|黑屏|渐黑|渐隐|渐显"
    r"|叠化|叠画|叠印|硬切|跳切|快切|分屏|定格|画面(?:切|一转|转|渐|淡|变黑|定格|黑)"
    r"|镜头(?:切|一转|转至|转场)"
    r"|(?:SMASH |MATCH |JUMP |HARD |QUICK )?"
    r"CUT(?:S)? (?:TO|BACK)\b|FADE (?:IN|OUT|TO)\b|DISSOLVE TO\b|INTERCUT\b|TIME CUT)",
    re.I,
)
_TO = re.compile(r"^切[^，。！？：:,\s]{1,8}$")
_MARK = re.compile(
    r"^(?:本集)?(?:付费|收费|解锁|充值)?(?:卡点|付费点|卡点位|钩子|悬念点|悬念|爽点|爆点|反转点)(?![\u4e00-\u9fff]{3})|^(?:付费|收费)(?:墙|点|节点|位置)|^(?:卡|HOOK|PAYWALL)$",
    re.I,
)
_CAPTION = re.compile(
    r"^(?:(?:打|出|叠|上|浮现|画面|屏幕|黑屏|人物|片头|片尾|白色|红色|金色|右下|左下|下方)*(?:字幕|字卡)(?:浮现|出现|显示|打出|条|弹出)?|花字|弹幕|人名条|短信|微信|屏幕显示|手机屏幕(?:显示)?|字幕浮现)\s*(?:[:：]|$)\s*"
)
_CAPTION_OPEN = re.compile(r"^(?:字幕|字卡|出字幕|花字|弹幕|人名条)")
_SOUND = re.compile(
    r"^(?:音效|音乐|BGM|SFX|配乐|背景音乐|特效|特写|大特写|近景|中景|远景|全景|空镜|航拍|镜头|画面|俯拍|仰拍|慢镜头|蒙太奇|快剪|主观|动作|系统)",
    re.I,
)
_NOTE = re.compile(r"^(?:注|备注|注意|说明|导演注|作者注|编剧注|提示|拍摄提示|拍摄备注|NOTE)\s*[:：]", re.I)
CLOSER = {
    "【": "】",
    "[": "]",
    "［": "］",
    "〔": "〕",
    "（": "）",
    "(": ")",
    "《": "》",
    "「": "」",
    "<": ">",
    "｛": "｝",
    "{": "}",
}


# Labels by which our own layout names what no wording of its own would tell.
CARD_LABEL = "题字："
CUT_LABEL = "转场："


def flash_of(text: str) -> Flash | None:
    """What ``text`` does as a transition (None where it is none)."""
    if len(text) > 40:
        return None
    text = text.translate(words.SIMPLER)
    if _CLOSE.search(text):
        return Flash.CLOSE if len(text) <= 24 else None
    if _SOFT.search(text):
        return Flash.SOFT if len(text) <= 16 else None
    if _OPEN.search(text):
        return Flash.OPEN if len(text) <= 24 else None
    if (_OTHER.search(text) and len(text) <= 18 and not re.search(r"[，。！？].", text)) or _TO.match(
        text.rstrip("。")
    ):
        return Flash.NONE
    return None


def is_mark(text: str) -> bool:
    """Whether ``text`` names a point where viewers are held or pay (卡点, 付费卡点)."""
    return len(text) <= 80 and _MARK.match(text) is not None


def caption_text(text: str) -> str | None:
    """The words on the screen in ``字幕：三年后``; empty where they follow later; None where it is no caption."""
    if m := _CAPTION.match(text.translate(words.SIMPLER)):
        return text[m.end() :].strip().strip('“”"「」')
    return None


def read_mark(content: str) -> tuple[Tag, str, Flash] | None:
    """What a whole bracket (without its signs) is: end, transition, mark, caption, note, or None for other things."""
    if content.startswith(CARD_LABEL):
        return Tag.INTERTITLE, content[len(CARD_LABEL) :].strip(), Flash.NONE
    if content.startswith(CUT_LABEL):
        text = content[len(CUT_LABEL) :].strip()
        return Tag.TRANSITION, text, flash_of(text) or Flash.NONE
    if is_end(content):
        return Tag.END, content, Flash.NONE
    if (flash := flash_of(content)) is not None:
        return Tag.TRANSITION, content, flash
    if is_mark(content):
        return Tag.MARK, content, Flash.NONE
    if (shown := caption_text(content)) is not None:
        return Tag.CAPTION, shown, Flash.NONE
    if _CAPTION_OPEN.match(content) and len(content) <= 60:
        return Tag.CAPTION, _CAPTION_OPEN.sub("", content).strip(" ·-:：，,"), Flash.NONE
    if _NOTE.match(content):
        return Tag.NOTE, content.split("：", 1)[-1].split(":", 1)[-1].strip(), Flash.NONE
    if _SOUND.match(content):
        return Tag.ACTION, content, Flash.NONE
    return None


def is_card(content: str) -> bool:
    """Whether the words of a bracket are a card of time or place (三年后) rather than a direction."""
    return len(content) <= 16 and not re.search(r"[，。！？,!?；…]", content)


def label_tag(label: str) -> Tag | None:
    """What a line that begins with ``label`` is."""
    label = label.translate(words.SIMPLER)
    return _LABELS.get(label) or _LABELS.get(label.upper())


_LABELS: dict[str, Tag] = {
    **dict.fromkeys(words.ACTION_LABELS, Tag.ACTION),
    **dict.fromkeys(words.NOTE_LABELS, Tag.NOTE),
    **dict.fromkeys(words.CAPTION_LABELS, Tag.CAPTION),
    **dict.fromkeys(words.TIME_LABELS | words.PLACE_LABELS | words.SIDE_LABELS, Tag.PART),
    **dict.fromkeys(words.CAST_LABELS, Tag.CAST),
    **dict.fromkeys(words.EXTRA_LABELS, Tag.EXTRAS),
    **dict.fromkeys(words.PROP_LABELS, Tag.PROPS),
}
