"""Character sheets: sex, age, era and costume of everyone, from the script's own words.

Evidence counts in a fixed order (the script's character sheet, the name's title or kinship word, characters usual in
names, then how often "he" or "she" follows), so that one changed line does not give a person another face.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from fangcun.cut.contracts import Look
from fangcun.cut.engine.likeness import told_apart
from fangcun.cut.engine.names import names_in
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Character, Screenplay

MEN, WOMEN = "男", "女"
ANCIENT, REPUBLIC, MODERN = "ancient", "republic", "modern"
_PRONOUNS = {"他": MEN, "她": WOMEN, "he": MEN, "his": MEN, "him": MEN, "she": WOMEN, "her": WOMEN}
_PRONOUN = re.compile(r"他(?!们)|她(?!们)|\b(?:he|his|him|she|her)\b", re.I)
_AGE = re.compile(r"(?: [A-Z][\w'-]+)?(?:, | \()(\d{1,2})\b|[，（(](\d{1,2})岁")
OF_OLD = frozenset(
    {"emperor", "noble", "court", "armour", "servant", "maid", "swordsman", "monk", "peasant", "hanfu", "bride"}
)
"""Costumes that only people of old wear."""
MOST_SCHOOL_AGE = 19
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
    pronouns, ages = _said_in_actions(screenplay, tuple(names))
    looks = {}
    for name in names:
        sheet = sheets.get(name, Character(name))
        sheet = sheet if sheet.age is not None else replace(sheet, age=ages.get(name))
        looks[name] = _look(name, sheet, title=title, era=era, pronouns=pronouns[name])
    return told_apart(looks)


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
        fits = (era == ANCIENT) == (costume in OF_OLD) and not (costume == "school" and age > MOST_SCHOOL_AGE)
        if fits and _any(words, said):
            return costume
    if era == ANCIENT:
        return "hanfu"
    if age < 18:
        return "school"
    if age >= 60:
        return "sweater" if said.isascii() else "elder"
    if era == REPUBLIC:
        return "qipao" if sex == WOMEN else "suit"
    choices = ("dress", "shirt", "hoodie", "tshirt") if sex == WOMEN else ("shirt", "hoodie", "tshirt", "suit")
    return choices[seed // 7 % len(choices)]


def _era_of_words(text: str) -> str | None:
    for era, words in _words()["era"].items():
        if _any(words, text):
            return era
    return None


def _said_in_actions(screenplay: Screenplay, names: tuple[str, ...]) -> tuple[dict[str, Counter[str]], dict[str, int]]:
    """For each person the pronouns that follow their name in an action before anybody else is named, and their age.

    What people say of each other does not count: a changed line of dialogue dresses nobody anew.
    """
    pronouns: dict[str, Counter[str]] = {name: Counter() for name in names}
    ages: dict[str, int] = {}
    for scene in screenplay.scenes():
        for block in scene.blocks:
            if block.kind is not BlockKind.ACTION:
                continue
            mentions = names_in(block.text, names)
            ends = [m.start() for _, m in mentions[1:]] + [len(block.text)]
            for (name, mention), end in zip(mentions, ends, strict=False):
                for pronoun in _PRONOUN.findall(block.text, mention.end(), end)[:2]:
                    pronouns[name][_PRONOUNS[pronoun.lower()]] += 1
                if age := _AGE.match(block.text, mention.end()):
                    ages.setdefault(name, int(age.group(1) or age.group(2)))
    return pronouns, ages


def _any(words: Iterable[str], text: str) -> bool:
    """Whether one of the words stands in the text; Latin ones as whole words."""
    lower = text.lower()
    return any(re.search(rf"\b{re.escape(w)}\b", lower) if w.isascii() else w in text for w in words)
