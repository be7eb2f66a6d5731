"""A screenplay and its breakdown as plain data for other programs; ``import_json`` reads it back.

The stable contract: docs/reference/screenplay-json.md and docs/reference/screenplay.schema.json.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from fangcun.kit.errors import Problem
from fangcun.write.contracts import (
    CONTENT,
    Block,
    BlockKind,
    Breakdown,
    Category,
    Character,
    SceneBreakdown,
    Screenplay,
    Voice,
)

_CARRIED = CONTENT | {BlockKind.NOTE}


def to_json(screenplay: Screenplay, breakdown: Breakdown) -> dict[str, Any]:
    """``screenplay`` with what ``breakdown`` found, as data that ``json.dumps`` takes.

    ``start`` and ``end`` of elements count characters of ``Screenplay.source``. Blocks are the content and the notes;
    what headings, cast lines and prop lines say is in the fields of the scene.
    """
    entries = iter(breakdown.scenes)
    return {
        "encoding": screenplay.encoding,
        "format": screenplay.format,
        "title": screenplay.title,
        "episodes": [
            {"number": e.number, "title": e.title, "scenes": [_scene(next(entries)) for _ in e.scenes]}
            for e in screenplay.episodes
        ],
        "characters": _characters(screenplay, breakdown),
        "problems": [_problem(p) for p in screenplay.problems],
    }


def _scene(entry: SceneBreakdown) -> dict[str, Any]:
    scene = entry.scene
    return {
        "id": scene.id,
        "number": scene.number,
        "heading": scene.heading,
        "time": scene.time,
        "time_of_day": scene.time_of_day.value if scene.time_of_day else None,
        "int_ext": scene.int_ext.value if scene.int_ext else None,
        "location": scene.location,
        "place": scene.place,
        "cast_listed": list(scene.cast_listed),
        "cast_speaking": list(entry.cast_speaking),
        "cast_mentioned": list(entry.cast_mentioned),
        "extras": _extras(entry),
        "props": list(props_of(entry)),
        "elements": [
            {
                "category": e.category.value,
                "name": e.name,
                "count": e.count,
                "listed": e.listed,
                "start": e.span.start,
                "end": e.span.end,
            }
            for e in entry.elements
        ],
        "estimated_seconds": list(entry.estimated_seconds),
        "eighths": entry.eighths,
        "line": scene.line,
        "confidence": scene.confidence,
        "flashback": scene.flashback,
        "blocks": [_block(b) for b in scene.blocks if b.kind in _CARRIED],
    }


def props_of(entry: SceneBreakdown) -> tuple[str, ...]:
    """The props that the scene lists and those that were found, each once."""
    found = (e.name for e in entry.elements if e.category is Category.PROPS)
    return tuple(dict.fromkeys((*entry.scene.props, *found)))


def _extras(entry: SceneBreakdown) -> list[dict[str, Any]]:
    counts: dict[str, int | None] = {x.name: x.count for x in entry.scene.extras}
    for element in entry.elements:
        if element.category is Category.EXTRAS and counts.get(element.name) is None:
            counts[element.name] = element.count
    return [{"name": n, "count": c} for n, c in counts.items()]


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "text": block.text,
        "speaker": block.speaker,
        "manner": block.manner,
        "voice": block.voice.value if block.voice and block.voice is not Voice.SPOKEN else None,
        "flashback": block.flashback,
        "line": block.line,
    }


def _characters(screenplay: Screenplay, breakdown: Breakdown) -> list[dict[str, Any]]:
    """People of the character sheet first, then the others as they appear, with their scenes and lines counted."""
    known = {c.name: c for c in screenplay.characters}
    for entry in breakdown.scenes:
        for name in entry.cast_named:
            known.setdefault(name, Character(name))
    spelled = {a: c.name for c in screenplay.characters for a in (c.name, *c.aliases)}
    scenes = Counter(n for e in breakdown.scenes for n in e.cast_named)
    lines = Counter(
        spelled.get(b.speaker, b.speaker)
        for e in breakdown.scenes
        for b in e.scene.blocks
        if b.kind is BlockKind.DIALOGUE and b.speaker
    )
    return [
        {
            "name": c.name,
            "aliases": list(c.aliases),
            "description": c.description,
            "sex": c.sex,
            "age": c.age,
            "scenes": scenes[c.name],
            "lines": lines[c.name],
        }
        for c in known.values()
    ]


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "excerpt": problem.excerpt,
        "proposal": problem.proposal,
    }
