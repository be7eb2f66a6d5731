"""What viewers do, one record for each thing done: what heat, trust, recommendations and the simulator speak of."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What was done. The numbers are kept in columns and rows: never reuse one."""

    JOIN = 1  # an account was seen for the first time; ``other`` invited it
    OPEN = 2  # an episode began to play
    BEAT = 3  # the player says how far it is, about every fifteen seconds and when it stops
    FINISH = 4  # the player says the episode is over
    LIKE = 5
    FOLLOW = 6
    COMMENT = 7
    SHARE = 8
    AD_UNLOCK = 9  # a locked episode was opened by watching an advertisement
    COIN_UNLOCK = 10  # … by coins or money
    LEAVE = 11  # went away from a lock


class Event(NamedTuple):
    """One thing done. A named tuple, not a dataclass: it is as frozen, and made six times as fast, which counts when
    millions are.

    ``at`` is the server's receipt, a Unix second. ``device`` and ``address`` are whatever names them; an address is
    best a /24 or /64 network. ``position_ms`` is where the player stood in the episode, for OPEN, BEAT and FINISH.
    ``other`` is the inviting viewer of JOIN.
    """

    at: float
    kind: Kind
    viewer: str
    device: str
    address: str
    title: str
    episode: int
    position_ms: int
    other: str = ""
