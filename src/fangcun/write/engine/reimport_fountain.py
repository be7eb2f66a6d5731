"""Reads Fountain that Fangcun wrote (and that other apps may have edited since) back without loss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangcun.write.contracts import BlockKind, Screenplay
from fangcun.write.engine.fountain_convention import decode_card, decode_cue, unescape
from fangcun.write.engine.reimport import Assembly, Item

MARKER = "Fangcun: 1"
_TITLE = re.compile(r"^Title:[ \t]*(.*)$", re.M)
_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]", re.I)
_NUMBER = re.compile(r"\s*#([\w.-]+)#\s*$")
_CUE_ALONE = re.compile(r"[A-Z][^a-z]*$")


def read_back_fountain(text: str, *, format: str = "fountain", encoding: str | None = None) -> Screenplay | None:
    """The screenplay in Fountain text that carries our mark on its title page; None for any other text."""
    plain = text.replace("\r\n", "\n")
    page = plain.lstrip("\ufeff").split("\n\n", 1)[0]
    if MARKER not in page.split("\n"):
        return None
    title = _TITLE.search(page)
    items = [item for item in _paragraphs(text) if item is not None]
    return Assembly(text).build(items, title=title[1].strip() if title else None, format=format, encoding=encoding)


def _paragraphs(text: str) -> Iterator[Item | None]:
    """Every paragraph as an item: runs of lines between lines that are quite empty."""
    lines: list[str] = []
    start = position = 0
    first = number = 1
    head = True
    for raw in [*text.splitlines(keepends=True), "\n"]:
        line = raw.rstrip("\r\n")
        if line:
            if not lines:
                start, first = position, number
            lines.append(line)
        elif lines:
            if head:
                yield Item(BlockKind.FRONT.value, "\n".join(lines).lstrip("\ufeff"), start, first)
            else:
                yield from _read_paragraph(lines, start, first)
            lines, head = [], False
        position += len(raw)
        number += 1


def _read_paragraph(lines: list[str], start: int, line: int) -> Iterator[Item]:
    text = "\n".join(part if part.strip() else "" for part in lines)
    first = lines[0]
    if text.startswith("[[") and text.rstrip().endswith("]]"):
        yield Item("note", text.rstrip()[2:-2], start, line)
    elif first.startswith("#"):
        yield Item("section", first.lstrip("#").strip(), start, line)
    elif len(lines) == 1 and (_HEADING.match(first) or (first.startswith(".") and not first.startswith(".."))):
        yield _read_heading(first, start, line)
    elif first.startswith(">"):
        yield _read_arrow(lines, start, line)
    elif first.startswith("@") or (len(lines) > 1 and _CUE_ALONE.match(first)):
        yield from _read_speech(lines, start, line)
    elif first.startswith("!"):
        yield Item(BlockKind.ACTION.value, unescape(text[1:]), start, line)
    elif len(lines) == 1 and first.isupper() and first.endswith("TO:"):
        yield Item(BlockKind.TRANSITION.value, unescape(first), start, line)
    else:
        yield Item(BlockKind.ACTION.value, unescape(text), start, line)


def _read_heading(first: str, start: int, line: int) -> Item:
    text = first.removeprefix(".").strip()
    number = _NUMBER.search(text)
    return Item(
        "heading", text[: number.start()] if number else text, start, line, number=number[1] if number else None
    )


def _read_arrow(lines: list[str], start: int, line: int) -> Item:
    """Centred text (``> … <`` on every line) or a transition."""
    if all(
        part.startswith(">") and part.rstrip().endswith("<") and not part.rstrip().endswith("\\<") for part in lines
    ):
        inner = "\n".join(part.rstrip()[1:-1].removeprefix(" ").removesuffix(" ") for part in lines)
        card = decode_card(inner)
        if card is not None:
            return Item(card.kind.value, card.text, start, line)
        return Item(BlockKind.INTERTITLE.value, unescape(inner), start, line)
    return Item(BlockKind.TRANSITION.value, unescape(lines[0][1:].strip()), start, line)


def _read_speech(lines: list[str], start: int, line: int) -> Iterator[Item]:
    cue = lines[0].removeprefix("@").rstrip()
    if cue.endswith("^") and not cue.endswith("\\^"):
        cue = cue[:-1]
    speaker, voice = decode_cue(cue.strip())
    manner: str | None = None
    said: list[str] = []
    at = (start, line)
    position, number = start + len(lines[0]) + 1, line + 1

    def item() -> Item:
        text = unescape("\n".join(part if part.strip() else "" for part in said))
        return Item(BlockKind.DIALOGUE.value, text, at[0], at[1], speaker, manner, voice)

    for part in lines[1:]:
        if part.startswith("(") and part.rstrip().endswith(")"):
            if said:  # a direction in the middle: the rest is said in another manner
                yield item()
                said, at = [], (position, number)
            manner = unescape(part.rstrip()[1:-1])
        else:
            said.append(part)
        position += len(part) + 1
        number += 1
    yield item()
