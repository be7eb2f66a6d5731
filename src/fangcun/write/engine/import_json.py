"""Reads the JSON that ``export_json`` wrote back into a screenplay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.write.contracts import (
    Block,
    BlockKind,
    Character,
    Episode,
    Extra,
    IntExt,
    Scene,
    Screenplay,
    TimeOfDay,
    Voice,
)
from fangcun.write.engine.composition import Composer, cast_entry


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
            voice=_voice(block),
            flashback=block["flashback"],
        )


def _voice(block: Mapping[str, Any]) -> Voice | None:
    """How a line is heard; only lines are heard, and those without a word for it in the picture."""
    if block["voice"]:
        return Voice(block["voice"])
    return Voice.SPOKEN if block["kind"] == BlockKind.DIALOGUE else None


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
