"""Writes a screenplay's text from its values: the other way round from reading."""

from __future__ import annotations

from fangcun.write.contracts import Block, BlockKind, Extra, Span, Voice

_OPENING = {
    BlockKind.ACTION: "△",
    BlockKind.CAPTION: "【字幕：",
    BlockKind.INTERTITLE: "【",
    BlockKind.TRANSITION: "【",
    BlockKind.MARK: "【",
    BlockKind.NOTE: "（注：",
    BlockKind.CAST: "人物：",
    BlockKind.PROPS: "道具：",
}
_CLOSING = {
    BlockKind.CAPTION: "】",
    BlockKind.INTERTITLE: "】",
    BlockKind.TRANSITION: "】",
    BlockKind.MARK: "】",
    BlockKind.NOTE: "）",
}
_VOICES = {Voice.VO: "VO", Voice.OS: "OS", Voice.INNER: "内心"}


class Composer:
    """Collects blocks and the text that they stand in; every block's span covers its own lines of ``source``."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._line = 1

    @property
    def source(self) -> str:
        """The text of all blocks so far."""
        return "".join(self._parts)

    @property
    def line(self) -> int:
        """The line on which the next block begins."""
        return self._line

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        speaker: str | None = None,
        manner: str | None = None,
        voice: Voice | None = None,
        flashback: bool = False,
        room: bool = False,
    ) -> Block:
        """The next block. ``room`` leaves a blank line after it."""
        printed = _print(kind, text, speaker=speaker, manner=manner, voice=voice) + ("\n\n" if room else "\n")
        block = Block(
            kind=kind,
            text=text,
            span=Span(self._size, self._size + len(printed)),
            line=self._line,
            speaker=speaker,
            manner=manner,
            voice=voice,
            flashback=flashback,
        )
        self._parts.append(printed)
        self._size += len(printed)
        self._line += printed.count("\n")
        return block


def _print(kind: BlockKind, text: str, *, speaker: str | None, manner: str | None, voice: Voice | None) -> str:
    if kind is BlockKind.DIALOGUE:
        cue = speaker or "画外音"
        cue += f"（{manner}）" if manner else ""
        cue += _VOICES.get(voice, "") if voice else ""
        return f"{cue}：{text}"
    return f"{_OPENING.get(kind, '')}{text}{_CLOSING.get(kind, '')}"


def cast_entry(extra: Extra) -> str:
    """The extras as a cast line prints them: 士兵×10, or 士兵若干."""
    return f"{extra.name}×{extra.count}" if extra.count is not None else f"{extra.name}若干"
