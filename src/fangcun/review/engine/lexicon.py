"""The lexicon: what is looked for, how strong it is, and when it is meant otherwise, as dated data files."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Strength

_FOLDER = Path(__file__).parent / "lexicon"
_KEYS = {"code", "name", "groups", "since", "until", "rule", "source", "cues", "allow", "terms"}
_TERM_KEYS = {"severity", "words", "needs", "unless", "initials"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: how it is written, and what decides whether it counts.

    ``variants`` are further spellings that no technique yields. With ``needs``, one of these words must stand near;
    with one of ``unless`` near, the term is meant otherwise. ``initials`` says that its initials are told apart from
    other abbreviations by the words around.
    """

    canonical: str
    category: str
    severity: Strength
    rule: str
    source: str
    variants: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    initials: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries, the longer strings in which they mean something else, the words that go with each category, its name."""

    entries: tuple[Entry, ...]
    allow: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]
    digest: str
    names: Mapping[str, str] = field(default_factory=dict)


def load(*, on: date) -> Lexicon:
    """The lexicon as it held on a day, from the data files of the room."""
    return _load(on)


@cache
def _load(on: date) -> Lexicon:
    files = sorted(_FOLDER.glob("*.toml"))
    return assemble((f.name, tomllib.loads(f.read_text("utf-8"))) for f in files if _holds(f, on))


def heads(on: date) -> tuple[Mapping[str, Any], ...]:
    """What the data files that hold on a day say before their terms: code, name, groups, rule, source."""
    found = (_head(file) for file in sorted(_FOLDER.glob("*.toml")))
    return tuple(head for head in found if _in_force(head, on))


def _holds(file: Path, on: date) -> bool:
    return _in_force(_head(file), on)


def _head(file: Path) -> dict[str, Any]:
    # Only the head is read: the day decides whether the rest matters.
    return tomllib.loads(file.read_text("utf-8").split("[[terms]]", 1)[0])


def _in_force(head: Mapping[str, Any], on: date) -> bool:
    return bool(head["since"] <= on and ("until" not in head or on < head["until"]))


def assemble(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> Lexicon:
    """One lexicon of named tables as the data files hold them. Raises ``lexicon.wrong`` for what it does not know."""
    entries: list[Entry] = []
    allow: list[str] = []
    cues: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for name, table in tables:
        if unknown := table.keys() - _KEYS:
            raise FangcunError(
                "lexicon.wrong", Kind.INVALID, f"词库 {name}：不认识的字段 {'、'.join(sorted(unknown))}。"
            )
        code = table["code"]
        names[code] = table.get("name", code)
        allow.extend(table.get("allow", ()))
        cues[code] = (*cues.get(code, ()), *table.get("cues", ()))
        for terms in table["terms"]:
            if unknown := terms.keys() - _TERM_KEYS:
                what = "、".join(sorted(unknown))
                raise FangcunError("lexicon.wrong", Kind.INVALID, f"词库 {name}：词条里不认识的字段 {what}。")
            entries.extend(_entry(spelling, terms, table) for spelling in terms["words"])
    digest = hashlib.sha256(repr((entries, allow, sorted(cues.items()))).encode()).hexdigest()
    return Lexicon(tuple(entries), tuple(allow), cues, digest, names)


def _entry(spelling: str, terms: Mapping[str, Any], table: Mapping[str, Any]) -> Entry:
    canonical, *variants = spelling.split("|")
    return Entry(
        canonical=canonical,
        category=table["code"],
        severity=Strength(terms["severity"]),
        rule=table["rule"],
        source=table["source"],
        variants=tuple(variants),
        needs=tuple(terms.get("needs", ())),
        unless=tuple(terms.get("unless", ())),
        initials=bool(terms.get("initials", True)),
    )
