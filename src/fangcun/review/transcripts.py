"""What is spoken in a film, as lines: from a file, or from a speech service behind an OpenAI-compatible address."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
import uuid
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pysubs2

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.engine.watch.opened import open_film
from fangcun.review.engine.watch.spoken import Cue

SUBTITLES = (".srt", ".vtt", ".ass", ".ssa")
_RATE = 16_000
_TIMEOUT = 300.0


def read_lines(path: Path) -> list[Cue]:
    """The lines of a file: SRT, VTT, ASS, JSON or plain text, one a line.

    JSON is a list of texts or of ``{"text", "start", "end"}`` (seconds), or such a list under ``segments`` or
    ``lines``. Raises FangcunError ``review.transcript`` with what is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"打不开“{path}”：{error.strerror}。"
        raise FangcunError("review.transcript", Kind.NOT_FOUND, message) from error
    text = _decoded(data, path)
    try:
        if path.suffix.lower() in SUBTITLES:
            events = pysubs2.SSAFile.from_string(text)
            return [
                Cue(e.plaintext.replace("\n", " "), e.start / 1000, e.end / 1000) for e in events if not e.is_comment
            ]
        if path.suffix.lower() == ".json":
            return _rows(json.loads(text))
    except (ValueError, KeyError, TypeError, pysubs2.Pysubs2Error) as error:
        message = f"“{path.name}”读不懂：{error}。要 SRT、VTT、ASS、JSON（text、start、end）或每行一句的文本。"
        raise FangcunError("review.transcript", Kind.INVALID, message) from error
    return [Cue(line.strip()) for line in text.splitlines() if line.strip()]


def transcribe(film: Path, *, address: str, key: str = "", model: str = "whisper-1") -> list[Cue]:
    """The spoken lines of a film as a speech service hears them.

    ``address`` is the service's base (``https://…/v1``) or the whole ``…/audio/transcriptions``. Raises FangcunError
    ``review.speech`` when it does not answer or answers something else.
    """
    url = address.rstrip("/")
    if not url.endswith("/audio/transcriptions"):
        url += "/audio/transcriptions"
    form, kind = _form({"model": model, "response_format": "verbose_json", "language": "zh"}, _wav(film))
    headers = {"Content-Type": kind, "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, form, headers)  # noqa: S310  the operator's own address
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            return _rows(json.loads(answer.read()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"语音服务 {url} 没有给出文本：{error}。请检查地址和密钥，或改用文本文件。"
        raise FangcunError("review.speech", Kind.UPSTREAM, message) from error


def _rows(data: Any) -> list[Cue]:
    if isinstance(data, dict):
        rows = data.get("segments") or data.get("lines")
        if rows is None:
            return [Cue(str(data["text"]))]
        data = rows
    if not isinstance(data, list):
        raise ValueError("要一个列表")
    return [
        Cue(row) if isinstance(row, str) else Cue(str(row["text"]), _time(row, "start"), _time(row, "end"))
        for row in data
    ]


def _time(row: dict[str, Any], name: str) -> float | None:
    return float(row[name]) if row.get(name) is not None else None


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FangcunError("review.transcript", Kind.INVALID, f"“{path.name}”不是文本，请另存为 UTF-8。")


def _wav(film: Path) -> bytes:
    """The film's sound as 16 kHz mono WAV, what speech services are made for."""
    out = io.BytesIO()
    try:
        with open_film(film) as container, wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE)
            resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
            for frame in container.decode(container.streams.audio[0]):
                for part in resampler.resample(frame):
                    file.writeframes(np.asarray(part.to_ndarray(), np.int16).tobytes())
    except (OSError, IndexError, av.error.FFmpegError) as error:
        raise FangcunError("review.speech", Kind.INVALID, f"“{film.name}”取不出声音：{error}。") from error
    return out.getvalue()


def _form(fields: dict[str, str], wav: bytes) -> tuple[bytes, str]:
    """A multipart form with a sound file, and its content type."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    about = 'Content-Disposition: form-data; name="file"; filename="film.wav"'
    head = f"--{mark}\r\n{about}\r\nContent-Type: audio/wav\r\n\r\n"
    return b"".join(
        [*parts, head.encode(), wav, f"\r\n--{mark}--\r\n".encode()]
    ), f"multipart/form-data; boundary={mark}"
