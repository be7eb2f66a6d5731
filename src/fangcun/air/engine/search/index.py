"""The index of what can be searched: names, people and tags, each text once however many titles bear it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fangcun.air.engine.search.readings import spellings
from fangcun.kit import pinyin


class Field(StrEnum):
    """Where a hit is."""

    NAME = "name"
    PERSON = "person"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Entry:
    """A title as it can be searched. ``heat`` decides between hits that fit alike."""

    title: str
    name: str
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    heat: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the index: as shown, as compared, its pinyin, and the titles that bear it.

    ``places`` leads from every character of ``folded``, and ``syllables`` from every letter of ``sound``, to the
    character of ``shown`` that it comes from.
    """

    field: Field
    shown: str
    folded: str
    places: tuple[int, ...]
    sound: str
    syllables: tuple[int, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """``starts`` leads from the beginning of what is typed (``beginning``) to the places in ``texts`` where a match can
    start: (number of the text, place in it)."""

    entries: dict[str, Entry]
    texts: tuple[Text, ...]
    starts: dict[str, tuple[tuple[int, int], ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Index:
        """The index of all entries; 1,000 titles take some 30 ms."""
        known = {entry.title: entry for entry in entries}
        bearers: dict[tuple[Field, str], list[str]] = {}
        for entry in known.values():
            for field, shown in _texts(entry):
                bearers.setdefault((field, shown), []).append(entry.title)
        texts = tuple(_text(field, shown, titles) for (field, shown), titles in bearers.items())
        starts: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            for place in range(len(text.folded)):
                for beginning in _beginnings(text.folded, place):
                    starts.setdefault(beginning, []).append((number, place))
        return cls(known, texts, {typed: tuple(found) for typed, found in starts.items()})

    def starting(self, word: str) -> tuple[tuple[int, int], ...]:
        """Where a match of ``word`` can start. Letters are looked up by two, since one begins a fifth of all
        characters; a single letter means the beginning of a text."""
        return self.starts.get(word[:2] if word[0].isascii() else word[0], ())


def folded(shown: str) -> tuple[str, tuple[int, ...]]:
    """A text without what nobody types (width, case, spaces, punctuation), and where each character comes from."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(shown):
        for one in unicodedata.normalize("NFKC", char).casefold():
            if one.isalnum():
                chars.append(one)
                places.append(place)
    return "".join(chars), tuple(places)


def sound_of(text: str) -> tuple[str, tuple[int, ...]]:
    """The pinyin of a folded text by each character's first reading, and the character that each letter is of."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        spelt = spellings(char)[1] if char in pinyin.readings() else char
        letters.append(spelt)
        places.extend([place] * len(spelt))
    return "".join(letters), tuple(places)


def _beginnings(text: str, place: int) -> set[str]:
    """What somebody can type first who means the text from ``place`` on."""
    char, follows = text[place], text[place + 1 : place + 2]
    next_letters = {s[0] for s in spellings(follows)} if follows else set()
    found = {char} if not char.isascii() else set()
    for spelling in (s for s in spellings(char) if s.isascii()):
        if place == 0:
            found.add(spelling[0])
        found.add(spelling[:2])
        # An initial, or a syllable of one letter, and what follows.
        found.update(spelling[0] + letter for letter in next_letters)
    return found


def _texts(entry: Entry) -> list[tuple[Field, str]]:
    people = [(Field.PERSON, p) for p in dict.fromkeys(entry.people)]
    return [(Field.NAME, entry.name), *people, *((Field.TAG, t) for t in dict.fromkeys(entry.tags))]


def _text(field: Field, shown: str, titles: list[str]) -> Text:
    plain, places = folded(shown)
    sound, syllables = sound_of(plain)
    return Text(field, shown, plain, places, sound, tuple(places[i] for i in syllables), tuple(titles))
