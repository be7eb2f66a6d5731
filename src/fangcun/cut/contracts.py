"""What a shot is: the unit that is drawn, generated or filmed, and keeps one id through all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fangcun.write.contracts import Voice


class Framing(StrEnum):
    """How near the camera stands, in the trade's English terms (远 全 中 近 特)."""

    WIDE = "wide"  # 远景
    FULL = "full"  # 全景
    MEDIUM = "medium"  # 中景
    CLOSE = "close"  # 近景
    EXTREME = "extreme"  # 特写


class ShotKind(StrEnum):
    """What the picture is of."""

    ESTABLISHING = "establishing"  # the place, no people or small ones
    SINGLE = "single"
    TWO = "two"
    GROUP = "group"
    INSERT = "insert"  # a letter, a ring, a phone screen
    CARD = "card"  # a title, a time, a place in type
    HOLD = "hold"  # the cliffhanger, held


class Move(StrEnum):
    """What the camera does during the shot."""

    STILL = "still"
    PUSH = "push"
    PULL = "pull"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    TILT_UP = "tilt_up"
    TILT_DOWN = "tilt_down"
    SHAKE = "shake"
    RACK = "rack"  # the focus goes from what is near to what is far, or back


class Expression(StrEnum):
    """What a face shows."""

    NEUTRAL = "neutral"
    SMILE = "smile"
    LAUGH = "laugh"
    SMIRK = "smirk"  # 冷笑
    ANGER = "anger"
    SAD = "sad"
    CRY = "cry"
    SHOCK = "shock"
    FEAR = "fear"
    TENDER = "tender"
    THINK = "think"
    PAIN = "pain"


class Pose(StrEnum):
    """How a body is held."""

    STAND = "stand"
    WALK = "walk"
    RUN = "run"
    SIT = "sit"
    KNEEL = "kneel"
    LIE = "lie"


@dataclass(frozen=True, slots=True)
class Look:
    """A character sheet: all that the pen and the voice need so that a person stays the same person.

    ``seed`` decides everything the sheet leaves open. ``costume`` is a wardrobe key of the drawing room
    (``suit``, ``shirt``, ``qipao``, ``hanfu``, ``armour``, ``police``, ``doctor``, ``worker``, ``peasant`` …).
    """

    name: str
    seed: int
    sex: str  # 男 | 女
    age: int  # years
    era: str  # ancient | republic | modern
    costume: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A person in a shot.

    ``gesture`` is what the hands do (point, fist, raise, hold, bow, cover, cross …), ``holds`` the thing in them, in
    the words of the script; ``costume`` is worn in this scene in place of the sheet's own. ``side`` is where the person
    stands all through the scene, as the camera sees it: below nought on the left, above it on the right, the farther
    out the larger; nought leaves it to the pen.
    """

    name: str
    expression: Expression = Expression.NEUTRAL
    speaking: bool = False
    gesture: str | None = None
    pose: Pose = Pose.STAND
    holds: str | None = None
    costume: str | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A spoken line of a shot. ``speaker`` is None for a voice nobody owns (系统音, 广播)."""

    speaker: str | None
    text: str
    voice: Voice
    manner: str | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot as directed. ``id`` is stable: it changes only when the scene's own text changes.

    ``place``, ``time_of_day`` and ``int_ext`` are the scene's, in the words of the script. ``caption`` is text on the
    screen; ``beat`` is the sentence of the script that the shot shows; ``seconds`` is the least time it stands, longer
    when its lines take longer. ``crowd`` says who the extras are, in the words of the cast line. ``inner`` is a shot of
    thought (inner monologue); ``weather`` is rain, snow, wind or fog. ``over`` names the figure over whose
    shoulder the camera looks, None for a shot past nobody.
    """

    id: str
    kind: ShotKind
    framing: Framing
    move: Move
    place: str
    time_of_day: str
    int_ext: str
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    seconds: float
    caption: str | None = None
    prop: str | None = None
    beat: str = ""
    flashback: bool = False
    extras: int = 0
    crowd: str = ""
    inner: bool = False
    weather: str | None = None
    over: str | None = None


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """A made episode: its files by path (the names of ``film`` and ``subtitles`` among them), as digests of blobs.

    ``playlist`` is the master playlist of the HLS package, ``poster`` a still of the film, ``cover`` (3:4) has the
    title lettered on it. ``shots`` are (id, first frame, frames) at 25 a second.
    """

    files: Mapping[str, str]
    film: str
    subtitles: str
    playlist: str
    poster: str
    duration_ms: int
    loudness: float
    shots: tuple[tuple[str, int, int], ...]
    problems: tuple[str, ...] = ()
    cover: str = ""
