"""What is wrong with a finished film, found before a person sees it: technical faults that can be measured.

Black, frozen and silent stretches are told as FFmpeg's blackdetect, freezedetect and silencedetect tell them (same
levels), with times of our own: a drawn shot may stand still for some seconds, a story may hold its breath.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import FPS, RATE, SAMPLES_PER_FRAME, SHAPES
from fangcun.cut.engine.label import DrawLabel, check_label
from fangcun.cut.engine.loudness import CEILING, TARGET, measure
from fangcun.cut.engine.opening import check_opening
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.sound_files import read_blocks
from fangcun.cut.engine.timbre import Floats
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

BLACK_LEVEL, BLACK_SHARE, BLACK_SECONDS = 16 + 0.1 * 219, 0.98, 1.0
FROZEN_LEVEL, FROZEN_SECONDS = 0.001 * 255, 6.0  # −60 dB; longer than any shot stands without a face that blinks
SILENT_LEVEL, SILENT_SECONDS = 0.001, 3.0  # −60 dBFS
CLIPPED_LEVEL, CLIPPED_RUN = 0.999, 3  # samples
LOUDNESS_WITHIN = 0.5  # LU
APART = 2 * SAMPLES_PER_FRAME + 2048  # samples by which sound and picture may differ: two frames and one of AAC's
LONGEST_SEGMENT = 4 * FPS  # frames between key frames
_STEP = 12  # every twelfth pixel of every twelfth row is looked at


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured: frames, samples at 48 kHz, LUFS, dBTP; ``lufs`` and ``peak`` are None without sound."""

    width: int
    height: int
    frames: int
    samples: int
    lufs: float | None
    peak: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of a film and the faults that were found, each with its time in ``data`` (``start``, ``end`` in
    frames) where it has one."""

    measures: Measures
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing stands against showing it."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def examine(
    path: Path,
    *,
    frames: int | None = None,
    labelled: bool = True,
    draw_label: DrawLabel | None = None,
    plate: Pixels | None = None,
) -> Report:
    """Decode the whole film once and say what is wrong with it.

    ``frames`` is how many it should have, where that is known; ``labelled`` says that it must carry the AI label, which
    is looked for on the screen too when ``draw_label`` says what it looks like; ``plate`` is the title and number that
    must stand in the opening, as drawn for this shape of frame. Raises FangcunError ``cut.unreadable``
    for what is no film at all.
    """
    try:
        picture = _look(path)
    except (OSError, av.error.FFmpegError, IndexError) as error:
        message = f"{path.name} 打不开或没有画面。请确认它是完整的视频文件。"
        raise FangcunError("cut.unreadable", Kind.INVALID, message) from error
    sound = _listen(path) if picture.has_sound else _Sound()
    problems = [*_of_form(picture, frames), *_of_picture(picture), *_of_sound(picture, sound)]
    if labelled:
        problems += check_label(path, draw=draw_label)
    if plate is not None:
        problems += check_opening(path, plate)
    measures = Measures(picture.width, picture.height, picture.frames, sound.samples, sound.lufs, sound.peak)
    return Report(measures, tuple(problems))


# ── the picture


@dataclass(slots=True)
class _Seen:
    width: int = 0
    height: int = 0
    frames: int = 0
    has_sound: bool = False
    keys: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    black: list[bool] = field(default_factory=list)
    frozen: list[bool] = field(default_factory=list)


def _look(path: Path) -> _Seen:
    seen = _Seen()
    before: NDArray[np.int16] | None = None
    late = 0
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        seen.has_sound = bool(container.streams.audio)
        for frame in container.decode(stream):
            luma = _luma(frame)
            if frame.key_frame:
                seen.keys.append(seen.frames)
            if frame.time is not None and round(frame.time * FPS) != seen.frames + late:
                seen.gaps.append(seen.frames)
                late = round(frame.time * FPS) - seen.frames  # told once, not for every frame after it
            seen.black.append(float((luma < BLACK_LEVEL).mean()) >= BLACK_SHARE)
            seen.frozen.append(before is not None and float(np.abs(luma - before).mean()) < FROZEN_LEVEL)
            before = luma
            seen.frames += 1
            seen.width, seen.height = frame.width, frame.height
    return seen


def _luma(frame: av.VideoFrame) -> NDArray[np.int16]:
    plane = frame.planes[0]
    rows: Pixels = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height : _STEP, : frame.width : _STEP].astype(np.int16)


def _of_form(seen: _Seen, frames: int | None) -> Iterator[Problem]:
    if frames is not None and seen.frames != frames:
        yield _fault("cut.qc_length", f"成片有 {seen.frames} 帧，应有 {frames} 帧。", "请重新合成这一集。")
    if (seen.width, seen.height) not in {(s.width, s.height) for s in SHAPES.values()}:
        yield _fault("cut.qc_size", f"画面是 {seen.width}×{seen.height}，不是 1080×1920 或 1920×1080。", "请重新输出。")
    for at in seen.gaps[:3]:
        yield _fault("cut.qc_gap", f"{timecode(at)} 处时间戳跳变，播放会卡顿。", "请重新合成这一集。", start=at, end=at)
    if seen.keys[:1] != [0]:
        yield _fault("cut.qc_keys", "第一帧不是关键帧，无法从头播放。", "请重新编码。")
    for one, two in zip(seen.keys, [*seen.keys[1:], seen.frames], strict=True):
        if two - one > LONGEST_SEGMENT:
            message = f"{timecode(one)} 之后 {(two - one) / FPS:.1f} 秒没有关键帧，拖动和切换清晰度会慢。"
            yield _fault("cut.qc_keys", message, "请按 2 秒一个关键帧重新编码。", start=one, end=two, grave=False)


def _of_picture(seen: _Seen) -> Iterator[Problem]:
    for start, end in runs(seen.black, least=round(BLACK_SECONDS * FPS)):
        yield _fault("cut.qc_black", _stretch(start, end, "画面全黑"), "请检查这一段的镜头。", start=start, end=end)
    for start, end in runs(seen.frozen, least=round(FROZEN_SECONDS * FPS)):
        if not all(seen.black[start:end]):
            yield _fault("cut.qc_frozen", _stretch(start, end, "画面静止"), "请检查是否丢帧。", start=start, end=end)


# ── the sound


@dataclass(slots=True)
class _Sound:
    samples: int = 0
    lufs: float | None = None
    peak: float | None = None
    silent: list[bool] = field(default_factory=list)  # of each frame's time
    clipped: list[bool] = field(default_factory=list)


def _listen(path: Path) -> _Sound:
    sound = _Sound()
    found = measure(_noted(read_blocks(path), sound))
    sound.lufs, sound.peak = found.lufs, found.peak
    return sound


def _noted(blocks: Iterator[Floats], sound: _Sound) -> Iterator[Floats]:
    """The blocks as they are, their silent and clipped frames written down in passing."""
    waiting = np.zeros(0, np.float32)
    for block in blocks:
        sound.samples += block.shape[1]
        waiting = np.concatenate([waiting, np.abs(block).max(axis=0)])
        whole = len(waiting) // SAMPLES_PER_FRAME
        for part in waiting[: whole * SAMPLES_PER_FRAME].reshape(whole, SAMPLES_PER_FRAME):
            sound.silent.append(float(part.max()) < SILENT_LEVEL)
            over = part >= CLIPPED_LEVEL
            sound.clipped.append(bool(over.any()) and bool(runs(over.tolist(), least=CLIPPED_RUN)))
        waiting = waiting[whole * SAMPLES_PER_FRAME :]
        yield block


def _of_sound(seen: _Seen, sound: _Sound) -> Iterator[Problem]:
    if not seen.has_sound or sound.lufs is None or sound.peak is None:
        yield _fault("cut.qc_no_sound", "成片没有声音轨。", "请重新合成这一集。")
        return
    if abs(sound.samples - seen.frames * SAMPLES_PER_FRAME) > APART:
        message = f"声音长 {sound.samples / RATE:.2f} 秒，画面长 {seen.frames / FPS:.2f} 秒，两者对不上。"
        yield _fault("cut.qc_apart", message, "请重新合成这一集。")
    for start, end in runs(sound.silent, least=round(SILENT_SECONDS * FPS)):
        yield _fault("cut.qc_silent", _stretch(start, end, "没有声音"), "请检查配音与音轨。", start=start, end=end)
    clipped = [at for at, over in enumerate(sound.clipped) if over]
    if clipped:
        message = f"{timecode(clipped[0])} 起有 {len(clipped)} 帧声音削波，会破音。"
        yield _fault("cut.qc_clipped", message, "请降低这一段的音量。", start=clipped[0], end=clipped[-1] + 1)
    if abs(sound.lufs - TARGET) > LOUDNESS_WITHIN:
        message = f"响度 {sound.lufs:.1f} LUFS，应为 {TARGET:.0f}±{LOUDNESS_WITHIN}（EBU R 128 的测法）。"
        yield _fault("cut.qc_loudness", message, "请重新混音。")
    if sound.peak > CEILING:
        yield _fault("cut.qc_peak", f"真峰值 {sound.peak:.1f} dBTP，应不高于 {CEILING:.0f}。", "请重新混音。")


# ── words


def runs(flags: list[bool], *, least: int) -> list[tuple[int, int]]:
    """The stretches of at least ``least`` true values, as (first, one after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], np.asarray(flags, bool), [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= least]


def timecode(frame: int) -> str:
    """A frame's time as 分:秒.帧."""
    return f"{frame // FPS // 60:02d}:{frame // FPS % 60:02d}.{frame % FPS:02d}"


def _stretch(start: int, end: int, what: str) -> str:
    return f"{timecode(start)}–{timecode(end)}（{(end - start) / FPS:.1f} 秒）{what}。"


def _fault(
    code: str, message: str, proposal: str, *, start: int | None = None, end: int | None = None, grave: bool = True
) -> Problem:
    data = {} if start is None else {"start": start, "end": end}
    return Problem(code, Severity.ERROR if grave else Severity.WARNING, message, proposal=proposal, data=data)
