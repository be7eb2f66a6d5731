"""A scene directed: establishing, exchanges, reactions, inserts, the turn, the hold.

The rules are the trade's usual ones: a scene opens on its place, an exchange on both who speak, then over the shoulder
and nearer as feeling rises; no two shots running frame the same people the same way; an episode ends on a held face.
What a shot is depends on its scene alone, so that a change elsewhere leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fangcun.cut.contracts import Expression, Figure, Framing, Look, Move, Shot, ShotKind
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import Beat, beats_of, width
from fangcun.cut.engine.direct.people import Company
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Scene, Voice

STRONG = {Expression.ANGER, Expression.CRY, Expression.SHOCK, Expression.FEAR, Expression.PAIN}
MOST_EXTRAS = 12
SOME_EXTRAS = 6

# Seconds that pictures without words stand: long enough to be read, short enough for a phone.
CARD_SECONDS, PLACE_SECONDS, INSERT_SECONDS, HOLD_SECONDS, LINE_SECONDS = 2.4, 1.8, 2.0, 2.4, 1.2


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
    beats = beats_of(scene)
    if not beats:
        return ()
    director = _Director(scene, cast)
    if opening:
        director.add(ShotKind.CARD, Framing.WIDE, Move.PUSH, seconds=CARD_SECONDS, caption=opening.caption)
    first = beats[0]
    if not (first.kind is BlockKind.INTERTITLE and len(beats) > 1):
        director.establish(first)
    for place, beat in enumerate(beats):
        director.direct(beat, last=place == len(beats) - 1)
    return director.finish(closing=closing)


NOTHING = Beat(BlockKind.ACTION, "")


class _Director:
    def __init__(self, scene: Scene, cast: Mapping[str, Look]) -> None:
        self._scene = scene
        self._company = Company(scene, cast)
        self._cast = cast
        self._place = scene.place or scene.location or ""
        self._time = scene.time_of_day.value if scene.time_of_day else (scene.time or "日")
        self._int_ext = scene.int_ext.value if scene.int_ext else "内"
        # Some layouts name no people; who is there is then who speaks.
        self._anchor = digest.of_data([self._place, self._time, self._int_ext, list(self._company.names)])
        self._extras = min(MOST_EXTRAS, sum(e.count or SOME_EXTRAS for e in scene.extras))
        actions = "".join(block.text for block in scene.blocks if block.kind is BlockKind.ACTION)
        self._weather = words.weather_of(f"{scene.location or ''}{scene.time or ''}{actions}")
        self._shots: list[Shot] = []
        self._ids: dict[str, int] = {}
        self._exchange: list[str] = []
        self._spoken = 0

    # ── one beat

    def establish(self, first: Beat) -> None:
        """The place, with whoever fills it; its name stands on the picture."""
        words_of_place = "·".join(filter(None, (self._place, self._scene.time or "")))
        self.add(
            ShotKind.ESTABLISHING,
            Framing.WIDE,
            Move.PAN_RIGHT if self._chance("pan", 2) else Move.PUSH,
            seconds=PLACE_SECONDS,
            caption=words_of_place or None,
            extras=self._extras,
            of=replace(first, text=first.text if first.kind is BlockKind.ACTION else "", lines=()),
        )

    def direct(self, beat: Beat, *, last: bool) -> None:
        """The shot, or the two, of a beat."""
        if beat.kind is BlockKind.DIALOGUE:
            self._dialogue(beat)
        elif beat.kind is BlockKind.INTERTITLE:
            self.add(ShotKind.CARD, Framing.WIDE, Move.STILL, of=beat, seconds=2.0, caption=beat.text)
        elif beat.kind is BlockKind.CAPTION:
            self._caption(beat)
        else:
            self._action(beat)
        if beat.turn or (last and self._shots[-1].kind is ShotKind.ESTABLISHING):
            self._turn()

    def _action(self, beat: Beat) -> None:
        self._exchange.clear()
        names = self._company.acting_in(beat.text)
        prop = words.prop_of(beat.text)
        shaken = words.shakes(beat.text)
        if prop and (not names or _is_written(beat.text)):
            self.add(
                ShotKind.INSERT,
                Framing.CLOSE,
                Move.SHAKE if shaken else Move.PUSH,
                prop=prop,
                caption=_written(beat.text),
                of=beat,
                seconds=INSERT_SECONDS,
            )
            if not names:
                return
        figures = self._company.act(names, beat.text)
        if not figures:
            crowd = self._extras if words.means_everyone(beat.text) else self._extras // 2
            move = Move.SHAKE if shaken else (Move.PAN_LEFT, Move.TILT_DOWN, Move.PULL)[self._chance(beat.text, 3)]
            self.add(ShotKind.ESTABLISHING, Framing.FULL, move, of=beat, seconds=_reading(beat.text), extras=crowd)
            return
        kind = ShotKind.SINGLE if len(figures) == 1 else ShotKind.TWO if len(figures) == 2 else ShotKind.GROUP
        strong = figures[0].expression in STRONG
        choices = _ACTION_FRAMINGS[kind][strong]
        framing = self._fresh(kind, figures, choices)
        move = Move.SHAKE if shaken else Move.PUSH if strong else self._drift(beat.text)
        held = prop if figures[0].gesture == "hold" and prop != "门" else None
        crowd = self._extras if framing in (Framing.WIDE, Framing.FULL) else 0
        self.add(kind, framing, move, of=beat, seconds=_reading(beat.text), figures=figures, prop=held, extras=crowd)
        self._company.settle(figures[0].name)

    def _dialogue(self, beat: Beat) -> None:
        line = beat.lines[0]
        speaker = line.speaker
        seen = speaker is not None and line.voice in (Voice.SPOKEN, Voice.INNER)
        if not seen or speaker is None:
            self._voice_over(beat)
            return
        me = self._company.speak(speaker, manner=line.manner, text=beat.text, seen_speaking=line.voice is Voice.SPOKEN)
        if line.voice is Voice.INNER and me.expression is Expression.NEUTRAL:
            me = replace(me, expression=Expression.THINK)
        other = self._company.partner_of(speaker)
        named = [n for n in self._company.named_in(beat.text) if n != speaker]
        other = next((n for n in self._exchange[::-1] if n != speaker), None) or (named[0] if named else other)
        alone = other is None or line.voice is Voice.INNER
        fresh_exchange = speaker not in self._exchange and len(self._exchange) < 2
        self._exchange.append(speaker)
        self._spoken += 1
        strong = me.expression in STRONG
        figures: tuple[Figure, ...] = (me,) if alone or other is None else (me, self._company.listen(other))
        choices: tuple[Framing, ...]
        if not alone and fresh_exchange and not strong:
            kind, choices = ShotKind.TWO, (Framing.MEDIUM, Framing.CLOSE)
        elif strong and (beat.turn or self._chance(beat.text, 3) == 0):
            kind, choices = ShotKind.SINGLE, (Framing.EXTREME, Framing.CLOSE)
        elif strong:
            kind, choices = ShotKind.SINGLE, (Framing.CLOSE, Framing.EXTREME, Framing.MEDIUM)
        elif not alone and self._spoken % 3 == 2:
            kind, choices = ShotKind.TWO, (Framing.CLOSE, Framing.MEDIUM)
        else:
            kind, choices = ShotKind.SINGLE, (Framing.MEDIUM, Framing.CLOSE)
        framing = self._fresh(kind, figures, choices)
        move = Move.PUSH if strong else self._drift(beat.text)
        self.add(
            kind,
            framing,
            move,
            figures=figures,
            of=beat,
            seconds=LINE_SECONDS,
        )
        self._company.saw([speaker, *([other] if other else [])])
        self._company.settle(speaker)

    def _voice_over(self, beat: Beat) -> None:
        """A voice from elsewhere: the picture is of whoever hears it, else of the place."""
        speaker = beat.lines[0].speaker
        hears = self._company.partner_of(speaker or "")
        if speaker in self._scene.cast_listed or (beat.lines[0].voice is Voice.VO and speaker in self._company.names):
            hears = speaker  # of somebody who is there, Chinese scripts write OS or VO for thoughts and memories
        figures: tuple[Figure, ...] = (self._company.listen(hears),) if hears else ()
        if hears and hears == speaker and figures[0].expression is Expression.NEUTRAL:
            figures = (replace(figures[0], expression=Expression.THINK),)
        kind = ShotKind.SINGLE if figures else ShotKind.ESTABLISHING
        framing = self._fresh(kind, figures, (Framing.CLOSE, Framing.MEDIUM, Framing.FULL))
        self.add(
            kind,
            framing,
            self._drift(beat.text),
            figures=figures,
            of=beat,
            seconds=LINE_SECONDS,
        )

    def _caption(self, beat: Beat) -> None:
        """Text on the screen: on the shot that stands there if it has none, else on the place."""
        last = self._shots[-1] if self._shots else None
        if last and last.kind not in (ShotKind.CARD, ShotKind.ESTABLISHING, ShotKind.INSERT) and not last.caption:
            self._shots[-1] = replace(last, caption=beat.text, seconds=max(last.seconds, _reading(beat.text)))
            return
        names = list(self._company.names[:1])
        figures = tuple(self._company.listen(n) for n in names)
        kind = ShotKind.SINGLE if figures else ShotKind.ESTABLISHING
        framing = self._fresh(kind, figures, (Framing.MEDIUM, Framing.FULL))
        seconds = _reading(beat.text)
        self.add(kind, framing, Move.PUSH, of=beat, seconds=seconds, figures=figures, caption=beat.text)

    # ── the end

    def _turn(self) -> None:
        """The beat before a 卡点: nearer, and pushed."""
        last = self._shots[-1]
        if last.figures and not last.lines and last.figures[0].expression is Expression.NEUTRAL:
            # Something happens that words do not say: the face says it.
            struck = replace(last.figures[0], expression=Expression.SHOCK)
            last = self._shots[-1] = replace(last, figures=(struck, *last.figures[1:]))
        if last.kind in (ShotKind.SINGLE, ShotKind.TWO) and last.figures:
            self._shots[-1] = replace(last, kind=ShotKind.SINGLE, framing=Framing.CLOSE, move=Move.PUSH)

    def finish(self, *, closing: bool) -> tuple[Shot, ...]:
        """The shots, the last one of an episode held on the face that matters."""
        if closing and self._shots:
            last = self._shots[-1]
            witness = self._company.seen_last()
            if last.kind is ShotKind.INSERT and witness:
                seen = Figure(witness, Expression.SHOCK)
                beat = Beat(BlockKind.ACTION, last.beat, flashback=last.flashback)
                self.add(ShotKind.SINGLE, Framing.CLOSE, Move.PUSH, of=beat, seconds=HOLD_SECONDS, figures=(seen,))
                last = self._shots[-1]
            if last.figures and last.kind is not ShotKind.GROUP:
                near = Framing.CLOSE if last.framing is not Framing.EXTREME else Framing.EXTREME
                held = replace(last, kind=ShotKind.HOLD, framing=near, move=Move.PUSH)
                self._shots[-1] = replace(held, seconds=max(HOLD_SECONDS, last.seconds))
            else:
                self._shots[-1] = replace(last, seconds=max(HOLD_SECONDS, last.seconds), move=Move.PULL)
        return tuple(self._shots)

    # ── shots

    def add(
        self,
        kind: ShotKind,
        framing: Framing,
        move: Move,
        *,
        seconds: float,
        of: Beat = NOTHING,
        figures: tuple[Figure, ...] = (),
        caption: str | None = None,
        prop: str | None = None,
        extras: int = 0,
    ) -> None:
        """Append a shot; its id is of its own words and of where the scene plays."""
        key = digest.of_data([self._anchor, kind is ShotKind.CARD, of.text, caption, [line.text for line in of.lines]])[
            :12
        ]
        again = self._ids[key] = self._ids.get(key, 0) + 1
        self._shots.append(
            Shot(
                id=key if again == 1 else f"{key}-{again}",
                kind=kind,
                framing=framing,
                move=move,
                place=self._place,
                time_of_day=self._time,
                int_ext=self._int_ext,
                figures=tuple(f for f in figures if f.name),
                lines=of.lines,
                seconds=seconds,
                caption=caption,
                prop=prop,
                beat=of.text,
                flashback=of.flashback,
                extras=extras,
                inner=any(line.voice is Voice.INNER for line in of.lines),
                weather=self._weather,
            )
        )

    def _fresh(self, kind: ShotKind, figures: Sequence[Figure], choices: Sequence[Framing]) -> Framing:
        """The first of ``choices`` that does not frame the same people as the shot before did."""
        last = self._shots[-1] if self._shots else None
        if last is None:
            return choices[0]
        same = {f.name for f in last.figures} == {f.name for f in figures}
        if not same or (last.kind is not kind and len(figures) > 1):
            return choices[0]
        return next((c for c in choices if c is not last.framing), choices[-1])

    def _drift(self, text: str) -> Move:
        """A slow move of no meaning, so that a talking picture breathes; never the same twice running."""
        moves = [Move.PUSH, Move.STILL, Move.PAN_LEFT, Move.PULL, Move.PAN_RIGHT]
        last = self._shots[-1].move if self._shots else None
        choices = [m for m in moves if m is not last]
        return choices[self._chance(text, len(choices))]

    def _chance(self, text: str, of: int) -> int:
        """A number below ``of`` that the text alone decides."""
        return int(digest.of_data([self._anchor, text])[:8], 16) % of


_ACTION_FRAMINGS: dict[ShotKind, dict[bool, tuple[Framing, ...]]] = {
    ShotKind.SINGLE: {
        False: (Framing.FULL, Framing.MEDIUM),
        True: (Framing.CLOSE, Framing.MEDIUM, Framing.EXTREME),
    },
    ShotKind.TWO: {False: (Framing.FULL, Framing.MEDIUM), True: (Framing.MEDIUM, Framing.CLOSE)},
    ShotKind.GROUP: {False: (Framing.FULL, Framing.MEDIUM), True: (Framing.MEDIUM, Framing.FULL)},
}


def _reading(text: str) -> float:
    """Seconds an action stands: the trade's three seconds for an action line, less for a short one."""
    return round(min(3.6, 1.6 + 0.055 * width(text)), 2)


def _is_written(text: str) -> bool:
    """Whether an action tells what stands on the thing."""
    return _written(text) is not None


def _written(text: str) -> str | None:
    """The words on a letter or a screen: what stands in quotation marks, else after a colon."""
    for opener, closer in zip("“「『", "”」』", strict=True):
        start = text.find(opener)
        end = text.find(closer, start + 1)
        if 0 <= start < end:
            return text[start + 1 : end].strip() or None
    for colon in "：:":
        before, found, after = text.partition(colon)
        if found and before.rstrip().endswith(("上", "着", "写", "道", "显示", "来电", "reads", "says")):
            return after.strip(" 。") or None
    return None
