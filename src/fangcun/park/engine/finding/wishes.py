"""What a wish in words was understood to mean: its chips, which a page shows and a reader may remove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Field(StrEnum):
    """What a chip speaks of."""

    TAG = "tag"
    PERIOD = "period"
    NIGHT = "night"
    INT_EXT = "int_ext"
    DAYS = "days"
    START = "start"
    WITHIN = "within"  # kilometres
    RATE = "rate"  # fen a day, at most
    AREA = "area"  # m², from and to
    FREE = "free"
    SORT = "sort"  # sort of space or person
    SEX = "sex"
    AGE = "age"
    HEIGHT = "height"
    SKILL = "skill"
    LANGUAGE = "language"
    LOOK = "look"
    JOB = "job"
    COUNT = "count"
    WORD = "word"  # something to be found in the name


Value = str | int | float | date | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: its field, its value, and how to say it."""

    field: Field
    value: Value
    words: str

    @property
    def key(self) -> str:
        """The name by which a page removes this chip."""
        value = "-".join(map(str, self.value)) if isinstance(self.value, tuple) else self.value
        return f"{self.field}:{value}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish: the text as written and the chips that were understood, in the order of the text."""

    text: str
    chips: tuple[Chip, ...]

    def all(self, field: Field) -> tuple[str, ...]:
        """The words of one field."""
        return tuple(str(chip.value) for chip in self.chips if chip.field is field)

    def has(self, field: Field) -> bool:
        """Whether the wish speaks of it."""
        return any(chip.field is field for chip in self.chips)

    def number(self, field: Field) -> float | None:
        """The first number of a field; None when it is not spoken of."""
        return next((c.value for c in self.chips if c.field is field and isinstance(c.value, int | float)), None)

    def span(self, field: Field) -> tuple[int, int] | None:
        """The first range of a field."""
        return next((c.value for c in self.chips if c.field is field and isinstance(c.value, tuple)), None)

    @property
    def days(self) -> int:
        """How many days; one unless the wish says more."""
        return int(self.number(Field.DAYS) or 1)

    @property
    def start(self) -> date | None:
        """The first day, when the wish names one."""
        return next((c.value for c in self.chips if c.field is Field.START and isinstance(c.value, date)), None)

    def without(self, keys: frozenset[str]) -> Wish:
        """The wish less the chips with these keys."""
        return replace(self, chips=tuple(c for c in self.chips if c.key not in keys))


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its resource id, its score (higher is better), why it fits, and what speaks against it.

    ``free_from`` is the first day from which all the days are free, when the days asked for are not.
    """

    id: int
    score: float
    reasons: tuple[str, ...]
    misses: tuple[str, ...] = ()
    free_from: date | None = None
