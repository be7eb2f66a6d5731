"""The shots of a scene as they are added: each with its id, none like one that was there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fangcun.cut.contracts import Figure, Framing, Move, Pose, Shot, ShotKind
from fangcun.cut.engine.alike import least_alike, seen_in, worn
from fangcun.cut.engine.direct import words
from fangcun.cut.engine.direct.beats import Beat
from fangcun.kit import digest
from fangcun.write.contracts import BlockKind, Voice

WORN = 0.55
"""From this likeness to an earlier shot of the scene on, a speaker's hands do something to tell the two apart."""

_LOW_HANDS = frozenset({"fold", "hip"})
"""Hands that a near picture cuts off."""

NOTHING = Beat(BlockKind.ACTION, "")


@dataclass(frozen=True, slots=True)
class Setup:
    """A way to stand the camera: what it takes in, how near it is, and over whose shoulder it looks."""

    kind: ShotKind
    framing: Framing
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a scene plays. ``anchor`` is what its ids hang on."""

    place: str
    time_of_day: str
    int_ext: str
    weather: str | None
    anchor: str
    crowd: str = ""


class Reel:
    """The shots of a scene so far."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._ids: dict[str, int] = {}
        self.shots: list[Shot] = []

    @property
    def last(self) -> Shot | None:
        """The shot that was added last."""
        return self.shots[-1] if self.shots else None

    def add(
        self,
        setups: Setup | Sequence[Setup],
        *,
        seconds: float,
        move: Move | None = None,
        of: Beat = NOTHING,
        figures: Sequence[Figure] = (),
        caption: str | None = None,
        prop: str | None = None,
        extras: int = 0,
        inner: bool = False,
    ) -> Shot:
        """Append a shot in the first of its setups that does not repeat one that was there before.

        Without a ``move`` the camera drifts. The id is of the shot's own words and of where the scene plays. ``extras``
        are seen where the framing has room for them.
        """
        choices = [setups] if isinstance(setups, Setup) else list(setups)
        spoken = [line.text for line in of.lines]
        key = digest.of_data([self._setting.anchor, choices[0].kind is ShotKind.CARD, of.text, caption, spoken])[:12]
        again = self._ids[key] = self._ids.get(key, 0) + 1
        shot = Shot(
            id=key if again == 1 else f"{key}-{again}",
            kind=choices[0].kind,
            framing=choices[0].framing,
            move=move or Move.STILL,
            place=self._setting.place,
            time_of_day=self._setting.time_of_day,
            int_ext=self._setting.int_ext,
            figures=tuple(figures),
            lines=of.lines,
            seconds=seconds,
            caption=caption,
            prop=prop,
            beat=of.text,
            flashback=of.flashback,
            inner=inner or any(line.voice is Voice.INNER for line in of.lines),
            weather=self._setting.weather,
            crowd=self._setting.crowd,
        )
        shot = least_alike([_set_up(shot, setup, extras) for setup in choices], self.shots)
        if shot.lines and worn(shot, self.shots) >= WORN:
            shot = least_alike([shot, *_with_hands(shot)], self.shots, step=0.01)
        self.shots.append(replace(shot, move=move or self._drift(shot)))
        return self.shots[-1]

    def mend(self, shot: Shot) -> None:
        """Put another in the place of the last shot."""
        self.shots[-1] = shot

    def dwell(self, beat: Beat, *, seconds: float) -> None:
        """Let the last shot stand for another beat as well."""
        last = self.shots[-1]
        self.mend(replace(last, beat=f"{last.beat}{beat.text}", seconds=round(seconds, 2)))

    def extremes(self) -> int:
        """How many extreme close-ups there are so far."""
        return sum(shot.framing is Framing.EXTREME for shot in self.shots)

    def chance(self, text: str, of: int) -> int:
        """A number below ``of`` that the scene and the text alone decide."""
        return int(digest.of_data([self._setting.anchor, text])[:8], 16) % of

    def _drift(self, shot: Shot) -> Move:
        """A slow move of no meaning, so that a talking picture breathes; never the same twice running.

        Near faces are left still or approached; only wider pictures slide.
        """
        near = shot.framing in (Framing.CLOSE, Framing.EXTREME) or bool(shot.over)
        side = next((f.side for f in seen_in(shot)), 0)
        slide = Move.PAN_RIGHT if side < 0 else Move.PAN_LEFT
        back = Move.PAN_LEFT if side < 0 else Move.PAN_RIGHT
        moves = [Move.PUSH, Move.STILL, slide] if near else [Move.PUSH, slide, Move.STILL, Move.PULL, back]
        before = self.last.move if self.last else None
        choices = [m for m in moves if m is not before]
        return choices[self.chance(shot.beat, len(choices))]


def _set_up(shot: Shot, setup: Setup, extras: int) -> Shot:
    room = setup.framing in (Framing.WIDE, Framing.FULL) or (
        setup.kind is ShotKind.GROUP and setup.framing is Framing.MEDIUM
    )
    return replace(shot, kind=setup.kind, framing=setup.framing, over=setup.over, extras=extras if room else 0)


def _with_hands(shot: Shot) -> list[Shot]:
    """The shot with other hands of whoever it is about, as their feeling allows; none for hands that are in use."""
    seen = seen_in(shot)
    if not seen or seen[0].gesture or seen[0].holds or seen[0].pose is not Pose.STAND:
        return []
    about, near = seen[0], shot.framing in (Framing.CLOSE, Framing.EXTREME)
    return [
        replace(shot, figures=tuple(replace(f, gesture=hands) if f == about else f for f in shot.figures))
        for hands in words.idle_hands(about.expression)
        if not (near and hands in _LOW_HANDS)
    ]
