"""Translations as a table: one row a line of the script, one column a language, filled in with any spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fangcun.cut.engine.cells import read_csv, write_csv
from fangcun.cut.engine.glossary import Glossary
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.languages import Language, Script, language_of
from fangcun.cut.engine.timeline import TimedShot
from fangcun.cut.engine.traditional import CODE as TRADITIONAL
from fangcun.cut.engine.traditional import to_traditional
from fangcun.cut.engine.wording import letters_of
from fangcun.kit.errors import FangcunError, Problem, Severity

FIXED = ("id", "speaker", "source", "seconds", "note")
STALE, GONE = "原文改过", "剧本里已没有这一行"
"""Notes of a table that was exported again: whoever has looked at the line deletes the note."""
_HEADS = {"编号": "id", "人物": "speaker", "原文": "source", "秒": "seconds", "备注": "note"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line to translate: ``seconds`` is how long it may stand, ``texts`` what is there already, by language."""

    id: str
    speaker: str
    source: str
    seconds: float
    texts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """What was translated: by language, then by the line's id. ``stale`` are lines whose source has changed since,
    ``gone`` the rows of lines that the script no longer has."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    gone: tuple[TableRow, ...] = ()

    def text(self, id: str, *, language: str) -> str | None:
        """The translation of a line; None when there is none."""
        return self.texts.get(language, {}).get(id) or None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have at least one line."""
        return tuple(code for code, lines in self.texts.items() if lines)


def line_id(shot: str, number: int) -> str:
    """The id of a shot's line, counted from 1. It changes only when the scene's own text does."""
    return f"{shot}#{number}"


def caption_id(shot: str) -> str:
    """The id of a shot's caption."""
    return f"{shot}#c"


def table_of(
    shots: Iterable[TimedShot],
    *,
    languages: Sequence[str],
    glossary: Glossary | None = None,
    translation: Translation | None = None,
    fps: int = FPS,
) -> tuple[TableRow, ...]:
    """The lines and captions of the shots as rows, with what ``translation`` has for them; what it has for lines that
    are gone stands at the end, so that no work is lost.

    Traditional Chinese is filled in where nobody wrote it. Raises FangcunError ``cut.language_unknown``.
    """
    codes = [language_of(code).code for code in languages]
    rows = []
    for shot in shots:
        lines = [
            (line_id(shot.shot.id, i), line.line.speaker or "", line.line.text, seconds)
            for i, (line, seconds) in enumerate(zip(shot.lines, _seconds(shot, fps), strict=True), 1)
        ]
        if shot.shot.caption:
            lines.insert(0, (caption_id(shot.shot.id), "", shot.shot.caption, shot.frames / fps))
        for id, speaker, source, seconds in lines:
            texts = {code: (translation.text(id, language=code) if translation else None) or "" for code in codes}
            if TRADITIONAL in texts and not texts[TRADITIONAL]:
                texts[TRADITIONAL] = to_traditional(source, glossary=glossary)
            note = STALE if translation is not None and id in translation.stale else ""
            rows.append(TableRow(id, speaker, source, round(seconds, 2), texts, note))
    return (*rows, *(translation.gone if translation is not None else ()))


def _seconds(shot: TimedShot, fps: int) -> list[float]:
    """How long each line of a shot may stand: until the next begins or the shot ends."""
    starts = [line.start for line in shot.lines]
    return [(end - start) / fps for start, end in zip(starts, [*starts[1:], shot.end], strict=False)]


def write_table(rows: Sequence[TableRow]) -> bytes:
    """The rows as CSV that spreadsheets open as it is meant (``cells.write_csv``)."""
    codes = list(dict.fromkeys(code for row in rows for code in row.texts))
    lines = [
        [row.id, row.speaker, row.source, f"{row.seconds:.2f}", row.note, *(row.texts.get(c, "") for c in codes)]
        for row in rows
    ]
    return write_csv([[*FIXED, *codes], *lines])


