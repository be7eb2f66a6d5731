"""Who is in the picture: from names, pronouns and the ones who spoke last to the figures of a shot."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.cut.contracts import Expression, Figure
from fangcun.cut.engine.direct.words import expression_of, gesture_of, means_both, means_everyone
from fangcun.write.contracts import Scene

MOST_IN_A_SHOT = 4


class Company:
    """The people of a scene while it runs: who was seen last, and what each face shows."""

    def __init__(self, scene: Scene) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys((*scene.cast_listed, *scene.cast_speaking)))
        self._by_length = sorted(self.names, key=len, reverse=True)
        self._last: list[str] = []
        self._faces: dict[str, Expression] = {}

    def named_in(self, text: str) -> list[str]:
        """The people that a text names, in the order of their first mention; a name inside a longer one is not it."""
        found: dict[str, int] = {}
        rest = text
        for name in self._by_length:
            at = rest.find(name)
            if at >= 0:
                found[name] = at
                rest = rest.replace(name, "\0" * len(name))
        return sorted(found, key=lambda name: found[name])

    def acting_in(self, text: str) -> list[str]:
        """Who an action shows: the named, else all, the last two or the last one where it speaks of them so."""
        named = self.named_in(text)
        if means_everyone(text):
            return list(dict.fromkeys((*named, *self.names)))[:MOST_IN_A_SHOT]
        if named:
            return named[:MOST_IN_A_SHOT]
        if means_both(text):
            return (self._last or list(self.names))[:2]
        if self._last and any(word in text.lower() for word in ("他", "她", "he ", "she ", "his ", "her ")):
            return self._last[:1]
        return []

    def partner_of(self, name: str) -> str | None:
        """Whom somebody speaks to: who was seen last beside them, else the next of the scene."""
        others = [n for n in (*self._last, *self.names) if n != name]
        return others[0] if others else None

    def saw(self, names: Sequence[str]) -> None:
        """Remember who was in the picture, the latest first."""
        self._last = list(dict.fromkeys((*names, *self._last)))

    def act(self, names: Sequence[str], text: str) -> tuple[Figure, ...]:
        """The figures of an action: whoever it is about feels it, the others keep their faces."""
        felt, hand = expression_of(text), gesture_of(text)
        if felt and names:
            self._faces[names[0]] = felt
        figures = [Figure(n, self.face(n), gesture=hand if i == 0 else None) for i, n in enumerate(names)]
        self.saw(names)
        return tuple(figures)

    def speak(self, name: str, *, manner: str | None, text: str, seen_speaking: bool) -> Figure:
        """The one who speaks, with the face that the manner asks for, else the one the words sound like."""
        felt = expression_of(manner or "") or (None if manner else _sound_of(text)) or self.face(name)
        self._faces[name] = felt
        return Figure(name, felt, speaking=seen_speaking, gesture=gesture_of(manner or ""))

    def listen(self, name: str) -> Figure:
        """Somebody who listens."""
        return Figure(name, self.face(name))

    def face(self, name: str) -> Expression:
        """What a face shows until something changes it."""
        return self._faces.get(name, Expression.NEUTRAL)

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
