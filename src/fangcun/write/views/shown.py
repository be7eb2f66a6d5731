"""A screenplay as its page shows it: in parts of a bearable length, every line with an address to jump to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import Block, BlockKind, Breakdown, Episode, Scene, SceneBreakdown, Screenplay
from fangcun.write.views import words

BLOCKS_PER_PART = 1500
"""A page of this many blocks opens in well under a second on a phone; most scripts are shorter."""
PROBLEMS_SHOWN = 400


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block with the classes and words of its row."""

    block: Block
    css: str
    voice: str
    troubled: bool


@dataclass(slots=True)
class ShownScene:
    """One scene; ``index`` counts from 1 over the whole script."""

    index: int
    scene: Scene
    needs: SceneBreakdown
    strip: str
    light: str
    seconds: str
    part: int
    troubles: int = 0
    rows: list[ShownBlock] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The number as printed, else the place in the script."""
        return self.scene.id or f"#{self.index}"


@dataclass(slots=True)
class ShownEpisode:
    """One episode with its scenes; ``index`` counts from 1, ``part`` is where it begins."""

    index: int
    episode: Episode
    scenes: list[ShownScene]
    part: int
    seconds: str
    rows: list[ShownBlock] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One problem with the row it points to."""

    problem: Problem
    severity: str
    part: int
    anchor: str


@dataclass(slots=True)
class ShownScript:
    """Everything the script page needs."""

    episodes: list[ShownEpisode]
    front: list[ShownBlock]
    problems: list[ShownProblem]
    hidden_problems: int
    counts: dict[str, int]
    parts: int


def show(screenplay: Screenplay, breakdown: Breakdown) -> ShownScript:
    """The whole script for its page; ``breakdown`` must be of this screenplay."""
    troubled = _troubled_lines(screenplay)
    needs = iter(breakdown.scenes)
    episodes: list[ShownEpisode] = []
    index, part, filled = 0, 1, 0
    for n, episode in enumerate(screenplay.episodes, 1):
        scenes = []
        for scene in episode.scenes:
            if filled and filled + len(scene.blocks) > BLOCKS_PER_PART:
                part, filled = part + 1, 0
            index, filled = index + 1, filled + len(scene.blocks)
            scenes.append(_scene(scene, next(needs), index=index, part=part, troubled=troubled))
        low, high = (sum(s.needs.estimated_seconds[i] for s in scenes) for i in (0, 1))
        first = scenes[0].part if scenes else part
        rows = [r for r in _rows(episode.blocks, troubled) if r.block.kind is not BlockKind.EPISODE]
        episodes.append(ShownEpisode(n, episode, scenes, first, words.length((low, high)), rows))
    problems = _problems(screenplay, episodes)
    counts = Counter(p.severity.value for p in screenplay.problems)
    return ShownScript(
        episodes=episodes,
        front=_rows(screenplay.front, troubled),
        problems=problems[:PROBLEMS_SHOWN],
        hidden_problems=max(0, len(problems) - PROBLEMS_SHOWN),
        counts={s.value: counts[s.value] for s in Severity},
        parts=part,
    )


def _scene(scene: Scene, needs: SceneBreakdown, *, index: int, part: int, troubled: set[int]) -> ShownScene:
    rows = _rows(scene.blocks, troubled)
    shown = ShownScene(
        index=index,
        scene=scene,
        needs=needs,
        strip=words.strip_of(scene),
        light=words.light_of(scene),
        seconds=words.length(needs.estimated_seconds),
        part=part,
        troubles=sum(r.troubled for r in rows),
    )
    shown.rows = [r for r in rows if r.block.kind is not BlockKind.HEADING]
    return shown


def _rows(blocks: tuple[Block, ...], troubled: set[int]) -> list[ShownBlock]:
    return [
        ShownBlock(
            block=b,
            css=f"b-{b.kind.value}{' flashback' if b.flashback else ''}{' troubled' if b.line in troubled else ''}",
            voice=str(words.VOICE[b.voice]) if b.voice in words.VOICE else "",
            troubled=b.line in troubled,
        )
        for b in blocks
        if b.text.strip() or b.speaker
    ]


def _troubled_lines(screenplay: Screenplay) -> set[int]:
    """The first lines of the blocks that problems stand in."""
    starts = sorted({b.line for b in screenplay.all_blocks()})
    lines = [p.line for p in screenplay.problems if p.line is not None and p.severity is not Severity.INFO]
    return {starts[i - 1] for i in (bisect_right(starts, line) for line in lines) if i}


def _problems(screenplay: Screenplay, episodes: list[ShownEpisode]) -> list[ShownProblem]:
    """The problems with the rows they point to: a scene's head for what stands in its heading, else the block."""
    places: list[tuple[int, int, str]] = [(r.line, 1, f"L{r.line}") for r in screenplay.front if r.text.strip()]
    for e in episodes:
        places.append((e.episode.line, e.part, f"e{e.index}"))
        places += [(r.block.line, e.part, f"L{r.block.line}") for r in e.rows]
        for s in e.scenes:
            places.append((s.scene.line, s.part, f"s{s.index}"))
            places += [(r.block.line, s.part, f"L{r.block.line}") for r in s.rows]
    places.sort(key=lambda place: place[0])
    lines = [line for line, _, _ in places]
    shown = []
    for p in screenplay.problems:
        at = bisect_right(lines, p.line) - 1 if p.line is not None else -1
        _, part, anchor = places[at] if at >= 0 else (0, 0, "")
        shown.append(ShownProblem(p, str(words.SEVERITY[p.severity]), part, anchor))
    return shown
