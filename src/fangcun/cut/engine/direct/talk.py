"""How talk is covered: both who speak, then over the shoulder, then nearer; the listener where the word lands.

The order of setups is the trade's usual one (master, over the shoulder, its reverse, singles), and a scene goes back to
a wider picture before it goes near again. What repeats a picture is left for another setup (`reel`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.cut.contracts import Expression, Figure, Framing, Move, Shot, ShotKind
from fangcun.cut.engine.direct.beats import Beat
from fangcun.cut.engine.direct.people import MOST_IN_A_SHOT, Company
from fangcun.cut.engine.direct.reel import Reel, Setup
from fangcun.cut.engine.direct.turns import STRONG, TURN, answered_at_once, provoked, weight_of
from fangcun.write.contracts import BlockKind, Voice

LINE_SECONDS, REACTION_SECONDS = 1.2, 1.6
LINES_BETWEEN_REACTIONS = 2
LINES_BETWEEN_MASTERS = 5

_NEAR = (Setup(ShotKind.SINGLE, Framing.CLOSE), Setup(ShotKind.SINGLE, Framing.MEDIUM))
HELD = (Setup(ShotKind.HOLD, Framing.CLOSE), Setup(ShotKind.HOLD, Framing.EXTREME))
"""How the last face of an episode is held: nearer still where the scene has shown it near already."""
_EXTREME = Setup(ShotKind.SINGLE, Framing.EXTREME)


class Talk:
    """The dialogue of a scene: remembers who has spoken with whom and how near the camera has come."""

    def __init__(self, company: Company, reel: Reel, *, extras: int) -> None:
        self._company, self._reel, self._extras = company, reel, extras
        self._speakers: list[str] = []  # of this exchange, in order
        self._felt: dict[str, Expression] = {}
        self._since_reaction = LINES_BETWEEN_REACTIONS
        self._racked = False

    def interrupt(self) -> None:
        """Something is done: the next line begins a new exchange."""
        self._speakers.clear()

    def speak(self, beat: Beat, speaker: str, *, coming: Sequence[Beat]) -> None:
        """The shot of a line, and the listener's face where the line calls for it."""
        line = beat.lines[0]
        before = self._felt.get(speaker, Expression.NEUTRAL)
        me = self._company.speak(speaker, manner=line.manner, text=beat.text, seen_speaking=line.voice is Voice.SPOKEN)
        self._felt[speaker] = me.expression
        other = None if line.voice is Voice.INNER else self._addressee(beat, speaker)
        weight = weight_of(beat, me.expression, before)
        if other is None:
            self._alone(beat, me)
        elif self._on_listener(beat, weight):
            self._listen(beat, other, me, provoked(beat, me.expression, other, coming))
        else:
            self._together(beat, me, other, weight)
        self._speakers.append(speaker)
        self._since_reaction += 1
        self._company.saw([speaker, *([other] if other else [])])
        self._company.settle(speaker)
        if other and self._calls_for_reaction(weight, other, coming):
            self._react(beat, other, me, provoked(beat, me.expression, other, coming))

    def think(self, beat: Beat, speaker: str) -> None:
        """A thought, seen on a closed mouth."""
        self._alone(beat, self._company.listen(speaker))

    def hear(self, beat: Beat, listener: str | None) -> None:
        """A voice from elsewhere: the picture is of whoever hears it, else of the place."""
        if listener is None:
            place = (Setup(ShotKind.ESTABLISHING, Framing.FULL),)
            self._reel.add(place, of=beat, seconds=LINE_SECONDS, extras=self._extras)
            return
        setups = (*_NEAR, Setup(ShotKind.SINGLE, Framing.FULL))
        self._reel.add(setups, of=beat, seconds=LINE_SECONDS, figures=(self._company.listen(listener),))

    # ── whom, and how

    def _addressee(self, beat: Beat, speaker: str) -> str | None:
        """Whom a line is for: who spoke last in this exchange, else whom it names, else who was last seen beside."""
        before = next((n for n in reversed(self._speakers) if n != speaker), None)
        named = [n for n in self._company.named_in(beat.text) if n != speaker and not self._company.new(n)]
        return before or (named[0] if named else self._company.partner_of(speaker))

    def _alone(self, beat: Beat, me: Figure) -> None:
        thinks = beat.lines[0].voice is not Voice.SPOKEN
        if thinks and me.expression is Expression.NEUTRAL:
            me = replace(me, expression=Expression.THINK)
        move = Move.PUSH if thinks or me.expression in STRONG else None
        self._reel.add(_NEAR, of=beat, seconds=LINE_SECONDS, move=move, figures=(me,), inner=thinks)
        self._company.settle(me.name)

    def _together(self, beat: Beat, me: Figure, other: str, weight: int) -> None:
        figures: tuple[Figure, ...] = (me, self._company.listen(other))
        setups = self._setups(me, other, weight, turn=beat.turn)
        if setups[0].kind is ShotKind.GROUP:
            third = [n for n in self._company.seen() if n not in (me.name, other)][: MOST_IN_A_SHOT - 2]
            figures = (*figures, *(self._company.listen(n) for n in third))
        move = Move.PUSH if weight >= TURN or me.expression in STRONG else None
        shot = self._reel.add(setups, of=beat, seconds=LINE_SECONDS, move=move, figures=figures, extras=self._extras)
        if shot.over and move is None and not self._racked and len(self._speakers) == 1:
            # Once in a scene the focus is pulled from what is near to who speaks behind a shoulder.
            self._racked = True
            self._reel.mend(replace(shot, move=Move.RACK))

    def _setups(self, me: Figure, other: str, weight: int, *, turn: bool) -> list[Setup]:
        """The ways to take a line, the best first."""
        close, medium = _NEAR
        over = Setup(ShotKind.TWO, Framing.CLOSE, over=other)
        both = Setup(ShotKind.TWO, Framing.MEDIUM)
        far = (Setup(ShotKind.TWO, Framing.FULL), Setup(ShotKind.SINGLE, Framing.FULL))
        said = len(self._speakers)
        met = {me.name, other} <= set(self._company.seen()) and self._shown_together(me.name, other)
        crowded = len(set(self._company.seen()) - {me.name, other}) >= 1
        if weight >= TURN + 1 and not self._reel.extremes() and (turn or me.expression in STRONG):
            return [_EXTREME, close, medium]
        if weight >= TURN or turn:
            return [close, medium, over]
        if me.expression in STRONG:
            return [close, over, medium]
        if crowded and said % LINES_BETWEEN_MASTERS == 0 and not self._all_seen_lately():
            return [Setup(ShotKind.GROUP, Framing.MEDIUM), Setup(ShotKind.GROUP, Framing.FULL)]
        if said == 0:
            return [over, medium, both, *far] if met else [both, over, medium, *far]
        if said == 1:
            return [over, medium, both, *far]
        if said % LINES_BETWEEN_MASTERS == 0:
            return [far[0], both, over, medium]
        return [over, medium, close, both, *far] if said % 2 == 0 else [medium, over, close, both, *far]

    def _all_seen_lately(self) -> bool:
        """Whether one of the last pictures took in more than two, so that everybody knows who is there."""
        return any(shot.kind is ShotKind.GROUP for shot in self._reel.shots[-LINES_BETWEEN_MASTERS:])

    def _shown_together(self, one: str, other: str) -> bool:
        """Whether the last shot has just shown the two, so that the camera may go on past a shoulder."""
        last = self._reel.last
        return last is not None and {one, other} <= {f.name for f in last.figures} and last.kind is not ShotKind.SINGLE

    # ── who listens

    def _on_listener(self, beat: Beat, weight: int) -> bool:
        """Whether a part of a long speech is played on whoever hears it."""
        return beat.part % 2 == 1 and weight < TURN and self._since_reaction >= LINES_BETWEEN_REACTIONS - 1

    def _listen(self, beat: Beat, other: str, me: Figure, felt: Expression) -> None:
        self._since_reaction = 0
        silent = replace(self._company.listen(me.name), speaking=False)
        self._reel.add(
            self._reactions(me.name),
            of=beat,
            seconds=LINE_SECONDS,
            figures=(self._felt_by(other, felt), silent),
        )

    def _calls_for_reaction(self, weight: int, other: str, coming: Sequence[Beat]) -> bool:
        return (
            weight >= TURN
            and self._since_reaction > LINES_BETWEEN_REACTIONS
            and bool(coming)
            and not answered_at_once(other, coming)
        )

    def _react(self, beat: Beat, other: str, me: Figure, felt: Expression) -> Shot:
        """The silent face on which the line lands."""
        self._since_reaction = 0
        silent = Beat(BlockKind.ACTION, beat.text, flashback=beat.flashback)
        move = Move.SHAKE if felt is Expression.SHOCK and me.expression is Expression.ANGER else None
        figures = (self._felt_by(other, felt), replace(me, speaking=False))
        shot = self._reel.add(self._reactions(me.name), of=silent, seconds=REACTION_SECONDS, move=move, figures=figures)
        self._company.settle(other)
        return shot

    def _felt_by(self, name: str, felt: Expression) -> Figure:
        return self._company.react(name, felt) if felt is not Expression.NEUTRAL else self._company.listen(name)

    @staticmethod
    def _reactions(speaker: str) -> tuple[Setup, ...]:
        return (*_NEAR, Setup(ShotKind.TWO, Framing.CLOSE, over=speaker))

    def strike(self, beat: Beat, speaker: str, seconds: float) -> Shot | None:
        """The last word of an episode, held on whoever it strikes; None when nobody is there to be struck."""
        other = self._addressee(beat, speaker)
        if other is None:
            return None
        felt = provoked(beat, self._felt.get(speaker, Expression.NEUTRAL), other, ())
        struck = self._felt_by(other, felt if felt is not Expression.NEUTRAL else Expression.SHOCK)
        silent = Beat(BlockKind.ACTION, beat.text, flashback=beat.flashback)
        figures = (struck, self._company.listen(speaker))
        return self._reel.add(HELD, of=silent, seconds=seconds, move=Move.PUSH, figures=figures)
