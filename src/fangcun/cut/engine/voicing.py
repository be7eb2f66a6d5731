"""The lines of a scene spoken: each by its person, in its manner, by its way, in the room of its shot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangcun.cut.contracts import Shot
from fangcun.cut.engine.hearing import channel_of
from fangcun.cut.engine.rooms import room_of
from fangcun.cut.engine.synth import Synthesiser
from fangcun.cut.engine.tongues import SPOKEN
from fangcun.cut.engine.voice import NARRATOR, Speech, VoiceSpec, speak


def speeches_of(
    shots: Sequence[Shot],
    *,
    voices: Mapping[str, VoiceSpec],
    language: str | None = None,
    synthesiser: Synthesiser | None = None,
) -> tuple[tuple[Speech, ...], ...]:
    """``speeches[i][j]`` is the sound of ``shots[i].lines[j]``, as ``timeline.lay_out`` wants it.

    Whoever has no voice in ``voices`` speaks as the narrator. ``language`` is the script's (a code of ``languages``);
    without it, and where there is no voice for it, lines are taken for Chinese or English by their letters. Raises
    FangcunError ``voice.failed``.
    """
    known = language if language in SPOKEN else None
    return tuple(
        tuple(
            speak(
                line.text,
                voice=voices.get(line.speaker or "", NARRATOR),
                heard=line.voice,
                manner=line.manner,
                language=known,
                channel=channel_of(line, shot),
                room=room_of(shot),
                synthesiser=synthesiser,
            )
            for line in shot.lines
        )
        for shot in shots
    )
