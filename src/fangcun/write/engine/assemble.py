"""Drafts into a screenplay: blocks with their spans, scenes, episodes, flashback spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import Block, BlockKind, Episode, Extra, IntExt, Scene, Span, Voice
from fangcun.write.engine.castline import read_cast, read_props
from fangcun.write.engine.cue import split_speakers
from fangcun.write.engine.flashbacks import find_spans
from fangcun.write.engine.heading import Heading
from fangcun.write.engine.places import merge_places, normalise_place
from fangcun.write.engine.records import Draft, Tag

_KINDS: dict[Tag, BlockKind] = {
    Tag.ACTION: BlockKind.ACTION,
    Tag.CUE: BlockKind.DIALOGUE,
    Tag.CAST: BlockKind.CAST,
    Tag.EXTRAS: BlockKind.CAST,
    Tag.PROPS: BlockKind.PROPS,
    Tag.CAPTION: BlockKind.CAPTION,
    Tag.TRANSITION: BlockKind.TRANSITION,
    Tag.NOTE: BlockKind.NOTE,
    Tag.MARK: BlockKind.MARK,
    Tag.INTERTITLE: BlockKind.INTERTITLE,
    Tag.EPISODE: BlockKind.EPISODE,
    Tag.HEADING: BlockKind.HEADING,
    Tag.END: BlockKind.END,
    Tag.FRONT: BlockKind.FRONT,
}


@dataclass(slots=True)
class _Open:
    """A scene being filled."""

    heading: Heading | None
    text: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    cast: list[str] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    props: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _OpenEpisode:
    number: int | None
    title: str | None
    line: int
    blocks: list[Block] = field(default_factory=list)
    scenes: list[_Open] = field(default_factory=list)
    implied: bool = False
    played: bool = False  # something is played before the first heading


class Assembler:
    """Builds episodes from the drafts of one script, in one pass."""

    def __init__(self, drafts: Sequence[Draft], front: int, length: int) -> None:
        self.drafts = drafts
        self.front_count = front
        self.length = length
        self.front: list[Block] = []
        self.episodes: list[_OpenEpisode] = []
        self.problems: list[Problem] = []
        self.flashes = find_spans(drafts, self.problems)
        self.explicit = any(d.tag is Tag.EPISODE and not d.data.act and d.data.number is not None for d in drafts)
        self.starts = self._find_starts()

    def _find_starts(self) -> list[int]:
        starts = [d.start for d in self.drafts]
        starts[0] = 0
        starts.append(self.length)
        if any(a > b for a, b in pairwise(starts)):
            starts = list(accumulate(starts, max))
        return starts

    def assemble(self) -> tuple[tuple[Block, ...], tuple[Episode, ...]]:
        """The front matter and the episodes."""
        kinds, starts, flashes = _KINDS, self.starts, self.flashes
        speech, action, spoken = Tag.CUE, Tag.ACTION, Voice.SPOKEN
        target: list[Block] = self.front
        scene: _Open | None = None
        flash, n_flash, next_flash = False, 0, flashes[0] if flashes else (1 << 60, 0)
        front = self.front_count
        for i, (tag, _, line, text, data, speaker, manner, voice) in enumerate(self.drafts):
            if i >= next_flash[0]:
                if i >= next_flash[1]:
                    n_flash += 1
                    next_flash = flashes[n_flash] if n_flash < len(flashes) else (1 << 60, 0)
                flash = next_flash[0] <= i < next_flash[1]
            else:
                flash = False
            if tag is speech and voice is None:
                voice = spoken
            block = Block(kinds[tag], text, Span(starts[i], starts[i + 1]), line, speaker, manner, voice, flash)
            if i < front:
                self.front.append(block)
                continue
            if scene is not None and (tag is speech or tag is action):
                pass  # by far the most blocks
            elif tag is Tag.HEADING:
                if data is not None:
                    scene = self._open_scene(data, text, line)
                    target = scene.blocks
            elif tag is Tag.EPISODE and scene is not None and self._names_again(i, data.number):
                pass  # 第一集 1-2 …: every scene of the episode names it on its line
            elif tag is Tag.EPISODE:
                scene = None
                target = self._open_episode(data.number, text or None, line).blocks
            elif scene is not None:
                if tag is Tag.CAST:
                    names, extras = read_cast(text)
                    scene.cast += names
                    scene.extras += extras
                elif tag is Tag.EXTRAS:
                    names, extras = read_cast(text, extras_only=True)
                    scene.extras += extras
                elif tag is Tag.PROPS:
                    scene.props += read_props(text)
            else:
                if not self.episodes:
                    target = self._open_episode(None, None, line).blocks
                self.episodes[-1].played |= tag is Tag.CUE or (tag is Tag.ACTION and data == "marked")
            target.append(block)
        return tuple(self.front), self._close()

    def _names_again(self, i: int, number: int | None) -> bool:
        after = self.drafts[i + 1] if i + 1 < len(self.drafts) else None
        same = after is not None and after.tag is Tag.HEADING and after.line == self.drafts[i].line
        return same and number is not None and self.episodes[-1].number == number

    def _open_episode(self, number: int | None, title: str | None, line: int, implied: bool = False) -> _OpenEpisode:
        self.episodes.append(_OpenEpisode(number, title, line, implied=implied))
        return self.episodes[-1]

    def _open_scene(self, heading: Heading, text: str, line: int) -> _Open:
        episode = self.episodes[-1] if self.episodes else None
        n = heading.episode
        if n is not None and (episode is None or n != episode.number):
            started = episode is not None and bool(episode.scenes)
            if not self.explicit:
                episode = self._open_episode(n, None, line, implied=True)
            elif episode is None or (started and n == (episode.number or 0) + 1 and heading.number == 1):
                self._tell(
                    "episode.heading_missing",
                    Severity.WARNING,
                    f"场次 {heading.id} 属于第{n}集，但前面没有“第{n}集”这一行。",
                    line,
                    text,
                    f"在这一场前加一行“第{n}集”。",
                )
                episode = self._open_episode(n, None, line, implied=True)
            elif episode.number is not None and not heading.flashback:
                self._tell(
                    "scene.other_episode",
                    Severity.WARNING,
                    f"场次 {heading.id} 写在第{episode.number}集里，号码却属于第{n}集。",
                    line,
                    text,
                    "核对场号或集号。",
                )
        if episode is None:
            episode = self._open_episode(None, None, line)
        scene = _Open(heading, text, line)
        episode.scenes.append(scene)
        return scene

    def _tell(self, code: str, severity: Severity, message: str, line: int, excerpt: str, proposal: str) -> None:
        self.problems.append(Problem(code, severity, message, line, 1, excerpt[:60], proposal))

    def _close(self) -> tuple[Episode, ...]:
        for e in self.episodes:
            self._give_scene(e)
        places = merge_places(
            (normalise_place(s.heading.location, s.heading.int_ext), s.heading.int_ext)
            for e in self.episodes
            for s in e.scenes
            if s.heading is not None
        )
        return tuple(
            Episode(
                e.number,
                e.title,
                tuple(e.blocks),
                tuple(_freeze(s, n, places) for n, s in enumerate(e.scenes, 1)),
                e.line,
            )
            for e in self.episodes
        )

    def _give_scene(self, e: _OpenEpisode) -> None:
        """Make a scene of played text that stands under no heading, and say so."""
        kept = 0
        while kept < len(e.blocks) and e.blocks[kept].kind in (BlockKind.EPISODE, BlockKind.NOTE):
            kept += 1
        rest = e.blocks[kept:]
        acted = any(b.kind is BlockKind.ACTION for b in rest)
        if e.played or (acted and not e.scenes):
            scene = _Open(None, "", rest[0].line)
            scene.blocks = rest
            for b in rest:
                if b.kind is BlockKind.CAST:
                    names, extras = read_cast(b.text)
                    scene.cast += names
                    scene.extras += extras
                elif b.kind is BlockKind.PROPS:
                    scene.props += read_props(b.text)
            e.blocks = e.blocks[:kept]
            e.scenes.insert(0, scene)
            where = f"第{e.number}集" if e.number is not None else "剧本"
            self._tell(
                "scene.no_heading",
                Severity.WARNING,
                f"{where}这一段正文没有场景标题，暂作一场。",
                rest[0].line,
                rest[0].text,
                "在前面加一行场景标题，例如“1-1 日 内 客厅”。",
            )
        else:
            e.blocks = [
                Block(BlockKind.NOTE, b.text, b.span, b.line) if b.kind is BlockKind.ACTION else b for b in e.blocks
            ]


def _freeze(s: _Open, place_in_episode: int, places: dict[tuple[str, IntExt | None], str]) -> Scene:
    h = s.heading
    speaking: dict[str, None] = {}
    for b in s.blocks:
        if b.kind is BlockKind.DIALOGUE and b.speaker is not None and b.speaker not in speaking:
            for name in split_speakers(b.speaker):
                speaking[name] = None
    place = normalise_place(h.location, h.int_ext) if h else None
    return Scene(
        id=h.id if h else None,
        number=h.number if h and h.number is not None else place_in_episode,
        heading=s.text,
        time=h.time if h else None,
        time_of_day=h.time_of_day if h else None,
        int_ext=h.int_ext if h else None,
        location=h.location if h else None,
        place=places.get((place, h.int_ext), place) if h and place else place,
        cast_listed=tuple(dict.fromkeys(s.cast)),
        cast_speaking=tuple(speaking),
        extras=tuple(dict.fromkeys(s.extras)),
        props=tuple(dict.fromkeys(s.props)),
        blocks=tuple(s.blocks),
        line=s.line,
        confidence=h.confidence if h else 0.2,
        flashback=h.flashback if h else False,
    )
