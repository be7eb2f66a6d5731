"""Reads FDX documents that Fangcun wrote back without loss."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from fangcun.write.contracts import BlockKind, Screenplay
from fangcun.write.engine.fountain_convention import decode_card, decode_cue
from fangcun.write.engine.reimport import Assembly, Item

MARKER = "<!-- Fangcun 1 -->"
_ROLES = {
    "New Act": "section",
    "Transition": BlockKind.TRANSITION.value,
    "Cast List": BlockKind.CAST.value,
    "End of Act": BlockKind.END.value,
}


def read_back_fdx(data: bytes) -> Screenplay | None:
    """The screenplay in an FDX document that carries our mark; None for any other document.

    Its source is the text of the paragraphs, a line each. Documents with entity declarations are refused (None).
    """
    if MARKER.encode() not in data[:400] or b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 - entity declarations, the danger of this parser, are refused above
    except ET.ParseError:
        return None
    paragraphs = [(p.get("Type", "Action"), _text(p), p.get("Number")) for p in root.iterfind("Content/Paragraph")]
    title = root.find("TitlePage/Content/Paragraph")
    source = "".join(f"{text}\n" for _, text, _ in paragraphs)
    items = list(_items(paragraphs))
    return Assembly(source).build(
        items, title=_text(title) or None if title is not None else None, format="fdx", encoding=None
    )


def _text(paragraph: ET.Element) -> str:
    return "".join("".join(t.itertext()) for t in paragraph.findall("Text"))


def _items(paragraphs: list[tuple[str, str, str | None]]) -> Iterator[Item]:
    position, line = 0, 1
    cue: tuple[str, int, int] | None = None
    manner: str | None = None
    for type_, text, number in paragraphs:
        start, at = position, line
        position += len(text) + 1
        line += text.count("\n") + 1
        if type_ == "Character":
            cue, manner = (text, start, at), None
        elif type_ == "Parenthetical":
            manner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
        elif type_ == "Dialogue":
            speaker, voice = decode_cue(cue[0]) if cue else (None, None)
            begin, begin_line = (cue[1], cue[2]) if cue and cue[1] >= 0 else (start, at)
            yield Item(BlockKind.DIALOGUE.value, text, begin, begin_line, speaker, manner, voice)
            cue, manner = ((cue[0], -1, -1) if cue else None), None
        elif type_ == "Scene Heading":
            yield Item("heading", text, start, at, number=number)
        elif type_ in _ROLES:
            yield Item(_ROLES[type_], text, start, at)
        elif type_ == "General" and text.startswith("[[") and text.endswith("]]"):
            yield Item("note", text[2:-2], start, at)
        else:
            card = decode_card(text) if type_ == "Action" and text.startswith("【") else None
            yield Item(card.kind.value, card.text, start, at) if card else Item(BlockKind.ACTION.value, text, start, at)
