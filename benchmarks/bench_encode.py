"""What it costs to cut an episode: sixty seconds of moving panels, faces, subtitles and voices, against x264 alone.

The limit is libx264 (the same preset and settings, one thread an encoder, scenes in parallel) fed with the very frames
of the episode from memory, ten seconds at a time: what no cutter that encodes this picture can undercut. The named peer
is MoviePy 2 with the same stills, zooms, subtitles and sound, composed as MoneyPrinterTurbo composes them; some seconds
of it are timed and taken for all.

Bars: at most 1.2 × the CPU of the limit and 1.3 × its wall; at least 10 × less CPU than MoviePy.

    python benchmarks/bench_encode.py [--workers 4] [--seconds 60] [--peer-seconds 5]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from fangcun.cut.contracts import Expression, Figure, Framing, Line, Look, Move, Shot, ShotKind
from fangcun.cut.engine.encode import Film, keyframes_of
from fangcun.cut.engine.grid import FPS, SAMPLES_PER_FRAME
from fangcun.cut.engine.label import AigcLabel
from fangcun.cut.engine.make import make_episode, make_scene, read_scene
from fangcun.cut.engine.picture import Face, Picture, Pixels, Sprite
from fangcun.cut.engine.sound_files import read_sound
from fangcun.cut.engine.subtitles import Cue
from fangcun.cut.engine.voice import speak, voice_of
from fangcun.write.contracts import Voice

ROOT = Path(__file__).parents[1]
SCENES, PANELS = 4, 3
MOVES = [m for m in Move if m not in (Move.STILL, Move.RACK)]
MOST_CPU, MOST_WALL, LEAST_GAIN = 1.2, 1.3, 10.0
LINES = ("你怎么来了？我在这里等了三天三夜！", "对不起，我来晚了。", "从今往后，谁也不许再欺负你。")


def panel(number: int) -> Picture:
    """A drawn-looking panel: a graded wall, flat furniture with dark outlines, a bust with moving mouth and eyes."""
    draw = np.random.default_rng(number)
    yy, xx = np.mgrid[:2150, :1210].astype(np.float32)
    rgb = np.stack([90 + yy / 30, 100 + xx / 18, 130 + 20 * np.sin(yy / 300)], axis=2).astype(np.uint8)
    for _ in range(40):
        x, y = int(draw.integers(0, 1150)), int(draw.integers(0, 2100))
        w, h = int(draw.integers(30, 260)), int(draw.integers(30, 260))
        cv2.rectangle(rgb, (x, y), (x + w, y + h), [int(c) for c in draw.integers(40, 220, 3)], -1, cv2.LINE_AA)
        cv2.rectangle(rgb, (x, y), (x + w, y + h), (35, 30, 40), 3, cv2.LINE_AA)
    cv2.ellipse(rgb, (600, 1900), (460, 700), 0, 0, 360, (60, 50, 90), -1, cv2.LINE_AA)
    cv2.ellipse(rgb, (600, 850), (250, 320), 0, 0, 360, (240, 208, 185), -1, cv2.LINE_AA)

    def mouth(open_by: int) -> Sprite:
        rgba = np.zeros((120, 160, 4), np.uint8)
        cv2.ellipse(rgba, (80, 60), (60, open_by), 0, 0, 360, (150, 40, 50, 255), -1, cv2.LINE_AA)
        return Sprite(520, 960, rgba)

    lids = np.full((36, 300, 4), (222, 188, 165, 255), np.uint8)
    return Picture(rgb, (Face("沈星", half=mouth(14), open=mouth(42), blink=Sprite(450, 780, lids)),))


def shots_of(scene: int, *, seconds: float) -> list[Shot]:
    return [
        Shot(
            f"{scene}-{i}",
            ShotKind.SINGLE,
            Framing.CLOSE,
            MOVES[(scene * PANELS + i) % len(MOVES)],
            "客厅",
            "夜",
            "内",
            (Figure("沈星", Expression.ANGER, speaking=True),),
            (Line("沈星", LINES[i % len(LINES)], Voice.SPOKEN),),
            seconds,
        )
        for i in range(PANELS)
    ]


def draw_cue(cue: Cue) -> tuple[int, int, Pixels]:
    rgba = np.zeros((90 * len(cue.rows), 900, 4), np.uint8)
    for i, row in enumerate(cue.rows):
        for k in range(len(row)):
            cv2.rectangle(
                rgba, (20 + 62 * k, 18 + 90 * i), (70 + 62 * k, 70 + 90 * i), (255, 255, 255, 255), 6, cv2.LINE_AA
            )
    return 90, 1400, rgba


def draw_label(text: str, height: int) -> Pixels:
    return np.full((height, height * len(text), 4), (240, 240, 240, 180), np.uint8)


def cut_scene(job: tuple[int, str, float]) -> float:
    """One scene as a task; returns its CPU seconds."""
    scene, folder, seconds = job
    pictures = [panel(scene * PANELS + i) for i in range(PANELS)]  # drawing is another room's work
    start = cpu()
    shots = shots_of(scene, seconds=seconds)
    voice = voice_of(Look("沈星", 5, "女", 24, "modern", "suit"))
    make_scene(
        shots,
        sources=pictures,
        speeches=[[speak(line.text, voice=voice) for line in s.lines] for s in shots],
        draw_cue=draw_cue,
        draw_label=draw_label,
        folder=Path(folder) / f"scene{scene}",
        opening=scene == 0,
        seed=scene,
    )
    return cpu() - start


def encode_alone(job: tuple[str, int, int, str]) -> tuple[float, float]:
    """x264 alone on the frames of one scene of the finished episode: CPU and wall seconds, decoding not counted."""
    video, first, frames, path = job
    used = wall = 0.0
    with av.open(video) as container, Film(Path(path), keyframes=keyframes_of(frames, opening=first == 0)) as film:
        store: list[Any] = []
        for number, frame in enumerate(container.decode(video=0)):
            if first <= number < first + frames:
                store.append(frame.to_ndarray(format="yuv420p"))
            if len(store) == 10 * FPS or number == first + frames - 1:
                t, c = time.perf_counter(), time.process_time()
                for planes in store:
                    film._buffer[:] = planes
                    film.add()
                used, wall = used + time.process_time() - c, wall + time.perf_counter() - t
                store.clear()
            if number == first + frames - 1:
                break
    return used, wall


def start_up(number: int) -> int:
    """What a worker of the farm has done long before this scene: its libraries and its dictionary are loaded."""
    with tempfile.TemporaryDirectory() as folder:
        cut_scene((number, folder, 1.0))
    return number


def compose_alike(episode: Any, seconds: float, folder: Path) -> float:
    """CPU seconds of MoviePy for the first ``seconds`` of the episode, encoder included."""
    from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, TextClip, concatenate_videoclips

    before = cpu()
    each = 60 / (SCENES * PANELS)
    stills = []
    for number in range(-(-int(seconds) // int(each))):
        still = ImageClip(panel(number).rgb[115:2035, 65:1145]).with_duration(min(each, seconds - number * each))
        stills.append(
            CompositeVideoClip([still.resized(lambda t: 1 + 0.024 * t).with_position("center")], (1080, 1920))
        )
    font = str(ROOT / "node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf")
    words = [
        TextClip(font, text=text, font_size=60, color="white", stroke_color="black", stroke_width=3, margin=(10, 14))
        .with_start(each * i + 0.3)
        .with_duration(2)
        .with_position(("center", 1400))
        for i, text in enumerate(LINES[: len(stills)])
    ]
    film = CompositeVideoClip([concatenate_videoclips(stills), *words])
    film = film.with_audio(AudioFileClip(str(episode.video)).subclipped(0, seconds))
    film.write_videofile(
        str(folder / "moviepy.mp4"), fps=FPS, codec="libx264", preset="veryfast", threads=1, bitrate="4M", logger=None
    )
    return cpu() - before


def cpu() -> float:
    """CPU seconds of this process and of the children that ended."""
    return sum(
        r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--workers", type=int, default=4)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--peer-seconds", type=float, default=5.0)
    given = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(given.workers, mp_context=get_context("spawn")) as pool,
    ):
        list(pool.map(start_up, range(given.workers), chunksize=1))
        out, share = Path(folder), given.seconds / (SCENES * PANELS)
        begun = time.perf_counter()
        scene_cpu = sum(pool.map(cut_scene, [(i, folder, share) for i in range(SCENES)]))
        scene_wall = time.perf_counter() - begun
        before = cpu()
        scenes = [read_scene(out / f"scene{i}") for i in range(SCENES)]
        episode = make_episode(scenes, folder=out / "episode", label=AigcLabel("方寸", "bench"))
        join_cpu, wall = cpu() - before, time.perf_counter() - begun

        starts = [sum(s.frames for s in scenes[:i]) for i in range(SCENES)]
        jobs = [
            (str(episode.video), start, scene.frames, str(out / f"peer{i}.mp4"))
            for i, (scene, start) in enumerate(zip(scenes, starts, strict=True))
        ]
        peers = list(pool.map(encode_alone, jobs))
        peer_cpu, peer_wall = sum(c for c, _ in peers), max(w for _, w in peers)

        check(episode, scenes)
        total = scene_cpu + join_cpu
        print(f"episode: {episode.frames} frames, {episode.frames / FPS:.1f} s, {SCENES * PANELS} panels")
        print(f"cut:     {total:6.1f} CPU s, {wall:5.1f} s wall, of it join and package {wall - scene_wall:.1f}")
        print(f"x264:    {peer_cpu:6.1f} CPU s, {peer_wall:5.1f} s wall, same frames from memory")
        print(f"ratio:   {total / peer_cpu:.2f} of its CPU, {wall / peer_wall:.2f} of its wall")
        peer = compose_alike(episode, given.peer_seconds, out) / given.peer_seconds * episode.frames / FPS
        print(f"MoviePy: {peer:6.1f} CPU s, from {given.peer_seconds:.0f} s of it: {peer / total:.1f} times ours")
        loudness, size = episode.loudness, episode.video.stat().st_size / 1e6
        print(f"file:    {size:.1f} MB, {loudness.lufs:.1f} LUFS, {loudness.peak:.1f} dBTP")
        assert total <= MOST_CPU * peer_cpu
        assert wall <= MOST_WALL * peer_wall
        assert peer >= LEAST_GAIN * total


def check(episode: Any, scenes: list[Any]) -> None:
    """The answer must be right before its time counts."""
    with av.open(str(episode.video)) as container:
        times = [round(f.time * FPS) for f in container.decode(video=0)]
    assert times == list(range(episode.frames)) == list(range(sum(s.frames for s in scenes)))
    sound = read_sound(episode.video)
    assert 0 <= sound.shape[1] - episode.frames * SAMPLES_PER_FRAME < 2048
    assert abs(sum(episode.package.durations) - episode.frames / FPS) < 1e-3
    start = 0
    for scene in scenes:
        stem = read_sound(scene.parts.dialogue, stereo=False)[0]
        lag = alignment(sound[0], stem, start * SAMPLES_PER_FRAME)
        assert abs(lag) < SAMPLES_PER_FRAME, lag
        start += scene.frames
    assert abs(episode.loudness.lufs + 16) <= 0.5
    assert episode.loudness.peak <= -1.0
    assert not episode.problems


def alignment(sound: Any, stem: Any, start: int) -> int:
    """By how many samples the episode's sound lags behind the stem of a scene (cross-correlation)."""
    count = len(stem)
    part = np.zeros(count)
    part[: min(count, len(sound) - start)] = sound[start : start + count]
    size = 1 << (2 * count - 1).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(stem, size)), size)
    lag = int(np.argmax(likeness))
    return lag if lag < size // 2 else lag - size


if __name__ == "__main__":
    main()
