"""A wish in words becomes chips: figures first, then known words, then what is left as words to look for in names."""

from __future__ import annotations

import re
from datetime import date

from fangcun.park.engine.finding.figures import PERSON_RULES, SPACE_RULES, take_figures
from fangcun.park.engine.finding.lexicon import take_words
from fangcun.park.engine.finding.wishes import Chip, Field, Wish

EMPTY = (
    "一个|一位|一名|一处|一间|一座|可以|能够|拍摄|地方|场地|场景|想要|需要|擅长|精通|我们|剧组|那种|这种|类似|一下|帮忙|距离|附近|身高|年龄|"
    "日酬|日价|片酬|预算|每天|开始|适合|连续|最好|形象|气质|左右|以内|以上|以下|个|拍|的|要|找|想|有|和|与|或|及|在|里|内|会|说|讲|懂|用|来|去|我|戏|场|"
    "带|像|帮|给|离|起|演|饰|人|位|名|间|处|座|套|连|都|空|请|且|并|到|从|型|可|能|与"
)
BETWEEN = re.compile(rf"(?:{EMPTY}|[^\w一-鿿])+")
"""What stands between the words that matter. What remains is looked for in names as it was written."""


def read_space_wish(text: str, *, today: date) -> Wish:
    """What a wish for a space was understood to mean."""
    return _read(text, kind="space", today=today)


def read_person_wish(text: str, *, today: date) -> Wish:
    """What a wish for people was understood to mean."""
    return _read(text, kind="person", today=today)


def _read(text: str, *, kind: str, today: date) -> Wish:
    text = text.strip()[:400]
    rules = SPACE_RULES if kind == "space" else PERSON_RULES
    found = list(take_figures(text, rules, today))
    rest = _blank(text, found)
    words = take_words(rest, kind)
    left = _blank(rest, words)
    found += words
    found += [(left.find(word), 0, Chip(Field.WORD, word, word)) for word in _left_over(left)]
    chips: dict[str, Chip] = {}
    for _, _, chip in sorted(found, key=lambda item: item[0]):
        chips.setdefault(chip.key, chip)
    return Wish(text, tuple(_settled(list(chips.values()))))


def _settled(chips: list[Chip]) -> list[Chip]:
    """Without what a stronger word makes idle: the second of a single-valued field, and 1 person."""
    ages = [(c.value[1] - c.value[0], c) for c in chips if c.field is Field.AGE and isinstance(c.value, tuple)]
    narrow = min(ages, key=lambda pair: pair[0])[1] if ages else None
    seen: set[Field] = set()
    kept = []
    for chip in chips:
        single = chip.field in (Field.DAYS, Field.START, Field.WITHIN, Field.RATE, Field.AREA, Field.SEX, Field.HEIGHT)
        if (
            (single and chip.field in seen)
            or (chip.field is Field.COUNT and chip.value == 1)
            or (chip.field is Field.AGE and chip is not narrow)
        ):
            continue
        seen.add(chip.field)
        kept.append(chip)
    return kept


def _blank(text: str, taken: list[tuple[int, int, Chip]]) -> str:
    """The text with what was taken blanked, so that words on both sides do not grow together."""
    chars = list(text)
    for start, end, _ in taken:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _left_over(text: str) -> list[str]:
    return [word for word in BETWEEN.split(text) if len(word) > 1]
