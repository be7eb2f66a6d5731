"""Lines that begin with a bracket: marks, cards, headings, directions, and cues such as （画外）林晚：."""

from __future__ import annotations

import re

from fangcun.write.engine import marks
from fangcun.write.engine.cue import parse_cue
from fangcun.write.engine.decor import Body
from fangcun.write.engine.episode import is_end, parse_episode
from fangcun.write.engine.heading import parse_heading
from fangcun.write.engine.linebase import COLON, LineBase
from fangcun.write.engine.records import Record, Tag
from fangcun.write.engine.stage import split_stage


class BracketLines(LineBase):
    """Reads lines that begin with a bracket."""

    def _read_bracket(self, body: Body, start: int, line: int, gap: bool) -> bool:
        text = body.text
        opener = text[0]
        end = text.find(marks.CLOSER[opener])
        if opener in "〔（(" and (end < 0 or end < len(text) - 1 or opener == "〔"):
            if end > 0 and (colon := COLON.search(text)) and colon.start() > end and colon.start() < 30:
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
        colon = COLON.search(content)
        if colon is not None:
            self.read_line(Body(content, content, body.start, body.raw), start, line, gap)
            return True
        tag = Tag.INTERTITLE if marks.is_card(content) and opener not in "[［" else Tag.ACTION
        self.records.append(Record(tag, start, line, content, None, gap))
        return True

    def _read_after_bracket(self, body: Body, content: str, rest: str, start: int, line: int, gap: bool) -> bool:
        if body.text[0] in "（(":
            heading = parse_heading(body.text[1:]) if content.isdecimal() else None
            if heading is None or heading.weak:
                return False
            self._add_heading(body, heading, start, line, gap)
            return True
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
