"""A small packaged film whose frames carry their numbers, so that a test can say which frame it sees, in any size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fangcun.cut.engine.encode import Film, keyframes_of
from fangcun.cut.engine.grid import FPS, SAMPLES_PER_FRAME, Shape
from fangcun.cut.engine.join import SceneParts, join_episode
from fangcun.cut.engine.label import AigcLabel, stamp_label
from fangcun.cut.engine.ladder import Rung, encode_rungs
from fangcun.cut.engine.package import package_episode
from fangcun.cut.engine.rungs import add_rungs
from fangcun.cut.engine.sound_files import write_flac

BITS = 9
LENGTHS = (130, 104, 61)
"""Frames of each scene."""

LADDER = (Rung("360", 360, 900_000, "3.0"), Rung("270", 270, 600_000, "3.0"))
SIZES = {"360": (360, 640), "270": (270, 480)}


@dataclass(frozen=True)
class Packaged:
    """The film and its package; ``rungs`` are the scenes in each smaller size, with their frames."""

    film: Path
    folder: Path
    rungs: dict[str, list[tuple[Path, int]]]
    names: tuple[str, ...]

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return sum(LENGTHS)


def package(folder: Path, *, shape: Shape | None = None) -> Packaged:
    """Scenes of noise and numbers, joined, labelled and packaged in three sizes."""
    shape = shape or Shape(540, 960)
    scenes, start = [], 0
    for place, frames in enumerate(LENGTHS):
        scenes.append(_scene(folder / f"scene{place}", start=start, frames=frames, opening=place == 0, shape=shape))
        start += frames
    joined, film = folder / "joined.mp4", folder / "film.mp4"
    join_episode(scenes, path=joined, work=folder)
    stamp_label(joined, path=film, label=AigcLabel("方寸制作基地", "FC-0001-01"))
    package_episode(film, folder=folder / "hls")
    made = [encode_rungs(s.video, folder=s.video.parent / "rungs", rungs=LADDER) for s in scenes]
    rungs = {name: [(m[name], s.frames) for m, s in zip(made, scenes, strict=True)] for name in SIZES}
    names = add_rungs(folder / "hls", rungs=rungs, sound=film)
    return Packaged(film, folder / "hls", rungs, names)


def number_in(luma: np.ndarray) -> int:
    """The number a frame carries: a band across for each bit, white for one, the highest on top."""
    rows = np.array_split(luma[:, ::16], BITS)
    return sum((row[len(row) // 4 : -len(row) // 4].mean() > 128) << (BITS - 1 - i) for i, row in enumerate(rows))


def _scene(folder: Path, *, start: int, frames: int, opening: bool, shape: Shape) -> SceneParts:
    folder.mkdir(parents=True)
    noise = np.random.default_rng(start).integers(-20, 20, (shape.height, shape.width))
    keys = keyframes_of(frames, opening=opening)
    with Film(folder / "v.mp4", keyframes=keys, shape=shape, options={"preset": "ultrafast"}) as film:
        film.frame.u[:], film.frame.v[:] = 110, 140
        for at in range(frames):
            for bit, rows in enumerate(np.array_split(np.arange(shape.height), BITS)):
                film.frame.y[rows] = 200 if (start + at) >> (BITS - 1 - bit) & 1 else 50
            film.frame.y[:] += noise.astype(np.uint8)  # wraps as a signed sum would
            film.add()
    t = np.arange(frames * SAMPLES_PER_FRAME) / (FPS * SAMPLES_PER_FRAME)
    write_flac((0.2 * np.sin(2 * np.pi * 440 * t)).astype(np.float32), folder / "d.flac")
    write_flac(np.zeros((2, len(t)), np.float32), folder / "e.flac")
    return SceneParts(folder / "v.mp4", folder / "d.flac", folder / "e.flac", frames)
