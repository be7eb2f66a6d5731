"""How a voice comes to us: from the picture, over it, as a thought, from outside, through a door or a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fangcun.cut.contracts import Line, Shot
from fangcun.cut.engine.rooms import Room, channel_in
from fangcun.write.contracts import Voice

Curve = tuple[tuple[float, float], ...]


class Channel(StrEnum):
    """The way of a voice to the ear."""

    NEAR = "near"  # in the picture
    OVER = "over"  # a narrator at the microphone
    THOUGHT = "thought"
    OFF = "off"  # outside the frame
    DOOR = "door"
    PHONE = "phone"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class Way:
    """What a channel does: ``curve`` in place of the open air's (None leaves it), ``louder`` in dB, ``drive`` of the
    loudspeaker, ``tail`` seconds to leave for the room, the ``room`` heard when it is not the scene's own, and how
    much more of the room there is than for somebody near."""

    curve: Curve | None
    louder: float
    tail: float
    room: Room | None = None
    wetter: float = 1.0
    drive: float = 0.0


_BOOTH = Room("booth", 0.3, 0.10, 4000, 5)
_DREAM = Room("dream", 0.9, 0.34, 4000, 12)
_PUBLIC = Room("public", 1.0, 0.24, 3000, 45)
_EAR = Room("ear", 0.05, 0.04, 3000, 1)

WAYS: dict[Channel, Way] = {
    Channel.NEAR: Way(None, 0.0, 0.35),
    Channel.OVER: Way(None, 0.0, 0.3, room=_BOOTH),
    Channel.THOUGHT: Way(None, 0.0, 0.6, room=_DREAM),
    Channel.OFF: Way(
        ((60, -30), (120, -4), (250, 1), (1200, 0), (3000, -3), (6000, -8), (10000, -18), (13000, -60)),
        -2.5,
        0.45,
        wetter=2.4,
    ),
    Channel.DOOR: Way(
        ((60, -30), (120, -4), (250, 2), (1200, 0), (2500, -9), (5000, -22), (10000, -40)), -4.0, 0.5, wetter=2.8
    ),
    # a telephone passes 300 to 3400 Hz (ITU-T G.712)
    Channel.PHONE: Way(
        ((200, -60), (270, -24), (330, -3), (420, 0), (1000, 1), (2400, 3), (3300, -3), (3700, -26), (4300, -60)),
        -2.0,
        0.1,
        room=_EAR,
        drive=2.2,
    ),
    Channel.BROADCAST: Way(
        ((140, -40), (300, -4), (700, 1), (1800, 4), (4200, 1), (5600, -20), (8000, -55)),
        -1.0,
        0.7,
        room=_PUBLIC,
        drive=1.6,
    ),
}


def channel_of(line: Line, shot: Shot) -> Channel:
    """How a line of a shot is heard.

    Who is seen speaking is near, whatever they speak into. Else the words of the manner or of the speaker's name
    decide (电话里, 门外, 广播 …); then the script's own mark: OS is outside the frame, VO over it. A voice that nobody
    owns speaks from a loudspeaker.
    """
    if line.voice is Voice.INNER:
        return Channel.THOUGHT
    seen = line.speaker in {figure.name for figure in shot.figures}
    if line.voice is Voice.SPOKEN and seen:
        return Channel.NEAR
    found = channel_in(f"{line.manner or ''} {line.speaker or ''}")
    if found:
        return Channel(found)
    if line.voice is Voice.SPOKEN:
        return Channel.NEAR if line.speaker else Channel.BROADCAST
    return channel_for(line.voice)


def channel_for(voice: Voice) -> Channel:
    """How a line is heard by the script's own mark alone."""
    return {
        Voice.SPOKEN: Channel.NEAR,
        Voice.VO: Channel.OVER,
        Voice.OS: Channel.OFF,
        Voice.INNER: Channel.THOUGHT,
    }[voice]
