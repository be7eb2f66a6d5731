"""What a model answered: findings out of JSON, even where it stands in a fence, in words, or breaks off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_LONGEST = 200_000  # characters of an answer that are looked at
_TRIES = 400  # places at which JSON is looked for


@dataclass(frozen=True, slots=True)
class Raised:
    """One finding as a model gave it, nothing of it checked."""

    category: str
    quote: str
    reason: str
    severity: str


def read_answer(content: str) -> tuple[Raised, ...] | None:
    """The findings of an answer, empty where it says that there are none; None where it holds no JSON to read.

    Objects without a category or a quote are left out. An answer that broke off gives the objects that are whole.
    """
    text = _THOUGHT.sub("", content[:_LONGEST])
    objects: list[Any] = []
    found = False
    for value in _values(text):
        if isinstance(value, dict) and isinstance(value.get("findings"), list):
            return tuple(_raised(value["findings"]))
        if isinstance(value, list):
            found = True
            objects.extend(value)
        elif isinstance(value, dict) and "quote" in value:
            found = True
            objects.append(value)
    return tuple(_raised(objects)) if found else None


def _values(text: str) -> Iterator[Any]:
    """Every JSON object or list that stands in a text, the outer ones first."""
    decoder = json.JSONDecoder()
    at = 0
    for _ in range(_TRIES):
        starts = [k for k in (text.find("{", at), text.find("[", at)) if k >= 0]
        if not starts:
            return
        at = min(starts)
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        yield value


def _raised(objects: list[Any]) -> Iterator[Raised]:
    for one in objects:
        if not isinstance(one, dict):
            continue
        category, quote = one.get("category"), one.get("quote")
        if isinstance(category, int) and not isinstance(category, bool):
            category = str(category)
        if isinstance(category, str) and isinstance(quote, str) and category.strip() and quote.strip():
            reason, severity = one.get("reason"), one.get("severity", one.get("strength"))
            yield Raised(
                category,
                quote,
                reason if isinstance(reason, str) else "",
                severity.strip().lower() if isinstance(severity, str) else "",
            )
