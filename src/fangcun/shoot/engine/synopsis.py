"""A scene in one line, taken from its own words: no model writes it, so nothing in it is invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fangcun.write.contracts import Block, BlockKind, Scene

LONGEST = 40
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_CLAUSE = re.compile(r"[，,：:]")
_NOTE = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_STRONG = (
    "原来",
    "竟",
    "杀",
    "死",
    "爱",
    "恨",
    "真相",
    "证据",
    "离婚",
    "嫁",
    "娶",
    "凶手",
    "救",
    "骗",
    "遗嘱",
    "孩子",
    "报仇",
)


def summarise(scene: Scene, cast: Sequence[str]) -> str:
    """The scene in at most 40 characters: the first action that names somebody, then the strongest line if it fits.

    A scene of lines alone gives its strongest line with its speaker; an empty one its place.
    """
    action = _first_action(scene, cast)
    line = _strongest_line(scene)
    if not action:
        return line or (scene.place or scene.location or scene.heading)[:LONGEST]
    if line and len(action) + len(line) + 1 <= LONGEST:
        return f"{action}；{line}"
    return action


def _first_action(scene: Scene, cast: Sequence[str]) -> str:
    sentences = [s for b in scene.blocks if b.kind is BlockKind.ACTION for s in _sentences(b)]
    if not sentences:
        return ""
    best = next((s for s in sentences if any(n in s for n in cast)), sentences[0])
    return _shorten(best)


def _sentences(block: Block) -> Iterator[str]:
    for match in _SENTENCE.finditer(_NOTE.sub("", block.text)):
        text = match.group().strip().rstrip("。；;！!？?")
        if len(text) > 1:
            yield text


def _shorten(text: str) -> str:
    """As many clauses as fit; a clause too long by itself is cut with an ellipsis."""
    if len(text) <= LONGEST:
        return text
    end = 0
    for match in _CLAUSE.finditer(text):
        if match.start() > LONGEST:
            break
        end = match.start()
    return text[:end] if end >= LONGEST // 3 else text[: LONGEST - 1] + "…"


def _strongest_line(scene: Scene) -> str:
    """The line with the most weight: words that turn stories, a cry, a question; the later of equals."""
    best, weight = "", 0
    for block in scene.blocks:
        if block.kind is not BlockKind.DIALOGUE or not block.speaker:
            continue
        text = _NOTE.sub("", block.text).strip().replace("\n", "")
        score = 3 * sum(w in text for w in _STRONG) + text.count("！") + text.count("？") + 1
        if score >= weight and 2 < len(text) <= LONGEST - len(block.speaker) - 3:
            best, weight = f"{block.speaker}：“{text.rstrip('。')}”", score
    return best
