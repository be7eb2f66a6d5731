"""Cues: who speaks, how (manner), and how it is heard (VO, OS, a thought)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fangcun.kit.text import fold
from fangcun.write.contracts import Voice
from fangcun.write.engine.words import SIMPLER, split_words

_VO, _OS, _IN = Voice.VO, Voice.OS, Voice.INNER
VOICES: dict[str, Voice] = {
    **dict.fromkeys(split_words("VO V.O V.O. V0 旁白 画外音 画外配音 解说 独白旁白 配音 VOICEOVER VOICE-OVER"), _VO),
    **dict.fromkeys(
        split_words("OS O.S O.S. OC O.C O.C. 画外 话外音 场外音 场外 画外声 幕后 内应 幕内 屏外 门外音"), _OS
    ),
    **dict.fromkeys(
        split_words(
            """
        内心 内心独白 心声 心想 心里想 心理 心理活动 内心OS OS内心 内心VO 独白 心语 默念 心道 暗想 暗道
        心OS 内心戏
        """
        ),
        _IN,
    ),
}
_VOICE_SUFFIX = re.compile(
    r"\s*[·.\-—]?\s*(V\.?O\.?|O\.?S\.?|O\.?C\.?|内心独白|内心OS|内心VO|内心|心声|画外音|画外|旁白|独白)$", re.I
)
_VOICE_PREFIX = re.compile(
    r"^(V\.?O\.?|O\.?S\.?|画外音?|旁白|内心独白|内心|心声)\s*[(【\[]\s*([^)】\]]{1,12})\s*[)】\]]$", re.I
)
_NARRATORS = frozenset(("旁白", "画外音", "解说", "解说员", "旁白音", "NARRATOR"))
_BRACKETS = re.compile(r"[(【\[〔]([^()【】\[\]〔〕]*)[)】\]〕]?")
_SPLIT = re.compile(r"[,，、;；/]\s*|\s+(?=[vVoO][\s.]?[oOsS]\b)|(?<=[OoSs])\s+(?=[\u4e00-\u9fff])")
_NAME = re.compile(r"[\w·•.’'&+#\- ]+(?:[、/&，,和与][\w·•.’'\- ]+)*")
_CONTD = re.compile(r"CONT'?D|CONTINUED|MORE|续", re.I)
# Words that no name holds, but sentences before a colon do.
_NOT_NAME = re.compile(
    r"[的了着是这那也都被吗呢吧啊，。！？“”\"…]|只|说|^(?:第|有|在|从|因为|所以|如果|但|而|于是|请|无论|为了|关于|根据|按|每|共|总|各|其|该|此|上面|下面|以下|如下|以上|包括|例如|比如|即)|如下$|以下$|一句$|一声$|[写显]$|传来|传出|响起|显示|播报|播放|^[他她它我你][^们妈爸哥姐弟妹]"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The part of a line before its colon, read as a cue. ``sure`` means that brackets or a voice prove it."""

    name: str
    manner: str | None
    voice: Voice | None
    sure: bool
    printed: str  # the name with its notes, as an alias


def voice_of(note: str) -> Voice | None:
    """The voice that a note in brackets names, if any."""
    note = note.translate(SIMPLER)
    return VOICES.get(note) or VOICES.get(note.upper().replace(" ", "").replace("．", "."))


@lru_cache(maxsize=4096)
def read_note(note: str) -> tuple[str | None, Voice | None]:
    """A note in brackets (怒，OS) as manner and voice."""
    voice: Voice | None = None
    kept: list[str] = []
    if (whole := voice_of(fold(note.strip()))) is not None:
        return None, whole
    for part in _SPLIT.split(note):
        part = part.strip()
        found = voice_of(fold(part))
        if found is not None:
            voice = found
        elif m := _VOICE_SUFFIX.search(fold(part)):
            voice = voice_of(m.group(1))
            kept.append(part[: m.start()].strip())
        elif part and not _CONTD.fullmatch(part.strip("()（） ")):
            kept.append(part)
    if voice is None and len(kept) == len(_SPLIT.split(note)):
        return note.strip() or None, None
    return "，".join(k for k in kept if k) or None, voice


