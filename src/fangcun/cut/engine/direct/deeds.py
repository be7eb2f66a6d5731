"""How action is covered: who does it, how near, what the camera does with it, and the thing it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.cut.contracts import Expression, Figure, Framing, Move, Pose, Shot, ShotKind
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import Beat
from fangcun.cut.engine.direct.people import Company
from fangcun.cut.engine.direct.reel import Reel, Setup
from fangcun.cut.engine.direct.turns import STRONG
from fangcun.cut.engine.direct.written import SCREENS, asked_near, reading, thing_shown, written_in

INSERT_SECONDS, READING_SECONDS = 2.0, 0.8
A_CROWD = 6
"""How many are seen of a crowd that the script does not count."""
LONGEST_VIEW = 5.5
"""Seconds that a picture of a place alone may stand."""

_WHOLE = {
    ShotKind.SINGLE: Setup(ShotKind.SINGLE, Framing.FULL),
    ShotKind.TWO: Setup(ShotKind.TWO, Framing.FULL),
    ShotKind.GROUP: Setup(ShotKind.GROUP, Framing.FULL),
}
_HALF = {kind: Setup(kind, Framing.MEDIUM) for kind in _WHOLE}
_FACE = Setup(ShotKind.SINGLE, Framing.CLOSE)


class Deeds:
    """The action of a scene."""

    def __init__(self, company: Company, reel: Reel, *, extras: int) -> None:
        self._company, self._reel, self._extras = company, reel, extras

    def show(self, beat: Beat) -> None:
        """The shot of an action, and the thing it is about where it is to be read or nobody handles it."""
        if beat.insert:
            self._insert(beat, words.prop_of(beat.insert) or beat.insert.lower(), beat.text or None)
            return
        names = self._company.acting_in(beat.text)
        prop, told = thing_shown(beat.text), written_in(beat.text)
        last = self._reel.last
        shown = prop is not None and self._shown(prop, told)
        if told and last and self._told_already(last, prop):
            # The thing stands there already: what is on it is read in that picture.
            self._reel.mend(replace(last, caption=told, seconds=last.seconds + READING_SECONDS))
            if not names:
                return
        elif prop and (not names or told) and not shown and not words.means_crowd(beat.text):
            self._insert(beat, prop, told)
            if not names:
                return
        felt = shown or words.shakes(beat.text) or asked_near(beat.text)
        if not names and felt and self._company.seen():
            self._witness(beat)
            return
        if not names:
            self._view(beat)
            return
        fresh = any(self._company.new(n) for n in names)
        figures = self._company.act(names, beat.text)
        self._reel.add(
            self._setups(beat, figures, fresh=fresh),
            of=beat,
            seconds=reading(beat.text),
            move=self._move(beat, figures),
            figures=figures,
            prop=figures[0].holds,
            extras=self._extras,
        )
        for figure in figures:
            self._company.settle(figure.name)

    def _shown(self, prop: str, told: str | None) -> bool:
        """Whether the scene has shown the thing so already; then it is seen on faces."""
        return any(s.kind is ShotKind.INSERT and s.prop == prop and told in (None, s.caption) for s in self._reel.shots)

    @staticmethod
    def _told_already(last: Shot, prop: str | None) -> bool:
        """Whether the last shot shows the thing with nothing on it; a screen changes and is seen again."""
        return last.kind is ShotKind.INSERT and last.prop == prop and last.caption is None and prop not in SCREENS

    def _insert(self, beat: Beat, prop: str, told: str | None) -> None:
        move = Move.SHAKE if words.shakes(beat.text) else Move.PUSH
        close = Setup(ShotKind.INSERT, Framing.CLOSE)
        self._reel.add(close, of=beat, seconds=INSERT_SECONDS, move=move, prop=prop, caption=told)

    def _setups(self, beat: Beat, figures: Sequence[Figure], *, fresh: bool) -> list[Setup]:
        """The ways to take an action, the best first: whole bodies for who comes in or moves, faces for feeling."""
        kind = ShotKind.SINGLE if len(figures) == 1 else ShotKind.TWO if len(figures) == 2 else ShotKind.GROUP
        first = figures[0]
        whole, half = _WHOLE[kind], _HALF[kind]
        moving = words.rises(beat.text) or words.pose_of(beat.text) in (Pose.WALK, Pose.RUN, Pose.KNEEL, Pose.LIE)
        past = [Setup(ShotKind.TWO, Framing.CLOSE, over=figures[1].name)] if kind is ShotKind.TWO else []
        if asked_near(beat.text):
            return [_FACE, Setup(ShotKind.SINGLE, Framing.EXTREME), half]
        if moving:
            return [whole, half]
        if first.expression in STRONG:
            return [_FACE, half, whole] if kind is ShotKind.SINGLE else [half, *past, whole]
        if fresh:
            return [whole, half]
        last = self._reel.last
        if last is not None and last.framing in (Framing.FULL, Framing.WIDE):
            return [half, _FACE, whole] if kind is ShotKind.SINGLE else [half, *past, whole]
        return [half, whole, _FACE] if kind is ShotKind.SINGLE else [whole, half, *past]

    def _move(self, beat: Beat, figures: Sequence[Figure]) -> Move | None:
        """What the camera does with an action: a blow shakes it, it follows who walks, rises and sinks."""
        first, pose = figures[0], words.pose_of(beat.text)
        if words.shakes(beat.text):
            return Move.SHAKE
        if pose in (Pose.WALK, Pose.RUN):
            ahead = first.side < 0
            leaving = words.leaves(beat.text)
            return Move.PAN_RIGHT if ahead is not leaving else Move.PAN_LEFT
        if pose in (Pose.KNEEL, Pose.LIE):
            return Move.TILT_DOWN
        if words.rises(beat.text):
            return Move.TILT_UP
        if first.expression in STRONG:
            return Move.PUSH
        return None

    # ── pictures of nobody

    def _view(self, beat: Beat) -> None:
        """A description: the place with its crowd, else on the picture of it that stands, else whoever sees it."""
        last = self._reel.last
        many = words.means_everyone(beat.text) or words.means_crowd(beat.text)
        crowd = (self._extras or A_CROWD) if many else self._extras // 2
        empty_before = last is not None and last.kind is ShotKind.ESTABLISHING
        if not empty_before or (crowd and last is not None and last.extras == 0):
            move = (
                Move.SHAKE if words.shakes(beat.text) else Move.TILT_DOWN if self._reel.chance(beat.text, 2) else None
            )
            view = Setup(ShotKind.ESTABLISHING, Framing.FULL)
            self._reel.add(view, of=beat, seconds=reading(beat.text), move=move, extras=crowd)
            return
        if self._company.seen():
            self._witness(beat)
        else:
            self._dwell(beat)

    def _witness(self, beat: Beat) -> None:
        """What nobody does, on the faces of who sees or hears it."""
        near = asked_near(beat.text)
        figures = [self._company.listen(n) for n in self._company.seen()[: 1 if near else 2]]
        felt = words.expression_of(beat.text) or (Expression.SHOCK if words.shakes(beat.text) else None)
        if felt:
            figures[0] = self._company.react(figures[0].name, felt)
        kind = ShotKind.SINGLE if len(figures) == 1 else ShotKind.TWO
        setups = [_FACE, _HALF[kind]] if near else [_HALF[kind], _WHOLE[kind]]
        move = Move.SHAKE if words.shakes(beat.text) else Move.PUSH if near else None
        self._reel.add(setups, of=beat, seconds=reading(beat.text), move=move, figures=figures)

    def _dwell(self, beat: Beat) -> None:
        """Stay on the place: two empty pictures of it running are one that stands longer."""
        last = self._reel.last
        if last is not None:
            self._reel.dwell(beat, seconds=min(LONGEST_VIEW, last.seconds + reading(beat.text) / 2))
