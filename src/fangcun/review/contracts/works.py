"""What class a work is in, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tier(StrEnum):
    """The three classes of micro-dramas, whatever the words of the day are (重点/普通/其他, 一类/二类/三类)."""

    KEY = "key"
    NORMAL = "normal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WorkClass:
    """The class of a work: its ``name`` on that day, the form of its number, why, and the source of the rule.

    ``since`` is the day from which the rule holds; ``graded`` says how well its source is known (V read in the text
    of the issuer, R from a repost or news).
    """

    tier: Tier
    name: str
    number_form: str
    rule: str
    source: str
    since: date
    graded: str
