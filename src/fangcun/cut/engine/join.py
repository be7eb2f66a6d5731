"""Scenes into one episode: pictures joined packet by packet, sound mixed, levelled and encoded once."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

from fangcun.cut.engine.grid import FPS, RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.loudness import CEILING, TARGET, Loudness, levelled, measure
from fangcun.cut.engine.mix import blend
from fangcun.cut.engine.music import Mood, score
from fangcun.cut.engine.sound_files import frame_of, read_blocks, read_sound
from fangcun.cut.engine.timbre import Floats
from fangcun.kit.errors import FangcunError, Kind

AUDIO_BITS = 128_000
_PRIMING = 1024  # samples by which FFmpeg's AAC encoder starts late
_WITHIN = 0.2  # LU
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class SceneParts:
    """A scene as ``make_scene`` leaves it: the silent film, the two stems, its mood and how many frames it has."""

    video: Path
    dialogue: Path
    effects: Path
    frames: int
    mood: Mood = Mood.NONE


def join_episode(scenes: Sequence[SceneParts], *, path: Path, work: Path, fps: int = FPS, seed: int = 0) -> Loudness:
    """The episode as MP4 (H.264 copied, AAC 128 kbit/s stereo) at ``path``; returns the loudness of the finished file.

    ``work`` is a folder for intermediate files, emptied of them afterwards; ``seed`` decides the music's turns. Sound
    and picture of each scene start together to the sample, as every scene is a whole number of frames. Raises
    FangcunError ``cut.no_scenes``, and ``cut.scene_damaged`` when a film is not as long as it says.
    """
    if not scenes:
        raise FangcunError("cut.no_scenes", Kind.INVALID, "这一集没有可用的场次，无法合成。请先完成至少一场戏。")
    mixed, sound = work / "mix.f32", work / "sound.mp4"
    try:
        _write_mix(scenes, mixed, seed=seed)
        loudness = _encode_levelled(mixed, sound)
        _mux(scenes, sound, path, fps=fps)
    finally:
        mixed.unlink(missing_ok=True)
        sound.unlink(missing_ok=True)
    return loudness


def _write_mix(scenes: Sequence[SceneParts], path: Path, *, seed: int) -> None:
    """The blended stems and the music of all scenes, one scene in memory at a time, as interleaved float32."""
    music = score([(scene.mood, scene.frames) for scene in scenes], seed=seed)
    with path.open("wb") as out:
        for scene, bed in zip(scenes, music, strict=True):
            wanted = scene.frames * SAMPLES_PER_FRAME
            dialogue = _exactly(read_sound(scene.dialogue, stereo=False), wanted)[0]
            effects = _exactly(read_sound(scene.effects), wanted) + bed
            out.write(np.ascontiguousarray(blend(dialogue, effects).T).tobytes())


def write_sound(scenes: Sequence[SceneParts], *, path: Path, work: Path, seed: int = 0) -> Loudness:
    """The sound of an episode alone, as the join mixes and levels it: AAC in MP4 at ``path``; returns its loudness.

    For a track in another language: the same scenes with the dubbed stem as ``dialogue``, the same ``seed``, so that
    rooms and music are the very same. Raises FangcunError ``cut.no_scenes``.
    """
    if not scenes:
        raise FangcunError("cut.no_scenes", Kind.INVALID, "这一集没有可用的场次，无法合成。请先完成至少一场戏。")
    mixed = work / f"{path.stem}-mix.f32"
    try:
        _write_mix(scenes, mixed, seed=seed)
        return _encode_levelled(mixed, path)
    finally:
        mixed.unlink(missing_ok=True)


def _exactly(pcm: Floats, samples: int) -> Floats:
    return np.pad(pcm[:, :samples], ((0, 0), (0, max(0, samples - pcm.shape[1]))))


def _mix_blocks(path: Path) -> Iterator[Floats]:
    with path.open("rb") as file:
        while data := file.read(RATE * 2 * 4):
            yield np.ascontiguousarray(np.frombuffer(data, np.float32).reshape(-1, 2).T)


def _encode_levelled(mixed: Path, sound: Path) -> Loudness:
    """Encode at the level that makes the *decoded* sound right: limiting and AAC both shift it a little.

    First the mix is measured, then the result; usually the second measure already agrees.
    """
    raw = measure(_mix_blocks(mixed), peaks=False)
    gain = 0.0 if raw.lufs <= -69.0 else TARGET - raw.lufs  # silence stays silence
    ceiling = CEILING - 0.5  # AAC overshoots by a few tenths
    found = raw
    for _ in range(_ROUNDS):
        _encode_aac(levelled(lambda: _mix_blocks(mixed), gain=gain, ceiling=ceiling), sound)
        found = measure(read_blocks(sound))
        if raw.lufs <= -69.0 or (abs(found.lufs - TARGET) <= _WITHIN and found.peak <= CEILING):
            break
        gain += TARGET - found.lufs
        if found.peak > CEILING:
            ceiling -= found.peak - CEILING + 0.1
    return found


def _encode_aac(blocks: Iterator[Floats], path: Path) -> None:
    """AAC whose first packet starts at zero and whose samples all sound in their place.

    The encoder puts 1,024 samples of silence first, which players skip only when they honour edit lists. Here those
    take the place of the first 1,024 samples of the programme (21 ms, before anything sounds): no list is needed.
    """
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as out:
        # At 128 kbit/s FFmpeg's fast coder is as good as its thorough one, for half the time (ffmpeg-codecs, AAC).
        stream = out.add_stream("aac", rate=RATE, options={"aac_coder": "fast"})
        stream.bit_rate = AUDIO_BITS
        stream.codec_context.layout = "stereo"
        stream.codec_context.format = "fltp"
        stream.codec_context.thread_count = 1
        at = 0
        for block in blocks:
            part = block[:, max(0, _PRIMING - at) :]
            start = at + block.shape[1] - part.shape[1]
            at += block.shape[1]
            if part.shape[1]:
                out.mux(stream.encode(frame_of(part, at=start)))
        out.mux(stream.encode(None))


def _mux(scenes: Sequence[SceneParts], sound: Path, path: Path, *, fps: int) -> None:
    options = {"movflags": "faststart", "fflags": "+bitexact", "video_track_timescale": "25000"}
    with (
        av.open(str(scenes[0].video)) as first,
        av.open(str(sound)) as audio,
        av.open(str(path), "w", format="mp4", options=options) as out,
    ):
        streams: list[Stream] = [
            out.add_stream_from_template(first.streams.video[0]),
            out.add_stream_from_template(audio.streams.audio[0]),
        ]
        films = [(scene.video, scene.frames) for scene in scenes]
        for number, packet in interleaved(films, audio, fps=fps):
            packet.stream = streams[number]
            out.mux_one(packet)


def interleaved(
    films: Sequence[tuple[Path, int]], sound: InputContainer, *, fps: int = FPS
) -> Iterator[tuple[int, Packet[Any]]]:
    """The packets of the films (0) and of the sound (1) in the order of their times, each film in its place.

    ``films`` come with the number of their frames. Raises FangcunError ``cut.scene_damaged`` when a film is not as long
    as it says.
    """
    pictures = ((time, 0, packet) for time, packet in _video_packets(films, fps=fps))
    sounds = ((time, 1, packet) for time, packet in _timed(sound.demux(sound.streams.audio[0])))
    for _, number, packet in heapq.merge(pictures, sounds, key=lambda item: item[:2]):
        yield number, packet


def _timed(packets: Iterator[Packet[Any]]) -> Iterator[tuple[Fraction, Packet[Any]]]:
    for packet in packets:
        if packet.dts is not None and packet.size:
            yield packet.dts * packet.time_base, packet


def _video_packets(films: Sequence[tuple[Path, int]], *, fps: int) -> Iterator[tuple[Fraction, Packet[Any]]]:
    """The packets of all films, each film shifted to its place."""
    start = 0
    for path, frames in films:
        count = 0
        with av.open(str(path)) as film:
            for _, packet in _timed(film.demux(film.streams.video[0])):
                shift = round(Fraction(start, fps) / packet.time_base)
                packet.pts = (packet.pts or 0) + shift
                packet.dts = (packet.dts or 0) + shift
                yield packet.dts * packet.time_base, packet
                count += 1
        if count != frames:
            message = f"场次画面 {path.name} 应有 {frames} 帧，实有 {count} 帧。请重新制作这场戏。"
            raise FangcunError("cut.scene_damaged", Kind.INVALID, message)
        start += frames
