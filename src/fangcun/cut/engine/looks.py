"""Character sheets: sex, age, era and costume of everyone, from the script's own words.

Evidence counts in a fixed order (the script's character sheet, the name's title or kinship word, characters usual in
names, then how often "he" or "she" follows), so that one changed line does not give a person another face.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from fangcun.cut.contracts import Look
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Character, Screenplay

MEN, WOMEN = "男", "女"
ANCIENT, REPUBLIC, MODERN = "ancient", "republic", "modern"
_PRONOUNS = {"他": MEN, "她": WOMEN, "he": MEN, "his": MEN, "him": MEN, "she": WOMEN, "her": WOMEN}
_PRONOUN = re.compile(r"他(?!们)|她(?!们)|\b(?:he|his|him|she|her)\b", re.I)
CLEAR_LEAD = 2
"""How many pronouns of one sex must outnumber the other's before they say anything."""


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    data: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        files(__package__).joinpath("looks.toml").read_text(encoding="utf-8")
    )
    return data


def looks_of(screenplay: Screenplay) -> dict[str, Look]:
    """A look for everyone who speaks or is listed, by name. The same script gives the same looks."""
    sheets = {c.name: c for c in screenplay.characters}
    names = dict.fromkeys(n for s in screenplay.scenes() for n in (*s.cast_listed, *s.cast_speaking))
    title = screenplay.title or ""
    era = era_of(screenplay)
    pronouns = _pronouns(screenplay, names)
    return {n: _look(n, sheets.get(n, Character(n)), title=title, era=era, pronouns=pronouns[n]) for n in names}


def era_of(screenplay: Screenplay) -> str:
    """The era that most scenes play in, by the words of their places and of the people listed there."""
    found = Counter(
        era
        for scene in screenplay.scenes()
        if (era := _era_of_words(" ".join((scene.location or "", scene.time or "", *scene.cast_listed))))
    )
    if not found:
        return MODERN
    best, count = found.most_common(1)[0]
    return best if count * 2 > found.total() or best == MODERN else MODERN


def _look(name: str, sheet: Character, *, title: str, era: str, pronouns: Counter[str]) -> Look:
    seed = int(digest.of_data([title, name])[:8], 16)
    # What an actor plays is somebody else's costume.
    said = f"{name} {re.split('(?:戏中)?(?:饰|扮|演了)', sheet.description)[0]}"
    own_era = _era_of_words(said) or era
    sex = sheet.sex if sheet.sex in (MEN, WOMEN) else _sex(name, sheet.description, pronouns, seed)
    age = sheet.age if sheet.age is not None else _age(name, sheet.description, seed)
    return Look(name, seed, sex, age, own_era, _costume(said, sex=sex, age=age, era=own_era, seed=seed))


def _sex(name: str, description: str, pronouns: Counter[str], seed: int) -> str:
    for text in (name, description):
        for sex, words in _words()["sex"].items():
            if _any(words, text):
                return sex
    for sex, characters in _words()["name"].items():
        if any(c in name[1:] for c in characters):
            return sex
    if abs(pronouns[MEN] - pronouns[WOMEN]) >= CLEAR_LEAD:
        return MEN if pronouns[MEN] > pronouns[WOMEN] else WOMEN
    return MEN if seed % 2 else WOMEN


def _age(name: str, description: str, seed: int) -> int:
    for text in (name, description):
        for age, words in _words()["age"].items():
            if _any(words, text):
                return int(age) + seed % 7 - 3 if int(age) > 14 else int(age)
    return 24 + seed % 12


def _costume(said: str, *, sex: str, age: int, era: str, seed: int) -> str:
    for costume, words in _words()["costume"].items():
        if _any(words, said) and (era == ANCIENT) == (costume in ("hanfu", "court", "armour")):
            return costume
    if era == ANCIENT:
        return "hanfu"
    if age < 18:
        return "school"
    if age >= 60:
        return "elder"
    if era == REPUBLIC:
        return "qipao" if sex == WOMEN else "suit"
    choices = ("dress", "shirt", "hoodie", "tshirt") if sex == WOMEN else ("shirt", "hoodie", "tshirt", "suit")
    return choices[seed // 7 % len(choices)]


def _era_of_words(text: str) -> str | None:
    for era, words in _words()["era"].items():
        if _any(words, text):
            return era
    return None


def _pronouns(screenplay: Screenplay, names: Iterable[str]) -> dict[str, Counter[str]]:
    """For each person the pronouns that follow their name in an action before anybody else is named."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    if not counts:
        return counts
    named = re.compile("|".join(re.escape(n) for n in sorted(counts, key=len, reverse=True)))
    for scene in screenplay.scenes():
        for block in scene.blocks:
            if block.kind is BlockKind.ACTION:
                marks = list(named.finditer(block.text))
                ends = [m.start() for m in marks[1:]] + [len(block.text)]
                for mark, end in zip(marks, ends, strict=False):
                    for pronoun in _PRONOUN.findall(block.text, mark.end(), end)[:2]:
                        counts[mark.group()][_PRONOUNS[pronoun.lower()]] += 1
    return counts


def _any(words: Iterable[str], text: str) -> bool:
    """Whether one of the words stands in the text; Latin ones as whole words."""
    lower = text.lower()
    return any(re.search(rf"\b{re.escape(w)}\b", lower) if w.isascii() else w in text for w in words)
