"""How Fangcun writes into Fountain and FDX what those formats have no place for, and reads it back.

Ordinary apps show it as notes or centred cards. The convention is documented in docs/reference/exports.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fangcun.write.contracts import BlockKind, Character, Extra, IntExt, Scene, TimeOfDay, Voice

NOTE_LABELS: dict[str, BlockKind] = {
    "人物": BlockKind.CAST,
    "道具": BlockKind.PROPS,
    "标记": BlockKind.MARK,
    "完": BlockKind.END,
    "卷首": BlockKind.FRONT,
    "注": BlockKind.NOTE,
}
_LABEL_OF = {kind: label for label, kind in NOTE_LABELS.items()}
_SCENE, _PERSON, _FLASH = "场", "角色", "闪"
_NOTE = re.compile(rf"({'|'.join((*NOTE_LABELS, _SCENE, _PERSON, _FLASH))})[：:](.*)$", re.S)
_CARD = re.compile(r"【(字幕：)?(.*)】$", re.S)
_VOICES = {Voice.VO: "V.O.", Voice.OS: "O.S.", Voice.INNER: "内心"}
_CUE = re.compile(r"(.*?)\s*\((V\.O\.|O\.S\.|内心)\)$", re.S)
NOBODY = "（无名）"
_SPECIAL = re.compile(r"([\\*_])|(?<=\[)(\[)|(?<=\])(\])")
_ESCAPED = re.compile(r"\\([\\*_\[\]()<^])")
_FIELD_SPECIAL = {"\n": "\\n", **{c: f"\\{c}" for c in "\\｜、[]*_/"}}
_FIELD_PLAIN = {"n": "\n", "e": ""}
_FIELD_ESCAPED = re.compile(r"\\(.)", re.S)


@dataclass(frozen=True, slots=True)
class SceneFields:
    """What a scene note holds: the fields that the lines of the scene alone would not give back for certain."""

    id: str | None
    number: int
    heading: str
    time: str | None
    time_of_day: TimeOfDay | None
    int_ext: IntExt | None
    location: str | None
    place: str | None
    flashback: bool
    cast_listed: tuple[str, ...] = ()
    cast_speaking: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    props: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlashNote:
    """Where a flashback begins or ends between the blocks of a scene."""

    begins: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A note read back as the block it stands for."""

    kind: BlockKind
    text: str


def encode_note(kind: BlockKind, text: str) -> str:
    """The inside of ``[[…]]`` for a block without a place in Fountain; a plain note keeps its plain form."""
    escaped = escape(text)
    if kind is BlockKind.NOTE and not _NOTE.match(text):
        return escaped
    return f"{_LABEL_OF[kind]}：{escaped}"


def decode_note(inside: str) -> Noted | SceneFields | Character | FlashNote:
    """What the inside of ``[[…]]`` stands for; a note by any other hand is a note."""
    match = _NOTE.match(inside)
    if match is None:
        return Noted(BlockKind.NOTE, unescape(inside))
    label, rest = match[1], match[2]
    if label in NOTE_LABELS:
        return Noted(NOTE_LABELS[label], unescape(rest))
    if label == _FLASH and rest in ("始", "终"):
        return FlashNote(rest == "始")
    fields = _decode_fields(rest)
    try:
        if label == _SCENE:
            return _scene_fields(fields)
        if label == _PERSON:
            return _character(fields)
    except (KeyError, ValueError):
        pass  # another hand's note that begins with the same word
    return Noted(BlockKind.NOTE, unescape(inside))


def encode_flash(*, begins: bool) -> str:
    """The inside of the note before (or after) the blocks of a flashback."""
    return f"{_FLASH}：{'始' if begins else '终'}"


def encode_scene(scene: Scene) -> str:
    """The scene note's inside: ``场：号=1-1｜序=1｜时=夜｜…``, empty fields left out."""
    return f"{_SCENE}：" + _encode_fields(
        {
            "号": scene.id,
            "序": str(scene.number),
            "时": scene.time,
            "光": scene.time_of_day.value if scene.time_of_day else None,
            "侧": scene.int_ext.value if scene.int_ext else None,
            "景": scene.location,
            "地": scene.place,
            "忆": "是" if scene.flashback else None,
            "演": scene.cast_listed,
            "说": scene.cast_speaking,
            "群": tuple(f"{x.name}×{'若干' if x.count is None else x.count}" for x in scene.extras),
            "具": scene.props,
            "题": scene.heading,
        }
    )


