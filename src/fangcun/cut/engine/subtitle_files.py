"""Subtitles as files: SRT, WebVTT and ASS, each read back after writing, for a format may drop text without a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pysubs2

from fangcun.cut.engine.cues import Cue, CueKind
from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.languages import Language, Script, language_of
from fangcun.cut.engine.safe_area import safe_area
from fangcun.cut.engine.subtitle_style import Place, SubtitleStyle, Weight, styles
from fangcun.cut.engine.wording import columns_of
from fangcun.kit.errors import Problem, Severity

_RLM, _RLE, _PDF = "\u200f", "\u202b", "\u202c"
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_subtitles(
    cues: Sequence[Cue],
    *,
    folder: Path,
    stem: str,
    fps: int = FPS,
    style: SubtitleStyle | None = None,
    shape: Shape = PORTRAIT,
    language: str = "zh-Hans",
) -> dict[str, Path]:
    """The cues as ``stem.srt``, ``stem.vtt`` and ``stem.ass`` in ``folder``; the paths by suffix.

    Captions stand at the top (in SRT as plain text: the format has no places). ``check_subtitles`` tells whether the
    files say what they should.
    """
    tongue, look = language_of(language), style or styles()["classic"]
    texts = {
        "srt": srt_of(cues, fps=fps, language=tongue),
        "vtt": vtt_of(cues, fps=fps, language=tongue, shape=shape),
        "ass": ass_of(cues, fps=fps, language=tongue, shape=shape, style=look),
    }
    paths = {suffix: folder / f"{stem}.{suffix}" for suffix in texts}
    for suffix, path in paths.items():
        path.write_text(texts[suffix], encoding="utf-8", newline="\n")
    return paths


def srt_of(cues: Iterable[Cue], *, language: Language, fps: int = FPS) -> str:
    """The cues as SubRip."""
    blocks = [
        f"{i}\n{clock(cue.start, fps=fps, mark=',')} --> {clock(cue.end, fps=fps, mark=',')}\n"
        + "\n".join(directed(_plain(row), language=language) for row in cue.rows)
        for i, cue in enumerate(cues, 1)
    ]
    return "\n\n".join([*blocks, ""])


def vtt_of(
    cues: Iterable[Cue], *, language: Language, shape: Shape = PORTRAIT, fps: int = FPS, header: str = ""
) -> str:
    """The cues as WebVTT (W3C), placed within the safe area. ``header`` is put under the first line."""
    blocks = [
        f"{clock(cue.start, fps=fps)} --> {clock(cue.end, fps=fps)} {_settings(cue, shape)}\n"
        + "\n".join(_escaped(directed(_plain(row), language=language)) for row in cue.rows)
        for cue in cues
    ]
    return "\n\n".join([f"WEBVTT{header}", *blocks, ""])


def _settings(cue: Cue, shape: Shape) -> str:
    """The place of a cue. ``line`` with ``end`` hangs its lower edge at a height that buttons do not cover; players
    that do not know ``end`` put its upper edge there, which is still above the picture's end."""
    safe = safe_area(shape)
    size = safe.width * 100 // shape.width
    if cue.kind is CueKind.CAPTION:
        return f"line:{safe.y * 100 / shape.height:.0f}%,start position:50% size:{size}% align:center"
    return f"line:{safe.bottom * 100 / shape.height:.0f}%,end position:50% size:{size}% align:center"


def ass_of(cues: Iterable[Cue], *, language: Language, style: SubtitleStyle, shape: Shape, fps: int = FPS) -> str:
    """The cues as Advanced SubStation Alpha in the given style. A speaker of another colour has it in the text."""
    subs = pysubs2.SSAFile()
    subs.info.update({"PlayResX": str(shape.width), "PlayResY": str(shape.height), "WrapStyle": "2"})
    subs.info["ScaledBorderAndShadow"] = "yes"
    column = style.place is Place.COLUMN
    top = style.place is Place.TOP
    subs.styles = {
        "Default": _ass_style(style, language=language, shape=shape, top=top, column=False),
        "Caption": _ass_style(style, language=language, shape=shape, top=True, column=column),
    }
    for cue in cues:
        rows = [_plain(row) for row in cue.rows]
        color = style.color_of(cue.speaker)
        tint = "" if color == style.fill else f"{{\\c&H{_bgr(color)}&}}"
        event = pysubs2.SSAEvent(
            start=cue.start * 1000 // fps,
            end=cue.end * 1000 // fps,
            text=tint + r"\N".join(directed(row, language=language) for row in rows),
            style="Caption" if cue.kind is CueKind.CAPTION else "Default",
            name=re.sub(r"[,\r\n]", " ", cue.speaker or ""),
        )
        upright = column and cue.kind is CueKind.CAPTION and language.script is Script.HAN
        for one in _upright(event, rows, style=style, shape=shape) if upright else [event]:
            subs.append(one)
    return subs.to_string("ass")


def _upright(
    event: pysubs2.SSAEvent, rows: Sequence[str], *, style: SubtitleStyle, shape: Shape
) -> list[pysubs2.SSAEvent]:
    """A caption as columns, an event each: one letter a line stands upright in every player."""
    safe, em = safe_area(shape), style.pixels(shape)
    events = []
    for i, column in enumerate(columns_of(rows)):
        place = f"{{\\an9\\pos({safe.right - round(i * em * 1.55)},{safe.y})}}"
        events.append(event.copy())
        events[-1].text = place + r"\N".join(column)
        events[-1].effect = _NEXT_COLUMN if i else ""
    return events


_NEXT_COLUMN = "column"  # players know no such effect; the reader below joins these events again


