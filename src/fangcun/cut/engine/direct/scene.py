"""A scene directed: establishing, exchanges, reactions, inserts, the turn, the hold.

The rules are the trade's usual ones: a scene opens on its place, an exchange on both who speak, then over the shoulder
and nearer as feeling rises; the listener is seen where a word lands; an episode ends on a held face.
What a shot is depends on its scene alone, so that a change elsewhere leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fangcun.cut.contracts import Expression, Framing, Look, Move, Shot, ShotKind
from fangcun.cut.engine.alike import least_alike
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import Beat, beats_of
from fangcun.cut.engine.direct.deeds import Deeds
from fangcun.cut.engine.direct.people import Company
from fangcun.cut.engine.direct.reel import Reel, Setting, Setup
from fangcun.cut.engine.direct.talk import HELD, Talk
from fangcun.cut.engine.direct.written import reading, thing_shown
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Scene, Voice

MOST_EXTRAS = 12
SOME_EXTRAS = 6

# Seconds that pictures without words stand: long enough to be read, short enough for a phone.
CARD_SECONDS, PLACE_SECONDS, HOLD_SECONDS = 2.4, 1.8, 2.4

SIGHT = 4
"""Among how many shots back somebody must have been in the picture to see what is done now."""

_PLACE = Setup(ShotKind.ESTABLISHING, Framing.WIDE)
_CARD = Setup(ShotKind.CARD, Framing.WIDE)
_ASKS = frozenset({Expression.SHOCK, Expression.FEAR, Expression.CRY, Expression.PAIN, Expression.THINK})
"""Feelings on whose own face an episode ends; the others are seen on whoever they strike."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first scene of an episode opens with."""

    title: str
    number: int
    name: str = ""

    @property
    def caption(self) -> str:
        """The card: the series, then the episode."""
        return f"{self.title}\n第{self.number}集" + (f" {self.name}" if self.name else "")


def direct_scene(
    scene: Scene, *, cast: Mapping[str, Look], opening: Opening | None = None, closing: bool = False
) -> tuple[Shot, ...]:
    """The shots of a scene in order; empty when it shows nothing.

    ``cast`` are the known people (others keep to their voices), ``opening`` stands before the first scene of an
    episode, ``closing`` says that its last shot ends the episode. Ids are unique in the scene and follow the text: a
    changed line changes its own shot's id.
    """
    company = Company(scene, cast)
    beats = beats_of(scene, company.names)
    if not beats:
        return ()
    director = _Director(scene, company)
    if opening:
        director.reel.add(_CARD, move=Move.PUSH, seconds=CARD_SECONDS, caption=opening.caption)
    opened = director.establish(beats)
    for place, beat in enumerate(beats):
        if place or not opened:
            director.direct(beat, coming=beats[place + 1 :])
    return director.finish(beats[-1], closing=closing)


