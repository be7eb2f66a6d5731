"""Where something said stands between its writer and its readers."""

from __future__ import annotations

from enum import IntEnum


class Standing(IntEnum):
    """The numbers are in rows: never reuse one."""

    SHOWN = 1
    HELD = 2  # screening asks for a person before anybody sees it
    REPORTED = 3  # it was shown, and enough readers complained
    HIDDEN = 4  # a moderator's: nobody sees it, it can come back
    DELETED = 5  # a moderator's, for good
    WITHDRAWN = 6  # its writer's own
    FORGOTTEN = 7  # its writer left; the words are gone


WAITING = (Standing.HELD, Standing.REPORTED)
"""What a moderator has to look at."""

GONE = (Standing.DELETED, Standing.WITHDRAWN, Standing.FORGOTTEN)
"""What never comes back."""

TRUSTED = 0.5
"""The least trust (``engine.trust``, 0 to 1) with which a report counts towards hiding: below it more speaks for bought
traffic than against it."""

HIDDEN_AFTER = 3
"""So many different trustworthy readers hide something until a moderator has looked: one alone could silence anybody,
and three strangers who agree are rarely all wrong. Our figure; theatres publish none."""


def hidden_by(trusted: int, *, cleared: bool) -> bool:
    """Whether so many trustworthy reports hide something. What a moderator has cleared is only queued again: else a
    crowd could take down over and over what was found to be in order."""
    return not cleared and trusted >= HIDDEN_AFTER
