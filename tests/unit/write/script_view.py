"""A screenplay as compact lines, so that tests read as the script does."""

from __future__ import annotations

from fangcun.write.contracts import Block, BlockKind, Scene, Screenplay, Voice
from fangcun.write.engine.reader import read_text

SIGNS = {
    BlockKind.ACTION: "△",
    BlockKind.CAPTION: "字",
    BlockKind.TRANSITION: "转",
    BlockKind.MARK: "卡",
    BlockKind.INTERTITLE: "牌",
    BlockKind.NOTE: "注",
    BlockKind.END: "完",
}


def view_scene(s: Scene) -> str:
    """``id|time|time of day|int_ext|location``, blanks where nothing is printed."""
    parts = (s.id, s.time, s.time_of_day, s.int_ext, s.location)
    return "|".join(str(p) if p else "" for p in parts) + ("|闪回" if s.flashback else "")


def view_block(b: Block) -> str:
    """``林晚（怒）vo：…``, ``△…`` and so on; a star behind what lies in a flashback."""
    star = "*" if b.flashback else ""
    if b.kind is BlockKind.DIALOGUE:
        manner = f"（{b.manner}）" if b.manner else ""
        voice = "" if b.voice in (None, Voice.SPOKEN) else str(b.voice).lower()
        return f"{b.speaker}{manner}{voice}：{b.text}{star}"
    return f"{SIGNS.get(b.kind, b.kind.value)}{b.text}{star}"


def read_whole(text: str, format: str = "txt") -> Screenplay:
    """The screenplay of an indented or plain text; it must give its source back."""
    play = read_text(text, format=format)
    assert "".join(text[b.span.start : b.span.end] for b in play.all_blocks()) == text
    return play


def scenes_of(text: str, format: str = "txt") -> list[str]:
    """Each scene of ``text`` as one line."""
    return [view_scene(s) for s in read_whole(text, format).scenes()]


def blocks_of(text: str, format: str = "txt") -> list[str]:
    """The blocks of all scenes but headings, cast and prop lines."""
    hidden = (BlockKind.HEADING, BlockKind.CAST, BlockKind.PROPS)
    return [view_block(b) for s in read_whole(text, format).scenes() for b in s.blocks if b.kind not in hidden]


def codes_of(text: str) -> list[str]:
    """The codes of the problems of ``text``, in order."""
    return [p.code for p in read_whole(text).problems]
