"""The languages a drama is subtitled in: how fast they are read, how long a row is, which way they run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fangcun.kit.errors import FangcunError, Kind


class Script(StrEnum):
    """The letters a language is written in, as far as type-setting cares."""

    HAN = "han"
    LATIN = "latin"  # and Cyrillic, Greek: words between spaces, from the left
    ARABIC = "arabic"
    THAI = "thai"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: BCP 47 ``code``, its own ``name``, letters a row and letters read a second, its type ``family``.

    ``size`` is its em by the em of Chinese subtitles: Latin letters carry their meaning at less height.
    """

    code: str
    name: str
    script: Script
    row: int
    speed: float
    family: str
    size: float = 1.0

    @property
    def line(self) -> float:
        """The height of its type family by the em: the OS/2 table's winAscent and winDescent together."""
        return _LINES[self.family]

    @property
    def right_to_left(self) -> bool:
        """Whether it runs from the right."""
        return self.script is Script.ARABIC


def _latin(code: str, name: str, *, row: int = 42) -> Language:
    return Language(code, name, Script.LATIN, row, 17, "Noto Sans", 0.8)


# Letters a row and a second: Netflix' timed text style guides, programmes for adults. Chinese 16 and 9, Japanese 16 and
# 4, Latin scripts and Arabic 42 and 17, Russian 39, Thai 35.
LANGUAGES: tuple[Language, ...] = (
    Language("zh-Hans", "简体中文", Script.HAN, 16, 9, "Noto Sans SC"),
    Language("zh-Hant", "繁體中文", Script.HAN, 16, 9, "Noto Sans SC"),
    Language("ja", "日本語", Script.HAN, 16, 4, "Noto Sans SC"),
    _latin("en", "English"),
    _latin("es", "Español"),
    _latin("pt", "Português"),
    _latin("fr", "Français"),
    _latin("de", "Deutsch"),
    _latin("it", "Italiano"),
    _latin("id", "Bahasa Indonesia"),
    _latin("ms", "Bahasa Melayu"),
    _latin("vi", "Tiếng Việt"),
    _latin("tr", "Türkçe"),
    _latin("ru", "Русский", row=39),
    Language("ar", "العربية", Script.ARABIC, 42, 17, "Noto Sans Arabic", 0.92),
    Language("fa", "فارسی", Script.ARABIC, 42, 17, "Noto Sans Arabic", 0.92),
    Language("ur", "اردو", Script.ARABIC, 42, 17, "Noto Sans Arabic", 0.92),
    Language("th", "ไทย", Script.THAI, 35, 17, "Noto Sans Thai", 0.86),
)
_LINES = {"Noto Sans SC": 1.448, "Noto Sans": 1.519, "Noto Sans Arabic": 2.169, "Noto Sans Thai": 1.511}
_BY_CODE = {language.code.lower(): language for language in LANGUAGES}
_ALSO = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}


def language_of(code: str) -> Language:
    """The language of a BCP 47 code; regions are overlooked (``es-MX`` is Spanish). Raises FangcunError
    ``cut.language_unknown``."""
    key = code.strip().replace("_", "-").lower()
    found = _BY_CODE.get(_ALSO.get(key, key)) or _BY_CODE.get(_ALSO.get(key.split("-")[0], key.split("-")[0]))
    if found is None:
        known = "、".join(language.code for language in LANGUAGES)
        raise FangcunError(
            "cut.language_unknown", Kind.INVALID, f"不认识语言代码“{code}”。请使用：{known}。", language=code
        )
    return found


def guess_language(text: str) -> str:
    """The code of the language a script seems to be written in, by its letters: one Chinese character in five letters
    makes it Chinese; Latin letters are taken for English."""
    letters = [c for c in text if c.isalpha()]
    for code, first, last in (("zh-Hans", "\u3400", "\u9fff"), ("ar", "\u0600", "\u06ff"), ("th", "\u0e00", "\u0e7f")):
        if sum(first <= c <= last for c in letters) * 5 >= max(1, len(letters)):
            return code
    return "en"
