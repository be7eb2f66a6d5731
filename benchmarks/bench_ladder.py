"""What it costs to offer a film in three sizes: its scenes again in 720 and 540, joined and packaged with the 1080.

The limit is libx264 with the same settings, one thread, fed with raw frames of each size from memory: a ladder that
decodes nothing, scales nothing and packages nothing. The film itself is the largest size and is taken as it is, so the
ladder is compared with the bare encodes of all three sizes; the same against the two made is printed beside it.

Quality in the same run: luma PSNR and SSIM of each size, for ours and for the bare encode (fed with averages over the
area), against the film scaled by FFmpeg's Lanczos filter; ours must be neither worse nor larger.

    PYTHONPATH=src:benchmarks python benchmarks/bench_ladder.py [--seconds 15]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from bench_encode import cut_scene

from fangcun.cut.engine.encode import Film, keyframes_of
from fangcun.cut.engine.grid import FPS, Shape
from fangcun.cut.engine.join import join_episode
from fangcun.cut.engine.label import AigcLabel, stamp_label
from fangcun.cut.engine.ladder import RUNGS, Rung, encode_rungs
from fangcun.cut.engine.make import read_scene
from fangcun.cut.engine.package import package_episode
from fangcun.cut.engine.package_check import examine_package
from fangcun.cut.engine.rungs import add_rungs

MOST = 1.15
WORSE, LARGER = 0.3, 1.06  # dB of PSNR; of the bare encode's bytes
BLOCK = 4 * FPS  # frames in memory at a time


def frames_of(path: Path) -> Iterator[list[Any]]:
    """The planes of each frame of a film."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yuv = frame.to_ndarray(format="yuv420p")
            height, width = frame.height, frame.width
            chroma = yuv[height:].reshape(2, height // 2, width // 2)
            yield [yuv[:height], chroma[0], chroma[1]]


def scaled(planes: list[Any], size: tuple[int, int]) -> list[Any]:
    """The frame averaged over the area."""
    sizes = (size, (size[0] // 2, size[1] // 2), (size[0] // 2, size[1] // 2))
    return [cv2.resize(p, s, interpolation=cv2.INTER_AREA) for p, s in zip(planes, sizes, strict=True)]


def encode_bare(source: Path, path: Path, *, rung: Rung, frames: int) -> float:
    """CPU seconds of x264 alone for a size; decoding and scaling are not counted."""
    used = 0.0
    width, height = rung.size_of(1080, 1920)
    rate = {"level": rung.level, "maxrate": str(rung.maxrate), "bufsize": str(rung.maxrate * 3 // 2)}
    keys = keyframes_of(frames, opening=True)
    with Film(path, keyframes=keys, shape=Shape(width, height), options=rate) as film:
        store: list[Any] = []
        for number, planes in enumerate(frames_of(source)):
            store.append(scaled(planes, (width, height)) if width != 1080 else planes)
            if len(store) == BLOCK or number == frames - 1:
                begun = time.process_time()
                for y, u, v in store:
                    film.frame.y[:], film.frame.u[:], film.frame.v[:] = y, u, v
                    film.add()
                used += time.process_time() - begun
                store.clear()
    return used


def likeness(source: Path, path: Path, size: tuple[int, int]) -> tuple[float, float]:
    """Mean luma PSNR (dB) and SSIM of every fifth frame of a size against the film's, well scaled."""
    psnr, ssim = [], []
    with av.open(str(source)) as whole, av.open(str(path)) as small:
        for number, pair in enumerate(zip(whole.decode(video=0), small.decode(video=0), strict=True)):
            if number % 5 == 0:
                best = pair[0].reformat(width=size[0], height=size[1], interpolation="LANCZOS")
                wanted, found = (f.to_ndarray(format="yuv420p")[: size[1]] for f in (best, pair[1]))
                psnr.append(cv2.PSNR(wanted, found))
                ssim.append(structure(wanted.astype(np.float32), found.astype(np.float32)))
    return float(np.mean(psnr)), float(np.mean(ssim))


def structure(one: Any, two: Any) -> float:
    """SSIM (Wang et al. 2004) with its Gaussian window of 11 pixels."""

    def blur(image: Any) -> Any:
        return cv2.GaussianBlur(image, (11, 11), 1.5)

    mean_one, mean_two = blur(one), blur(two)
    var_one, var_two = blur(one * one) - mean_one**2, blur(two * two) - mean_two**2
    both = blur(one * two) - mean_one * mean_two
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mean_one * mean_two + c1) * (2 * both + c2)
    return float((top / ((mean_one**2 + mean_two**2 + c1) * (var_one + var_two + c2))).mean())


def main() -> None:
    """Make a scene, its ladder and the bare encodes; print what each took and how good each is."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=15.0)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cut_scene((0, name, given.seconds / 3))
        scene = read_scene(folder / "scene0")
        joined, film = folder / "joined.mp4", folder / "film.mp4"
        join_episode([scene.parts], path=joined, work=folder)
        stamp_label(joined, path=film, label=AigcLabel("方寸", "bench"))
        package_episode(film, folder=folder / "hls")

        begun = time.process_time()
        made = encode_rungs(scene.parts.video, folder=folder / "rungs")
        encoded = time.process_time() - begun
        add_rungs(folder / "hls", rungs={n: [(p, scene.frames)] for n, p in made.items()}, sound=film)
        ours = time.process_time() - begun
        assert examine_package(folder / "hls").problems == ()

        bare = {}
        for rung in RUNGS:
            bare[rung.name] = encode_bare(film, folder / f"bare{rung.name}.mp4", rung=rung, frames=scene.frames)
        whole, small = sum(bare.values()), sum(bare[n] for n in made)
        print(f"film:   {scene.frames} frames, {scene.frames / FPS:.1f} s")
        print(f"ladder: {ours:6.2f} CPU s, of it joining, key frames, small pictures {ours - encoded:.2f}")
        print(f"x264:   {whole:6.2f} CPU s (" + ", ".join(f"{n}: {s:.2f}" for n, s in bare.items()) + ")")
        print(f"ratio:  {ours / whole:.2f} of all three (bar {MOST}), {ours / small:.2f} of the two that are made")
        for rung in RUNGS:
            if rung.name in made:
                compare(film, made[rung.name], folder / f"bare{rung.name}.mp4", rung)
        assert ours <= MOST * whole


def compare(film: Path, path: Path, bare: Path, rung: Rung) -> None:
    """Print both; ours must be as good as the bare encode, and not much larger."""
    size = rung.size_of(1080, 1920)
    psnr, ssim = likeness(film, path, size)
    bare_psnr, bare_ssim = likeness(film, bare, size)
    larger = path.stat().st_size / bare.stat().st_size
    print(f"{rung.name}:    {psnr:.2f} dB, SSIM {ssim:.4f}, bytes × {larger:.3f} of the bare encode's")
    print(f"  bare: {bare_psnr:.2f} dB, SSIM {bare_ssim:.4f}")
    assert psnr >= bare_psnr - WORSE
    assert ssim >= bare_ssim - 0.002
    assert larger <= LARGER


if __name__ == "__main__":
    main()
