"""What every reader of lines can do: add episodes, headings, labels and marks that stand without brackets."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from fangcun.kit.text import fold
from fangcun.write.engine import marks
from fangcun.write.engine.cue import Cue
from fangcun.write.engine.decor import Body
from fangcun.write.engine.episode import EpisodeLine, is_end, parse_episode
from fangcun.write.engine.heading import Heading, parse_heading
from fangcun.write.engine.records import Record, Tag

WORD_FIRST = (
    "閃轉畫顯闪回切转淡黑叠硬跳画镜字出打浮短微手屏花弹卡付"
    "收钩悬爽爆反本未待全剧完终插进定分快渐蒙FfTtDdCcJjMmQqBbHh结退现人上白红金片右左下"
)
COLON = re.compile("[：:]")
_LABEL_GAP = re.compile(r"^(人物|出场人物|道具|群演|角色|场景|地点|时间)[\s\u3000]+(?=\S)")
_WORDS = re.compile(r"[\w·×*（）()]{1,8}(?:[\s，,/]+[\w·×*（）()]{1,8})*")


class LineBase(ABC):
    """Keeps the records, and the cue heads seen."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.heads: dict[str, Tag | Cue | None] = {}

    @abstractmethod
    def read_line(self, body: Body, start: int, line: int, gap: bool) -> None:
        """Read one line that is already undressed."""

    def _read_structure(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text
        if len(text) > 150:
            return text[0] in WORD_FIRST and self._read_word(body, start, line, gap)
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
        return text[0] in WORD_FIRST and self._read_word(body, start, line, gap)

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
        if marks.is_mark(text) and (len(text) <= 8 or COLON.search(text[:8])):
            self.records.append(Record(Tag.MARK, start, line, text, None, gap))
            return True
        shown = marks.caption_text(text)
        if shown is not None and (shown or COLON.search(text)):
            self.records.append(Record(Tag.CAPTION, start, line, shown, None, gap))
            return True
        if m := _LABEL_GAP.match(text):
            tag = marks.label_tag(m.group(1))
            if tag in (Tag.CAST, Tag.PROPS, Tag.EXTRAS) and ("、" in text or _WORDS.fullmatch(text[m.end() :])):
                self.records.append(Record(tag, start, line, text[m.end() :], m.group(1), gap))
                return True
        return False

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
