"""The world of the simulator: titles that differ in what they are and how they hook, viewers who differ in taste."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.simulate.names import GENRES, name_of, tags_of
from fangcun.air.engine.simulate.rings import Ring, Roster, recruit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_S = 86_400.0
MOST_EPISODES = 100


@dataclass(frozen=True, slots=True)
class Setting:
    """How large the world is and how its people behave. ``start`` is the Unix second of the first day's midnight.

    ``zipf`` is the exponent of the titles' popularity: video on demand is near Zipf's law, with fewer views at the very
    top (Yu et al., "Understanding User Behavior in Large-Scale Video-on-Demand Systems", EuroSys 2006); the figure is
    ours. ``taste`` is how much more a title that fits is chosen than one that does not, as a logarithm.
    ``sessions`` is the mean number a day of one viewer, ``minutes`` the median length of a session.
    ``fresh`` is the share of viewers who join while we watch, ``invited`` the share of those who were invited,
    ``new_titles`` the share of titles that appear.
    """

    seed: int
    viewers: int = 1_000
    titles: int = 100
    days: int = 7
    start: float = 1_767_225_600.0
    zipf: float = 0.9
    taste: float = 8.0
    sessions: float = 1.3
    minutes: float = 18.0
    fresh: float = 0.25
    invited: float = 0.4
    new_titles: float = 0.15
    beat_s: float = 15.0
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Titles:
    """What is on the shelf; arrays have one entry a title. ``lock`` is the first locked episode, ``released`` a day."""

    names: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    leaning: Floats  # titles × genres
    appeal: Floats  # log of popularity
    quality: Floats  # how well it holds people, about −1 to 1
    episodes: Ints
    length_s: Ints
    lock: Ints
    released: Floats
    hook: Floats  # titles × episodes: how strongly the end of each calls for the next

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class People:
    """Who watches; arrays have one entry a viewer. ``shift_h`` moves the whole day of larks and owls."""

    taste: Floats  # viewers × genres
    rate: Floats  # sessions a day
    shift_h: Floats
    speed: Floats
    joined: Floats  # a day; negative: before the first
    inviter: Ints  # a viewer, or −1
    device: Ints  # the first of two device numbers
    second: Floats  # the chance that a session runs on the second device
    home: Ints  # an address number
    mobile: Ints  # the shared address of the mobile network
    skips: Floats  # the chance, each episode, to jump forward in it
    generous: Floats  # how readily somebody likes, comments and shares

    def __len__(self) -> int:
        return len(self.rate)


@dataclass(frozen=True, slots=True)
class World:
    """All that does not change from day to day. Viewers ``len(people)`` and up belong to ``roster``, the rings."""

    setting: Setting
    titles: Titles
    people: People
    roster: Roster
    truth: frozenset[str] = field(default_factory=frozenset)  # viewers of the rings


def viewer_name(number: int) -> str:
    """The viewer's name in events."""
    return f"v{number}"


def title_name(number: int) -> str:
    """The title's name (slug) in events."""
    return f"t{number}"


def make_world(setting: Setting) -> World:
    """The world of a setting; the same for the same setting."""
    rng = np.random.default_rng([setting.seed, 1])
    titles = _titles(setting, rng)
    people = _people(setting, rng)
    roster = recruit(setting.rings, first_viewer=len(people), first_device=2 * len(people), first_address=2_000_000)
    return World(setting, titles, people, roster, frozenset(viewer_name(v) for v in roster.viewers))


def _titles(s: Setting, rng: np.random.Generator) -> Titles:
    n = s.titles
    hook = rng.normal(0, 0.5, (n, MOST_EPISODES + 1))
    hook[:, 9::10] += 1.0  # every tenth episode ends on a big cliffhanger
    leaning = rng.dirichlet(np.full(len(GENRES), 0.25), n)
    appeal = -s.zipf * np.log(1.0 + rng.permutation(n))
    episodes = rng.integers(40, MOST_EPISODES + 1, n)
    return Titles(
        names=tuple(name_of(i) for i in range(n)),
        tags=tuple(tags_of(row, rng=rng) for row in leaning),
        leaning=leaning,
        appeal=appeal,
        # What draws people and what keeps them are two things that go together somewhat.
        quality=np.clip(0.25 * (appeal - appeal.mean()) / appeal.std() + rng.normal(0, 0.45, n), -1.5, 1.5),
        episodes=episodes,
        length_s=rng.integers(60, 121, n),
        lock=rng.integers(8, 16, n),
        released=np.where(rng.random(n) < s.new_titles, rng.uniform(0, s.days, n), -1.0),
        hook=hook,
    )


def _people(s: Setting, rng: np.random.Generator) -> People:
    n = s.viewers
    fresh = rng.random(n) < s.fresh
    # The first tenth was always there, so that somebody can invite.
    fresh[: n // 10 + 1] = False
    joined = np.where(fresh, rng.uniform(0, s.days, n), -rng.exponential(60, n) - 1)
    invited = fresh & (rng.random(n) < s.invited)
    old = np.flatnonzero(~fresh)
    return People(
        taste=rng.dirichlet(np.full(len(GENRES), 0.3), n),
        rate=s.sessions * rng.lognormal(-0.32, 0.8, n),  # mean 1, a few watch very much
        shift_h=rng.normal(0, 1.2, n),
        speed=rng.choice([1.0, 1.25, 1.5, 2.0], n, p=[0.86, 0.07, 0.05, 0.02]),
        joined=joined,
        inviter=np.where(invited, rng.choice(old, n), -1),
        device=2 * np.arange(n),
        second=np.where(rng.random(n) < 0.2, 0.3, 0.0),
        home=rng.integers(0, max(1, int(n / 1.6)), n),  # households share
        mobile=1_000_000 + rng.integers(0, max(1, n // 60), n),  # so do customers of a mobile network
        skips=np.where(rng.random(n) < 0.15, rng.uniform(0.1, 0.8, n), 0.01),
        generous=rng.lognormal(-0.5, 1.0, n),
    )
