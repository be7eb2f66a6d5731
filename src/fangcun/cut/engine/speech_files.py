"""A spoken line on its way between tasks: one FLAC beside one small JSON, the same bytes for the same line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from fangcun.cut.engine.sound_files import read_sound, write_flac
from fangcun.cut.engine.voice import Speech
from fangcun.kit.errors import FangcunError, Kind

SOUND, TIMES = "speech.flac", "speech.json"


def write_speech(speech: Speech, folder: Path) -> None:
    """The line into ``folder`` (made when missing): its sound in 16 bits, its text and times in samples."""
    folder.mkdir(parents=True, exist_ok=True)
    if speech.samples:
        write_flac(speech.pcm, folder / SOUND)
    sheet = {"text": speech.text, "samples": speech.samples, "times": [list(t) for t in speech.times]}
    (folder / TIMES).write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")


def read_speech(folder: Path) -> Speech:
    """The line again. Raises FangcunError ``cut.speech_unreadable``."""
    try:
        sheet = json.loads((folder / TIMES).read_text(encoding="utf-8"))
        empty = np.zeros(0, np.float32)
        pcm = read_sound(folder / SOUND, stereo=False)[0] if sheet["samples"] else empty
        return Speech(sheet["text"], pcm[: sheet["samples"]], tuple((a, b) for a, b in sheet["times"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"配音文件夹 {folder.name} 读不出来。请重新生成这句台词的配音。"
        raise FangcunError("cut.speech_unreadable", Kind.INVALID, message) from error
