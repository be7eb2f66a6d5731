"""Word files (.docx): paragraphs, soft breaks and tables of the body, as lines of text."""

from __future__ import annotations

from fangcun.write.engine.archive import Archive, damaged
from fangcun.write.engine.xmlwalk import walk

_SKIPPED = frozenset(
    ("del", "moveFrom", "Fallback", "footnoteReference", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr")
)
_LONG_CELL = 200


def read_docx(archive: Archive) -> str:
    """The text of the document's body, a paragraph or table row a line; cells of a row are parted by tabs.

    Deleted and moved-away text of tracked changes is left out, inserted text is in. Raises FangcunError.
    """
    name = next((n for n in archive.names if n.replace("\\", "/") == "word/document.xml"), None)
    if name is None:
        raise damaged()
    walker = _Words()
    walk(archive.read(name), walker)
    return "\n".join(walker.lines) + ("\n" if walker.lines else "")


class _Words:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._paragraphs: list[list[str]] = []  # open paragraphs; a text box nests one inside another
        self._cells: list[list[list[str]]] = []  # rows being filled; tables nest
        self._skip = 0
        self._text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skip or name in _SKIPPED:
            self._skip += 1
        elif name == "p":
            self._paragraphs.append([])
        elif name == "t":
            self._text = True
        elif name in ("br", "cr"):
            if attributes.get("type") != "page":
                self._put("\n")
        elif name == "tab":
            self._put(" ")
        elif name == "noBreakHyphen":
            self._put("-")
        elif name == "tr":
            self._cells.append([])
        elif name == "tc" and self._cells:
            self._cells[-1].append([])

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif name == "t":
            self._text = False
        elif name == "p" and self._paragraphs:
            self._close("".join(self._paragraphs.pop()))
        elif name == "tr" and self._cells:
            self._close_row(self._cells.pop())

    def data(self, text: str) -> None:
        if self._text and not self._skip:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(text)

    def _close(self, text: str) -> None:
        if self._cells and self._cells[-1]:
            self._cells[-1][-1].append(text)
        else:
            self.lines.append(text)

    def _close_row(self, cells: list[list[str]]) -> None:
        filled = [[p for p in c if p.strip()] for c in cells]
        filled = [c for c in filled if c]
        if not filled:
            return
        if len(filled) == 1 or any(sum(map(len, c)) > _LONG_CELL for c in filled):
            rows = [p for c in filled for p in c]
        else:
            rows = ["\t".join(" ".join(p.replace("\n", " ") for p in c) for c in filled)]
        for row in rows:
            self._close(row)
