"""What is handed to the speaking process for a printed line: characters it can say, each tied to the printed one.

eSpeak NG leaves full-width digits silent, spells an erhua 儿 in English and reads some polyphones wrong; each rule
here mends one such fault found by listening to its phonemes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import cn2an
import opencc

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PAUSES = {"…": "，", "—": "，", "、": "，", "；": "，", ";": "，", "：": "，", "~": "，", "～": "，", "·": " "}
_PAUSES |= {"،": ",", "؛": ",", "؟": "?", "۔": ".", "¿": "", "¡": ""}
_KEPT = set("，。？！,.?!'’%-+&@/ ")
_FULL_WIDTH = {",": "，", ".": "。", "?": "？", "!": "！"}
_HALF_WIDTH = {full: half for half, full in _FULL_WIDTH.items()}
_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(r"(?P<year>\d{4})(?=年)|(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<percent>%)?")

# Words read wrong, with characters of the same length that sound as the word should.
_HOMOPHONES = {
    "还钱": "环钱", "还款": "环款", "还清": "环清", "还手": "环手", "还愿": "环愿", "还价": "环价", "还嘴": "环嘴",
    "还回": "环回", "还击": "环击", "退还": "退环", "便宜": "骈怡", "倒下": "导下", "摔倒": "摔导", "跌倒": "跌导",
    "晕倒": "晕导", "昏倒": "昏导", "打倒": "打导", "倒闭": "导闭", "倒霉": "导霉", "病倒": "病导", "难倒": "难导",
}  # fmt: skip

# Words in which 儿 is a syllable of its own; elsewhere it colours the vowel before it and is left out.
_FULL_ER = re.compile(
    "儿(?=[子女童媳孙时科戏郎])|(?<=[女婴孤幼胎健少育男孩妻生宠托侄弃孪小我吾皇犬])儿(?![化])", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """``text`` for the speaking process; ``places[i]`` is the index in the printed line of its character ``i``."""

    text: str
    places: tuple[int, ...]
    chinese: bool


def is_chinese(text: str) -> bool:
    """Whether the Mandarin voice speaks ``text``: always when a Han character stands in it, and numbers alone too."""
    return _HAN.search(text) is not None or not re.search("[A-Za-z]", text)


def to_speak(text: str, *, language: str | None = None) -> Spoken:
    """The speakable form of a printed line, with the place of each of its characters in the line.

    Without a ``language`` (a code of ``languages``) a line is Chinese or English, as its letters are; so are the lines
    of a Chinese script, where a whole line may be in English. A line with Han characters is Chinese in any script.
    """
    guessed = language is None or language.startswith("zh")
    chinese = is_chinese(text) if guessed else _HAN.search(text) is not None
    if chinese and language == "zh-Hant":
        text = _simplified(text)
    pairs = [
        (folded, place) for place, char in enumerate(text) for folded in unicodedata.normalize("NFKC", _pause(char))
    ]
    pairs = _keep_speakable(pairs)
    if chinese:
        pairs = _without_erhua(_spell_numbers(_swap_homophones(pairs)))
        # Folded marks back to full width: without a space after it, the library does not stop at a half-width one.
        pairs = [(_FULL_WIDTH.get(char, char), place) for char, place in pairs]
    else:
        pairs = [(_HALF_WIDTH.get(char, char), place) for char, place in pairs]
    pairs = _join_pauses(pairs)
    return Spoken("".join(c for c, _ in pairs), tuple(p for _, p in pairs), chinese)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(text: str) -> str:
    """The same characters as the mainland writes them: the rules here know only those."""
    return "".join(str(_converter().convert(char))[:1] or char for char in text)


def _pause(char: str) -> str:
    return _PAUSES.get(char, char)


def _keep_speakable(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Without brackets, quotation marks, △, emoji and whatever else has no sound; blank space as one space."""
    kept = []
    for char, place in pairs:
        if char.isspace():
            kept.append((" ", place))
        elif char.isalnum() or char in _KEPT or unicodedata.category(char).startswith("M"):
            kept.append((char, place))
    return kept


def _swap_homophones(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    text = "".join(c for c, _ in pairs)
    for word, sound in _HOMOPHONES.items():
        text = text.replace(word, sound)
    return [(c, place) for c, (_, place) in zip(text, pairs, strict=True)]


def _spell_numbers(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Numbers in characters: years and long numbers digit by digit, the others as a quantity."""
    text = "".join(c for c, _ in pairs)
    result: list[tuple[str, int]] = []
    done = 0
    for match in _NUMBER.finditer(text):
        result += pairs[done : match.start()]
        words = _number_words(match)
        places = [place for _, place in pairs[match.start() : match.end()]]
        result += [(char, places[i * len(places) // len(words)]) for i, char in enumerate(words)]
        done = match.end()
    return result + pairs[done:]


def _number_words(match: re.Match[str]) -> str:
    if match["year"]:
        return "".join(_DIGITS[int(d)] for d in match["year"])
    printed = match["number"]
    digits = printed.replace(",", "")
    if "," not in printed and (len(digits) >= 7 or (len(digits) > 1 and digits[0] == "0")):
        words = "".join(_DIGITS[int(d)] for d in digits)  # telephone, room, plate
    elif len(digits) > 15:
        words = "".join(_DIGITS[int(d)] for d in digits)  # past what cn2an counts
    else:
        words = str(cn2an.an2cn(digits, "low"))
    if match["rest"]:
        words += "点" + "".join(_DIGITS[int(d)] for d in match["rest"][1:])
    return ("百分之" if match["percent"] else "") + words


def _without_erhua(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    text = "".join(c for c, _ in pairs)
    full = {match.start() for match in _FULL_ER.finditer(text)}
    return [pair for i, pair in enumerate(pairs) if pair[0] != "儿" or i in full or i == 0]


def _join_pauses(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """One mark for a run of them (six dots are one pause), the strongest; none at the start."""
    strength = {",": 1, "，": 1, ".": 2, "。": 2, "!": 3, "！": 3, "?": 4, "？": 4}
    result: list[tuple[str, int]] = []
    for char, place in pairs:
        if char in strength:
            if not result:
                continue
            if result[-1][0] in strength:
                if strength[char] > strength[result[-1][0]]:
                    result[-1] = (char, place)
                continue
        result.append((char, place))
    return result
