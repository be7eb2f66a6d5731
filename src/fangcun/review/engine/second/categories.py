"""The categories a model may name, as the lexicon of a day holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from fangcun.review.engine.lexicon import heads


@dataclass(frozen=True, slots=True)
class Category:
    """A category of findings: its groups are those of the 21 of 网络短视频内容审核标准细则 (2021)."""

    code: str
    name: str
    groups: tuple[int, ...]
    rule: str
    source: str


@cache
def categories(on: date) -> Mapping[str, Category]:
    """The categories that hold on a day, by code."""
    found = {}
    for head in heads(on):
        code = head["code"]
        found[code] = Category(code, head.get("name", code), tuple(head["groups"]), head["rule"], head["source"])
    return found


def category_of(said: str, known: Mapping[str, Category]) -> Category | None:
    """The category that a model means by a code, a name, or the number of a group; None for an unknown one."""
    word = said.strip()
    if word.lower() in known:
        return known[word.lower()]
    for category in known.values():
        if word == category.name:
            return category
    number = re.fullmatch(r"(?:第|group\s*)?(\d{1,2})(?:组|类)?", word, re.I)
    if number is None:
        return None
    return next((c for c in known.values() if int(number[1]) in c.groups), None)
