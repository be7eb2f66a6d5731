"""A screenplay as Fountain text; the conventions for what Fountain lacks are in ``fountain_convention``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangcun.write.contracts import CONTENT, Block, BlockKind, Episode, Scene, Screenplay
from fangcun.write.engine.composition import cast_entry
from fangcun.write.engine.fountain_convention import (
    encode_card,
    encode_character,
    encode_cue,
    encode_flash,
    encode_note,
    encode_scene,
    escape,
)
from fangcun.write.engine.reimport import NAMELESS
from fangcun.write.engine.reimport_fountain import MARKER

CARRIED = CONTENT | {BlockKind.NOTE}  # what lies in a flashback or not
_NOTED = frozenset({BlockKind.NOTE, BlockKind.MARK, BlockKind.CAST, BlockKind.PROPS, BlockKind.END, BlockKind.FRONT})
_PLAIN_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]", re.I)
_PLAIN_ACTION = re.compile(r"(?!(?:INT|EXT|EST|I/E)\b)[A-Za-z“\"'][^\n]*$", re.I)


def to_fountain(screenplay: Screenplay) -> str:
    """``screenplay`` as Fountain 1.1 text. Elements are forced (``.`` ``@`` ``!`` ``>``) wherever a Fountain reader
    could take them for another one, so that Chinese text reads back as what it was.
    """
    page = [f"Title: {_one_line(screenplay.title)}"] if screenplay.title else []
    parts = ["\n".join([*page, MARKER])]
    front = [b.text for b in screenplay.front if b.text.strip()]
    if front:
        parts.append(_note(encode_note(BlockKind.FRONT, "\n".join(front))))
    parts += [_note(encode_character(person)) for person in screenplay.characters]
    for index, episode in enumerate(screenplay.episodes):
        parts.extend(_episode(episode, first=index == 0))
    return "\n\n".join(parts) + "\n"


def _episode(episode: Episode, *, first: bool) -> Iterator[str]:
    name = episode_name(episode, first=first)
    if name:
        yield f"# {escape(name)}"
    for block in episode.blocks:
        if block.kind is not BlockKind.EPISODE and block.text.strip():
            yield from _block(block)
    for scene in episode.scenes:
        yield from _scene(scene)


def episode_name(episode: Episode, *, first: bool) -> str:
    """第3集：标题, as much of it as there is; a first episode without either needs no name."""
    if episode.number is None:
        return _one_line(episode.title or ("" if first else NAMELESS))
    return f"第{episode.number}集" + (f"：{_one_line(episode.title)}" if episode.title else "")


def _scene(scene: Scene) -> Iterator[str]:
    yield heading_line(scene)
    yield _note(encode_scene(scene))
    kinds = {b.kind for b in scene.blocks}
    if BlockKind.CAST not in kinds and (line := cast_line(scene)):
        yield _note(encode_note(BlockKind.CAST, line))
    if BlockKind.PROPS not in kinds and scene.props:
        yield _note(encode_note(BlockKind.PROPS, "、".join(scene.props)))
    flash = False
    for block in scene.blocks:
        if block.kind in CARRIED and block.flashback is not flash:
            flash = block.flashback
            yield _note(encode_flash(begins=flash))
        yield from _block(block)


def heading_line(scene: Scene) -> str:
    """The heading as one Fountain line, with the scene number where the heading does not print it."""
    heading = _one_line(scene.heading) or "场"
    number = f" #{scene.id}#" if scene.id and scene.id not in heading and re.fullmatch(r"[\w.-]+", scene.id) else ""
    dot = "" if _PLAIN_HEADING.match(heading) else ". " if heading.startswith(".") else "."
    return f"{dot}{escape(heading)}{number}"


def cast_line(scene: Scene) -> str:
    """The cast and the extras of a scene that prints no cast line."""
    return "、".join((*scene.cast_listed, *(cast_entry(x) for x in scene.extras)))


def _block(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.ACTION:
        yield _action(block.text)
    elif block.kind is BlockKind.DIALOGUE:
        yield _dialogue(block)
    elif block.kind in (BlockKind.CAPTION, BlockKind.INTERTITLE):
        yield "\n".join(f"> {line} <" for line in encode_card(block.kind, block.text).split("\n"))
    elif block.kind is BlockKind.TRANSITION:
        text = escape(_one_line(block.text))
        yield f"> {text[:-1]}\\<" if text.endswith("<") else f"> {text}"
    elif block.kind in _NOTED:
        yield _note(encode_note(block.kind, block.text))


def _action(text: str) -> str:
    escaped = _keep_blank(escape(text))
    first = escaped.split("\n", 1)[0]
    plain = _PLAIN_ACTION.match(first) and not first.isupper() and not first.rstrip().endswith(("TO:", ":", "  "))
    return escaped if plain else f"!{escaped}"


def _dialogue(block: Block) -> str:
    lines = [f"@{encode_cue(block.speaker, block.voice)}"]
    if block.manner:
        lines.append(f"({escape(_one_line(block.manner))})")
    text = escape(block.text)
    # An opening bracket at the start of a line would be read as a parenthetical.
    lines += ["\\" + line if line.startswith("(") else line for line in text.split("\n")]
    return "\n".join(line if line.strip() else "  " for line in lines)


def _note(inside: str) -> str:
    return f"[[{_keep_blank(inside)}]]"


def _keep_blank(text: str) -> str:
    """Blank lines inside an element are two spaces, as Fountain asks."""
    first, *rest = text.split("\n")
    return "\n".join((first, *(line if line.strip() else "  " for line in rest)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
