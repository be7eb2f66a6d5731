"""Who is in a scene, who speaks in it, and who is only spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from fangcun.write.contracts import Block, BlockKind, Scene, Screenplay
from fangcun.write.engine.folding import Folded, fold

_TITLED = 3  # a longer Chinese name is mostly a title before a name: 宫女春桃, 孙女小雨
_TOLD = frozenset({BlockKind.DIALOGUE, BlockKind.CAPTION, BlockKind.INTERTITLE, BlockKind.ACTION})


class Naming(NamedTuple):
    """A character's name at ``start``–``end`` of the folded text, in the block with index ``block``."""

    block: int
    name: str | None  # None for a part of a name (春桃 of 宫女春桃), which hides things but tells of nobody
    start: int
    end: int


class Names:
    """Every name of a screenplay's people, other spellings mapped to the canonical one."""

    def __init__(self, screenplay: Screenplay) -> None:
        self._canonical: dict[str, str] = {}
        for character in screenplay.characters:
            for spelling in (character.name, *character.aliases):
                self._canonical.setdefault(spelling, character.name)
        for scene in screenplay.scenes():
            for name in (*scene.cast_speaking, *scene.cast_listed):
                self._canonical.setdefault(name, name)
        # One character alone (A, 甲) stands in too many words to be a find.
        spellings: dict[str, str | None] = {fold(n).text: c for n, c in self._canonical.items() if len(n.strip()) > 1}
        for name in list(spellings):
            if len(name) > _TITLED and not name.isascii():
                for size in (2, 3):
                    spellings.setdefault(name[-size:], None)
        self._surfaces = list(spellings)
        self._names = list(spellings.values())
        self._automaton = AhoCorasick(self._surfaces or ["\0"], matchkind=MatchKind.LeftmostLongest)

    def canonical(self, names: Iterable[str]) -> tuple[str, ...]:
        """``names`` in their canonical spelling, each once, in order."""
        return tuple(dict.fromkeys(self._canonical.get(n, n) for n in names))

    def find(self, folded: Folded, blocks: tuple[Block, ...]) -> list[Naming]:
        """Every place where a name stands, in the order of the text."""
        if not blocks or not self._surfaces:
            return []
        text = folded.text
        starts = [folded.folded(b.span.start) for b in blocks]
        found, index = [], 0
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            while index + 1 < len(starts) and starts[index + 1] <= start:
                index += 1
            if start >= starts[0] and _whole(text, start, end):
                found.append(Naming(index, self._names[pattern], start, end))
        return found


def _whole(text: str, start: int, end: int) -> bool:
    """Latin names are whole words; Chinese ones have no borders to show."""
    if text[start].isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    return not (text[end - 1].isascii() and end < len(text) and text[end].isascii() and text[end].isalnum())


@dataclass(frozen=True, slots=True)
class Presence:
    """Canonical names: in the scene, heard in it, and only spoken of."""

    named: tuple[str, ...]
    speaking: tuple[str, ...]
    mentioned: tuple[str, ...]


def presence(scene: Scene, *, namings: Iterable[Naming], blocks: tuple[Block, ...], names: Names) -> Presence:
    """Who is present in ``scene``, from its cast line, its speakers and the names in its text.

    Where the script prints a cast line, that line and the speakers decide; a name that stands only in the action is
    then counted as mentioned. Without one (Western scripts) whoever the action names is there.
    """
    listed = bool(scene.cast_listed)
    named = dict.fromkeys(names.canonical((*scene.cast_listed, *scene.cast_speaking)))
    mentioned: dict[str, None] = {}
    for naming in namings:
        if naming.name is None:
            continue
        kind = blocks[naming.block].kind
        if kind is BlockKind.ACTION and not listed:
            named.setdefault(naming.name)
        elif kind in _TOLD:
            mentioned.setdefault(naming.name)
    return Presence(tuple(named), names.canonical(scene.cast_speaking), tuple(n for n in mentioned if n not in named))
