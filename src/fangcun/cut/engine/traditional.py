"""Chinese as it is written and worded in Taiwan, made from the mainland's by OpenCC (s2twp)."""

from __future__ import annotations

import re
from functools import cache

import opencc

from fangcun.cut.engine.glossary import Glossary

CODE = "zh-Hant"


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2twp")


def to_traditional(text: str, *, glossary: Glossary | None = None) -> str:
    """``text`` in traditional characters and Taiwan's words; terms of the glossary as it has them."""
    own = (
        {term.source: term.targets[CODE] for term in glossary.in_text(text) if CODE in term.targets} if glossary else {}
    )
    if not own:
        return str(_converter().convert(text))
    parts = re.split("(" + "|".join(re.escape(word) for word in own) + ")", text)
    return "".join(own[part] if part in own else str(_converter().convert(part)) for part in parts)
