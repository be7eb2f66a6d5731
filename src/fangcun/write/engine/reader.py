"""Reading a script: from the bytes of any known file, or from text, to a screenplay."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from fangcun.kit.errors import FangcunError, Kind, Problem
from fangcun.kit.text import fold, normalise
from fangcun.write.contracts import Block, Character, Screenplay
from fangcun.write.engine import problems as checks
from fangcun.write.engine import words
from fangcun.write.engine.assemble import Assembler
from fangcun.write.engine.files import open_file
from fangcun.write.engine.import_json import from_json
from fangcun.write.engine.lines import LineReader
from fangcun.write.engine.people import collect_names, list_characters, read_sheet
from fangcun.write.engine.records import Draft, Record, Tag
from fangcun.write.engine.reimport_fdx import read_back_fdx
from fangcun.write.engine.reimport_fountain import read_back_fountain
from fangcun.write.engine.resolve import Resolver, is_punctuated
from fangcun.write.engine.structure import believe_headings, find_front, settle_acts
from fangcun.write.engine.western import Hint, WesternReader, is_western


def read(data: bytes, *, name: str) -> Screenplay:
    """The screenplay in a file's bytes; ``name`` is the file's name, used where content leaves the kind open.

    Raises FangcunError with one of the codes ``script.empty``, ``script.binary``, ``script.encrypted``,
    ``script.too_big``, ``script.no_text``, ``script.unsupported``, ``script.unsafe``, ``script.damaged``.
    """
    own = _read_own(data, name=name)
    if own is not None:
        return own
    content = open_file(data, name=name)
    play = (content.format == "fountain" and read_back_fountain(content.text, encoding=content.encoding)) or read_text(
        content.text,
        format=content.format,
        encoding=content.encoding,
        hints=content.hints,
        title=content.title,
        found=content.problems,
    )
    return _with_eighths(play, content.eighths) if content.eighths else play


def _read_own(data: bytes, *, name: str) -> Screenplay | None:
    """A screenplay that we exported as JSON or FDX, exactly as it was; None for any other file."""
    start = data[:400].lstrip()
    if start.startswith(b"<"):
        return read_back_fdx(data)
    if start.startswith(b"{") and name.lower().endswith(".json"):
        try:
            return from_json(json.loads(data))
        except ValueError:
            message = f"“{name}”不是完整的 JSON 文件，请重新导出后再上传。"
            raise FangcunError("script.damaged", Kind.INVALID, message) from None
    return None


def _with_eighths(play: Screenplay, eighths: Mapping[int, int]) -> Screenplay:
    episodes = tuple(
        replace(e, scenes=tuple(replace(s, eighths=eighths.get(s.line)) for s in e.scenes)) for e in play.episodes
    )
    return replace(play, episodes=episodes)


def read_text(
    text: str,
    *,
    format: str = "txt",
    encoding: str | None = None,
    hints: Sequence[Hint] | None = None,
    title: str | None = None,
    found: Sequence[Problem] = (),
) -> Screenplay:
    """The screenplay in ``text``, which becomes its ``source``.

    ``format`` is the file's kind (``fountain`` and the kinds made of it read Western layout; every kind reads the
    Chinese layouts). ``hints`` says what some lines are where the file itself knew (FDX). ``found`` are problems that
    reading the file already met. Raises FangcunError ``script.empty`` for text without a visible character.
    """
    with _collector_paused():
        return _read_text(text, format, encoding, hints, title, found)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold the cycle collector: a script makes a million objects and no cycle; looking for one costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                # What was made counts as old: else the first collection would walk through all of it once more.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _read_text(
    text: str,
    format: str,
    encoding: str | None,
    hints: Sequence[Hint] | None,
    title: str | None,
    found: Sequence[Problem],
) -> Screenplay:
    clean = normalise(text, width=False)
    if not clean.text.strip():
        raise FangcunError("script.empty", Kind.INVALID, "文件里没有文字。请检查是否选对了文件，或是否保存成功。")
    western = is_western(clean.text, format)
    reader = WesternReader(format, hints) if western or hints else LineReader()
    records = reader.read(clean.text)
    if not records:
        records = [Record(Tag.PLAIN, 0, 1, clean.text.strip())]
    drafts, front, sheet = _resolve(records, joined=not western)
    if clean.offsets is not None:
        drafts = [d._replace(start=clean.offsets[d.start]) for d in drafts]
    builder = Assembler(drafts, front, len(text))
    head, episodes = builder.assemble()
    people = list_characters(sheet, episodes)
    told = [*found, *builder.problems, *checks.find_problems(episodes, people)]
    told.sort(key=lambda p: p.line or 0)
    name = title or getattr(reader, "title", None) or _find_title(head)
    return Screenplay(name, format, encoding, text, head, episodes, people, tuple(told))


def _resolve(records: list[Record], *, joined: bool) -> tuple[list[Draft], int, list[Character]]:
    records = settle_acts(believe_headings(records))
    front = find_front(records)
    if front == len(records):
        front = _count_title(records)
    head = [Draft(Tag.FRONT, r.start, r.line, _front_text(r), r.tag) for r in records[:front]]
    sheet = read_sheet(records[:front], [d.text for d in head])
    names = collect_names(records, sheet)
    body = records[front:]
    resolver = Resolver(body, names, joined=joined and is_punctuated(body))
    return head + resolver.resolve(), front, sheet


def _front_text(r: Record) -> str:
    if r.tag is Tag.CUE:
        return str(r.data[1])
    if r.tag in (Tag.CAST, Tag.PART, Tag.PROPS, Tag.EXTRAS, Tag.NOTE) and isinstance(r.data, str):
        return f"{r.data}：{r.text}"
    if r.tag is Tag.EPISODE:
        return f"第{r.data.number}集 {r.text}".strip()
    return r.text


def _count_title(records: Sequence[Record]) -> int:
    """A script without any heading: only a title and an author line are front matter."""
    count = 0
    for r in records[:4]:
        text = _front_text(r)
        if re.match(r"^[《#]|^(?:剧名|片名|作者|编剧|原著)\s*[:：]", text) and len(text) <= 30:
            count += 1
        else:
            break
    return count if count < len(records) else 0


_TITLE = re.compile(r"《([^《》]{1,40})》")
_TITLE_LINE = re.compile(r"^(?:剧名|片名|剧本名称?|作品名称?|名称|title)\s*[:：]\s*(.+)$", re.I)


def _find_title(front: Sequence[Block]) -> str | None:
    for b in front[:12]:
        line = b.text.strip()
        if m := _TITLE_LINE.match(line):
            return m.group(1).strip("《》 ")
        if (m := _TITLE.search(line)) and len(line) <= len(m.group(1)) + 16:
            return m.group(1)
    for b in front[:1]:
        line = fold(b.text.strip())
        headed = words.SHEET_TITLES.match(line) or words.OTHER_TITLES.match(line)
        if len(line) <= 30 and not headed and not re.search(r"[:。，,！？]", line):
            return b.text.strip().strip("#*《》 ") or None
    return None


__all__ = ["read", "read_text"]
