"""The first pass: every line by itself, once, in order.

Speed comes from looking at the first character before any pattern is tried, and from reading each different cue head
only once: a script of a hundred episodes has a few dozen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fangcun.kit.text import NUMERAL, fold
from fangcun.write.engine import marks
from fangcun.write.engine.brackets import BracketLines
from fangcun.write.engine.cue import Cue, parse_cue
from fangcun.write.engine.decor import Body, undress
from fangcun.write.engine.episode import is_end, parse_episode
from fangcun.write.engine.heading import parse_heading
from fangcun.write.engine.linebase import COLON, WORD_FIRST
from fangcun.write.engine.records import Record, Tag
from fangcun.write.engine.stage import split_stage

TRIANGLES = "△▲∆▽▼Δ◇◆▷▶►▵◁◀⊿☆★●○■□◎※➤→"
_OPENERS = "【[［〔（(《「｛{"
_DRESSED = "#*>-|<_=~～`+•·・—–－"
_HEADING_FIRST = (
    "0123456789０１２３４５６７８９第场場時黃內内外日夜晨早晚清黄傍午凌深室景时地增补加＋+分集楔序尾暗白上下中正半子丑寅卯辰巳未申酉戌亥次翌当"
    "SsEeIiCcＳＥＩ" + NUMERAL
)
# After a triangle these may begin a mark instead of an action.
_UNSURE = frozenset("閃畫轉顯闪回切画镜快插进转淡黑叠定渐蒙硬结退现字出打浮花弹【[（( \u3000\t.、:：" + TRIANGLES)
_MANNER = re.compile(r"^[（(【\[]([^（()）【】\[\]]{1,24})[)）】\]]\s*")


class LineReader(BracketLines):
    """Reads lines into records. One reader serves one text: it remembers the cue heads it has seen."""

    def __init__(self) -> None:
        super().__init__()
        self._special: dict[str, Callable[[Body, int, int, bool], bool]] = {}
        for c in _HEADING_FIRST:
            self._special[c] = self._read_structure
        for c in WORD_FIRST:
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
            elif (
                known is None
                and (i := s.find("：", 0, 40)) > 0
                and type(seen := head_of(s[:i])) is Cue
                and "*" not in s
                and "\t" not in s
            ):
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
        if bare.strong and len(bare.text) <= 12 and not COLON.search(bare.text) and self._is_plain(bare.text):
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
        elif first in "閃畫轉顯闪回切画镜快插进转淡黑叠定渐蒙硬结退现" and len(text) <= 40:
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
