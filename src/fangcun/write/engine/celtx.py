"""Celtx projects: a zip whose ``script-*.html`` holds one paragraph of a class for each element."""

from __future__ import annotations

from html.parser import HTMLParser

from fangcun.write.engine.archive import Archive
from fangcun.write.engine.encoding import decode
from fangcun.write.engine.fdx import Extract
from fangcun.write.engine.western import Hint

_CLASSES: dict[str, Hint] = {
    "sceneheading": Hint.HEADING,
    "action": Hint.ACTION,
    "shot": Hint.ACTION,
    "character": Hint.CHARACTER,
    "parenthetical": Hint.MANNER,
    "dialog": Hint.SPEECH,
    "dialogue": Hint.SPEECH,
    "transition": Hint.TRANSITION,
    "text": Hint.OTHER,
    "notes": Hint.NOTE,
}


def script_names(archive: Archive) -> list[str]:
    """The members that hold the script, in order."""
    return sorted(
        n for n in archive.names if n.rsplit("/", 1)[-1].startswith("script") and n.endswith((".html", ".htm"))
    )


def read_celtx(archive: Archive) -> Extract:
    """The script of a Celtx project. Raises FangcunError."""
    out = Extract()
    for name in script_names(archive):
        text, _, _ = decode(archive.read(name))
        page = _Page()
        page.feed(text)
        page.close()
        out.title = out.title or page.title
        for hint, paragraph, number in page.paragraphs:
            if hint is not Hint.MANNER and hint is not Hint.SPEECH and out.lines:
                out.blank()
            out.add(hint, paragraph, number=number)
    return out


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[Hint, str, str]] = []
        self.title: str | None = None
        self._hint: Hint | None = None
        self._number = ""
        self._text: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._close()
            given = dict(attrs)
            classes = (given.get("class") or "").lower().split()
            self._hint = next((_CLASSES[c] for c in classes if c in _CLASSES), Hint.OTHER)
            self._number = given.get("scenestr") or given.get("scenenumber") or ""
        elif tag == "br":
            self._text.append("\n")
        elif tag == "title":
            self._in_title, self._text = True, []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "body"):
            self._close()
        elif tag == "title":
            self.title = "".join(self._text).strip() or None
            self._in_title, self._text = False, []

    def handle_data(self, data: str) -> None:
        if self._hint is not None or self._in_title:
            self._text.append(data if self._in_title else " ".join(data.split("\n")))

    def _close(self) -> None:
        if self._hint is not None and (text := "".join(self._text).strip()):
            self.paragraphs.append((self._hint, text, self._number if self._hint is Hint.HEADING else ""))
        self._hint, self._text = None, []
