"""Stage plays: directions in 〔…〕 inside the lines, cues such as 〔卜儿云〕 and （鲁云）."""

from __future__ import annotations

import re

from fangcun.write.contracts import Voice
from fangcun.write.engine.cue import Cue
from fangcun.write.engine.records import Record, Tag

_BRACKET = re.compile(r"〔([^〔〕]*)〕?|^[（(]([^（()）]{1,12})[)）]")
_SAYS = re.compile(
    r"(?:诗云|词云|带云|背云|禀云|问云|叫云|偈云|云|唱|白|道|念|说|同唱|合唱|内云|旁白|接唱|背唱|喝云|忙云|怒云|惊云|哭云|笑云)$"
)
_ROLE = re.compile(r"^.{0,8}?扮")
_NAME = re.compile(r"[\u4e00-\u9fff·]{1,6}")
_ACTS = re.compile(
    r"(?:同|再|冲|又|亦|慌|将|引|持|拖|做|上|下|背|忙|怒|惊|哭|喝|禀|问|叫|向|入|见|接|跪|拜|送|押|冠带|领|指).*$"
)


def split_stage(text: str, start: int, line: int, gap: bool) -> list[Record]:
    """A line of a stage play as directions and speeches; empty where nothing in it says that it is one."""
    found: list[Record] = []
    done = 0
    said = False
    for m in _BRACKET.finditer(text):
        content = re.sub(r"\s+", "", m.group(1) if m.group(1) is not None else m.group(2))
        says = _SAYS.search(content)
        if m.group(1) is None and (says is None or len(content) > 8):
            return []
        _add_between(found, text[done : m.start()], start + done, line, gap, said)
        done = m.end()
        said = says is not None
        if says is not None:
            cue = _read_cue(content, says)
            found.append(Record(Tag.CUE, start + m.start(), line, "", (cue, m.group(), "stage"), gap and not found))
        elif content:
            found.append(Record(Tag.ACTION, start + m.start(), line, content, "stage", gap and not found))
    if not found:
        return []
    _add_between(found, text[done:], start + done, line, gap, said)
    return found


def _add_between(found: list[Record], part: str, at: int, line: int, gap: bool, said: bool) -> None:
    words = part.strip()
    if not words:
        return
    if said and found and found[-1].tag is Tag.CUE and not found[-1].text:
        found[-1] = found[-1]._replace(text=words)
    else:
        found.append(Record(Tag.SPEECH, at, line, words, "stage", gap and not found))


def _read_cue(content: str, says: re.Match[str]) -> Cue:
    """Who speaks in 〔冲末扮窦天章引正旦扮端云上，诗云〕; an empty name means the one who spoke last."""
    head = content[: says.start()]
    way = says.group()
    first = re.split(r"[，,。；、]", head)
    who = first[-1] if len(first) > 1 and _is_bare(first[-1]) else first[0]
    who = _ROLE.sub("", who, count=1)
    who = _ACTS.sub("", who)
    name = who if _NAME.fullmatch(who) else ""
    manner = None if way in ("云", "白", "说", "道") else way
    voice = Voice.INNER if way == "背云" else None
    return Cue(name, manner, voice, True, name)


def _is_bare(clause: str) -> bool:
    return 1 < len(clause) <= 5 and not clause.endswith("科") and _ACTS.search(clause) is None
