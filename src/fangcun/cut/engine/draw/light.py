"""The light of a scene: the sky of its hour, what the lamps do, and how the whole picture is toned."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.engine.draw.color import Rgb


@dataclass(frozen=True, slots=True)
class Light:
    """One hour's light. ``tint`` multiplies the set and ``mood`` the people; lamps are added after it."""

    hour: str  # 日 | 阴 | 夜 | 晨 | 黄昏
    inside: bool
    sky: tuple[Rgb, Rgb, Rgb]  # zenith, middle, horizon
    tint: tuple[Rgb, float]
    mood: tuple[Rgb, float]
    lamps: float  # how bright lamps burn, 0–1
    rim: Rgb

    @property
    def low_sun(self) -> bool:
        """Whether the sun stands low: dawn and dusk."""
        return self.hour in ("晨", "黄昏")

    @property
    def night(self) -> bool:
        """Whether it is dark outside."""
        return self.hour == "夜"


_SKY: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "日": (0x5FA8E6, 0x9FD0F4, 0xE9F5FB),
    "晨": (0x8DB4DE, 0xF2D3C4, 0xFFE9C9),
    "黄昏": (0x5A4F8C, 0xE0806A, 0xFFC983),
    "夜": (0x2E3C88, 0x5468BC, 0x93A0E0),
    "阴": (0x76828F, 0x9AA6B0, 0xC6CDD2),
}
_OUTSIDE: dict[str, tuple[tuple[Rgb, float], tuple[Rgb, float], float]] = {
    "日": ((0xFFFFFF, 0.0), (0xFFF6E6, 0.25), 0.0),
    "晨": ((0xFFE6CF, 0.55), (0xFFEBD8, 0.5), 0.1),
    "黄昏": ((0xF2A878, 0.7), (0xFFD0AC, 0.5), 0.5),
    "夜": ((0x42509C, 0.86), (0xB9C0EC, 0.5), 1.0),
    "阴": ((0xA9B4C2, 0.6), (0xD8E0EA, 0.5), 0.2),
}
_INSIDE: dict[str, tuple[tuple[Rgb, float], tuple[Rgb, float], float]] = {
    "日": ((0xFFFFFF, 0.0), (0xFFF8EE, 0.25), 0.15),
    "晨": ((0xFFEFDC, 0.5), (0xFFF0DF, 0.45), 0.2),
    "黄昏": ((0xF7C39A, 0.62), (0xFFD4B0, 0.55), 0.6),
    "夜": ((0x7E6E96, 0.76), (0xF0DCD8, 0.5), 1.0),
    "阴": ((0xC6CCD4, 0.4), (0xEEF0F2, 0.35), 0.4),
}
_RIM = {"日": 0xFFF6DC, "晨": 0xFFE2B8, "黄昏": 0xFFB070, "夜": 0xA9C4FF, "阴": 0xDCE4EC}
_WORDS = (
    ("夜", ("夜", "晚", "凌晨", "子时", "深更", "night", "midnight")),
    ("黄昏", ("黄昏", "傍晚", "夕", "日落", "dusk", "evening", "sunset")),
    ("阴", ("阴", "overcast")),
    ("晨", ("晨", "清早", "早", "黎明", "拂晓", "dawn", "morning", "sunrise")),
)


def hour_of(time_of_day: str) -> str:
    """日, 阴, 夜, 晨 or 黄昏 from the words of a script; day where they say nothing."""
    low = time_of_day.lower()
    if "傍晚" in low:
        return "黄昏"
    for hour, words in _WORDS:
        if any(word in low for word in words):
            return hour
    return "日"


def light_of(time_of_day: str, *, inside: bool) -> Light:
    """The light of an hour, inside or out."""
    hour = hour_of(time_of_day)
    tint, mood, lamps = (_INSIDE if inside else _OUTSIDE)[hour]
    return Light(hour, inside, _SKY[hour], tint, mood, lamps, _RIM[hour])
