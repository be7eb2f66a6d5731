"""The authored part of the demo dramas: who, where, what each chapter turns on; and the beats of their scenes.

A story file has ``key: value`` lines. ``person: name | sheet | word | motto`` (``word`` opens some of a person's lines,
``motto`` closes some scenes), ``place: use | name/side …``, ``hand: foe henchman`` and
``chapter: title | thing | clue | secret | demand | deadline | cost | goal | foe | ally | witness``. A beat file has
``# kind | speakers | crowd | use | light``, then three pools (opening, turn, close) parted by ``==``, their variants
by ``--``. Everything is invented for this project; no person or work is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
Variant = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A character: the line of the character sheet, a word and a motto of their own."""

    name: str
    sheet: str
    word: str
    motto: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Five episodes around one thing: what is found out, what is demanded, and by whom."""

    title: str
    thing: str
    clue: str
    secret: str
    demand: str
    deadline: str
    cost: str
    goal: str
    foe: str
    ally: str
    witness: str


@dataclass(frozen=True, slots=True)
class Story:
    """A drama. ``places`` lead from a use (明 家 藏 …) to (place, 内 or 外); ``hands`` from a foe to the henchman."""

    code: str
    facts: dict[str, str]
    people: tuple[Person, ...]
    places: dict[str, tuple[tuple[str, str], ...]]
    hands: dict[str, str]
    chapters: tuple[Chapter, ...]

    def person(self, name: str) -> Person:
        """The character of that name. Raises ``KeyError``."""
        return {p.name: p for p in self.people}[name]


@dataclass(frozen=True, slots=True)
class Beat:
    """A kind of scene: who speaks (letters), whether a crowd stands by, where it plays, by day or night."""

    kind: str
    speakers: tuple[str, ...]
    crowd: bool
    use: str
    night: bool
    pools: tuple[tuple[Variant, ...], ...]


@lru_cache
def load_story(code: str) -> Story:
    """The story of that code."""
    facts: dict[str, str] = {}
    rows: dict[str, list[list[str]]] = {"person": [], "place": [], "hand": [], "chapter": []}
    for line in (_DATA / f"{code}.txt").read_text("utf-8").splitlines():
        key, _, value = line.partition(": ")
        if key in rows:
            rows[key].append([v.strip() for v in value.split("|")])
        elif key:
            facts[key] = value.strip()
    return Story(
        code=code,
        facts=facts,
        people=tuple(Person(*r) for r in rows["person"]),
        places={use: tuple(_place(p) for p in names.split()) for use, names in rows["place"]},
        hands=dict(_pair(r[0]) for r in rows["hand"]),
        chapters=tuple(Chapter(*r) for r in rows["chapter"]),
    )


@lru_cache
def load_beats() -> dict[str, Beat]:
    """Every kind of beat."""
    found = {}
    for section in (_DATA / "beats.txt").read_text("utf-8").split("# ")[1:]:
        head, _, body = section.partition("\n")
        kind, speakers, crowd, use, light = (v.strip() for v in head.split("|"))
        pools = tuple(
            tuple(tuple(v.strip().splitlines()) for v in pool.split("\n--\n")) for pool in body.strip().split("\n==\n")
        )
        found[kind] = Beat(kind, tuple(speakers.split()), bool(crowd), use, light == "夜", pools)
    return found


def _place(text: str) -> tuple[str, str]:
    name, _, side = text.partition("/")
    return name, side


def _pair(text: str) -> tuple[str, str]:
    foe, hand = text.split()
    return foe, hand
