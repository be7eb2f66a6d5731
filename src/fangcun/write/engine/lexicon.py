"""The dictionaries that a breakdown searches with, and how a base adds its own words to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.contracts import Category

_CATEGORIES = {c.value.lower(): c for c in Category}
_SECTION = re.compile(r"\[([^\]]+)\]\s*$")
_SEPARATOR = re.compile(r"\s*[、，,]\s*")
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Ask:
    """What one term asks for. ``name`` is None where the term itself is the name.

    ``counted`` says that the term means something only with a number or in the plural (医生, 老师: else a character).
    ``lead`` and ``size`` mark the part of the term that is the thing itself (剑 in 拔剑), in characters.
    """

    category: Category
    name: str | None = None
    counted: bool = False
    lead: int = 0
    size: int = 0


Terms = dict[str, tuple[Ask, ...]]


class Lexicon:
    """Terms in their folded form. A term without asks is a false friend: it is found so that nothing in it is."""

    def __init__(self, terms: Mapping[str, tuple[Ask, ...]]) -> None:
        self.terms: Terms = dict(terms)

    def __len__(self) -> int:
        return len(self.terms)

    @classmethod
    def shipped(cls) -> Lexicon:
        """The dictionaries that come with Fangcun."""
        return _shipped()

    @classmethod
    def load(cls, paths: Iterable[Path] = ()) -> Lexicon:
        """The shipped dictionaries with the files of ``paths`` laid over them, in order.

        Raises FangcunError ``lexicon.unreadable`` or ``lexicon.section`` naming file and line.
        The format is documented in docs/reference/lexicon.md.
        """
        terms = dict(_shipped().terms)
        for path in paths:
            try:
                text = path.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise FangcunError(
                    "lexicon.unreadable",
                    Kind.INVALID,
                    f"词典 {path.name} 读不出来：请确认文件存在，并另存为 UTF-8 文本。",
                    path=str(path),
                ) from error
            merge(terms, text, name=path.name)
        return cls(terms)


def merge(terms: Terms, text: str, *, name: str) -> None:
    """Lay the dictionary ``text`` over ``terms``: sections add, ``-term`` takes away. ``name`` is for messages."""
    asks: tuple[Ask, ...] | None = None
    added: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        section = _SECTION.match(line)
        if section:
            asks = _asks(section[1], where=f"{name} 第 {number} 行")
            continue
        if asks is None:
            raise FangcunError(
                "lexicon.section",
                Kind.INVALID,
                f"词典 {name} 第 {number} 行：词条之前要先写类别，例如 [Props]。",
                line=number,
            )
        for entry in filter(None, _SEPARATOR.split(line)):
            for surface, own in _read_entry(entry, asks):
                if own is None:
                    terms.pop(surface, None)
                else:
                    _put(terms, surface, own, again=surface in added)
                    added.add(surface)


def _put(terms: Terms, surface: str, asks: tuple[Ask, ...], *, again: bool) -> None:
    """A term in two sections of one file asks for both; a later file replaces what an earlier one said."""
    if again and terms[surface] and asks:
        asks = terms[surface] + tuple(a for a in asks if a not in terms[surface])
    terms[surface] = asks


def _read_entry(entry: str, asks: tuple[Ask, ...]) -> Iterator[tuple[str, tuple[Ask, ...] | None]]:
    removed = entry.startswith("-")
    body, _, name = entry.removeprefix("-").partition("=")
    for pattern in _expand(body.strip()):
        before, bracket, rest = pattern.partition("[")
        core, _, after = rest.partition("]")
        surface = (before + core + after).lower()
        lead, size = (len(before), len(core)) if bracket else (0, len(surface))
        own = tuple(replace(a, name=a.name or name.strip() or None, lead=lead, size=size) for a in asks)
        yield surface, None if removed else own


def _expand(pattern: str) -> Iterator[str]:
    """``{拔挥}剑`` stands for 拔剑 and 挥剑."""
    parts = _BRACES.split(pattern)
    for choice in itertools.product(*(p if i % 2 else (p,) for i, p in enumerate(parts))):
        yield "".join(choice)


def _asks(header: str, *, where: str) -> tuple[Ask, ...]:
    if header.strip().lower() == "ignore":
        return ()
    asks = []
    for part in header.split("+"):
        head, _, name = part.partition(":")
        words = head.strip().lower()
        counted = words.endswith(" counted")
        category = _CATEGORIES.get(words.removesuffix(" counted").strip())
        if category is None:
            raise FangcunError(
                "lexicon.section",
                Kind.INVALID,
                f"词典 {where}：没有“{head.strip()}”这个类别。可用的有："
                f"{'、'.join(c.value for c in Category)}，或 Ignore。",
            )
        asks.append(Ask(category, name.strip() or None, counted))
    return tuple(asks)


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    merged: Terms = {}
    folder = files("fangcun.write.engine") / "data"
    texts = [(p.name, p.read_text("utf-8")) for p in folder.iterdir() if p.name.endswith(".txt")]
    for name, text in sorted(texts):
        terms: Terms = {}
        merge(terms, text, name=name)
        for surface, asks in terms.items():
            _put(merged, surface, asks, again=surface in merged)
    return Lexicon(merged)