class _Director:
    def __init__(self, scene: Scene, company: Company) -> None:
        self._scene, self._company = scene, company
        place = scene.place or scene.location or ""
        time_of_day = scene.time_of_day.value if scene.time_of_day else (scene.time or "日")
        int_ext = scene.int_ext.value if scene.int_ext else "内"
        actions = "".join(block.text for block in scene.blocks if block.kind is BlockKind.ACTION)
        weather = words.weather_of(f"{scene.location or ''}{scene.time or ''}{actions}")
        # Some layouts name no people; who is there is then who speaks.
        anchor = digest.of_data([place, time_of_day, int_ext, list(company.names)])
        self._extras = min(MOST_EXTRAS, sum(e.count or SOME_EXTRAS for e in scene.extras))
        self.reel = Reel(
            Setting(place, time_of_day, int_ext, weather, anchor, crowd="、".join(e.name for e in scene.extras))
        )
        self._talk = Talk(company, self.reel, extras=self._extras)
        self._deeds = Deeds(company, self.reel, extras=self._extras)

    def establish(self, beats: Sequence[Beat]) -> bool:
        """The place, with whoever fills it; its name stands on the picture. Whether that is the first beat already."""
        first = beats[0]
        if first.kind is BlockKind.INTERTITLE and len(beats) > 1:
            return False
        described = self._describes_the_place(first)
        shown = replace(first, text=first.text if first.kind is BlockKind.ACTION else "", lines=())
        self.reel.add(
            _PLACE,
            move=Move.PAN_RIGHT if self.reel.chance("pan", 2) else Move.PUSH,
            seconds=max(PLACE_SECONDS, reading(first.text)) if described else PLACE_SECONDS,
            caption="·".join(filter(None, (self._scene.place or self._scene.location, self._scene.time or ""))) or None,
            extras=self._extras,
            of=shown,
        )
        return described and not first.turn

    def _describes_the_place(self, beat: Beat) -> bool:
        """Whether a beat tells of the place alone: nobody acts, and no thing is to be seen near."""
        return (
            beat.kind is BlockKind.ACTION and not self._company.acting_in(beat.text) and thing_shown(beat.text) is None
        )

    def direct(self, beat: Beat, *, coming: Sequence[Beat]) -> None:
        """The shot, or the two, of a beat."""
        if beat.kind is BlockKind.DIALOGUE:
            self._dialogue(beat, coming)
        elif beat.kind is BlockKind.INTERTITLE:
            self.reel.add(_CARD, move=Move.STILL, of=beat, seconds=2.0, caption=beat.text)
        elif beat.kind is BlockKind.CAPTION:
            self._caption(beat)
        else:
            self._talk.interrupt()
            self._deeds.show(beat)
        if beat.turn:
            self._turn()

    def _dialogue(self, beat: Beat, coming: Sequence[Beat]) -> None:
        line = beat.lines[0]
        speaker = line.speaker
        if speaker is not None and line.voice in (Voice.SPOKEN, Voice.INNER):
            self._talk.speak(beat, speaker, coming=coming)
        elif speaker is not None and self._thinks(speaker, line.voice):
            # Of somebody who is there, Chinese scripts write OS or VO for thoughts and memories.
            self._talk.think(beat, speaker)
        else:
            self._talk.hear(beat, self._company.partner_of(speaker or ""))

    def _thinks(self, speaker: str, voice: Voice) -> bool:
        return speaker in self._scene.cast_listed or (voice is Voice.VO and speaker in self._company.names)

    def _caption(self, beat: Beat) -> None:
        """Text on the screen: on the shot that stands there if it has none, else on the place."""
        last = self.reel.last
        if last and last.kind not in (ShotKind.CARD, ShotKind.ESTABLISHING, ShotKind.INSERT) and not last.caption:
            self.reel.mend(replace(last, caption=beat.text, seconds=max(last.seconds, reading(beat.text))))
            return
        figures = [self._company.listen(n) for n in self._company.names[:1]]
        kind = ShotKind.SINGLE if figures else ShotKind.ESTABLISHING
        setups = [Setup(kind, Framing.MEDIUM), Setup(kind, Framing.FULL)]
        self.reel.add(setups, move=Move.PUSH, of=beat, seconds=reading(beat.text), figures=figures, caption=beat.text)

    # ── the end

    def _turn(self) -> None:
        """The beat before a 卡点: nearer, and pushed."""
        last = self.reel.shots[-1]
        if self._struck_by(last):
            return
        if last.figures and not last.lines and last.figures[0].expression is Expression.NEUTRAL:
            # Something happens that words do not say: the face says it.
            struck = replace(last.figures[0], expression=Expression.SHOCK)
            last = replace(last, figures=(struck, *last.figures[1:]))
            self.reel.mend(last)
        if last.kind is ShotKind.TWO and not last.lines and not last.over:
            # What is done to somebody, or seen by somebody: past the one to the other, then the face it strikes.
            self.reel.mend(replace(last, framing=Framing.CLOSE, over=last.figures[0].name, figures=last.figures[::-1]))
            silent = Beat(BlockKind.ACTION, last.beat, flashback=last.flashback)
            setup = Setup(ShotKind.SINGLE, Framing.CLOSE)
            self.reel.add(setup, of=silent, seconds=HOLD_SECONDS, move=Move.PUSH, figures=last.figures)
        elif last.kind in (ShotKind.SINGLE, ShotKind.TWO) and last.figures:
            near = last.framing if last.framing is Framing.EXTREME else Framing.CLOSE
            self.reel.mend(replace(last, kind=ShotKind.SINGLE, framing=near, over=None, move=Move.PUSH))

    def _struck_by(self, last: Shot) -> bool:
        """Add the face of whoever sees what somebody else has just done without showing any feeling at it."""
        if last.lines or last.kind is not ShotKind.SINGLE or last.figures[0].expression is not Expression.NEUTRAL:
            return False
        doer = last.figures[0].name
        lately = [f.name for s in self.reel.shots[-SIGHT:] for f in s.figures]
        witness = next((n for n in self._company.seen() if n != doer and n in lately), None)
        if witness is None:
            return False
        struck = self._company.react(witness, Expression.SHOCK)
        silent = Beat(BlockKind.ACTION, last.beat, flashback=last.flashback)
        setups = [Setup(ShotKind.SINGLE, s.framing) for s in HELD]
        self.reel.add(setups, of=silent, seconds=HOLD_SECONDS, move=Move.PUSH, figures=(struck, last.figures[0]))
        return True

    def finish(self, beat: Beat, *, closing: bool) -> tuple[Shot, ...]:
        """The shots, the last one of an episode held on the face that matters."""
        if closing and self.reel.shots and self.reel.shots[-1].kind is not ShotKind.CARD:
            self._hold(beat)
        return tuple(self.reel.shots)

    def _hold(self, beat: Beat) -> None:
        last = self.reel.shots[-1]
        speaker = next((f for f in last.figures if f.speaking), None)
        strikes = speaker is not None and beat.turn and speaker.expression not in _ASKS
        if strikes and speaker and self._talk.strike(beat, speaker.name, HOLD_SECONDS):
            return
        witness = next(iter(self._company.seen()), None)
        if last.kind is ShotKind.GROUP:
            witness = last.figures[0].name
        if witness and (not last.figures or last.kind is ShotKind.GROUP):
            silent = Beat(BlockKind.ACTION, last.beat, flashback=last.flashback)
            seen = self._company.listen(witness)
            if seen.expression is Expression.NEUTRAL:
                seen = replace(seen, expression=Expression.SHOCK)
            self.reel.add(HELD, move=Move.PUSH, of=silent, seconds=HOLD_SECONDS, figures=(seen,))
        elif last.figures:
            setups = HELD if last.framing is not Framing.EXTREME else HELD[1:]
            ways = [replace(last, kind=s.kind, framing=s.framing, over=None, move=Move.PUSH) for s in setups]
            held = least_alike(ways, self.reel.shots[:-1])
            self.reel.mend(replace(held, seconds=max(HOLD_SECONDS, last.seconds)))
        else:
            self.reel.mend(replace(last, seconds=max(HOLD_SECONDS, last.seconds), move=Move.PULL))
