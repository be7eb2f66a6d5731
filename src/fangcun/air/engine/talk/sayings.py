"""What simulated viewers say about an episode, drawn from a seed and from the lines that are spoken in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

_CUE = re.compile(r"(?:(\d+):)?(\d\d):(\d\d)[.,](\d{3})[ \t]*-->[^\n]*\n(.+?)(?:\n\s*\n|\Z)", re.S)
_TAG = re.compile(r"<[^>]*>|\{[^}]*\}")
_SPEAKER = re.compile(r"^[^：:“]{1,8}[：:]")
LONGEST_QUOTE = 18
SHORTEST_QUOTE = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A line that is spoken, and from which millisecond."""

    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Danmaku of somebody (a number from 0)."""

    who: int
    at_ms: int
    text: str
    place: int
    colour: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of somebody, how many like it, 0 (old) to 1 (just now), and its replies as (who, text)."""

    who: int
    text: str
    likes: int
    age: float
    spoiler: bool = False
    maker: bool = False
    replies: tuple[tuple[int, str], ...] = ()


def cues(subtitles: str) -> list[Cue]:
    """The lines of WebVTT or SubRip, without tags and without who speaks."""
    found: list[Cue] = []
    for match in _CUE.finditer(subtitles.replace("\r\n", "\n")):
        hours, minutes, seconds, ms, text = match.groups()
        at = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)
        plain = _SPEAKER.sub("", "".join(_TAG.sub("", text).split("\n")).strip())
        # Subtitles write blanks where writing has commas.
        plain = re.sub(r"\s+", "，", plain)
        if plain:
            found.append(Cue(at, plain))
    return found


def lines(spoken: Sequence[Cue], *, length_ms: int, viewers: int, seed: str) -> list[Line]:
    """Danmaku of an episode: at its beginning and end, on what is said in it, and in between; by time."""
    data, random = _data(), Random(f"lines {seed}")
    out: list[Line] = []

    def say(at_ms: float, text: str) -> None:
        place = random.choices((0, 1, 2), (90, 6, 4))[0]
        colour = random.choices(range(6), (82, 5, 4, 4, 3, 2))[0]
        out.append(Line(random.randrange(viewers), max(0, min(int(at_ms), length_ms)), text, place, colour))

    for _ in range(random.randint(4, 9)):
        say(abs(random.gauss(0, 2_500)), random.choice(data["opening"]))
    for cue in spoken:
        fitting = [r for r in data["reactions"] if any(word in cue.text for word in r["when"])]
        for reaction in fitting[:2]:
            for _ in range(random.choice((0, 1, 1, 2, 3))):
                say(cue.at_ms + random.uniform(600, 4_000), random.choice(reaction["say"]))
    for _ in range(max(4, length_ms // 4_000)):
        say(random.uniform(0, length_ms), random.choice(data["asides"]))
    for _ in range(random.randint(5, 12)):
        say(length_ms - abs(random.gauss(0, 2_000)), random.choice(data["ending"]))
    return sorted(out, key=lambda line: (line.at_ms, line.who, line.text))


def comments(spoken: Sequence[Cue], *, title: str, viewers: int, seed: str, made_by: bool = False) -> list[Comment]:
    """Comments of an episode, no two alike; ``made_by`` lets the makers say something too."""
    data, random = _data()["comments"], Random(f"comments {seed}")
    texts = [text.format(title=title) for text in random.sample(data["general"], random.randint(4, 8))]
    quotable = [c.text.rstrip("。！!，,") for c in spoken if SHORTEST_QUOTE <= len(c.text) <= LONGEST_QUOTE]
    quoted = random.sample(quotable, min(len(quotable), len(data["quoting"]), random.randint(2, 4)))
    patterns = random.sample(data["quoting"], len(quoted))
    texts += [pattern.format(line=line) for pattern, line in zip(patterns, quoted, strict=True)]
    out = [_comment(text, viewers, random, data) for text in texts]
    if random.random() < 0.6:
        out.append(_comment(random.choice(data["spoilers"]), viewers, random, data, spoiler=True))
    if made_by:
        made = _comment(random.choice(data["makers"]), viewers, random, data, maker=True)
        out.append(made)
    random.shuffle(out)
    return out


def _comment(text: str, viewers: int, random: Random, data: Any, **more: Any) -> Comment:
    # Approval is spread as it is anywhere: few get most of it (Pareto, shape 1.1).
    likes = min(viewers // 2, int(random.paretovariate(1.1)) - 1 + random.choice((0, 0, 1, 3)))
    count = min(4, int(random.paretovariate(1.3)) - 1)
    replies = tuple((random.randrange(viewers), reply) for reply in random.sample(data["replies"], count))
    return Comment(random.randrange(viewers), text, likes, 0.02 + 0.98 * random.random() ** 2, replies=replies, **more)


@cache
def _data() -> dict[str, Any]:
    text = resources.files("fangcun.air.engine.talk").joinpath("sayings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
