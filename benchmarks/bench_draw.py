"""How long a panel takes on one core, over the shots of the example script, with its quality asserted in the same run.

Run: ``PYTHONPATH=src python benchmarks/bench_draw.py [FONT_FOLDER]``. Every shot of all episodes is drawn once, in
story order, caches empty at the start, as a farm's worker would. The bar is processor time, because the cores of a
base are shared. The limit it is compared with is what any drawing must pay: enlarging a ground to the same pixels and
handing them over as RGB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.contracts import Look, Shot
from fangcun.cut.engine.direct import Opening, direct_scene
from fangcun.cut.engine.draw import Fonts, Panel, draw_panel
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.numbering import numbered
from fangcun.write.engine.reader import read_text

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "examples" / "全组都在找场记.txt"
FONT_FOLDER = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
BAR_MS = 60.0
"""Median processor time of a panel over which the run fails."""

_AGAIN = 23  # every so many shots are drawn a second time: the bytes must be the same
_ALIKE = 0.4  # of 255: the mean difference below which two panels are one picture


def _shots() -> tuple[list[Shot], Mapping[str, Look]]:
    screenplay = read_text(SCRIPT.read_text("utf-8"))
    looks = looks_of(screenplay)
    shots: list[Shot] = []
    for number, episode in numbered(screenplay):
        played = [scene for scene in episode.scenes if scene.content]
        for i, scene in enumerate(played):
            opening = Opening("全组都在找场记", number, episode.title or "") if i == 0 else None
            shots += direct_scene(scene, cast=looks, opening=opening, closing=scene is played[-1])
    return shots, looks


def _fonts(folder: Path) -> Fonts:
    return Fonts(
        folder / "400Regular" / "NotoSansSC_400Regular.ttf",
        folder / "700Bold" / "NotoSansSC_700Bold.ttf",
        folder / "900Black" / "NotoSansSC_900Black.ttf",
    )


def _small(panel: Panel) -> NDArray[np.float32]:
    return np.asarray(cv2.resize(panel.image, (60, 108), interpolation=cv2.INTER_AREA), np.float32)


def _floor(height: int, width: int) -> float:
    """Milliseconds of processor time to enlarge a ground and hand it over."""
    ground = np.full((height // 2, width // 2, 4), 200, np.uint8)
    worked = time.thread_time()
    for _ in range(10):
        cv2.cvtColor(cv2.resize(ground, (width, height)), cv2.COLOR_RGBA2RGB)
    return (time.thread_time() - worked) * 100


def _same(one: Panel, other: Panel) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(_pixels_of(one), _pixels_of(other), strict=True))


def _pixels_of(panel: Panel) -> list[NDArray[np.uint8]]:
    """The image and every state of every moving part."""
    flaps = [flap for _, flap in sorted(panel.mouths.items())] + [flap for _, flap in sorted(panel.blinks.items())]
    return [panel.image, *(state for flap in flaps for state in flap.states)]


def main(folder: Path) -> int:
    """Draw the script, check the pictures, print the figures. Returns the exit code: 1 above the bar."""
    cv2.setNumThreads(1)
    fonts, (shots, looks) = _fonts(folder), _shots()
    cpu, wall, pictures = [], [], []
    for i, shot in enumerate(shots):
        started, worked = time.perf_counter(), time.thread_time()
        panel = draw_panel(shot, looks, fonts=fonts)
        cpu.append((time.thread_time() - worked) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
        assert panel.image.std() > 8, f"{shot.id}: an empty picture"
        pictures.append(_small(panel))
        if i % _AGAIN == 0:
            assert _same(panel, draw_panel(shot, looks, fonts=fonts)), f"{shot.id}: the same shot, other bytes"
    nearest, one, two = _nearest(pictures)
    assert nearest > _ALIKE, f"{shots[one].id} and {shots[two].id} came out as one picture"
    floor = _floor(*panel.image.shape[:2])
    median = float(np.median(cpu))
    print(f"panels {len(shots)}  nearest pair {nearest:.1f}/255 ({shots[one].id}, {shots[two].id})")
    for name, took in (("cpu", cpu), ("wall", wall)):
        print(f"{name:4} median {np.median(took):5.1f} ms  90 % {np.percentile(took, 90):5.1f} ms")
    print(f"bar {BAR_MS:.0f} ms cpu  limit (enlarge and hand over) {floor:.1f} ms  ratio {median / floor:.0f}×")
    return int(median > BAR_MS)


def _nearest(pictures: list[NDArray[np.float32]]) -> tuple[float, int, int]:
    """The least mean difference of two pictures, and which they are."""
    flat = np.stack([picture.ravel() for picture in pictures])
    best = (256.0, 0, 0)
    for i in range(len(flat) - 1):
        gaps = np.abs(flat[i + 1 :] - flat[i]).mean(axis=1)
        at = int(gaps.argmin())
        best = min(best, (float(gaps[at]), i, i + 1 + at))
    return best


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FONT_FOLDER))
