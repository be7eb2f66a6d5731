"""When everything happens: shots and lines of a scene on the frame grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fangcun.cut.contracts import Line, Move, Shot, ShotKind
from fangcun.cut.engine.grid import FPS, frames_of, frames_of_samples
from fangcun.cut.engine.voice import Speech
from fangcun.kit.errors import FangcunError, Kind

LEAD = 6  # frames before the first line of a shot: the eye arrives before the ear
LEAD_RACK = 18  # the same where the focus is pulled to who will speak
PAUSE = 5  # between two lines of one speaker
TURN = 8  # when the speaker changes
TAIL = 8  # after the last line of a shot
SHORTEST_SHOT = 20  # 0.8 s
CLIFF = 38  # a cliffhanger is held at least 1.5 s after its last word
SHORTEST_SCENE = 75  # 3 s: room for the first one-second segment and a whole one after it


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line in its place: from frame ``start`` for ``frames`` frames of the scene; the room rings on after it."""

    line: Line
    speech: Speech
    start: int
    frames: int


@dataclass(frozen=True, slots=True)
class TimedShot:
    """A shot in its place: from frame ``start`` for ``frames`` frames of the scene."""

    shot: Shot
    start: int
    frames: int
    lines: tuple[TimedLine, ...]

    @property
    def end(self) -> int:
        """The first frame after the shot."""
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class Timeline:
    """A scene in time. Shots follow each other without a gap from frame 0."""

    shots: tuple[TimedShot, ...]
    frames: int
    fps: int = FPS

    def lines(self) -> tuple[TimedLine, ...]:
        """Every line in order."""
        return tuple(line for shot in self.shots for line in shot.lines)


def lay_out(shots: Sequence[Shot], speeches: Sequence[Sequence[Speech]], *, fps: int = FPS) -> Timeline:
    """The shots of a scene on the frame grid; ``speeches[i][j]`` is the sound of ``shots[i].lines[j]``.

    A shot stands for its own least time or as long as its lines with small pauses take, whichever is more. The last
    shot is held until the scene has its shortest length. Raises FangcunError ``cut.no_shots`` for an empty scene and
    ``cut.speech_missing`` when a line has no sound.
    """
    if not shots:
        raise FangcunError("cut.no_shots", Kind.INVALID, "这场戏没有镜头，无法剪辑。请先为它分镜。")
    if len(shots) != len(speeches):
        raise FangcunError("cut.speech_missing", Kind.INVALID, "镜头数与配音数不一致。请重新生成这场戏的配音。")
    timed: list[TimedShot] = []
    start = 0
    for shot, spoken in zip(shots, speeches, strict=True):
        placed = _place(shot, spoken, start=start, fps=fps)
        frames = max(SHORTEST_SHOT, frames_of(shot.seconds, fps=fps))
        if placed:
            tail = CLIFF if shot.kind is ShotKind.HOLD else TAIL
            frames = max(frames, placed[-1].start + placed[-1].frames + tail - start)
        elif shot.kind is ShotKind.HOLD:
            frames = max(frames, CLIFF)
        timed.append(TimedShot(shot, start, frames, placed))
        start += frames
    if start < SHORTEST_SCENE:
        last = timed[-1]
        timed[-1] = TimedShot(last.shot, last.start, last.frames + SHORTEST_SCENE - start, last.lines)
        start = SHORTEST_SCENE
    return Timeline(tuple(timed), start, fps)


def _place(shot: Shot, spoken: Sequence[Speech], *, start: int, fps: int) -> tuple[TimedLine, ...]:
    if len(spoken) != len(shot.lines):
        message = f"镜头 {shot.id} 有 {len(shot.lines)} 句台词，却有 {len(spoken)} 段配音。请重新生成这场戏的配音。"
        raise FangcunError("cut.speech_missing", Kind.INVALID, message, shot=shot.id)
    placed: list[TimedLine] = []
    at = start + (LEAD_RACK if shot.move is Move.RACK else LEAD)
    for line, speech in zip(shot.lines, spoken, strict=True):
        if placed:
            at += PAUSE if placed[-1].line.speaker == line.speaker else TURN
        frames = frames_of_samples(speech.spoken, fps=fps)
        placed.append(TimedLine(line, speech, at, frames))
        at += frames
    return tuple(placed)