def read_table(
    data: bytes, *, rows: Sequence[TableRow], glossary: Glossary | None = None
) -> tuple[Translation, list[Problem]]:
    """The translation in a filled-in table, and what to look at in it.

    ``rows`` are the lines as they are now: lines missing, unknown or changed since are told, as are translations too
    long to be read in their time and terms of the glossary that were not kept to. All that was written is kept, of
    unknown and changed lines too. Traditional Chinese is made where it is missing.
    """
    problems: list[Problem] = []
    given = read_csv(data)
    columns = _columns(given[0][1], problems) if given else {}
    if not {"id", "source"} <= set(columns):
        message = "译文表的第一行应有 id 和 source 两列表头。"
        return Translation(), [*problems, _problem("table", message, "请用导出的表格填写，不要删改表头。", line=1)]
    known = {row.id: row for row in rows}
    texts: dict[str, dict[str, str]] = {code: {} for code in columns if code not in FIXED}
    lines: dict[str, int] = {}
    stale = set()
    gone: list[TableRow] = []
    for line, cells in given[1:]:
        row = {name: (cells[i] if i < len(cells) else "") for name, i in columns.items()}
        id = row["id"].strip()
        if id in lines:
            message = f"第 {line} 行的编号 {id} 与第 {lines[id]} 行重复，沿用第 {lines[id]} 行。"
            problems.append(_problem("twice", message, "请删去其中一行。", line=line))
            continue
        lines[id] = line
        for code, written in texts.items():
            if row[code].strip():
                written[id] = " ".join(row[code].split())
        if id not in known:
            message = f"第 {line} 行的编号“{id}”不在这部剧里。"
            if row.get("note", "") != GONE:
                problems.append(_problem("unknown", message, "台词改过或删了：请重新导出表格。", line=line, excerpt=id))
            kept = {code: row[code] for code in texts if row[code].strip()}
            gone.append(TableRow(id, row.get("speaker", ""), row["source"], 0.0, kept, GONE))
        elif row["source"].split() != known[id].source.split() or row.get("note", "").strip() == STALE:
            stale.add(id)
            message = f"第 {line} 行的原文已改为“{known[id].source}”，译文可能过时。"
            problems.append(
                _problem("stale", message, "请核对译文，再删去这一行的备注。", line=line, excerpt=row["source"])
            )
    for code, written in texts.items():
        problems += _checked(written, language_of(code), known.values(), lines, glossary or Glossary())
    return Translation(texts, frozenset(stale), tuple(gone)), problems


def _columns(heads: Sequence[str], problems: list[Problem]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for i, head in enumerate(heads):
        name = _HEADS.get(head.strip(), head.strip())
        if name not in FIXED and name:
            try:
                name = language_of(name).code
            except FangcunError as error:
                message = f"第 {i + 1} 列没有读入：{error.message}"
                problems.append(_problem("column", message, "请改正表头，备注列可以忽略。", line=1, excerpt=head))
                continue
        if name:
            columns.setdefault(name, i)
    return columns


def _checked(
    written: dict[str, str],
    language: Language,
    rows: Iterable[TableRow],
    lines: Mapping[str, int],
    glossary: Glossary,
) -> list[Problem]:
    problems = []
    for row in rows:
        line, text = lines.get(row.id), written.get(row.id)
        if text is None and language.code == TRADITIONAL:
            written[row.id] = text = to_traditional(row.source, glossary=glossary)
        if text is None:
            message = f"{language.name}缺少译文：{row.source}"
            problems.append(_problem("missing", message, "请补译。", line=line, excerpt=row.id))
            continue
        for source, target in glossary.missed(row.source, text, language=language.code):
            message = f"{language.name}：“{source}”应译作“{target}”，译文里没有：{text}"
            problems.append(_problem("term", message, f"请改用“{target}”。", line=line, excerpt=text))
        spoken = text.replace(" ", "") if language.script is Script.HAN else text
        most = int(language.speed * row.seconds)
        if letters_of(spoken) > most:
            message = f"{language.name}有 {letters_of(spoken)} 字，{row.seconds:.1f} 秒里最多读完 {most} 字：{text}"
            problems.append(_problem("long", message, f"请缩到 {most} 字以内。", line=line, excerpt=text))
    return problems


def _problem(code: str, message: str, proposal: str, *, line: int | None = None, excerpt: str = "") -> Problem:
    return Problem(f"cut.translation_{code}", Severity.WARNING, message, line=line, excerpt=excerpt, proposal=proposal)
