"""The filters of the breakdown, as they stand in the address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from fangcun.write.contracts import Category
from fangcun.write.views import words
from fangcun.write.views.shown import ShownEpisode, ShownScene


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty string asks for nothing."""

    episode: str = ""
    light: str = ""
    int_ext: str = ""
    place: str = ""
    who: str = ""
    category: str = ""
    text: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Filters:
        """The filters of an address."""
        return cls(
            episode=query.get("ep", ""),
            light=query.get("light", ""),
            int_ext=query.get("ie", ""),
            place=query.get("place", ""),
            who=query.get("who", ""),
            category=query.get("cat", ""),
            text=query.get("q", "").strip(),
        )

    @property
    def query(self) -> str:
        """The address again, without what is empty."""
        names = ("ep", "light", "ie", "place", "who", "cat", "q")
        values = (self.episode, self.light, self.int_ext, self.place, self.who, self.category, self.text)
        return urlencode([(n, v) for n, v in zip(names, values, strict=True) if v])

    def keep(self, scene: ShownScene, *, episode: ShownEpisode, source: str) -> bool:
        """Whether a scene is asked for."""
        needs, printed = scene.needs, scene.scene
        return (
            (not self.episode or str(episode.index) == self.episode)
            and (not self.light or printed.time_of_day == self.light)
            and (not self.int_ext or printed.int_ext == self.int_ext)
            and (not self.place or (printed.place or printed.location) == self.place)
            and (not self.who or self.who in needs.cast_named)
            and (not self.category or any(e.category == self.category for e in needs.elements))
            and (not self.text or self.text.casefold() in _text(scene, source).casefold())
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with how many scenes have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that each filter offers."""

    episodes: list[Choice]
    lights: list[Choice]
    int_exts: list[Choice]
    places: list[Choice]
    people: list[Choice]
    categories: list[Choice]


def choices(episodes: list[ShownEpisode]) -> Choices:
    """The values found in a script: episodes in order, times and 内外 as the trade says them, the rest by frequency."""
    scenes = [s for e in episodes for s in e.scenes]
    lights = Counter(s.scene.time_of_day for s in scenes if s.scene.time_of_day)
    int_exts = Counter(s.scene.int_ext for s in scenes if s.scene.int_ext)
    places = Counter(p for s in scenes if (p := s.scene.place or s.scene.location))
    people = Counter(n for s in scenes for n in s.needs.cast_named)
    categories = Counter(c for s in scenes for c in {e.category for e in s.needs.elements})
    return Choices(
        episodes=[Choice(str(e.index), _episode_label(e), len(e.scenes)) for e in episodes],
        lights=[Choice(t.value, str(words.TIME_OF_DAY[t]), n) for t, n in lights.most_common()],
        int_exts=[Choice(i.value, str(words.INT_EXT[i]), n) for i, n in int_exts.most_common()],
        places=[Choice(p, p, n) for p, n in places.most_common()],
        people=[Choice(p, p, n) for p, n in people.most_common()],
        categories=[Choice(c.value, str(words.CATEGORY[c]), categories[c]) for c in Category if categories[c]],
    )


def _episode_label(episode: ShownEpisode) -> str:
    return str(episode.episode.number if episode.episode.number is not None else episode.index)


def _text(scene: ShownScene, source: str) -> str:
    blocks = scene.scene.blocks
    if not blocks:
        return scene.scene.heading
    names = " ".join(e.name for e in scene.needs.elements)
    return f"{source[blocks[0].span.start : blocks[-1].span.end]} {names} {' '.join(scene.needs.cast_named)}"
