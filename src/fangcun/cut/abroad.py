"""Other languages of a production: the table that translators fill in, and what of it each episode is made with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fangcun.cut.contracts import Look, Shot
from fangcun.cut.engine.direct import direct_scene
from fangcun.cut.engine.glossary import Glossary, Term, read_glossary
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.engine.timeline import TimedShot, lay_out
from fangcun.cut.engine.translation import TableRow, Translation, caption_id, line_id, read_table, table_of
from fangcun.cut.engine.voice import Speech
from fangcun.cut.numbering import numbered
from fangcun.kit.errors import Problem
from fangcun.write.contracts import Screenplay

_PACE = 5.2
"""Characters a second of unhurried Mandarin (Pellegrino, Coupé and Marsico 2011): times before anything is voiced."""


@dataclass(frozen=True, slots=True)
class Editions:
    """What a series is made with beside its own language: the translation, the terms, the languages to be spoken."""

    translation: Translation = field(default_factory=Translation)
    glossary: Glossary = field(default_factory=Glossary)
    dubs: tuple[str, ...] = ()

    def texts_of(self, shots: Sequence[Sequence[Shot]]) -> dict[str, dict[str, str]]:
        """The translated lines and captions of these shots alone, by language: a line of another episode that changes
        makes nothing here again."""
        ids = {caption_id(shot.id) for scene in shots for shot in scene}
        ids |= {line_id(shot.id, i) for scene in shots for shot in scene for i in range(1, len(shot.lines) + 1)}
        found = {
            code: {id: text for id, text in sorted(lines.items()) if id in ids}
            for code, lines in self.translation.texts.items()
        }
        return {code: lines for code, lines in found.items() if lines}

    def terms_of(self, codes: Collection[str]) -> list[list[object]]:
        """The terms with what they are called in these languages, as plain data."""
        rows: list[list[object]] = []
        for term in self.glossary.terms:
            targets = {code: word for code, word in sorted(term.targets.items()) if code in codes}
            if targets:
                rows.append([term.source, targets])
        return rows


def rows_of(
    screenplay: Screenplay,
    *,
    looks: Mapping[str, Look] | None = None,
    languages: Sequence[str],
    glossary: Glossary | None = None,
    translation: Translation | None = None,
) -> tuple[TableRow, ...]:
    """Every line and caption of a screenplay as a row to translate. Times are estimated: nothing is voiced for it.
    Raises ``cut.language_unknown``."""
    return table_of(_shots(screenplay, looks), languages=languages, glossary=glossary, translation=translation)


def _shots(screenplay: Screenplay, looks: Mapping[str, Look] | None) -> list[TimedShot]:
    cast = dict(looks) if looks is not None else looks_of(screenplay)
    timed: list[TimedShot] = []
    for _, episode in numbered(screenplay):
        played = [scene for scene in episode.scenes if scene.content]
        for scene in played:
            shots = direct_scene(scene, cast=cast, closing=scene is played[-1])
            if shots:
                speeches = [[_estimated(line.text) for line in shot.lines] for shot in shots]
                timed += lay_out(shots, speeches).shots
    return timed


def _estimated(text: str) -> Speech:
    letters = sum(c.isalnum() for c in text)
    return Speech(text, np.zeros(max(RATE // 2, int(letters / _PACE * RATE)), np.float32), ())


def first_glossary(screenplay: Screenplay) -> Glossary:
    """A glossary to begin with: everybody's name, to be filled in."""
    names = dict.fromkeys(n for s in screenplay.scenes() for n in (*s.cast_listed, *s.cast_speaking))
    return Glossary(tuple(Term(name, {}) for name in names))


def read_editions(
    screenplay: Screenplay,
    *,
    looks: Mapping[str, Look] | None = None,
    table: bytes,
    glossary: bytes | None = None,
    dubs: Sequence[str] = (),
) -> tuple[Editions, list[Problem]]:
    """The editions that a filled-in table and glossary ask for, and what to look at in them. Raises
    ``cut.language_unknown`` for a language in ``dubs`` that nobody knows."""
    terms, problems = read_glossary(glossary) if glossary is not None else (Glossary(), [])
    rows = rows_of(screenplay, looks=looks, languages=(), glossary=terms)
    translation, more = read_table(table, rows=rows, glossary=terms)
    return Editions(translation, terms, tuple(language_of(code).code for code in dubs)), [*problems, *more]
