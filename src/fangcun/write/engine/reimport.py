"""Puts together again what the Fountain and FDX exports took apart; the two readers of files stand on this."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fangcun.write.contracts import Block, BlockKind, Character, Episode, Scene, Screenplay, Span, Voice
from fangcun.write.engine.fountain_convention import FlashNote, Noted, SceneFields, decode_note, unescape
from fangcun.write.engine.heading import parse_heading
from fangcun.write.engine.places import normalise_place

_EPISODE = re.compile(r"第(\d+)集(?:：(.*))?$", re.S)
NAMELESS = "（无名）"


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of an exported file. ``role`` is what the format says it is:
    section, heading, note, or the kind of a block. ``number`` is a heading's printed number.
    """

    role: str
    text: str
    start: int
    line: int
    speaker: str | None = None
    manner: str | None = None
    voice: Voice | None = None
    number: str | None = None


@dataclass(slots=True)
class _OpenScene:
    heading: str
    number: str | None
    line: int
    fields: SceneFields | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _OpenEpisode:
    number: int | None
    title: str | None
    line: int
    blocks: list[Block] = field(default_factory=list)
    scenes: list[_OpenScene] = field(default_factory=list)


class Assembly:
    """Takes the items of one file in order and gives the screenplay."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._front: list[Block] = []
        self._episodes: list[_OpenEpisode] = []
        self._people: list[Character] = []
        self._flash = False
        self._target = self._front

    def build(self, items: Sequence[Item], *, title: str | None, format: str, encoding: str | None) -> Screenplay:
        """The screenplay of ``items``; every character of the source belongs to one block."""
        for item in items:
            self._take(item)
        self._close_spans()
        return Screenplay(
            title=title,
            format=format,
            encoding=encoding,
            source=self._source,
            front=tuple(self._front),
            episodes=tuple(
                Episode(
                    e.number,
                    e.title,
                    tuple(e.blocks),
                    tuple(_freeze(s, place) for place, s in enumerate(e.scenes, 1)),
                    e.line,
                )
                for e in self._episodes
            ),
            characters=tuple(self._people),
        )

    def _take(self, item: Item) -> None:
        if item.role == "section":
            self._open_episode(item)
        elif item.role == "heading":
            self._open_scene(item)
        elif item.role == "note":
            self._take_note(item)
        else:
            self._add(BlockKind(item.role), item.text, item)

    def _take_note(self, item: Item) -> None:
        note = decode_note(item.text)
        if isinstance(note, Noted):
            if note.kind is BlockKind.FRONT and not self._episodes:
                self._target = self._front
            self._add(note.kind, note.text, item)
        elif isinstance(note, SceneFields):
            if self._episodes and self._episodes[-1].scenes:
                self._episodes[-1].scenes[-1].fields = note
        elif isinstance(note, FlashNote):
            self._flash = note.begins
        else:
            self._people.append(note)
            self._add(BlockKind.FRONT, note.name, item)

    def _open_episode(self, item: Item) -> None:
        text = unescape(item.text)
        match = _EPISODE.match(text)
        if match:
            episode = _OpenEpisode(int(match[1]), match[2] or None, item.line)
        else:
            episode = _OpenEpisode(None, None if text == NAMELESS else text, item.line)
        self._episodes.append(episode)
        self._target = episode.blocks
        self._flash = False
        self._add(BlockKind.EPISODE, text, item)

    def _open_scene(self, item: Item) -> None:
        if not self._episodes:
            self._episodes.append(_OpenEpisode(None, None, item.line))
        scene = _OpenScene(unescape(item.text), item.number, item.line)
        self._episodes[-1].scenes.append(scene)
        self._target = scene.blocks
        self._flash = False
        self._add(BlockKind.HEADING, scene.heading, item)

    def _add(self, kind: BlockKind, text: str, item: Item) -> None:
        if self._target is self._front and kind is not BlockKind.FRONT:
            # Played text before any heading: keep it where the reader would look for it.
            self._episodes.append(_OpenEpisode(None, None, item.line))
            self._target = self._episodes[-1].blocks
        self._target.append(
            Block(
                kind=kind,
                text=text,
                span=Span(item.start, item.start),
                line=item.line,
                speaker=item.speaker,
                manner=item.manner,
                voice=item.voice,
                flashback=self._flash,
            )
        )

    def _close_spans(self) -> None:
        """Let every block reach to the next one, and the first from the beginning."""
        homes = [self._front, *(h for e in self._episodes for h in (e.blocks, *(s.blocks for s in e.scenes)))]
        places = [(home, i) for home in homes for i in range(len(home))]
        starts = [home[i].span.start for home, i in places]
        if starts:
            starts[0] = 0
        ends = [*starts[1:], len(self._source)]
        for (home, i), start, end in zip(places, starts, ends, strict=False):
            b = home[i]
            home[i] = Block(b.kind, b.text, Span(start, end), b.line, b.speaker, b.manner, b.voice, b.flashback)


def _freeze(scene: _OpenScene, place: int) -> Scene:
    given = scene.fields or _plain_fields(scene, place)
    return Scene(
        id=given.id,
        number=given.number,
        heading=given.heading,
        time=given.time,
        time_of_day=given.time_of_day,
        int_ext=given.int_ext,
        location=given.location,
        place=given.place,
        cast_listed=given.cast_listed,
        cast_speaking=given.cast_speaking,
        extras=given.extras,
        props=given.props,
        blocks=tuple(scene.blocks),
        line=scene.line,
        confidence=1.0,
        flashback=given.flashback,
    )


def _plain_fields(scene: _OpenScene, place: int) -> SceneFields:
    """A scene that somebody added in another app: what its heading says."""
    found = parse_heading(scene.heading)
    speaking = tuple(dict.fromkeys(b.speaker for b in scene.blocks if b.speaker))
    if found is None:
        return SceneFields(
            id=scene.number,
            number=place,
            heading=scene.heading,
            time=None,
            time_of_day=None,
            int_ext=None,
            location=scene.heading or None,
            place=scene.heading or None,
            flashback=False,
            cast_speaking=speaking,
        )
    return SceneFields(
        id=found.id or scene.number,
        number=found.number if found.number is not None else place,
        heading=scene.heading,
        time=found.time,
        time_of_day=found.time_of_day,
        int_ext=found.int_ext,
        location=found.location,
        place=normalise_place(found.location, found.int_ext),
        flashback=found.flashback,
        cast_speaking=speaking,
    )
