"""The first pass: every line by itself, once, in order.

Speed comes from looking at the first character before any pattern is tried, and from reading each different cue head
only once: a script of a hundred episodes has a few dozen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fangcun.kit.text import NUMERAL, fold
from fangcun.write.engine import marks
from fangcun.write.engine.cue import Cue, parse_cue
from fangcun.write.engine.decor import Body, undress
from fangcun.write.engine.episode import EpisodeLine, is_end, parse_episode
from fangcun.write.engine.heading import Heading, parse_heading
from fangcun.write.engine.records import Flash, Record, Tag
from fangcun.write.engine.stage import split_stage

TRIANGLES = "△▲∆▽▼Δ◇◆▷▶►▵◁◀⊿☆★●○■□◎※➤→"
_OPENERS = "【[［〔（(《「｛{"
_DRESSED = "#*>-|<_=~～`+•·・—–－"
_HEADING_FIRST = (
    "0123456789０１２３４５６７８９第场內内外日夜晨早晚清黄傍午凌深室景时地增补加＋+分集楔序尾暗白上下中正半子丑寅卯辰巳未申酉戌亥次翌当"
    "SsEeIiCcＳＥＩ" + NUMERAL
)
_WORD_FIRST = (
    "闪回切转淡黑叠硬跳画镜字出打浮短微手屏花弹卡付"
    "收钩悬爽爆反本未待全剧完终插进定分快渐蒙FfTtDdCcJjMmQqBbHh结退现人上白红金片右左下"
)
# After a triangle these may begin a mark instead of an action.
_UNSURE = frozenset("闪回切画镜快插进转淡黑叠定渐蒙硬结退现字出打浮花弹【[（( \u3000\t.、:：" + TRIANGLES)
_COLON = re.compile("[：:]")
_LABEL_GAP = re.compile(r"^(人物|出场人物|道具|群演|角色|场景|地点|时间)[\s\u3000]+(?=\S)")
_WORDS = re.compile(r"[\w·×*（）()]{1,8}(?:[\s，,/]+[\w·×*（）()]{1,8})*")
_MANNER = re.compile(r"^[（(【\[]([^（()）【】\[\]]{1,24})[)）】\]]\s*")


class LineReader:
    """Reads lines into records. One reader serves one text: it remembers the cue heads it has seen."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.heads: dict[str, Tag | Cue | None] = {}
        self._special: dict[str, Callable[[Body, int, int, bool], bool]] = {}
        for c in _HEADING_FIRST:
            self._special[c] = self._read_structure
        for c in _WORD_FIRST:
            self._special.setdefault(c, self._read_word)
        for c in _OPENERS:
            self._special[c] = self._read_bracket
        for c in _DRESSED:
            self._special[c] = self._read_dressed
        self._special["@"] = self._read_forced
        for c in TRIANGLES:
            self._special[c] = self._read_triangle

    def read(self, text: str) -> list[Record]:
        """The records of ``text`` in order; the blank lines only show as gaps."""
        special, head_of, add = self._special.get, self.heads.get, self.records.append
        triangle, action, cue = self._read_triangle, Tag.ACTION, Tag.CUE
        pos, number, gap = 0, 0, False
        for raw in text.splitlines(True):
            number += 1
            s = raw.strip()
            if not s:
                gap = True
                pos += len(raw)
                continue
            known = special(s[0])
            # The two commonest sorts of line are read here, without a call: plain action, and cues seen before.
            if known == triangle and len(s) > 1 and s[1] not in _UNSURE and "*" not in s and "\t" not in s:
                add(Record(action, pos, number, s[1:], None, gap))
            elif known is None and type(seen := head_of(s[: (i := s.find("：", 0, 40))])) is Cue and "*" not in s:
                add(Record(cue, pos, number, s[i + 1 :].lstrip(), (seen, s, s[:i]), gap))
            else:
                body = Body(s, s, pos, raw)
                if "**" in s or "\t" in s:
                    self._read_dressed(body, pos, number, gap)
                else:
                    self._read_undressed(body, pos, number, gap)
            gap = False
            pos += len(raw)
        return self.records

    def _read_undressed(self, body: Body, start: int, line: int, gap: bool) -> None:
        known = self._special.get(body.text[0])
        if not ((known is not None and known(body, start, line, gap)) or self._read_colon(body, start, line, gap)):
            self._read_plain(body, start, line, gap)

    def read_line(self, body: Body, start: int, line: int, gap: bool) -> None:
        """Read one line that is already undressed."""
        known = self._special.get(body.text[0]) if body.text else None
        if known == self._read_dressed:
            known = self._read_structure if body.text[0] in "+＋" else None
        if not ((known is not None and known(body, start, line, gap)) or self._read_colon(body, start, line, gap)):
            self._read_plain(body, start, line, gap)

    def _read_dressed(self, body: Body, start: int, line: int, gap: bool) -> bool:
        bare = undress(body)
        if bare is None:
            return True  # a rule or a table border: only dress
        if bare.strong and len(bare.text) <= 12 and not _COLON.search(bare.text) and self._is_plain(bare.text):
            self.records.append(Record(Tag.SPEAKER, start, line, bare.text, None, gap))
            return True
        self.read_line(bare, start, line, gap)
        return True

    def _is_plain(self, text: str) -> bool:
        if not text or text[0] in TRIANGLES or text[0] in _OPENERS or is_end(text) or re.search(r"[，。！？,!?]", text):
            return False
        if marks.flash_of(text) is not None or marks.is_mark(text) or parse_episode(text) or parse_heading(text):
            return False
        cue = parse_cue(text)
        return cue is not None

    def _read_triangle(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text.lstrip(TRIANGLES).lstrip(" \u3000\t.、:：")
        if not text:
            text = body.text
        first = text[0]
        if body.text[1:2] in TRIANGLES and len(body.text) > 1:
            pass  # two triangles: action whatever its words are
        elif first in "闪回切画镜快插进转淡黑叠定渐蒙硬结退现" and len(text) <= 40:
            flash = marks.flash_of(text.rstrip("。.，"))
            if flash is not None:
                self.records.append(Record(Tag.TRANSITION, start, line, text, flash, gap))
                return True
        elif first in "字出打浮花弹" and (shown := marks.caption_text(text)):
            self.records.append(Record(Tag.CAPTION, start, line, shown, None, gap))
            return True
        elif first in "【[（(" and len(text) <= 60 and text[-1] == marks.CLOSER[first]:
            found = marks.read_mark(text[1:-1].strip())
            if found is not None:
                self.records.append(Record(found[0], start, line, found[1], found[2], gap))
                return True
        self.records.append(Record(Tag.ACTION, start, line, text, None, gap))
        return True

    def _read_forced(self, body: Body, start: int, line: int, gap: bool) -> bool:
        """``@名字：…`` is a cue whatever the name looks like; ``@：…`` goes on with the speech on a new line."""
        head, colon, rest = body.text[1:].partition("：")
        if not head.strip():
            self.records.append(Record(Tag.SPEECH, start, line, rest.strip(), None, gap))
            return bool(rest.strip())
        cue = parse_cue(head)
        if cue is None:
            return False
        if not colon:
            self.records.append(Record(Tag.SPEAKER, start, line, head.strip(), None, gap))
        else:
            self.records.append(Record(Tag.CUE, start, line, rest.strip(), (cue, body.text, "@"), gap))
        return True

    def _read_structure(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text
        if len(text) > 150:
            return text[0] in _WORD_FIRST and self._read_word(body, start, line, gap)
        if (episode := parse_episode(text)) is not None and not is_end(text):
            self._add_episode(body, episode, start, line, gap)
            return True
        if is_end(text):
            self.records.append(Record(Tag.END, start, line, text, None, gap))
            return True
        heading = parse_heading(text)
        if heading is not None:
            self._add_heading(body, heading, start, line, gap)
            return True
        return text[0] in _WORD_FIRST and self._read_word(body, start, line, gap)

    def _add_episode(self, body: Body, episode: EpisodeLine, start: int, line: int, gap: bool) -> None:
        rest = body.text[episode.rest :].strip("】]》〉)〕>-—=*# ")
        heading = parse_heading(rest) if rest else None
        if heading is not None and (not heading.weak or heading.id is not None) and heading.confidence >= 0.8:
            at = body.at(rest, start)
            self.records.append(Record(Tag.EPISODE, start, line, "", episode, gap))
            self._add_heading(Body(rest, rest, at, body.raw), heading, at, line, False)
        else:
            self.records.append(Record(Tag.EPISODE, start, line, rest, episode, gap))

    def _add_heading(self, body: Body, heading: Heading, start: int, line: int, gap: bool) -> None:
        if heading.tail is None:
            self.records.append(Record(Tag.HEADING, start, line, body.text, heading, gap))
            return
        self.records.append(Record(Tag.HEADING, start, line, body.text[: heading.tail].strip(), heading, gap))
        tail = body.text[heading.tail :].lstrip(" \u3000,，.。;；|")
        at = body.at(tail, start + 1)
        self.read_line(Body(tail.strip("【】[]"), tail, at, body.raw), at, line, False)

    def _read_word(self, body: Body, start: int, line: int, gap: bool) -> bool:
        """Marks without brackets: 闪回：…, 字幕：…, 本集完, 切至："""
        text = body.text
        if len(text) > 60:
            return False
        if is_end(text):
            self.records.append(Record(Tag.END, start, line, text, None, gap))
            return True
        flash = marks.flash_of(text.rstrip("。:："))
        if flash is not None:
            self.records.append(Record(Tag.TRANSITION, start, line, text, flash, gap))
            return True
        if marks.is_mark(text) and (len(text) <= 8 or _COLON.search(text[:8])):
            self.records.append(Record(Tag.MARK, start, line, text, None, gap))
            return True
        shown = marks.caption_text(text)
        if shown is not None and (shown or _COLON.search(text)):
            self.records.append(Record(Tag.CAPTION, start, line, shown, None, gap))
            return True
        if m := _LABEL_GAP.match(text):
            tag = marks.label_tag(m.group(1))
            if tag in (Tag.CAST, Tag.PROPS, Tag.EXTRAS) and ("、" in text or _WORDS.fullmatch(text[m.end() :])):
                self.records.append(Record(tag, start, line, text[m.end() :], m.group(1), gap))
                return True
        return False

    def _read_bracket(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text
        opener = text[0]
        end = text.find(marks.CLOSER[opener])
        if opener in "〔（(" and (end < 0 or end < len(text) - 1 or opener == "〔"):
            if end > 0 and (colon := _COLON.search(text)) and colon.start() > end and colon.start() < 30:
                return False  # （画外）林晚：
            found = split_stage(body.text, start, line, gap)
            if found:
                self.records.extend(found)
                return True
        if opener == "《":
            episode = parse_episode(text)
            if episode is None:
                return False
            self._add_episode(body, episode, start, line, gap)
            return True
        if end < 0:
            return self._read_structure(body, start, line, gap)
        content, rest = text[1:end].strip(), text[end + 1 :].strip()
        if not content:
            return False
        if rest:
            return self._read_after_bracket(body, content, rest, start, line, gap)
        return self._read_whole_bracket(body, opener, content, start, line, gap)

    def _read_whole_bracket(self, body: Body, opener: str, content: str, start: int, line: int, gap: bool) -> bool:
        if opener not in "（(" and (episode := parse_episode(content)) is not None and not is_end(content):
            self._add_episode(Body(content, content, body.start, body.raw), episode, start, line, gap)
            return True
        if (found := marks.read_mark(content)) is not None:
            self.records.append(Record(found[0], start, line, found[1], found[2], gap))
            return True
        heading = parse_heading(content)
        if heading is not None and (not heading.weak or opener in "【[［"):
            self._add_heading(Body(content, content, body.start, body.raw), heading, start, line, gap)
            return True
        if opener in "（(":
            self.records.append(Record(Tag.MANNER, start, line, content, None, gap))
            return True
        colon = _COLON.search(content)
        if colon is not None:
            self.read_line(Body(content, content, body.start, body.raw), start, line, gap)
            return True
        tag = Tag.INTERTITLE if marks.is_card(content) and opener not in "[［" else Tag.ACTION
        self.records.append(Record(tag, start, line, content, None, gap))
        return True

    def _read_after_bracket(self, body: Body, content: str, rest: str, start: int, line: int, gap: bool) -> bool:
        if body.text[0] in "（(":
            return False
        stripped = rest.lstrip(":： ")
        tag = marks.label_tag(content)
        if tag is not None and tag not in (Tag.ACTION,) and stripped:
            self._add_label(tag, content, stripped, body, start, line, gap)
            return True
        found = marks.read_mark(content)
        if (found is not None and found[0] is Tag.TRANSITION) or is_end(content):
            kind = found[0] if found else Tag.END
            self.records.append(Record(kind, start, line, content, found[2] if found else None, gap))
            at = body.at(rest, start + 1)
            self.read_line(Body(rest, rest, at, body.raw), at, line, False)
            return True
        if found is not None and found[0] is Tag.CAPTION and stripped:
            self.records.append(Record(Tag.CAPTION, start, line, stripped, None, gap))
            return True
        if found is not None and found[0] is Tag.MARK:
            self.records.append(Record(Tag.MARK, start, line, f"{content} {stripped}".strip(), None, gap))
            return True
        episode = parse_episode(body.text)
        if episode is not None:
            self._add_episode(body, episode, start, line, gap)
            return True
        heading = parse_heading(re.sub(r"^.", " ", body.text).replace(marks.CLOSER[body.text[0]], " ", 1).strip())
        if heading is not None and heading.confidence >= 0.85:
            self._add_heading(body, heading, start, line, gap)
            return True
        if found is None and rest[0] not in ":：":
            cue = parse_cue(content)
            if cue is not None and len(content) <= 8:
                self.records.append(Record(Tag.CUE, start, line, stripped, (cue, body.text, content), gap))
                return True
        return False

    def _read_colon(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text
        i = text.find("：", 0, 40)
        j = text.find(":", 0, 40 if i < 0 else i)
        if j >= 0:
            i = j
        if i <= 0:
            return False
        head = text[:i]
        if head in self.heads:
            known = self.heads[head]
        else:
            known = self.heads[head] = self._read_head(head)
        if known is None:
            return False
        rest = text[i + 1 :].strip()
        if type(known) is Cue:
            if j >= 0 and rest[:2] == "//":
                return False
            self.records.append(Record(Tag.CUE, start, line, rest, (known, text, head), gap))
            return True
        if isinstance(known, Tag):
            self._add_label(known, head, rest, body, start, line, gap)
        return True

    def _read_head(self, head: str) -> Tag | Cue | None:
        bare = head.strip().strip("/【】[]*#").strip()
        label = fold(re.sub(r"[\s\u3000]+", "", bare))
        tag = marks.label_tag(label)
        if tag is None and (m := re.match(r"^(.{2,4}?)[(（].*[)）]$", label)):
            tag = marks.label_tag(m.group(1))
            tag = tag if tag in (Tag.CAST, Tag.PROPS, Tag.EXTRAS) else None
        if tag is not None:
            return tag
        return parse_cue(head)

    def _add_label(self, tag: Tag, label: str, rest: str, body: Body, start: int, line: int, gap: bool) -> None:
        label = fold(re.sub(r"[\s\u3000/【】]+", "", label))
        if tag is Tag.ACTION:
            self.records.append(Record(Tag.PLAIN, start, line, body.text, "label", gap))
        elif tag is Tag.CAPTION:
            self.records.append(Record(tag, start, line, rest.strip('“”"「」'), None, gap))
        elif (
            tag is Tag.CAST
            and (m := re.search(r"[\s\u3000,，;；。]*(道具|群演|群众演员|群众)\s*[:：]", rest))
            and m.group(1) == "道具"
        ):
            self.records.append(Record(tag, start, line, rest[: m.start()], label, gap))
            tail = rest[m.start() :].lstrip(" \u3000,，;；。")
            at = body.at(tail, start + 1)
            self.read_line(Body(tail, tail, at, body.raw), at, line, False)
        else:
            self.records.append(Record(tag, start, line, rest, label, gap))

    def _read_plain(self, body: Body, start: int, line: int, gap: bool) -> None:
        text = body.text
        if "〔" in text:
            found = split_stage(text, start, line, gap)
            if found:
                self.records.extend(found)
                return
        self.records.append(Record(Tag.PLAIN, start, line, text, None, gap))


def take_manner(text: str) -> tuple[str | None, str]:
    """A note in brackets at the start of a speech, and the speech without it."""
    m = _MANNER.match(text)
    return (m.group(1).strip(), text[m.end() :]) if m else (None, text)


__all__ = ["Flash", "LineReader", "take_manner"]
