"""The common text format of talent-scheduling instances, as ``docs/reference/talent-format.md`` describes it."""

from __future__ import annotations

from collections.abc import Iterator

from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.engine.talent.film import Film

Line = tuple[int, list[str]]


def read_film(text: str, *, name: str = "") -> Film:
    """The film in ``text``; ``name`` stands for a missing name. Raises ``talent.format`` with the line's number."""
    rows: list[Line] = [
        (n, line.split()) for n, line in enumerate(text.lstrip("\ufeff").splitlines(), 1) if line.split()
    ]
    if not rows:
        raise FangcunError("talent.format", Kind.INVALID, f"“{name}”是空的：应有场数、演员数、出场表和时长。")
    title = name
    if not all(word.lstrip("-").isdecimal() for word in rows[0][1]):
        title = " ".join(rows[0][1])
        rows = rows[1:]
    last = rows[-1][0] if rows else 1
    words = ((n, word) for n, line in rows for word in line)
    scenes = _number(words, last, "场数", least=1)
    actors = _number(words, last, "演员数", least=0)
    casts, costs = [0] * scenes, []
    for actor in range(actors):
        for scene in range(scenes):
            what = f"第 {actor + 1} 个演员在第 {scene + 1} 场的出场标记"
            casts[scene] |= _number(words, last, what, most=1) << actor
        costs.append(_number(words, last, f"第 {actor + 1} 个演员的日酬"))
    durations = [_number(words, last, f"第 {scene + 1} 场的时长") for scene in range(scenes)]
    for line, word in words:
        raise _wrong(line, f"在全部 {scenes} 场的时长之后多出“{word}”，请检查场数和演员数")
    return Film(name=title, casts=tuple(casts), costs=tuple(costs), durations=tuple(durations))


def _number(words: Iterator[tuple[int, str]], last: int, what: str, *, least: int = 0, most: int = 10**12) -> int:
    line, word = next(words, (last, ""))
    if not word:
        raise _wrong(line, f"文件在这里结束，还缺{what}")
    if not (word.isascii() and word.isdecimal() and len(word) < 16 and least <= int(word) <= most):
        wanted = " 0 或 1" if most == 1 else f"不小于 {least} 的整数"
        raise _wrong(line, f"{what}应是{wanted}，这里是“{word}”")
    return int(word)


def _wrong(line: int, message: str) -> FangcunError:
    return FangcunError("talent.format", Kind.INVALID, f"第 {line} 行：{message}。", line=line)
