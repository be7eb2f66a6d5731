"""The second pass: what each line is, now that its neighbours and the names of the people are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from fangcun.write.contracts import Voice
from fangcun.write.engine.castline import clean_name
from fangcun.write.engine.cue import Cue, is_name_like, parse_cue, prose_manner, read_note, relation_of
from fangcun.write.engine.heading import Heading, merge, parse_heading, read_part
from fangcun.write.engine.lines import take_manner
from fangcun.write.engine.records import Draft, Record, Tag
from fangcun.write.engine.words import PLACE_LABELS, TIME_LABELS

_FULL_STOPS = frozenset('。！？!?…”"』」）)】].;；—~～：:》')
_SPACED = re.compile(r"(\S{1,8})(?:\u3000|\t|\s{2,})\s*(\S.*)")
_WIDE_NAME = re.compile(r"(\S)[\u3000 ]+(\S)(?:[\u3000\t]|\s{2,}|(?=[（(]))\s*(\S.*)")
_LONGEST = 5000  # characters of one block that further lines may still join
_SETS = ("家", "房", "室", "院", "店", "司", "厅", "宅", "府", "楼", "馆", "园", "墅", "前", "后", "村", "回忆", "独白")
_ROW = (Tag.CAST, Tag.EXTRAS, Tag.PROPS, Tag.PART, Tag.NOTE)


def is_punctuated(records: Sequence[Record]) -> bool:
    """Whether the author ends sentences with stops, so that a line without one goes on in the next."""
    ends = total = 0
    for r, after in pairwise(records[:3000]):
        if r.tag in (Tag.ACTION, Tag.CUE, Tag.PLAIN) and r.text and (after.gap or after.tag is not Tag.PLAIN):
            total += 1
            ends += r.text[-1] in _FULL_STOPS
    return total == 0 or ends >= total * 0.6


class Resolver:
    """Turns the records of one script's body into drafts of blocks."""

    def __init__(self, records: Sequence[Record], names: set[str], *, joined: bool) -> None:
        self.records = records
        self.names = names
        self.out: list[Draft] = []
        self.joined = joined  # lines that stop short go on in the next
        self.marked = any(r.tag is Tag.ACTION and r.data is None for r in records[:3000])
        self.by_length = sorted({len(n) for n in names if len(n) > 1}, reverse=True)
        self.head: int | None = None  # the draft that holds the open heading
        self.open = False  # nothing but heading lines since
        self.speaking = False  # the last draft is a speech that more lines may continue
        self.last_speaker: str | None = None

    def resolve(self) -> list[Draft]:
        """The drafts, in order."""
        out = self.out
        action, cue, plain = Tag.ACTION, Tag.CUE, Tag.PLAIN
        for i, r in enumerate(self.records):
            tag = r.tag
            if tag is action:
                self.open = self.speaking = False
                out.append(Draft(tag, r.start, r.line, r.text, r.data or "marked"))
            elif tag is cue:
                self._cue(r, i)
            elif tag is plain:
                self._plain(r, i)
            elif tag is Tag.HEADING:
                self._heading(r)
            elif tag is Tag.PART:
                self._part(r, i)
            elif tag is Tag.SPEAKER:
                self._speaker(r, i)
            elif tag is Tag.MANNER:
                self._manner(r)
            elif tag is Tag.SPEECH:
                self._speech(r)
            elif tag is Tag.INTERTITLE and self._is_deed(r.text):
                self.open = self.speaking = False
                out.append(Draft(Tag.ACTION, r.start, r.line, r.text, "marked"))
            else:
                if tag not in _ROW:
                    self.open = False
                self.speaking = False
                out.append(Draft(tag, r.start, r.line, r.text, r.data))
        return out

    def _is_deed(self, text: str) -> bool:
        """Whether the words of a bracket are what somebody does (【林晚推门】) and no card (【林晚家】)."""
        name = next((text[:n] for n in self.by_length if text[:n] in self.names), None)
        return name is not None and len(text) > len(name) + 1 and not text.endswith(_SETS)

    def _heading(self, r: Record) -> None:
        head: Heading = r.data
        self.speaking = False
        if self.open and self.head is not None and head.id is None:
            old: Heading = self.out[self.head].data
            if old.id is not None and r.text[0] not in "+＋加补增" and not (old.time and old.int_ext and old.location):
                self._extend_head(r, head)
                return
        self.head, self.open = len(self.out), True
        self.out.append(Draft(Tag.HEADING, r.start, r.line, r.text, head))

    def _extend_head(self, r: Record, part: Heading) -> None:
        assert self.head is not None
        old = self.out[self.head]
        merged = merge(old.data, part)
        if self.head == len(self.out) - 1:
            self.out[self.head] = old._replace(text=f"{old.text}\n{r.text}", data=merged)
        else:
            self.out[self.head] = old._replace(data=merged)
            self.out.append(Draft(Tag.HEADING, r.start, r.line, r.text, None))

    def _part(self, r: Record, i: int) -> None:
        label = r.data
        part = read_part(label in TIME_LABELS, r.text)
        self.speaking = False
        if self.open and self.head is not None:
            head: Heading = self.out[self.head].data
            told = head.time if label in TIME_LABELS else head.location
            if not (told and r.text.endswith("。")):
                self._extend_head(r._replace(text=f"{label}：{r.text}"), part)
                return
        after = self.records[i + 1] if i + 1 < len(self.records) else None
        signs = part.time_of_day is not None or part.int_ext is not None
        if label in PLACE_LABELS and after is not None and not signs and after.tag is Tag.PART:
            more = read_part(after.data in TIME_LABELS, after.text)
            signs = more.time_of_day is not None or more.int_ext is not None
        if label in TIME_LABELS and signs:
            signs = after is not None and after.tag in (Tag.PART, Tag.CAST)
        if signs and len(r.text) <= 40 and (label in PLACE_LABELS or label in TIME_LABELS):
            self.head, self.open = len(self.out), True
            self.out.append(Draft(Tag.HEADING, r.start, r.line, f"{label}：{r.text}", replace(part, confidence=0.7)))
        else:
            self.out.append(Draft(Tag.ACTION, r.start, r.line, f"{label}：{r.text}", "plain"))

    def _cue(self, r: Record, i: int) -> None:
        cue: Cue = r.data[0]
        name = cue.name
        if name in self.names and r.data[1][0] != "@":
            self._say(r, name, cue.manner, cue.voice, r.text)
            return
        if not name:
            name = self.last_speaker or ""
            if not name:
                self.out.append(Draft(Tag.ACTION, r.start, r.line, r.text or r.data[1], "plain"))
                return
        known = name in self.names or clean_name(name) in self.names
        if not known and not cue.sure and cue.voice is None and r.data[1][:1] in "【[［":
            self._plain(r._replace(tag=Tag.PLAIN, text=r.data[1], data=None), i)
            return
        if r.data[2] == "@":
            known = True
        elif not known and (kin := relation_of(name)) is not None and kin[0] in self.names:
            voice = cue.voice or (Voice.INNER if kin[1] == "心声" else Voice.VO) if kin[1] else cue.voice
            self._say(r, kin[0] if kin[1] else name, cue.manner, voice, r.text)
            return
        elif r.data[2] == "stage" and not known:
            # 正旦不礼科 is 正旦 doing something: the name is the longest known one it begins with.
            name = next((name[:n] for n in self.by_length if name[:n] in self.names), name)
        if not known and not (cue.sure or cue.voice or is_name_like(name)):
            self._prose_cue(r, i)
            return
        if not known and not cue.sure and (self._goes_on(r) or self._find_prose(r) is not None):
            self._prose_cue(r, i)
            return
        if not known and cue.sure and not is_name_like(name) and r.data[2] != "stage":
            self._plain(r._replace(tag=Tag.PLAIN, text=r.data[1], data=None), i)
            return
        self._say(r, name, cue.manner, cue.voice, r.text)

    def _find_prose(self, r: Record) -> tuple[str, str] | None:
        head: str = r.data[2]
        for n in self.by_length:
            name = head[:n]
            if n < len(head) and name in self.names and (manner := prose_manner(head, name)):
                return name, manner
        return None

    def _prose_cue(self, r: Record, i: int) -> None:
        found = self._find_prose(r)
        if found is not None:
            manner, voice = read_note(found[1])
            self._say(r, found[0], manner, voice, r.text)
        else:
            self._plain(r._replace(tag=Tag.PLAIN, text=r.data[1], data=None), i)

    def _say(self, r: Record, name: str, manner: str | None, voice: Voice | None, text: str) -> None:
        if text and text[0] in "（(【[":
            note, rest = take_manner(text)
            if note is not None and rest:
                said, heard = read_note(note)
                voice = heard or voice
                manner = f"{manner}，{said}" if manner and said else said or manner
                text = rest
        self.open = False
        self.speaking = True
        self.last_speaker = name
        self.out.append(Draft(Tag.CUE, r.start, r.line, text, r.data, name, manner, voice))

    def _goes_on(self, r: Record) -> bool:
        """Whether the last line stops short, so that this one goes on with it."""
        if r.gap or not self.joined or not self.out:
            return False
        last = self.out[-1]
        if last.tag not in (Tag.ACTION, Tag.CUE) or last.data == "label":
            return False
        if len(last.text) > _LONGEST:
            return False
        if last.text[-1:] in ("，", "、", ","):
            return len(last.text) >= 4
        least = 6 if self.marked and last.data != "plain" else 10
        return len(last.text) >= least and last.text[-1] not in _FULL_STOPS

    def _plain(self, r: Record, i: int) -> None:
        out, text = self.out, r.text
        last = out[-1] if out else None
        if last is not None:
            if last.tag is Tag.CUE and self.speaking and not last.text:
                self._continue(last, text, "")
                return
            if last.tag in (Tag.CAST, Tag.PROPS, Tag.EXTRAS) and not last.text and not r.gap:
                out[-1] = last._replace(text=text)
                return
            if last.tag is Tag.CAPTION and not last.text and not r.gap:
                out[-1] = last._replace(text=text)
                return
        if self._is_name_alone(r, i):
            self._speaker(r, i)
            return
        if self._goes_on(r):
            assert last is not None
            self._continue(last, text, "" if not (last.text[-1].isascii() and text[0].isascii()) else " ")
            return
        if (
            last is not None
            and last.tag is Tag.CUE
            and self.speaking
            and not r.gap
            and last.data == "block"
            and len(last.text) <= _LONGEST
        ):
            self._continue(last, text, "\n")
            return
        if (said := self._spaced_cue(text)) is not None:
            self._say(r, said[0], None, None, said[1])
            return
        if self.open and self.head is not None and text[:2] in ("内景", "外景"):
            part = parse_heading(text) if len(text) <= 30 else None
            short = len(text) <= 24 and "。" not in text
            if short:
                self._extend_head(r, part or read_part(False, text))
                return
            self.out[self.head] = self.out[self.head]._replace(
                data=merge(self.out[self.head].data, read_part(False, text[:2]))
            )
        self.open = self.speaking = False
        out.append(Draft(Tag.ACTION, r.start, r.line, text, r.data or "plain"))

    def _continue(self, last: Draft, text: str, joint: str) -> None:
        if not last.text and text[:1] in ("（", "(") and last.manner is None:
            note, rest = take_manner(text)
            if note is not None and rest:
                manner, voice = read_note(note)
                self.out[-1] = last._replace(text=rest, manner=manner, voice=voice or last.voice)
                return
        self.out[-1] = last._replace(text=last.text + joint + text if last.text else text)

    def _is_name_alone(self, r: Record, i: int) -> bool:
        if len(r.text) > 16 or i + 1 >= len(self.records):
            return False
        after = self.records[i + 1]
        if after.gap or after.tag not in (Tag.PLAIN, Tag.MANNER):
            return False
        if r.text in self.names:
            return not self._goes_on(r)
        if r.text[-1] not in "）)】]":
            return False
        cue = parse_cue(r.text)
        return cue is not None and cue.name in self.names

    def _spaced_cue(self, text: str) -> tuple[str, str] | None:
        if (wide := _WIDE_NAME.match(text)) and wide.group(1) + wide.group(2) in self.names:
            return wide.group(1) + wide.group(2), wide.group(3)
        cut = _SPACED.match(text)
        if cut and cut.group(1) in self.names:
            return cut.group(1), cut.group(2)
        return None

    def _speaker(self, r: Record, i: int) -> None:
        cue = parse_cue(r.text.rstrip("：:"))
        after = self.records[i + 1] if i + 1 < len(self.records) else None
        speech = after is not None and after.tag in (Tag.PLAIN, Tag.MANNER, Tag.SPEECH)
        if cue is None or not speech:
            self.open = self.speaking = False
            self.out.append(Draft(Tag.ACTION, r.start, r.line, r.text, "plain"))
            return
        self._say(r._replace(data="block"), cue.name, cue.manner, cue.voice, "")

    def _manner(self, r: Record) -> None:
        last = self.out[-1] if self.out else None
        if last is not None and last.tag is Tag.CUE and self.speaking and (not r.gap or not last.text):
            manner, voice = read_note(r.text)
            if not last.text:
                both = f"{last.manner}，{manner}" if last.manner and manner else manner or last.manner
                self.out[-1] = last._replace(manner=both, voice=voice or last.voice)
                return
            if last.data == "block":
                self.out.append(Draft(Tag.CUE, r.start, r.line, "", "block", last.speaker, manner, voice or last.voice))
                return
        self.open = self.speaking = False
        self.out.append(Draft(Tag.ACTION, r.start, r.line, r.text, "plain"))

    def _speech(self, r: Record) -> None:
        last = self.out[-1] if self.out else None
        if last is not None and last.tag is Tag.CUE and self.speaking:
            self._continue(last, r.text, "\n")
        elif self.last_speaker and r.data == "stage" and not r.gap and last is not None and last.data == "stage":
            self._say(r, self.last_speaker, None, None, r.text)
        else:
            self.out.append(Draft(Tag.ACTION, r.start, r.line, r.text, "plain"))
