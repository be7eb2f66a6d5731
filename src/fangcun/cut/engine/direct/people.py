"""Who is in the picture: from names, pronouns and the ones who spoke last to the figures of a shot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fangcun.cut.contracts import Expression, Figure, Look, Pose
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.clauses import clauses_of
from fangcun.cut.engine.direct.dress import off_duty, put_on, worn_from_the_start
from fangcun.cut.engine.direct.hands import hands_of
from fangcun.cut.engine.names import names_in
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Scene

MOST_IN_A_SHOT = 4
_PASSING = frozenset({Pose.WALK, Pose.RUN})
_PASSING_FACES = frozenset({Expression.SHOCK, Expression.LAUGH, Expression.PAIN})

# A sentence without a subject is of whoever the one before was of: And smiles.
_GOES_ON = re.compile(r"(?:And|Then|But) [a-z]+s\b")
_PRONOUN = re.compile(r"(?P<woman>她(?!们)|\b(?:she|her)\b)|(?P<man>他(?!们)|\b(?:he|his|him)\b)", re.I)


class Company:
    """The people of a scene while it runs: where they stand, who was seen last, what faces show and hands hold."""

    def __init__(self, scene: Scene, cast: Mapping[str, Look]) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys((*scene.cast_listed, *scene.cast_speaking)))
        self._sexes = {name: look.sex for name, look in cast.items()}
        self._last: list[str] = []
        self._faces: dict[str, Expression] = {}
        self._poses: dict[str, Pose] = {}
        self._holds: dict[str, str] = {}
        actions = [b.text for b in scene.content if b.kind in (BlockKind.ACTION, BlockKind.CAPTION)]
        self._awaited = _enter_later(scene, self.names)
        place = f"{scene.place or ''}{scene.location or ''}"
        self._worn = off_duty(cast, place) | worn_from_the_start(actions, self.names)
        self._sides = _sides(self.names)

    # ── who

    def named_in(self, text: str) -> list[str]:
        """The people that a text names, in the order of their first mention; a name inside a longer one is not it."""
        return list(dict.fromkeys(name for name, _ in names_in(text, self.names)))

    def acting_in(self, text: str) -> list[str]:
        """Who an action shows: the named, else all, the last two or the last one where it speaks of them so."""
        named = self.named_in(text)
        if words.means_everyone(text):
            there = [n for n in self.names if n not in self._awaited]
            return list(dict.fromkeys((*named, *there)))[:MOST_IN_A_SHOT]
        if named:
            doers = [n for n, _ in self.doing(text)]
            return list(dict.fromkeys((*(n for n in doers if n in named), *named)))[:MOST_IN_A_SHOT]
        if words.means_both(text):
            return (self._last or list(self.names))[:2]
        if _GOES_ON.match(text):
            return self._last[:1]
        return self._meant_in(text)

    def doing(self, text: str) -> list[tuple[str, str]]:
        """Each clause of an action with whoever does what it says."""
        return [(n, clause) for doers, clause in clauses_of(text, self.names, meant=self._meant_in) for n in doers]

    def _meant_in(self, text: str) -> list[str]:
        """Who a pronoun means: whoever of that sex was seen last, else the only one of the scene."""
        pronoun = _PRONOUN.search(text)
        if not pronoun:
            return []
        sex = "女" if pronoun.group("woman") else "男"
        seen = [n for n in self._last if self._sexes.get(n, sex) == sex]
        there = [n for n in self.names if self._sexes.get(n) == sex]
        return seen[:1] or (there if len(there) == 1 else [])

    def partner_of(self, name: str) -> str | None:
        """Whom somebody speaks to: who was seen last beside them, else the next of the scene who is there already."""
        others = [n for n in (*self._last, *self.names) if n != name and n not in self._awaited]
        return others[0] if others else None

    def saw(self, names: Sequence[str]) -> None:
        """Remember who was in the picture, the latest first."""
        self._last = list(dict.fromkeys((*names, *self._last)))
        self._awaited.difference_update(names)

    def seen(self) -> tuple[str, ...]:
        """Everyone who was in the picture so far, the latest first."""
        return tuple(self._last)

    def new(self, name: str) -> bool:
        """Whether somebody was not in the picture yet."""
        return name not in self._last

    # ── how they look

    def act(self, names: Sequence[str], text: str) -> tuple[Figure, ...]:
        """The figures of an action: each does and feels what their own clauses say, the others stay as they were."""
        self._worn.update(put_on(text, self.names))
        seen: dict[str, Figure] = {n: self._figure(n) for n in names}
        gave: list[str] = []
        all_of_them = words.means_everyone(text) or words.means_both(text)
        for doers, clause in clauses_of(text, self.names, meant=self._meant_in):
            every = words.means_everyone(clause) or words.means_both(clause)
            who = list(names) if every else [n for n in doers if n in seen] or ([] if all_of_them else list(names[:1]))
            for name in who:
                seen[name] = self._done(seen[name], clause, gave, alone=not every)
        for name in gave:
            self._holds.pop(name, None)
        self.saw(names)
        return tuple(seen.values())

    def _done(self, figure: Figure, clause: str, gave: list[str], *, alone: bool) -> Figure:
        """The figure after one clause of its doing."""
        name = figure.name
        felt, hand, pose = words.expression_of(clause), words.gesture_of(clause), words.pose_of(clause)
        if felt:
            self._faces[name] = felt
        if pose:
            # Who came running stands when the next word falls; who sat down sits until something says otherwise.
            self._poses[name] = Pose.STAND if pose in _PASSING else pose
        holds = figure.holds
        if alone:
            hands = hands_of(clause)
            if hands.takes:
                holds = self._holds[name] = hands.takes
                for other in [n for n, thing in self._holds.items() if n != name and thing == holds]:
                    del self._holds[other]
            if hands.leaves and holds:
                gave.append(name)
        return replace(
            figure,
            expression=felt or figure.expression,
            gesture=hand or figure.gesture,
            pose=pose or figure.pose,
            holds=holds,
        )

    def speak(self, name: str, *, manner: str | None, text: str, seen_speaking: bool) -> Figure:
        """The one who speaks, with the face that the manner asks for, else the one the words sound like."""
        said = manner or ""
        told = words.expression_of(said) or (None if manner else _sound_of(text))
        felt = self._faces[name] = told or self.face(name)
        if told is None and felt is Expression.NEUTRAL and not manner:
            # What words alone sound like passes with them.
            felt = words.sound_of(text) or felt
        pose = words.pose_of(said)
        if pose:
            self._poses[name] = Pose.STAND if pose in _PASSING else pose
        hands = hands_of(said)
        if hands.takes:
            self._holds[name] = hands.takes
        return replace(self._figure(name), expression=felt, speaking=seen_speaking, gesture=words.gesture_of(said))

    def listen(self, name: str) -> Figure:
        """Somebody who listens."""
        return self._figure(name)

    def react(self, name: str, felt: Expression) -> Figure:
        """Somebody who listens and feels something at it, as long as the picture stands."""
        return replace(self._figure(name), expression=felt)

    def _figure(self, name: str) -> Figure:
        return Figure(
            name,
            self.face(name),
            pose=self._poses.get(name, Pose.STAND),
            holds=self._holds.get(name),
            costume=self._worn.get(name),
            side=self._sides.get(name, 0),
        )

    def face(self, name: str) -> Expression:
        """What a face shows until something changes it."""
        return self._faces.get(name, Expression.NEUTRAL)

    def settle(self, name: str) -> None:
        """A strong feeling passes once it was seen."""
        if self._faces.get(name) in _PASSING_FACES:
            self._faces[name] = Expression.NEUTRAL


def _enter_later(scene: Scene, names: tuple[str, ...]) -> set[str]:
    """Who is not there when a scene begins: the first that is heard or seen of them is an action after others spoke."""
    first: dict[str, bool] = {}
    spoken = False
    for block in scene.content:
        spoken = spoken or block.kind is BlockKind.DIALOGUE
        here = [block.speaker] if block.kind is BlockKind.DIALOGUE else [n for n, _ in names_in(block.text, names)]
        for name in filter(None, here):
            first.setdefault(name, spoken and block.kind is BlockKind.ACTION)
    return {name for name, later in first.items() if later}


def _sides(names: Sequence[str]) -> dict[str, int]:
    """Where everybody stands all through the scene: the first two face each other, the others farther out, in turn.

    The line between two people is then never crossed, and who looks to the right goes on doing so (the 180-degree
    rule). Who is on the left is a matter of the scene's people, not of its words.
    """
    first = 1 if int(digest.of_data(list(names))[:4], 16) % 2 else -1
    return {name: (first if i % 2 == 0 else -first) * (i // 2 + 1) for i, name in enumerate(names)}


def _sound_of(text: str) -> Expression | None:
    """What the words of a line sound like when the script gives no manner."""
    if text.endswith(("！！", "!!")):
        return Expression.ANGER
    if text.endswith(("？！", "!?", "?!", "！？")):
        return Expression.SHOCK
    return None
