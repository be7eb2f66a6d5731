"""Scenes out of stories: each chapter walks through its beats, each beat takes an opening, a turn and a close."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fangcun.shoot.engine.demo_scripts.stories import Beat, Chapter, Story, Variant, load_beats

_WALKS = (
    "arrival counsel discover/search ask/plot press/prepare confront/tender hook",
    "arrival counsel/search discover/ask press/chase confront/reveal tender hook",
    "press arrival/counsel discover/plot ask chase/prepare confront/reveal hook",
    "plot arrival counsel/search press/discover ask/chase confront/reveal tender hook",
)
"""Orders of the beats of a chapter, one episode between two strokes."""

_TWO_TURNS = frozenset(
    {"arrival", "counsel", "search", "ask", "plot", "press", "chase", "prepare", "confront", "tender"}
)
_WITH_THING = frozenset({"arrival", "discover", "search", "chase", "confront", "prepare"})
_SPEECH = re.compile(r"^([HPFAWK])(（[^）]*）)：(.*)$")
_DAYS = {"内": ("日", "日", "日", "晨"), "外": ("日", "日", "晨", "黄昏")}


@dataclass(frozen=True, slots=True)
class WrittenScene:
    """A scene before it is laid out. ``lines`` are (speaker, manner, words); actions and marks have no speaker."""

    episode: int
    number: int
    time: str
    side: str
    place: str
    cast: tuple[str, ...]
    extras: str
    props: tuple[str, ...]
    lines: tuple[tuple[str, str, str], ...]


class Writer:
    """Writes a story. The same story and seed give the same scenes."""

    def __init__(self, story: Story, *, seed: int = 0) -> None:
        self.story = story
        self.dice = random.Random(f"{story.code}:{seed}")
        self.beats = load_beats()
        self._bags: dict[tuple[str, int], list[Variant]] = {}
        self._turn: dict[str, int] = {}
        self._written: set[Variant] = set()

    def scenes(self) -> Iterator[WrittenScene]:
        """Every scene in order."""
        episode = 0
        for n in range(len(self.story.chapters)):
            for part in _WALKS[n % len(_WALKS)].split("/"):
                episode += 1
                for number, kind in enumerate(part.split(), 1):
                    last = kind == "hook" and n + 1 == len(self.story.chapters)
                    yield self._scene(self.beats["finale" if last else kind], n, episode, number)

    def _scene(self, beat: Beat, n: int, episode: int, number: int) -> WrittenScene:
        chapter = self.story.chapters[n]
        who = self._who(chapter)
        place, side = self._place(beat.use)
        words = self._words(chapter, n, place)
        text = [line for pool in range(len(beat.pools)) for line in self._draw(beat, pool)]
        lines = [self._line(line, who, words) for line in text]
        spoken = {s for s, _, _ in lines if s}
        seen = {who[k] for k in beat.speakers if any(f"{{{k}}}" in x for x in text if x.startswith("△"))}
        cast = tuple(dict.fromkeys(who[k] for k in beat.speakers if who[k] in spoken | seen))
        if tuple(text) in self._written or (beat.kind in ("confront", "reveal", "tender") and self.dice.random() < 0.3):
            speaker = self.dice.choice([n for n in cast if n in spoken])
            lines.append((speaker, "（低声）", self.story.person(speaker).motto))
        self._written.add(tuple(text))
        # Villains plot by day too: a script with too many nights cannot be shot in its days.
        night = beat.night and (beat.kind != "plot" or n % 4 == 0)
        crowd = self.story.facts["crowd"]
        return WrittenScene(
            episode=episode,
            number=number,
            time="夜" if night else self.dice.choice(_DAYS[side]),
            side=side,
            place=place,
            cast=cast,
            extras=f"{crowd}*{self.dice.choice((8, 10, 12, 16, 20, 30) if beat.kind == 'confront' else (6, 8, 10))}"
            if beat.crowd
            else "",
            props=(chapter.thing,) if beat.kind in _WITH_THING else (),
            lines=tuple(lines),
        )

    def _who(self, chapter: Chapter) -> dict[str, str]:
        facts = self.story.facts
        return {
            "H": facts["lead"],
            "P": facts["partner"],
            "F": chapter.foe,
            "K": self.story.hands[chapter.foe],
            "A": chapter.ally,
            "W": chapter.witness,
        }

    def _words(self, chapter: Chapter, n: int, place: str) -> dict[str, str]:
        after = self.story.chapters[min(n + 1, len(self.story.chapters) - 1)]
        own = {k: getattr(chapter, k) for k in ("thing", "clue", "secret", "demand", "deadline", "cost", "goal")}
        to_come = {
            "next": after.thing,
            "next_deadline": after.deadline,
            "next_demand": after.demand,
            "next_cost": after.cost,
        }
        facts = self.story.facts
        return {
            **own,
            **to_come,
            **self._who(chapter),
            "place": place,
            "crowd": facts["crowd"],
            "light": facts["light"],
        }

    def _place(self, use: str) -> tuple[str, str]:
        places = self.story.places[use]
        turn = self._turn[use] = self._turn.get(use, -1) + 1
        return places[turn % len(places)]

    def _draw(self, beat: Beat, pool: int) -> Variant:
        """The lines of a pool's next variant, of two for the turn of a beat that can bear it, in the pool's order."""
        variants = [self._take(beat, pool)]
        if pool == 1 and beat.kind in _TWO_TURNS:
            variants.append(next(v for v in (self._take(beat, pool), self._take(beat, pool)) if v != variants[0]))
        return tuple(line for v in sorted(variants, key=beat.pools[pool].index) for line in v)

    def _take(self, beat: Beat, pool: int) -> Variant:
        """A variant out of a bag that is filled anew only when it is empty: none comes back too soon."""
        bag = self._bags.setdefault((beat.kind, pool), [])
        if not bag:
            bag.extend(beat.pools[pool])
            self.dice.shuffle(bag)
        return bag.pop()

    def _line(self, line: str, who: dict[str, str], words: dict[str, str]) -> tuple[str, str, str]:
        match = _SPEECH.match(line)
        if match is None:
            return "", "", line.format(**words).removeprefix("△")
        speaker = who[match.group(1)]
        said = match.group(3).format(**words)
        word = self.story.person(speaker).word
        if len(said) > 8 and self.dice.random() < 0.1:
            said = f"{word}，{said}"
        return speaker, match.group(2).format(**words), said