def _ass_style(style: SubtitleStyle, *, language: Language, shape: Shape, top: bool, column: bool) -> pysubs2.SSAStyle:
    em, safe = style.pixels(shape, language=language), safe_area(shape)
    align = pysubs2.Alignment
    return pysubs2.SSAStyle(
        fontname=language.family + (" Black" if style.weight is Weight.BLACK else ""),
        fontsize=round(em * language.line, 1),  # ASS measures type by ascent and descent together
        bold=style.weight is Weight.BOLD,
        primarycolor=_color(style.fill),
        outlinecolor=_color(style.outline or 0) if style.box is None else _color(style.box, style.box_opacity),
        backcolor=_color(style.box or 0, style.box_opacity if style.box is not None else 0.5),
        outline=round(
            em * (0.05 if style.box is not None else style.outline_width if style.outline is not None else 0), 1
        ),
        shadow=round(em * style.shadow * 0.5, 1) if style.box is None else 0,
        borderstyle=3 if style.box is not None else 1,
        alignment=align.TOP_RIGHT if column else align.TOP_CENTER if top else align.BOTTOM_CENTER,
        marginl=safe.x,
        marginr=shape.width - safe.right,
        marginv=safe.y if top or column else shape.height - safe.bottom,
    )


def _color(color: int, opacity: float = 1.0) -> pysubs2.Color:
    return pysubs2.Color(color >> 16, color >> 8 & 255, color & 255, round(255 * (1 - opacity)))


def _bgr(color: int) -> str:
    return f"{color & 255:02X}{color >> 8 & 255:02X}{color >> 16:02X}"


def directed(row: str, *, language: Language) -> str:
    """The row with marks of its direction, for players that take every row as running from the left.

    RIGHT-TO-LEFT MARK decides the row's own direction where it is guessed from the first letter (UAX #9, P2), the
    embedding keeps its order where it is not.
    """
    return f"{_RLM}{_RLE}{row}{_PDF}" if language.right_to_left else row


def undirected(text: str) -> str:
    """The text without marks of direction."""
    return _MARKS.sub("", text)


def clock(frame: int, *, fps: int = FPS, mark: str = ".") -> str:
    """A frame as hours, minutes, seconds and thousandths."""
    ms = frame * 1000 // fps
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{mark}{ms % 1000:03d}"


def _escaped(row: str) -> str:
    return row.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(row: str) -> str:
    """The row without what players read as commands: ASS braces (in SRT too), backslashes, tags, arrows."""
    row = "".join(" " if ord(c) < 32 or c in "\x7f\x85\u2028\u2029" else c for c in row)
    row = re.sub(r"<(?=[A-Za-z/])", "＜", row).replace("-->", "--＞")
    return row.replace("{", "｛").replace("}", "｝").replace("\\", "＼")


def check_subtitles(paths: Mapping[str, Path], *, cues: Sequence[Cue], fps: int = FPS) -> list[Problem]:
    """What the written files do not say of the cues: each is read again by a reader that did not write it."""
    problems = []
    for path in paths.values():
        try:
            subs = pysubs2.load(str(path), format_=path.suffix[1:])
            read: list[tuple[int, int, str]] = []
            for event in subs:
                before = read.pop()[2] if event.effect == _NEXT_COLUMN and read else ""
                read.append((event.start, event.end, before + _bare(_unescaped(event.plaintext, path))))
            if path.suffix == ".ass":
                problems += _check_fields(path)
        except (OSError, UnicodeDecodeError, pysubs2.exceptions.Pysubs2Error) as error:
            problems.append(_lost(path, f"读不出来（{type(error).__name__}）"))
            continue
        wanted = [(c.start * 1000 // fps, c.end * 1000 // fps, _bare("".join(_plain(r) for r in c.rows))) for c in cues]
        if len(read) != len(wanted):
            problems.append(_lost(path, f"应有 {len(wanted)} 条，读回 {len(read)} 条"))
        for i, (had, got) in enumerate(zip(wanted, read, strict=False), 1):
            if had[2] != got[2]:
                problems.append(_lost(path, f"第 {i} 条应是“{had[2]}”，读回“{got[2]}”", number=i))
            elif max(abs(had[0] - got[0]), abs(had[1] - got[1])) > CENTISECOND:
                problems.append(_lost(path, f"第 {i} 条“{had[2]}”的时间变了", number=i))
    return problems


def _check_fields(path: Path) -> list[Problem]:
    """Rows of events whose text stands elsewhere than their Format line says. pysubs2 takes the fields as it knows
    them whatever that line says, players follow it: text would be dropped or shown with what stands before it."""
    fields: list[str] = []
    for line in path.read_text(encoding="utf-8").partition("[Events]")[2].splitlines():
        kind, _, rest = line.partition(":")
        if kind == "Format":
            fields = [name.strip() for name in rest.split(",")]
        elif kind == "Dialogue" and fields != list(_EVENT):
            return [_lost(path, f"Format 行应有 {len(_EVENT)} 栏（{', '.join(_EVENT)}），实有 {len(fields)} 栏")]
    return []


_EVENT = ("Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text")
CENTISECOND = 10  # ms: ASS keeps no finer time


def _bare(text: str) -> str:
    return "".join(undirected(text).split())


def _unescaped(text: str, path: Path) -> str:
    """What a player makes of the text: only WebVTT has escapes, elsewhere "&gt" is just that."""
    return html.unescape(text) if path.suffix == ".vtt" else text


def _lost(path: Path, what: str, *, number: int | None = None) -> Problem:
    message = f"字幕文件 {path.name} 与原文不一致：{what}。"
    return Problem(
        "cut.subtitle_lost", Severity.ERROR, message, line=number, proposal="请重新导出字幕，或修改这一句里的特殊符号。"
    )