@lru_cache(maxsize=8192)
def parse_cue(head: str) -> Cue | None:
    """``head`` (what stands before the colon) as a cue; None when it cannot name a speaker."""
    if len(head) > 40:
        return None
    head = head.strip()
    flat = fold(head)
    notes: list[str] = []
    voice: Voice | None = None
    if m := _VOICE_PREFIX.match(flat):
        inner, manner = head[m.start(2) : m.end(2)], None
        voice = voice_of(m.group(1))
        if m.group(1).upper() in _NARRATORS and not _looks_named(inner):
            return Cue(m.group(1), inner, voice, True, flat)
        return Cue(inner, manner, voice, True, flat)
    sure = False
    if "(" in flat or "【" in flat or "[" in flat or "〔" in flat:
        notes = [n for m in _BRACKETS.finditer(flat) if (n := head[m.start(1) : m.end(1)].strip())]
        name = _BRACKETS.sub("", flat).strip()
        sure = True
    else:
        name = flat
    if not name:
        return None
    if name in _NARRATORS:
        voice = _VO
    elif (m := _VOICE_SUFFIX.search(name)) and m.start() > 0:
        voice = voice_of(m.group(1))
        name = name[: m.start()].strip()
        sure = True
    elif (found := voice_of(name)) is not None:
        voice = found
    manners: list[str] = []
    for note in notes:
        manner, heard = read_note(note)
        voice = heard or voice
        if manner:
            manners.append(manner)
    name = name.strip(" ·.-—*@")
    if not name or len(name) > 24 or not _NAME.fullmatch(name):
        return None
    return Cue(name, "，".join(manners) or None, voice, sure, flat)


def _looks_named(inner: str) -> bool:
    return len(inner) <= 4 and not re.search(r"[急切怒笑哭冷沉淡轻低高缓慢柔静疑惊喜悲伤激动]", inner)


def is_name_like(name: str) -> bool:
    """Whether an unknown ``name`` could be one: short, and without the small words that only sentences have."""
    if name.isascii():
        return len(name) <= 24 and len(name.split()) <= 3 and not name.isdigit() and name[0].isalpha()
    if any(c.isdigit() for c in name[:1]):
        return False
    return all(1 <= len(n.strip()) <= 8 for n in split_speakers(name)) and _NOT_NAME.search(name) is None


def split_speakers(name: str) -> list[str]:
    """The persons of a cue such as 林晚、顾言 or A/B."""
    if not any(c in name for c in "、/&，,"):
        return [name]
    return [n for n in (p.strip() for p in re.split(r"[、/&，,]", name)) if n]


_RELATION = re.compile(
    r"^([\u4e00-\u9fff]{2,4})的(?:(声音|心声)|妈妈?|爸爸?|父亲|母亲|奶奶|爷爷|哥哥|弟弟|姐姐|妹妹|儿子|女儿|老公|老婆|丈夫|妻子"
    r"|助理|秘书|司机|朋友|同学|老师|手下|保镖|经纪人)$"
)


def relation_of(name: str) -> tuple[str, str | None] | None:
    """The person that 赵亮的妈妈 and 赵亮的声音 are named by, and 声音 or 心声 where it is only that; else None."""
    m = _RELATION.match(name)
    return (m.group(1), m.group(2)) if m else None


_SPEECH = re.compile(
    r"^(?!的|之|和|与|手|家|把|被|身|脸|眼)[\u4e00-\u9fff，, ]{0,12}"
    r"(?:说|道|问|答|喊|叫|骂|吼|嚷|哭|笑|叹|劝|求|念|想|唱|斥|喝|怒|急|惊|嘲讽"
    r"|命令|吩咐|嘀咕|附和|回应|解释|质问|反驳|开口|打断"
    r"|警告|威胁|安慰|冷哼|哽咽|呢喃|自语|惊呼|不屑|大喜|大惊)$"
)


# 苏母急忙拉住他：… is a gesture before a speech; 苏母妈妈 or 苏母助理 would be another person.
_GESTURE = re.compile(r"^(?!的|之|和|与)(?=[^，,]*[他她它着了地起头手眼身])[\u4e00-\u9fff，, ]{3,14}$")


def prose_manner(head: str, name: str) -> str | None:
    """The manner in a head such as 赵亮不屑怒骂 for the known ``name`` it begins with, else None."""
    rest = head[len(name) :].strip()
    return rest if _SPEECH.match(rest) or _GESTURE.match(rest) else None
