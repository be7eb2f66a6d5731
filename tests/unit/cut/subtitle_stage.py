"""Timed shots in one line, the fonts, and words in six languages, for the tests of subtitles."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from drawing_stage import FONTS

from fangcun.cut.contracts import Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timeline import Timeline, lay_out
from fangcun.cut.engine.voice import Speech
from fangcun.write.contracts import Voice

THAI: Path = FONTS.faces("thai")[0]
WAITED = {
    "zh": "你怎么来了？我在这里等了三天三夜，你知不知道我有多担心你！",
    "zh-Hant": "你怎麼來了？我在這裡等了三天三夜，你知不知道我有多擔心你！",
    "en": "I waited here for three days and three nights. Do you know how worried I was?",
    "es": "Llevo tres días y tres noches esperándote, ¿sabes lo preocupada que estaba?",
    "ar": "انتظرتك ثلاثة أيام بلياليها، هل تعلم كم كنت قلقة عليك؟",
    "th": "ฉันรอคุณมาสามวันสามคืนแล้วทำไมคุณถึงไม่กลับบ้าน",
}


def said(text: str, *, rate: float = 4.5) -> Speech:
    """A line of even speech, ``rate`` characters a second."""
    samples = round(len(text) / rate * RATE)
    edges = [samples * i // len(text) for i in range(len(text) + 1)]
    return Speech(text, np.zeros(samples, np.float32), tuple(itertools.pairwise(edges)))


def shot(id: str, *lines: tuple[str, str], caption: str | None = None) -> Shot:
    """A close-up in which people say lines."""
    said_lines = tuple(Line(speaker, text, Voice.SPOKEN) for speaker, text in lines)
    close = Framing.CLOSE
    return Shot(id, ShotKind.SINGLE, close, Move.STILL, "客厅", "夜", "内", (), said_lines, 1.0, caption=caption)


def laid(*shots: Shot, rate: float = 4.5) -> Timeline:
    """The shots in time, their lines spoken at ``rate`` characters a second."""
    return lay_out(shots, [[said(line.text, rate=rate) for line in s.lines] for s in shots])
