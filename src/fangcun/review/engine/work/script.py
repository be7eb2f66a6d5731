"""The script as the checks look at it: its lines with their places, and quotes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fangcun.review.contracts import Quote
from fangcun.write.contracts import Block, BlockKind, Breakdown, Scene, SceneBreakdown, Screenplay

PLAYED = frozenset(
    {BlockKind.ACTION, BlockKind.DIALOGUE, BlockKind.CAPTION, BlockKind.INTERTITLE, BlockKind.TRANSITION}
)
_LONGEST_QUOTE = 60  # characters


@dataclass(frozen=True, slots=True)
class Placed:
    """A scene with the number of its episode and its breakdown."""

    episode: int | None
    scene: Scene
    breakdown: SceneBreakdown


def placed(script: Screenplay, breakdown: Breakdown) -> tuple[Placed, ...]:
    """Every scene in order. ``breakdown`` must be that of ``script``."""
    entries = iter(breakdown.scenes)
    return tuple(Placed(e.number, s, next(entries)) for e in script.episodes for s in e.scenes)


def quote(script: Screenplay, start: int, end: int, *, at: Placed | None = None) -> Quote:
    """``source[start:end]`` without the blanks around it, cut where it is long, and the line it stands in."""
    text = script.source[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    end = start + min(len(text), _LONGEST_QUOTE)
    return Quote(
        text=script.source[start:end],
        start=start,
        end=end,
        line=script.source.count("\n", 0, start) + 1,
        episode=at.episode if at else None,
        scene=at.scene.id if at else None,
    )


def quote_block(script: Screenplay, block: Block, *, at: Placed | None = None, word: str = "") -> Quote:
    """The line of a block in which ``word`` stands, or its first."""
    source = script.source
    found = source.find(word, block.span.start, block.span.end) if word else -1
    here = found if found >= 0 else block.span.start
    start = max(source.rfind("\n", 0, here) + 1, block.span.start)
    stop = source.find("\n", here, block.span.end)
    stop = block.span.end if stop < 0 else stop
    if found >= 0 and found + len(word) - start > _LONGEST_QUOTE:
        start = max(start, found - _LONGEST_QUOTE // 2)  # a long line is quoted round the word
    return quote(script, start, stop, at=at)


def spellings(script: Screenplay) -> Mapping[str, str]:
    """Every spelling of a name with the canonical one."""
    known: dict[str, str] = {}
    for character in script.characters:
        for name in (character.name, *character.aliases):
            known.setdefault(name, character.name)
    return known


def lines_of(script: Screenplay) -> Counter[str]:
    """How many lines everybody speaks, by canonical name."""
    known = spellings(script)
    return Counter(known.get(b.speaker, b.speaker) for b in dialogue(script) if b.speaker)


def dialogue(script: Screenplay) -> Iterator[Block]:
    """Every spoken block in order."""
    return (b for s in script.scenes() for b in s.blocks if b.kind is BlockKind.DIALOGUE)


def mains_of(script: Screenplay, *, most: int, share: float) -> tuple[str, ...]:
    """The main characters: at most ``most`` with the most lines, each with at least ``share`` of all lines."""
    lines = lines_of(script)
    total = lines.total()
    return tuple(name for name, count in lines.most_common(most) if count >= share * total)
