"""The languages that can be spoken: which voice of eSpeak NG says them, and how fast it does so unhurried."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.engine.languages import language_of
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Tongue:
    """A spoken language: ``voice`` of eSpeak NG, and ``pace``, the factor of its words a minute at which it speaks as
    fast as a person talks (Mandarin is 1)."""

    voice: str
    pace: float


# Paces: measured letters a second at 190 words a minute against 16 for Latin and Cyrillic letters and 11 for Arabic and
# Thai ones (see dubbing), bent halfway, since a synthetic voice sounds sleepy at the pace of a real one.
# Japanese is not among them: the library reads kana only and spells every kanji as "Chinese letter".
_TONGUES = {
    "zh-Hans": Tongue("cmn", 1.0),
    "zh-Hant": Tongue("cmn", 1.0),
    "en": Tongue("en-us", 0.9),
    "es": Tongue("es-419", 0.95),
    "pt": Tongue("pt-br", 0.95),
    "fr": Tongue("fr", 0.8),
    "de": Tongue("de", 0.92),
    "it": Tongue("it", 0.93),
    "id": Tongue("id", 0.97),
    "ms": Tongue("ms", 0.96),
    "vi": Tongue("vi", 0.9),
    "tr": Tongue("tr", 1.0),
    "ru": Tongue("ru", 0.9),
    "ar": Tongue("ar", 0.95),
    "fa": Tongue("fa", 0.95),
    "ur": Tongue("ur", 0.85),
    "th": Tongue("th", 1.0),
}

SPOKEN: tuple[str, ...] = tuple(_TONGUES)
"""Codes of the languages that can be spoken."""


def tongue_of(code: str) -> Tongue:
    """How a language is spoken. Raises FangcunError ``cut.language_unknown``, ``voice.language`` for one that is
    written here but not spoken."""
    language = language_of(code)
    if language.code not in _TONGUES:
        known = "、".join(SPOKEN)
        message = f"没有{language.name}的合成语音，无法配音。可以配音的语言：{known}。请改用字幕，或导入录好的配音。"
        raise FangcunError("voice.language", Kind.INVALID, message, language=language.code)
    return _TONGUES[language.code]
