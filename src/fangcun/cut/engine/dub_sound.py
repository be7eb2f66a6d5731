"""A scene spoken again in another language: every line in the slot of the original, on the same frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fangcun.cut.engine.dubbing import HURRIED, DubLine, dub_lines, dub_problems
from fangcun.cut.engine.grid import FPS, RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.hearing import Channel, channel_of
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.rooms import Room, room_of
from fangcun.cut.engine.sound_files import write_flac
from fangcun.cut.engine.synth import Synthesiser
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import TimedShot
from fangcun.cut.engine.tongues import tongue_of
from fangcun.cut.engine.translation import Translation, line_id
from fangcun.cut.engine.voice import NARRATOR, Speech, VoiceSpec, speak
from fangcun.kit.errors import Problem, Severity

DIALOGUE = "dialogue.{}.flac"
"""The stem of a language beside a scene's own ``dialogue.flac``."""

DRIVEN = 1.6
"""The fastest a line is ever spoken: beyond it nobody follows, and the rest is cut."""

_STEADY = 0.88  # a line that leaves more than this of the original's time unused is said a little slower, no more
_OVER = 1.02  # the library's rate is only nearly a rate: ask for a little more
_FADE = RATE // 25


@dataclass(frozen=True, slots=True)
class Dub:
    """A dubbed stem: mono FLAC at ``path``, as long as the scene, in ``language``; ``problems`` tells the lines that
    were not translated, had to be hurried, or were cut."""

    path: Path
    language: str
    problems: tuple[Problem, ...]


def dubbed_stem(
    shots: Sequence[TimedShot],
    translation: Translation,
    *,
    language: str,
    voices: Mapping[str, VoiceSpec],
    folder: Path,
    source: str = "zh-Hans",
    synthesiser: Synthesiser | None = None,
) -> Dub:
    """The dialogue of a scene in ``language``, written to ``dialogue.<code>.flac`` in ``folder``.

    ``shots`` are all shots of the scene in their places (``lay_out(...).shots``), of which only the words and times
    are used, not the sound. Whoever has no voice in ``voices`` speaks as the narrator. The stem takes the place of the
    scene's own in ``SceneParts``; effects and music stay. Raises FangcunError ``cut.language_unknown`` and
    ``voice.language``, ``voice.failed``.
    """
    code = language_of(language).code
    tongue_of(code)
    lines = dub_lines(shots, translation, language=code, source=source)
    pcm, problems = dub_scene(lines, shots=shots, voices=voices, synthesiser=synthesiser)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DIALOGUE.format(code)
    write_flac(pcm, path)
    return Dub(path, code, tuple(problems))


def dub_scene(
    lines: Sequence[DubLine],
    *,
    shots: Sequence[TimedShot],
    voices: Mapping[str, VoiceSpec],
    synthesiser: Synthesiser | None = None,
) -> tuple[Floats, list[Problem]]:
    """Mono samples as long as the shots with every line at its frame, in its room, and what does not fit.

    What ``dub_problems`` says of missing translations stands; whether a line is too long is said by how long it really
    took, not by its letters.
    """
    stem = np.zeros(max((shot.end for shot in shots), default=0) * SAMPLES_PER_FRAME, np.float32)
    places = {line_id(t.shot.id, i): (t.shot, line.line) for t in shots for i, line in enumerate(t.lines, 1)}
    problems = dub_problems([line for line in lines if line.missing])
    for line in lines:
        voice = voices.get(line.speaker or "", NARRATOR)
        shot, original = places[line.id]
        speech, tempo = fit(
            line, voice=voice, channel=channel_of(original, shot), room=room_of(shot), synthesiser=synthesiser
        )
        slot = line.frames * SAMPLES_PER_FRAME
        pcm = speech.pcm
        if speech.spoken > slot:
            problems.append(_problem("cut", line, tempo, seconds=(speech.spoken - slot) / RATE))
            pcm = pcm[:slot].copy()
            fade = min(_FADE, slot)
            pcm[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        elif tempo > HURRIED:
            problems.append(_problem("hurried", line, tempo, seconds=slot / RATE))
        start = line.start * SAMPLES_PER_FRAME
        room = max(0, min(len(pcm), len(stem) - start))
        stem[start : start + room] += pcm[:room]
    return stem, problems


def fit(
    line: DubLine,
    *,
    voice: VoiceSpec,
    channel: Channel | None = None,
    room: Room | None = None,
    synthesiser: Synthesiser | None = None,
) -> tuple[Speech, float]:
    """A line spoken so that it fits its slot, and the tempo it took (1 is unhurried).

    It may run on until the next line begins; a shorter one is slowed a little towards the length of the original. A
    line is spoken no faster than ``DRIVEN``: the speech may then be longer than the slot.
    """

    def say(tempo: float) -> Speech:
        return speak(
            line.text,
            voice=voice,
            heard=line.voice,
            manner=line.manner,
            language=line.language,
            tempo=tempo,
            channel=channel,
            room=room,
            synthesiser=synthesiser,
        )

    tempo = 1.0
    speech = say(tempo)
    slot, heard = line.frames * SAMPLES_PER_FRAME, line.heard * SAMPLES_PER_FRAME
    if not speech.spoken:
        return speech, tempo
    if speech.spoken < _STEADY * heard:
        tempo = max(_STEADY, speech.spoken / max(1, min(heard, slot)))
        slower = say(tempo)
        return (slower, tempo) if slower.spoken <= slot else (speech, 1.0)
    for _ in range(3):
        if speech.spoken <= slot or tempo >= DRIVEN:
            break
        tempo = min(DRIVEN, tempo * speech.spoken / slot * _OVER)
        speech = say(tempo)
    return speech, tempo


def _problem(kind: str, line: DubLine, tempo: float, *, seconds: float) -> Problem:
    who, given = line.speaker or "画外音", line.frames / FPS
    if kind == "cut":
        message = f"{who}的译文念不完：画面只有 {given:.1f} 秒，最快也多出 {seconds:.1f} 秒，已截断：{line.text}"
    else:
        message = f"{who}的译文念得太赶（{tempo:.2f} 倍速才放进 {given:.1f} 秒）：{line.text}"
    data = {"id": line.id, "tempo": round(tempo, 2)}
    proposal = "请缩短译文，或让镜头停得久一点。"
    return Problem(f"cut.dub_{kind}", Severity.WARNING, message, excerpt=line.text, proposal=proposal, data=data)
