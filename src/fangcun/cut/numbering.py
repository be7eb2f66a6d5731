"""The numbers under which episodes are shown."""

from __future__ import annotations

from collections.abc import Iterator

from fangcun.write.contracts import Episode, Screenplay


def numbered(screenplay: Screenplay) -> Iterator[tuple[int, Episode]]:
    """Episodes with the numbers under which they are shown: the printed ones, else (missing, repeated) their places."""
    printed = [e.number for e in screenplay.episodes]
    usable = all(n is not None and n > 0 for n in printed) and len(set(printed)) == len(printed)
    for place, episode in enumerate(screenplay.episodes, 1):
        yield (episode.number if usable and episode.number else place), episode
