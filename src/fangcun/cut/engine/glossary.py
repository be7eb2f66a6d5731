"""Names and terms that a translation must keep to, for each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fangcun.cut.engine.cells import read_csv, write_csv
from fangcun.cut.engine.languages import language_of
from fangcun.kit.errors import FangcunError, Problem, Severity


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term of the script and what it is called in other languages, by their codes."""

    source: str
    targets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a drama."""

    terms: tuple[Term, ...] = ()

    def in_text(self, source: str) -> list[Term]:
        """The terms that a text speaks of; one that only stands inside a longer one is not meant."""
        found, left = [], source
        for term in sorted(self.terms, key=lambda t: len(t.source), reverse=True):
            if term.source in left:
                found.append(term)
                left = left.replace(term.source, "\0")
        return found

    def missed(self, source: str, text: str, *, language: str) -> list[tuple[str, str]]:
        """The terms of ``source`` with the words that ``text`` should have for them and has not."""
        written = text.casefold()
        wanted = [(term.source, term.targets.get(language, "")) for term in self.in_text(source)]
        return [(word, target) for word, target in wanted if target and target.casefold() not in written]

    def names(self, language: str) -> tuple[str, ...]:
        """The words of a language that must not be broken."""
        return tuple(filter(None, (term.targets.get(language, "") for term in self.terms)))


def write_glossary(glossary: Glossary, *, languages: Sequence[str]) -> bytes:
    """The glossary as CSV: a column for the source, one for each language."""
    rows = [[term.source, *(term.targets.get(code, "") for code in languages)] for term in glossary.terms]
    return write_csv([["source", *languages], *rows])


def read_glossary(data: bytes) -> tuple[Glossary, list[Problem]]:
    """The glossary of a CSV whose first column is the source, the others languages by code, and what is wrong with
    it. A term written twice keeps its first row."""
    rows = read_csv(data)
    problems: list[Problem] = []
    if not rows:
        return Glossary(), [_problem("术语表是空的。", 1, "请写上 source 和语言代码作为表头。")]
    codes: dict[int, str] = {}
    for column, head in enumerate(rows[0][1][1:], 1):
        try:
            codes[column] = language_of(head).code if head.strip() else ""
        except FangcunError as error:
            problems.append(_problem(f"术语表第 {column + 1} 列：{error.message}", 1, "请改正表头的语言代码。"))
    terms: dict[str, Term] = {}
    for line, cells in rows[1:]:
        source = cells[0].strip()
        if not source:
            problems.append(_problem(f"术语表第 {line} 行没有原文。", line, "请补上原文，或删去这一行。"))
        elif source in terms:
            problems.append(_problem(f"术语“{source}”在第 {line} 行重复，沿用前面的译法。", line, "请删去其中一行。"))
        else:
            pairs = ((codes.get(i), cell.strip()) for i, cell in enumerate(cells))
            terms[source] = Term(source, {code: cell for code, cell in pairs if code and cell})
    return Glossary(tuple(terms.values())), problems


def _problem(message: str, line: int, proposal: str) -> Problem:
    return Problem("cut.glossary", Severity.WARNING, message, line=line, proposal=proposal)
