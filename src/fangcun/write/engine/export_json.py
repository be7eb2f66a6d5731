"""A screenplay and its breakdown as plain data for other programs, and back.

The stable contract: docs/reference/screenplay-json.md and docs/reference/screenplay.schema.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.write.contracts import (
    CONTENT,
    Block,
    BlockKind,
    Breakdown,
    Category,
    Character,
    Episode,
    Extra,
    IntExt,
    Scene,
    SceneBreakdown,
    Screenplay,
    TimeOfDay,
    Voice,
)
from fangcun.write.engine.composition import Composer

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
        "voice": block.voice.value if block.voice else None,
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


def from_json(data: Mapping[str, Any]) -> Screenplay:
    """The screenplay that ``to_json`` wrote, its text composed anew in the plainest Chinese layout.

    Lines and spans are those of the composed text. Raises FangcunError ``script.json`` for data of another shape.
    """
    composer = Composer()
    try:
        episodes = tuple(_read_episode(e, composer) for e in data["episodes"])
        return Screenplay(
            title=data["title"],
            format="json",
            encoding=data["encoding"],
            source=composer.source,
            front=(),
            episodes=episodes,
            characters=tuple(
                Character(c["name"], tuple(c["aliases"]), c["description"], c["sex"], c["age"])
                for c in data["characters"]
            ),
            problems=tuple(_read_problem(p) for p in data["problems"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FangcunError(
            "script.json",
            Kind.INVALID,
            f"这份 JSON 不是方寸导出的剧本（{error}）。请用“导出 JSON”得到的文件，或对照 screenplay.schema.json 检查。",
        ) from error


def _read_episode(data: Mapping[str, Any], composer: Composer) -> Episode:
    line = composer.line
    blocks: tuple[Block, ...] = ()
    if data["number"] is not None:
        title = f"：{data['title']}" if data["title"] else ""
        blocks = (composer.add(BlockKind.EPISODE, f"第{data['number']}集{title}", room=True),)
    scenes = tuple(_read_scene(s, composer) for s in data["scenes"])
    return Episode(data["number"], data["title"], blocks, scenes, line)


def _read_scene(data: Mapping[str, Any], composer: Composer) -> Scene:
    line = composer.line
    listed = tuple(data["cast_listed"])
    # What was only found will be found again; what the script lists is its text.
    printed = {e["name"] for e in data["elements"] if e["listed"]}
    extras = tuple(Extra(x["name"], x["count"]) for x in data["extras"] if x["name"] in printed)
    props = tuple(p for p in data["props"] if p in printed)
    return Scene(
        id=data["id"],
        number=data["number"],
        heading=data["heading"],
        time=data["time"],
        time_of_day=TimeOfDay(data["time_of_day"]) if data["time_of_day"] else None,
        int_ext=IntExt(data["int_ext"]) if data["int_ext"] else None,
        location=data["location"],
        place=data["place"],
        cast_listed=listed,
        cast_speaking=tuple(data["cast_speaking"]),
        extras=extras,
        props=props,
        blocks=tuple(_read_blocks(data, listed, extras, props, composer)),
        line=line,
        confidence=data["confidence"],
        flashback=data["flashback"],
        eighths=data["eighths"],
    )


def _read_blocks(
    data: Mapping[str, Any],
    listed: tuple[str, ...],
    extras: tuple[Extra, ...],
    props: tuple[str, ...],
    composer: Composer,
) -> Iterator[Block]:
    yield composer.add(BlockKind.HEADING, data["heading"])
    if listed or extras:
        yield composer.add(BlockKind.CAST, "、".join((*listed, *(cast_entry(x) for x in extras))))
    if props:
        yield composer.add(BlockKind.PROPS, "、".join(props))
    for block in data["blocks"]:
        yield composer.add(
            BlockKind(block["kind"]),
            block["text"],
            speaker=block["speaker"],
            manner=block["manner"],
            voice=Voice(block["voice"]) if block["voice"] else None,
            flashback=block["flashback"],
        )


def cast_entry(extra: Extra) -> str:
    """The extras as a cast line prints them: 士兵×10, or 士兵若干."""
    return f"{extra.name}×{extra.count}" if extra.count is not None else f"{extra.name}若干"


def _read_problem(data: Mapping[str, Any]) -> Problem:
    return Problem(
        data["code"],
        Severity(data["severity"]),
        data["message"],
        data["line"],
        data["column"],
        data["excerpt"],
        data["proposal"],
    )
