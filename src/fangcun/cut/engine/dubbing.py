"""What has to be spoken again in another language, line by line, each with the time it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.languages import Script, language_of
from fangcun.cut.engine.timeline import TimedShot
from fangcun.cut.engine.translation import Translation, line_id
from fangcun.cut.engine.wording import letters_of
from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import Voice

GAP = 2  # frames left free before the next line, so that two voices do not touch
HURRIED = 1.3  # beyond this a stretched voice sounds driven
# Letters a second of unhurried speech. Mandarin speaks 5.2 syllables a second, English 6.2, Spanish 7.8 (Pellegrino,
# Coupé and Marsico 2011, Language 87:3); a syllable is one Chinese character, two to three Latin letters and a share
# of a space, about two Arabic consonants, about two Thai letters.
_SPOKEN = {Script.HAN: 5.2, Script.LATIN: 16.0, Script.ARABIC: 11.0, Script.THAI: 11.0}


@dataclass(frozen=True, slots=True)
class DubLine:
    """A line to be spoken: from frame ``start`` of the scene it has ``frames`` frames; the original takes ``heard``.

    ``wanted`` is how many frames it would take unhurried. ``missing`` says that nothing was translated: ``text`` and
    ``language`` are then the original's, so that the track has no hole.
    """

    id: str
    shot: str
    speaker: str | None
    voice: Voice
    manner: str | None
    language: str
    text: str
    start: int
    frames: int
    heard: int
    wanted: int
    missing: bool = False

    @property
    def tempo(self) -> float:
        """How much faster than unhurried it must be spoken to fit, at least 1."""
        return max(1.0, self.wanted / max(1, self.frames))


def dub_lines(
    shots: Iterable[TimedShot], translation: Translation, *, language: str, source: str = "zh-Hans", fps: int = FPS
) -> tuple[DubLine, ...]:
    """Every line of the shots in ``language`` in its place. A line may last until the next one in its shot begins, the
    last until the shot ends. Raises FangcunError ``cut.language_unknown``."""
    code, own = language_of(language).code, language_of(source).code
    found = []
    for shot in shots:
        if not shot.lines:
            continue
        ends = [*(line.start - GAP for line in shot.lines[1:]), shot.end]
        for i, (timed, end) in enumerate(zip(shot.lines, ends, strict=True), 1):
            id = line_id(shot.shot.id, i)
            text = translation.text(id, language=code)
            spoken, tongue = (timed.line.text, own) if text is None else (text, code)
            pace = _SPOKEN[language_of(tongue).script]
            line = timed.line
            found.append(
                DubLine(
                    id,
                    shot.shot.id,
                    line.speaker,
                    line.voice,
                    line.manner,
                    tongue,
                    spoken,
                    timed.start,
                    max(1, end - timed.start),
                    timed.frames,
                    round(letters_of(spoken) / pace * fps),
                    missing=text is None,
                )
            )
    return tuple(found)


def dub_problems(lines: Iterable[DubLine], *, fps: int = FPS) -> list[Problem]:
    """The lines that are not translated, and those that cannot be spoken in their time without haste."""
    problems = []
    for line in lines:
        if line.missing:
            message = f"{line.speaker or '画外音'}的台词没有译文，配音用原文：{line.text}"
            problems.append(_problem("missing", message, "请在译文表里补译。", line))
        elif line.tempo > HURRIED:
            needed, given = line.wanted / fps, line.frames / fps
            message = f"{line.speaker or '画外音'}的译文约需 {needed:.1f} 秒，画面只有 {given:.1f} 秒：{line.text}"
            problems.append(_problem("tight", message, "请缩短译文，或让镜头停得久一点。", line))
    return problems


def _problem(code: str, message: str, proposal: str, line: DubLine) -> Problem:
    data = {"id": line.id, "tempo": round(line.tempo, 2)}
    return Problem(f"cut.dub_{code}", Severity.WARNING, message, excerpt=line.text, proposal=proposal, data=data)
