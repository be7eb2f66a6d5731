"""What the sound of an episode costs on one core, with its quality asserted in the same run.

Run: ``PYTHONPATH=src python benchmarks/bench_sound.py``. Every scene of the example script's first episodes is spoken,
shaped, placed in its room, given its ambience, accents and foley, and mixed; processor time of both processes counts.
The limit it is compared with is what any voicing must pay: eSpeak NG alone, saying the same lines.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from fangcun.cut.contracts import Shot
from fangcun.cut.engine.direct import Opening, direct_scene
from fangcun.cut.engine.grid import SAMPLES_PER_FRAME
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.engine.mix import blend, dialogue_stem, effects_stem
from fangcun.cut.engine.pronounce import to_speak
from fangcun.cut.engine.synth import Saying, Synthesiser
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import Timeline, lay_out
from fangcun.cut.engine.voice import VoiceSpec, voices_of
from fangcun.cut.engine.voicing import speeches_of
from fangcun.cut.numbering import numbered
from fangcun.write.engine.reader import read_text

SCRIPT = Path(__file__).parents[1] / "examples" / "全组都在找场记.txt"
BAR = 0.8
"""Processor seconds for twelve lines with all that sounds around them, over which the run fails."""
OVER = 12.0
"""Decibels by which every line stands over everything else."""


def _scenes() -> tuple[list[tuple[Shot, ...]], Mapping[str, VoiceSpec]]:
    screenplay = read_text(SCRIPT.read_text("utf-8"))
    looks = looks_of(screenplay)
    scenes: list[tuple[Shot, ...]] = []
    for number, episode in numbered(screenplay):
        played = [scene for scene in episode.scenes if scene.content]
        for i, scene in enumerate(played):
            opening = Opening("全组都在找场记", number, episode.title or "") if i == 0 else None
            scenes.append(direct_scene(scene, cast=looks, opening=opening, closing=scene is played[-1]))
    return scenes, voices_of(looks)


def _cost(started: tuple[float, float]) -> float:
    """Processor seconds of this process and of those that ended since."""
    return sum(_clocks()) - sum(started)


def _clocks() -> tuple[float, float]:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time(), children.ru_utime + children.ru_stime


def _sounded(shots: tuple[Shot, ...], voices: Mapping[str, VoiceSpec], synthesiser: Synthesiser) -> float:
    """The least distance in dB of a line of the scene from what sounds under it."""
    timeline = lay_out(shots, speeches_of(shots, voices=voices, synthesiser=synthesiser))
    dialogue, effects = dialogue_stem(timeline), effects_stem(timeline, seed=1)
    return _least_distance(timeline, dialogue, blend(dialogue, effects) - dialogue)


def _least_distance(timeline: Timeline, dialogue: Floats, bed: Floats) -> float:
    found = [np.inf]
    for line in timeline.lines():
        inside = slice(line.start * SAMPLES_PER_FRAME, line.start * SAMPLES_PER_FRAME + line.speech.spoken)
        powers = (float(np.mean(np.square(part, dtype=np.float64))) for part in (dialogue[inside], bed[:, inside]))
        voice, rest = powers
        found.append(10 * np.log10(voice / max(rest, 1e-12)))
    return float(min(found))


def main() -> int:
    scenes, voices = _scenes()
    lines = [line.text for shots in scenes for shot in shots for line in shot.lines]

    alone = Synthesiser()
    started = _clocks()
    for text in lines:
        alone.say(Saying(to_speak(text).text, "cmn"))
    alone.close()
    limit = _cost(started)

    synthesiser = Synthesiser()
    started = _clocks()
    distance = min(_sounded(shots, voices, synthesiser) for shots in scenes)
    synthesiser.close()
    spent = _cost(started)

    each = 12 * spent / len(lines)
    print(f"{len(lines)} lines in {len(scenes)} scenes: {spent:.2f} CPU s, {each:.2f} for twelve lines (bar {BAR})")
    print(f"eSpeak NG alone: {limit:.2f} CPU s; the whole sound is {spent / limit:.1f} times that")
    print(f"the least distance of a line from what sounds under it: {distance:.1f} dB (bar {OVER:.0f})")
    return int(each > BAR or distance < OVER)


if __name__ == "__main__":
    raise SystemExit(main())
