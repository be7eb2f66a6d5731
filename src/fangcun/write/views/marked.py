"""A scene's own text with what was found in it marked where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.write.contracts import Category, Element, SceneBreakdown
from fangcun.write.views import words


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; ``key`` names the category where the run is an element."""

    text: str
    key: str = ""
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The elements of one category."""

    key: str
    label: str
    elements: tuple[Element, ...]


def key_of(category: Category) -> str:
    """A category as a class name."""
    return category.name.lower().replace("_", "-")


def mark(needs: SceneBreakdown, source: str) -> list[Run]:
    """The scene's text in runs; joined, they are the text. Of elements that overlap the first stands."""
    blocks = needs.scene.blocks
    if not blocks:
        return []
    at, end = blocks[0].span.start, blocks[-1].span.end
    runs: list[Run] = []
    for e in sorted(needs.elements, key=lambda e: (e.span.start, -e.span.end)):
        if e.span.start < at or e.span.end > end or e.span.start == e.span.end:
            continue
        runs.append(Run(source[at : e.span.start]))
        label = str(words.CATEGORY[e.category])
        runs.append(Run(source[e.span.start : e.span.end], key_of(e.category), label, e.name))
        at = e.span.end
    runs.append(Run(source[at:end].rstrip()))
    return [r for r in runs if r.text]


def group(needs: SceneBreakdown) -> list[Group]:
    """A scene's elements by category, in the field's order."""
    groups = []
    for category in Category:
        found = tuple(e for e in needs.elements if e.category is category)
        if found:
            groups.append(Group(key_of(category), str(words.CATEGORY[category]), found))
    return groups
