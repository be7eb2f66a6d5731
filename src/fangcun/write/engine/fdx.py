"""Final Draft (.fdx) and Open Screenplay Format (Fade In): paragraphs whose kind the file itself gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fangcun.write.engine.archive import damaged
from fangcun.write.engine.western import Hint
from fangcun.write.engine.xmlwalk import walk

_KINDS: dict[str, Hint] = {
    "scene heading": Hint.HEADING,
    "shot": Hint.ACTION,
    "action": Hint.ACTION,
    "general": Hint.OTHER,
    "character": Hint.CHARACTER,
    "parenthetical": Hint.MANNER,
    "dialogue": Hint.SPEECH,
    "lyrics": Hint.SPEECH,
    "singing": Hint.SPEECH,
    "transition": Hint.TRANSITION,
    "synopsis": Hint.NOTE,
    "note": Hint.NOTE,
}
_CONTENT = ("FinalDraft", "Content", "Paragraph")
_DUAL = ("FinalDraft", "Content", "Paragraph", "DualDialogue", "Paragraph")
_TITLE = ("FinalDraft", "TitlePage", "Content", "Paragraph")
_LENGTH = re.compile(r"^\s*(?:(\d+)\s+)?(\d+)\s*/\s*8\s*$|^\s*(\d+)\s*$")


@dataclass(slots=True)
class Extract:
    """The text that a structured file holds: its lines, a hint for each, and the eighths of a page by line number."""

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    eighths: dict[int, int] = field(default_factory=dict)
    title: str | None = None

    def add(self, hint: Hint, text: str, *, number: str = "", eighths: int | None = None) -> None:
        """Add a paragraph; each of its lines is one line, and a printed scene number stands behind as in Fountain."""
        rows = [row.rstrip() for row in re.split(r"[\r\n\u2028\u2029\x0b\x0c]+", text)]
        rows = [r for r in rows if r.strip()]
        for n, row in enumerate(rows):
            if n == 0 and hint is Hint.HEADING and number:
                row = f"{row} #{number}#"
            self.lines.append(row)
            self.hints.append(hint)
            if n == 0 and eighths is not None:
                self.eighths[len(self.lines)] = eighths

    def blank(self) -> None:
        """Add an empty line."""
        self.lines.append("")
        self.hints.append(Hint.OTHER)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines) + ("\n" if self.lines else "")


def read_fdx(xml: bytes) -> Extract:
    """The screenplay in an FDX file of versions 1 to 5.

    Only paragraphs directly in ``Content`` (or in its dual dialogue) count: newer files nest others in scene
    properties. ``SceneProperties/@Length`` is in eighths of a page. Raises FangcunError.
    """
    walker = _FinalDraft()
    walk(xml, walker)
    if not walker.known:
        raise damaged()
    out = Extract()
    for _, text, _, _ in walker.title:
        if text.strip():
            out.title = out.title or text.strip()
            out.add(Hint.OTHER, text)
    for kind, text, number, eighths in walker.body:
        hint = _KINDS.get(kind.lower(), Hint.OTHER)
        if hint is not Hint.MANNER and hint is not Hint.SPEECH and out.lines:
            out.blank()
        out.add(hint, text, number=number if hint is Hint.HEADING else "", eighths=eighths)
    return out


class _FinalDraft:
    def __init__(self) -> None:
        self.path: list[str] = []
        self.body: list[tuple[str, str, str, int | None]] = []
        self.title: list[tuple[str, str, str, int | None]] = []
        self.known = False
        self._text: list[str] = []
        self._kind, self._number = "", ""
        self._eighths: int | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        self.known = self.known or name == "FinalDraft"
        path = tuple(self.path) if name in ("Paragraph", "SceneProperties") else ()
        if path in (_CONTENT, _DUAL, _TITLE):
            self._text = []
            self._kind = attributes.get("Type", "General")
            self._number = attributes.get("Number", "")
            self._eighths = None
        elif name == "SceneProperties" and path[:-1] == _CONTENT:
            self._eighths = read_eighths(attributes.get("Length", ""))

    def end(self, name: str) -> None:
        path = tuple(self.path)
        if name == "Paragraph":
            found = (self._kind, "".join(self._text), self._number, self._eighths)
            if path in (_CONTENT, _DUAL) and found[1].strip():
                self.body.append(found)
                self._text = []
            elif path == _TITLE:
                self.title.append(found)
                self._text = []
        self.path.pop()

    def data(self, text: str) -> None:
        if self.path[-1] == "Text" and tuple(self.path[:-1]) in (_CONTENT, _DUAL, _TITLE):
            self._text.append(text)


def read_eighths(length: str) -> int | None:
    """``1 3/8`` as 11 eighths of a page; None where nothing is given."""
    m = _LENGTH.match(length)
    if m is None:
        return None
    if m.group(3):
        return 8 * int(m.group(3))
    return 8 * int(m.group(1) or 0) + int(m.group(2))


def read_osf(xml: bytes) -> Extract:
    """The screenplay in an Open Screenplay Format document (Fade In). Raises FangcunError."""
    walker = _OpenScreenplay()
    walk(xml, walker)
    out = Extract(title=walker.title)
    for kind, text, number in walker.body:
        hint = _KINDS.get(kind.lower(), Hint.OTHER)
        if hint is not Hint.MANNER and hint is not Hint.SPEECH and out.lines:
            out.blank()
        out.add(hint, text, number=number if hint is Hint.HEADING else "")
    return out


class _OpenScreenplay:
    def __init__(self) -> None:
        self.path: list[str] = []
        self.body: list[tuple[str, str, str]] = []
        self.title: str | None = None
        self._text: list[str] = []
        self._kind, self._number = "", ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if name == "info":
            self.title = attributes.get("title") or self.title
        elif name == "para":
            self._text, self._kind = [], ""
            self._number = attributes.get("number", "")
        elif name == "style" and self.path[-2:-1] == ["para"]:
            self._kind = attributes.get("basestylename") or attributes.get("basestyle") or attributes.get("name", "")

    def end(self, name: str) -> None:
        if name == "para" and "paragraphs" in self.path and "".join(self._text).strip():
            self.body.append((self._kind, "".join(self._text), self._number))
        self.path.pop()

    def data(self, text: str) -> None:
        if self.path[-1] == "text" and "para" in self.path:
            self._text.append(text)
