"""How characters look: which are taken for each other, and which are written apart (弓虽 for 强)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

PICTURES = {
    "🔫": "枪", "💊": "药", "💳": "卡", "🐎": "马", "🐴": "马", "🐂": "牛", "🐮": "牛", "🐶": "狗", "💰": "钱",
    "💵": "钱", "🚬": "烟", "🍺": "酒", "🍷": "酒", "🍶": "酒", "🐧": "企鹅", "📱": "手机", "🔪": "刀", "🗡": "剑",
    "📞": "电话", "☎": "电话", "🍚": "饭", "🐔": "鸡", "🐍": "蛇", "🦅": "鹰", "🐯": "虎", "🐅": "虎", "🐘": "象",
    "🦏": "犀牛", "🐻": "熊", "🪙": "币", "💧": "水", "㊙": "秘", "🚗": "车", "📄": "证", "🎫": "票", "🎟": "票",
    "🧧": "红包", "🔮": "算命", "🏹": "弓弩", "🦷": "牙", "🦴": "骨", "🛰": "卫星", "➕": "加", "👗": "裙", "🌾": "麦",
    "🐦": "鸟", "🔞": "成人", "🀄": "麻将", "🎲": "赌", "🎰": "老虎机", "⛏": "挖", "🖨": "打印", "🔗": "链接",
}  # fmt: skip
"""Pictures that are read as the word they show."""


@cache
def look_alikes() -> dict[str, str]:
    """The other characters of the groups a character is in."""
    found: dict[str, set[str]] = {}
    for line in _rows("looks.txt"):
        for char in line:
            found.setdefault(char, set()).update(line)
    return {char: "".join(sorted(others - {char})) for char, others in found.items()}


@cache
def splits() -> dict[tuple[str, str], str]:
    """The whole character of each pair of parts."""
    found: dict[tuple[str, str], str] = {}
    for line in _rows("splits.txt"):
        firsts, _, rest = line.partition(":")
        for part in rest.split():
            for first in firsts:
                found.setdefault((first, part[0]), part[1])
    return found


def _rows(name: str) -> list[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
