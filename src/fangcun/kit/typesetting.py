"""Papers as PDF by typst. What people wrote is handed over as data and never becomes part of the program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst


class Typesetter:
    """A compiler with its fonts: folders, or TrueType and OpenType files."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self._fonts = tuple(fonts)

    def compile(self, program: Path, data: Mapping[str, Any]) -> bytes:
        """The PDF of a program of ours with ``data`` as JSON in ``sys.inputs.data``: equal data give equal bytes."""
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        made = typst.compile(str(program), font_paths=_read(self._fonts), format="pdf", sys_inputs=inputs)
        assert isinstance(made, bytes)  # a list only for pictures, None only for a named output
        return made

    def spelled(self, value: Any) -> Any:
        """Plain data with the characters that no font draws named by their code point: none prints as an empty box."""
        if isinstance(value, str):
            return "".join(c if c in "\n\t" or _drawn(c, self._fonts) else _named(c) for c in value)
        if isinstance(value, Mapping):
            return {key: self.spelled(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.spelled(one) for one in value]
        return value


@cache
def _read(fonts: tuple[Path, ...]) -> typst.Fonts:
    """The fonts for the compiler, once in a process: reading them is the slowest part of setting a page."""
    paths = [str(path) for path in fonts]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


@cache
def _faces(fonts: tuple[Path, ...]) -> tuple[Any, ...]:
    import skia

    files = [file for path in fonts for file in (sorted(path.rglob("*.[ot]tf")) if path.is_dir() else [path])]
    return tuple(skia.Typeface.MakeFromFile(str(file)) for file in files)


@cache
def _drawn(char: str, fonts: tuple[Path, ...]) -> bool:
    return any(face.unicharToGlyph(ord(char)) for face in _faces(fonts))


def _named(char: str) -> str:
    """A character's code point in brackets; nothing for what has no shape of its own (controls, joiners, marks)."""
    return f"〔U+{ord(char):04X}〕" if char.isprintable() else ""