def _scene_fields(fields: dict[str, list[str]]) -> SceneFields:
    def one(key: str) -> str | None:
        return fields[key][0] if key in fields else None

    light, side = one("光"), one("侧")
    extras = []
    for item in fields.get("群", ()):
        name, _, count = item.rpartition("×")
        extras.append(Extra(name, None if count == "若干" else int(count)))
    return SceneFields(
        id=one("号"),
        number=int(fields["序"][0]),
        heading=fields["题"][0],
        time=one("时"),
        time_of_day=TimeOfDay(light) if light is not None else None,
        int_ext=IntExt(side) if side is not None else None,
        location=one("景"),
        place=one("地"),
        flashback="忆" in fields,
        cast_listed=tuple(fields.get("演", ())),
        cast_speaking=tuple(fields.get("说", ())),
        extras=tuple(extras),
        props=tuple(fields.get("具", ())),
    )


def encode_character(person: Character) -> str:
    """The note's inside for one person of the character sheet."""
    return f"{_PERSON}：" + _encode_fields(
        {
            "名": person.name,
            "别名": person.aliases,
            "性别": person.sex,
            "年龄": str(person.age) if person.age is not None else None,
            "简介": person.description or None,
        }
    )


def _character(fields: dict[str, list[str]]) -> Character:
    return Character(
        name=fields["名"][0],
        aliases=tuple(fields.get("别名", ())),
        description=fields["简介"][0] if "简介" in fields else "",
        sex=fields["性别"][0] if "性别" in fields else None,
        age=int(fields["年龄"][0]) if "年龄" in fields else None,
    )


def _encode_fields(fields: Mapping[str, str | tuple[str, ...] | None]) -> str:
    parts = []
    for key, value in fields.items():
        values = (value,) if isinstance(value, str) else value
        if values:
            parts.append(f"{key}=" + "、".join(_quote(v) for v in values))
    return "｜".join(parts)


def _quote(value: str) -> str:
    return "".join(_FIELD_SPECIAL.get(c, c) for c in value) or "\\e"


def _decode_fields(inside: str) -> dict[str, list[str]]:
    """Keys with their values; empty for text of another shape."""
    fields: dict[str, list[str]] = {}
    for part in _split(inside, "｜"):
        key, sign, rest = part.partition("=")
        if not sign:
            return {}
        fields[key.strip()] = [
            _FIELD_ESCAPED.sub(lambda m: _FIELD_PLAIN.get(m[1], m[1]), v) for v in _split(rest, "、")
        ]
    return fields


def _split(text: str, sign: str) -> list[str]:
    """``text`` cut at every ``sign`` without a backslash before it."""
    return [m[0] for m in re.finditer(rf"(?:\\.|[^\\{sign}])+", text, re.S)]


def encode_card(kind: BlockKind, text: str) -> str:
    """A caption or an intertitle as a centred card's text."""
    return f"【{'字幕：' if kind is BlockKind.CAPTION else ''}{escape(text)}】"


def decode_card(text: str) -> Noted | None:
    """A card read back, or None for centred text by another hand."""
    match = _CARD.match(text)
    if match is None:
        return None
    return Noted(BlockKind.CAPTION if match[1] else BlockKind.INTERTITLE, unescape(match[2]))


def encode_cue(speaker: str | None, voice: Voice | None) -> str:
    """The cue of a line: the name and, in brackets, how it is heard."""
    name = escape(" ".join((speaker or NOBODY).split()))
    if _CUE.match(name):  # a name that would read as one with a voice
        name = name.replace("(", "\\(").replace(")", "\\)")
    if name.endswith("^"):  # the sign of two people speaking at once
        name = name[:-1] + "\\^"
    mark = _VOICES.get(voice) if voice else None
    return name + (f" ({mark})" if mark else "")


def decode_cue(cue: str) -> tuple[str | None, Voice]:
    """(speaker, voice) of a cue that ``encode_cue`` wrote; spoken in the picture where the cue says nothing else."""
    voice = Voice.SPOKEN
    match = _CUE.match(cue)
    if match:
        cue = match[1]
        voice = {mark: v for v, mark in _VOICES.items()}[match[2]]
    name = unescape(cue)
    return (None if name == NOBODY else name), voice


def escape(text: str) -> str:
    """``text`` with a backslash before what Fountain would read as emphasis or as the border of a note."""
    return _SPECIAL.sub(lambda m: "\\" + m[0], text).replace("/*", "/\\*")


def unescape(text: str) -> str:
    """``text`` without the backslashes that ``escape`` wrote."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
