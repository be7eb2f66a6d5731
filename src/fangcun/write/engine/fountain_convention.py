"""How Fangcun writes into Fountain and FDX what those formats have no place for, and reads it back.

Ordinary apps show it as notes or centred cards. The convention is documented in docs/reference/exports.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fangcun.write.contracts import BlockKind, IntExt, Scene, TimeOfDay, Voice

NOTE_LABELS: dict[str, BlockKind] = {
    "人物": BlockKind.CAST,
    "道具": BlockKind.PROPS,
    "标记": BlockKind.MARK,
    "完": BlockKind.END,
    "卷首": BlockKind.FRONT,
    "注": BlockKind.NOTE,
}
_LABEL_OF = {kind: label for label, kind in NOTE_LABELS.items()}
_SCENE = "场"
_NOTE = re.compile(rf"({'|'.join((*NOTE_LABELS, _SCENE))})[：:]\s?(.*)$", re.S)
_CARD = re.compile(r"【(字幕：)?(.*)】$", re.S)
_VOICES = {Voice.VO: "V.O.", Voice.OS: "O.S.", Voice.INNER: "内心"}
_CUE = re.compile(r"(.*?)\s*\((V\.O\.|O\.S\.|内心)\)$", re.S)
NOBODY = "（无名）"
_SPECIAL = re.compile(r"([\\*_])|(?<=\[)(\[)|(?<=\])(\])")
_ESCAPED = re.compile(r"\\([\\*_\[\]()@!.>#=~/&])")
_FIELD_SPECIAL = {"\\": "\\\\", "｜": "\\｜", "\n": "\\n", "[": "\\[", "]": "\\]"}
_FIELD_ESCAPED = re.compile(r"\\(.)", re.S)


@dataclass(frozen=True, slots=True)
class SceneFields:
    """What a scene note holds: the fields that the heading line alone would not give back."""

    id: str | None
    number: int
    heading: str
    time: str | None
    time_of_day: TimeOfDay | None
    int_ext: IntExt | None
    location: str | None
    place: str | None
    flashback: bool

    def apply(self, scene: Scene) -> Scene:
        """``scene`` with these fields."""
        return replace(
            scene,
            id=self.id,
            number=self.number,
            heading=self.heading,
            time=self.time,
            time_of_day=self.time_of_day,
            int_ext=self.int_ext,
            location=self.location,
            place=self.place,
            flashback=self.flashback,
        )


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


def decode_note(inside: str) -> Noted | SceneFields:
    """What the inside of ``[[…]]`` stands for; a note by any other hand is a note."""
    match = _NOTE.match(inside)
    if match is None:
        return Noted(BlockKind.NOTE, unescape(inside))
    if match[1] == _SCENE:
        fields = _decode_fields(match[2])
        return fields if fields is not None else Noted(BlockKind.NOTE, unescape(inside))
    return Noted(NOTE_LABELS[match[1]], unescape(match[2]))


def encode_scene(scene: Scene) -> str:
    """The scene note's inside: ``场：号=1-1｜序=1｜时=夜｜…``, empty fields left out."""
    fields = {
        "号": scene.id,
        "序": str(scene.number),
        "时": scene.time,
        "光": scene.time_of_day.value if scene.time_of_day else None,
        "侧": scene.int_ext.value if scene.int_ext else None,
        "景": scene.location,
        "地": scene.place,
        "忆": "是" if scene.flashback else None,
        "题": scene.heading,
    }
    return f"{_SCENE}：" + "｜".join(f"{k}={_quote(v)}" for k, v in fields.items() if v is not None)


def _quote(value: str) -> str:
    return "".join(_FIELD_SPECIAL.get(c, c) for c in value)


def _decode_fields(inside: str) -> SceneFields | None:
    fields: dict[str, str] = {}
    for part in re.split(r"(?<!\\)(?:\\\\)*｜", inside):
        key, sign, value = part.partition("=")
        if not sign:
            return None
        fields[key.strip()] = _FIELD_ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], value)
    try:
        return SceneFields(
            id=fields.get("号"),
            number=int(fields["序"]),
            heading=fields["题"],
            time=fields.get("时"),
            time_of_day=TimeOfDay(fields["光"]) if "光" in fields else None,
            int_ext=IntExt(fields["侧"]) if "侧" in fields else None,
            location=fields.get("景"),
            place=fields.get("地"),
            flashback="忆" in fields,
        )
    except (KeyError, ValueError):
        return None


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
    mark = _VOICES.get(voice) if voice else None
    return escape(speaker or NOBODY) + (f" ({mark})" if mark else "")


def decode_cue(cue: str) -> tuple[str | None, Voice]:
    """(speaker, voice) of a cue that ``encode_cue`` wrote."""
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
