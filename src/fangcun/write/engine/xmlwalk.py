"""XML from strangers, walked element by element: no document type, so no entities; no tree, so no memory."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.engine.archive import damaged

_DEEPEST = 500


class Walker(Protocol):
    """What is told of each element. Names are without namespace; attributes as well."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside the innermost element."""


def walk(xml: bytes, walker: Walker) -> None:
    """Tell ``walker`` of every element of ``xml``.

    Raises FangcunError ``script.unsafe`` for a document type declaration or absurd nesting, ``script.damaged`` for
    what is not well formed.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _unsafe("标签嵌套过深")
        walker.start(name.rsplit("}", 1)[-1], {k.rsplit("}", 1)[-1]: v for k, v in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(name.rsplit("}", 1)[-1])

    def refuse(*_: object) -> None:
        raise _unsafe("文件里有文档类型声明（DTD）")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = walker.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged() from error


def _unsafe(what: str) -> FangcunError:
    return FangcunError("script.unsafe", Kind.INVALID, f"{what}，正常的剧本不需要它，不予读取。请重新导出剧本文件。")
