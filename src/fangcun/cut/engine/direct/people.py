"""Who is in the picture: from names, pronouns and the ones who spoke last to the figures of a shot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fangcun.cut.contracts import Expression, Figure, Look, Pose
from fangcun.cut.engine.direct.words import expression_of, gesture_of, means_both, means_everyone, pose_of
from fangcun.cut.engine.names import names_in
from fangcun.write.contracts import Scene

MOST_IN_A_SHOT = 4
_PASSING = frozenset({Pose.WALK, Pose.RUN})

_PRONOUN = re.compile(r"(?P<woman>她(?!们)|\b(?:she|her)\b)|(?P<man>他(?!们)|\b(?:he|his|him)\b)", re.I)


class Company:
    """The people of a scene while it runs: who was seen last, and what each face shows."""

    def __init__(self, scene: Scene, cast: Mapping[str, Look]) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys((*scene.cast_listed, *scene.cast_speaking)))
        self._sexes = {name: look.sex for name, look in cast.items()}
        self._last: list[str] = []
        self._faces: dict[str, Expression] = {}
        self._poses: dict[str, Pose] = {}

    def named_in(self, text: str) -> list[str]:
        """The people that a text names, in the order of their first mention; a name inside a longer one is not it."""
        return list(dict.fromkeys(name for name, _ in names_in(text, self.names)))

    def acting_in(self, text: str) -> list[str]:
        """Who an action shows: the named, else all, the last two or the last one where it speaks of them so."""
        named = self.named_in(text)
        if means_everyone(text):
            return list(dict.fromkeys((*named, *self.names)))[:MOST_IN_A_SHOT]
        if named:
            return named[:MOST_IN_A_SHOT]
        if means_both(text):
            return (self._last or list(self.names))[:2]
        pronoun = _PRONOUN.search(text)
        return self._meant_by("女" if pronoun.group("woman") else "男") if pronoun else []

    def _meant_by(self, sex: str) -> list[str]:
        """Who a pronoun means: whoever of that sex was seen last, else the only one of the scene."""
        seen = [n for n in self._last if self._sexes.get(n, sex) == sex]
        there = [n for n in self.names if self._sexes.get(n) == sex]
        return seen[:1] or (there if len(there) == 1 else [])

    def partner_of(self, name: str) -> str | None:
        """Whom somebody speaks to: who was seen last beside them, else the next of the scene."""
        others = [n for n in (*self._last, *self.names) if n != name]
        return others[0] if others else None

    def saw(self, names: Sequence[str]) -> None:
        """Remember who was in the picture, the latest first."""
        self._last = list(dict.fromkeys((*names, *self._last)))

    def seen_last(self) -> str | None:
        """Who was in the picture last, if anybody was."""
        return self._last[0] if self._last else None

    def act(self, names: Sequence[str], text: str) -> tuple[Figure, ...]:
        """The figures of an action: whoever it is about feels it, the others keep their faces."""
        felt, hand = expression_of(text), gesture_of(text)
        if felt and names:
            self._faces[names[0]] = felt
        poses = {n: self.pose(n) for n in names}
        taken = pose_of(text)
        if taken and names:
            poses[names[0]] = taken
            # Who came running stands when the next word falls; who sat down sits until something says otherwise.
            self._poses[names[0]] = Pose.STAND if taken in _PASSING else taken
        figures = [
            Figure(n, self.face(n), gesture=hand if i == 0 else None, pose=poses[n]) for i, n in enumerate(names)
        ]
        self.saw(names)
        return tuple(figures)

    def speak(self, name: str, *, manner: str | None, text: str, seen_speaking: bool) -> Figure:
        """The one who speaks, with the face that the manner asks for, else the one the words sound like."""
        felt = expression_of(manner or "") or (None if manner else _sound_of(text)) or self.face(name)
        self._faces[name] = felt
        return Figure(name, felt, speaking=seen_speaking, gesture=gesture_of(manner or ""), pose=self.pose(name))

    def listen(self, name: str) -> Figure:
        """Somebody who listens."""
        return Figure(name, self.face(name), pose=self.pose(name))

    def face(self, name: str) -> Expression:
        """What a face shows until something changes it."""
        return self._faces.get(name, Expression.NEUTRAL)

    def pose(self, name: str) -> Pose:
        """How a body is held until something changes it."""
        return self._poses.get(name, Pose.STAND)

    def settle(self, name: str) -> None:
        """A strong feeling passes once it was seen."""
        if self._faces.get(name) in (Expression.SHOCK, Expression.LAUGH, Expression.PAIN):
            self._faces[name] = Expression.NEUTRAL


def _sound_of(text: str) -> Expression | None:
    """What the words of a line sound like when the script gives no manner."""
    if text.endswith(("！！", "!!")):
        return Expression.ANGER
    if text.endswith(("？！", "!?", "?!", "！？")):
        return Expression.SHOCK
    return None
