"""Western layout: Fountain's syntax, and English scripts typed without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from fangcun.kit.text import fold
from fangcun.write.engine.cue import parse_cue
from fangcun.write.engine.decor import Body
from fangcun.write.engine.episode import parse_episode
from fangcun.write.engine.heading import Heading, parse_heading, with_id
from fangcun.write.engine.lines import LineReader
from fangcun.write.engine.records import Flash, Record, Tag


class Hint(StrEnum):
    """What a file says of a paragraph (FDX, Celtx, Open Screenplay Format)."""

    HEADING = "heading"
    ACTION = "action"
    CHARACTER = "character"
    MANNER = "manner"
    SPEECH = "speech"
    TRANSITION = "transition"
    NOTE = "note"
    OTHER = "other"


_FOUNTAIN = frozenset(("fountain", "highland", "celtx", "fadein", "fdx"))
_SLUG = re.compile(r"^\s*(?:\d+[A-Z]?[.\s]\s*)?(?:INT|EXT|EST|I/E|INT\./EXT|EXT\./INT)[./ ]", re.M)
_TITLE_KEY = re.compile(r"^([A-Za-z][A-Za-z ]{1,24}):(.*)$")
_TRANSITION = re.compile(
    r"^(?:[A-Z0-9 .'\-]+ TO:|FADE (?:IN|OUT)[.:]?|FADE TO BLACK[.:]?|CUT TO BLACK[.:]?|INTERCUT.*|END FLASHBACK.*)$"
)
_FLASH = re.compile(r"^(?:BEGIN )?FLASHBACK\b(?!.*\bEND)|^(?:闪回|回忆)", re.I)
_FLASH_END = re.compile(r"^(?:END (?:OF )?FLASHBACK|BACK TO (?:PRESENT|SCENE))|(?:闪回|回忆)结束", re.I)
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_)(?=\S)(.+?)(?<=\S)(?<!\\)\1")
_LONG = 4000  # a paragraph of prose; beyond it marks of emphasis stay
_NUMBER = re.compile(r"\s*#([\w.-]+)#\s*$")
_NAME_END = re.compile(r"(?:\s*\([^()]*\))*\s*\^?\s*$")


def is_western(text: str, format: str) -> bool:
    """Whether Western layout is to be expected: by the kind of file, or as Latin text with INT. and EXT. headings."""
    if format in _FOUNTAIN:
        return True
    sample = text[:20000]
    han = sum("\u4e00" <= c <= "\u9fff" for c in sample)
    return han * 20 < len(sample) and _SLUG.search(sample) is not None


class WesternReader(LineReader):
    """Reads Fountain and English scripts; Chinese layouts inside them are read as everywhere."""

    def __init__(self, format: str = "fountain", hints: Sequence[Hint] | None = None) -> None:
        super().__init__()
        self.fountain = format in ("fountain", "highland")
        self.hints = hints
        self.title: str | None = None
        self._comment = False
        self._speech = False

    def read(self, text: str) -> list[Record]:
        """The records of ``text`` in order."""
        lines = text.splitlines(True)
        pos = 0
        first = self._read_title(lines) if self.fountain else 0
        gap = True
        for n, raw in enumerate(lines):
            s = raw.strip()
            if n < first:
                if s:
                    self.records.append(Record(Tag.FRONT, pos, n + 1, s))
            elif self.hints is not None:
                if s:
                    self._read_hinted(self.hints[n] if n < len(self.hints) else Hint.OTHER, s, raw, pos, n + 1)
            elif not s:
                gap = not (self._speech and raw.strip("\r\n")) and True
                if gap:
                    self._speech = False
            else:
                following = lines[n + 1].strip() if n + 1 < len(lines) else ""
                self._read_western(s, raw, pos, n + 1, gap, bool(following))
                gap = False
            pos += len(raw)
        return self.records

    def _read_title(self, lines: Sequence[str]) -> int:
        if not lines or not (m := _TITLE_KEY.match(lines[0].lstrip("\ufeff"))) or m.group(2).strip().endswith("TO:"):
            return 0
        if _SLUG.match(lines[0]):
            return 0
        key, value = "", list[str]()
        end = next((n for n, raw in enumerate(lines) if not raw.strip()), len(lines))
        for raw in lines[:end]:
            s = raw.strip()
            if (m := _TITLE_KEY.match(raw)) is not None:
                key = m.group(1).strip().lower()
                s = m.group(2).strip()
            if key == "title" and s:
                value.append(_plain(_plain(s)))
        self.title = " ".join(value) or None
        return end

    def _add(self, tag: Tag, pos: int, line: int, text: str, data: object = None, gap: bool = False) -> None:
        self.records.append(Record(tag, pos, line, text, data, gap))

    def _read_hinted(self, hint: Hint, s: str, raw: str, pos: int, line: int) -> None:
        if hint is Hint.HEADING:
            self._add(Tag.HEADING, pos, line, s, _forced(s), True)
        elif hint is Hint.CHARACTER:
            self._add(Tag.SPEAKER, pos, line, s, "hint", True)
        elif hint is Hint.MANNER:
            self._add(Tag.MANNER, pos, line, s.strip("()（） "))
        elif hint is Hint.SPEECH:
            self._add(Tag.SPEECH, pos, line, s)
        elif hint is Hint.TRANSITION:
            self._add(Tag.TRANSITION, pos, line, s, _flash(s))
        elif hint is Hint.NOTE:
            self._add(Tag.NOTE, pos, line, s)
        elif hint is Hint.ACTION and s.isascii():
            self._add(Tag.ACTION, pos, line, s, None, True)
        else:
            self.read_line(Body(s, s, pos, raw), pos, line, True)

    def _read_western(self, s: str, raw: str, pos: int, line: int, gap: bool, followed: bool) -> None:
        if self.fountain and self._read_syntax(s, raw, pos, line, gap, followed):
            return
        if gap or self._after_heading():
            heading = parse_heading(s) if _SLUG.match(s) or not s.isascii() or s[0].isdigit() else None
            if heading is not None and (heading.int_ext is not None or not s.isascii()) and not heading.weak:
                self._speech = False
                self._add(Tag.HEADING, pos, line, s, heading, gap)
                return
        if gap and not self._speech and _TRANSITION.match(s):
            self._add(Tag.TRANSITION, pos, line, s, _flash(s), gap)
            return
        if self._speech:
            if s[0] in "(（" and s[-1] in ")）":
                self._add(Tag.MANNER, pos, line, s[1:-1].strip())
            else:
                self._add(Tag.SPEECH, pos, line, _plain(s))
            return
        if gap and followed and self._is_cue(s):
            self._add(Tag.SPEAKER, pos, line, s.rstrip("^ "), "hint", gap)
            self._speech = True
            return
        if s.isascii() and ":" not in s:
            self._add(Tag.ACTION, pos, line, _plain(s), None, gap)
        else:
            self._read_other(s, raw, pos, line, gap)

    def _read_other(self, s: str, raw: str, pos: int, line: int, gap: bool) -> None:
        before = len(self.records)
        self.read_line(Body(s, s, pos, raw), pos, line, gap)
        last = self.records[-1] if len(self.records) > before else None
        if last is not None and last.tag is Tag.CUE and s.isascii() and not last.data[2].isupper():
            self.records[-1] = Record(Tag.ACTION, pos, line, _plain(s), None, gap)

    def _after_heading(self) -> bool:
        return bool(self.records) and self.records[-1].tag in (Tag.TRANSITION, Tag.HEADING)

    def _is_cue(self, s: str) -> bool:
        name = _NAME_END.sub("", s)
        return (
            name.isascii()
            and name.upper() == name
            and any(c.isalpha() for c in name)
            and len(name) <= 40
            and not name.endswith((".", "!", "?", ":", "--"))
            and parse_cue(s.rstrip("^ ")) is not None
        )

    def _read_syntax(self, s: str, raw: str, pos: int, line: int, gap: bool, followed: bool) -> bool:
        c = s[0]
        if self._comment or s.startswith("/*"):
            self._comment = "*/" not in s
            self._add(Tag.NOTE, pos, line, s.strip("/* "), None, gap)
        elif s.startswith("[[") and s.endswith("]]"):
            self._add(Tag.NOTE, pos, line, s[2:-2].strip(), None, gap)
        elif c == "." and s[1:2] not in (".", "") and gap:
            self._add(Tag.HEADING, pos, line, s[1:].strip(), _forced(s[1:]), gap)
        elif c == "#":
            self._read_section(s, raw, pos, line, gap)
        elif c == "=":
            if s.strip("="):
                self._add(Tag.NOTE, pos, line, s[1:].strip(), None, gap)
        elif c == "!":
            self._add(Tag.ACTION, pos, line, s[1:].strip(), None, gap)
        elif c == "@" and followed:
            self._add(Tag.SPEAKER, pos, line, s[1:].rstrip("^ ").strip(), "hint", gap)
            self._speech = True
            return True
        elif c == ">" and s[-1] == "<":
            self._add(Tag.INTERTITLE, pos, line, _plain(s[1:-1].strip()), None, gap)
        elif c == ">":
            text = s[1:].strip()
            self._add(Tag.TRANSITION, pos, line, text, _flash(text), gap)
        elif c == "~":
            if self._speech:
                self._add(Tag.SPEECH, pos, line, s[1:].strip())
                return True
            self._add(Tag.ACTION, pos, line, s[1:].strip(), None, gap)
        else:
            return False
        self._speech = False
        return True

    def _read_section(self, s: str, raw: str, pos: int, line: int, gap: bool) -> None:
        text = s.lstrip("#").strip()
        episode = parse_episode(text) if text else None
        if episode is not None:
            self._add_episode(Body(text, text, pos, raw), episode, pos, line, gap)
        elif text:
            self._add(Tag.NOTE, pos, line, text, None, gap)


def _plain(s: str) -> str:
    return _EMPHASIS.sub(r"\2", s) if ("*" in s or "_" in s) and len(s) < _LONG else s


def _flash(s: str) -> Flash:
    if _FLASH_END.search(s):
        return Flash.CLOSE
    return Flash.OPEN if _FLASH.search(s) else Flash.NONE


def _forced(s: str) -> Heading:
    """A heading that the file's own mark says is one; where no layout fits, all of it is place, but for its number."""
    text, printed = s.strip(), None
    if m := _NUMBER.search(text):
        printed, text = m.group(1), text[: m.start()].strip()
    found = parse_heading(text)
    if found is None:
        back = re.search(r"flashback|闪回|回忆", fold(text), re.I) is not None
        found = Heading(None, None, None, None, None, None, text or None, back, 0.95)
    found = replace(found, weak=False, confidence=max(found.confidence, 0.95), tail=None)
    return with_id(found, printed) if printed and found.id is None else found


__all__ = ["Hint", "WesternReader", "is_western"]
