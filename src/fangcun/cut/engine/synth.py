"""The engine's side of the pipe to the speaking process: started when needed, kept, and started again if it dies."""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fangcun.kit.errors import FangcunError, Kind

Floats = NDArray[np.float32]

_PROGRAM = Path(__file__).with_name("espeak.py")


@dataclass(frozen=True, slots=True)
class Saying:
    """What eSpeak NG is asked for: a text, a voice such as ``cmn+f2``, words a minute, pitch and range 0–99."""

    text: str
    voice: str
    rate: int = 185
    pitch: int = 50
    range: int = 50
    gap: int = 0  # extra pause between words, in units of 10 ms


@dataclass(frozen=True, slots=True)
class Said:
    """Mono samples in −1…1 at ``rate`` Hz, and for each spoken character ``(character, first, last sample)``."""

    pcm: Floats
    rate: int
    marks: tuple[tuple[int, int, int], ...]


class Synthesiser:
    """One speaking process. Safe to share between threads: sayings take turns."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def say(self, saying: Saying) -> Said:
        """The sound of ``saying``; the same saying always gives the same samples.

        Raises FangcunError ``voice.failed`` (UPSTREAM) when the library cannot be opened or refuses the voice.
        """
        request = {
            "text": saying.text,
            "voice": saying.voice,
            "rate": saying.rate,
            "pitch": saying.pitch,
            "range": saying.range,
            "gap": saying.gap,
        }
        with self._lock:
            try:
                return self._exchange(json.dumps(request).encode())
            except (OSError, struct.error):
                self.close()  # a process that was killed: one fresh try
            try:
                return self._exchange(json.dumps(request).encode())
            except (OSError, struct.error) as error:
                self.close()
                message = f"朗读“{saying.text[:20]}”时语音程序没有回应。请重新安装依赖 espeakng-loader 后再试。"
                raise FangcunError("voice.failed", Kind.UPSTREAM, message) from error

    def _exchange(self, body: bytes) -> Said:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise OSError("the speaking process has no pipes")
        process.stdin.write(struct.pack(">I", len(body)) + body)
        process.stdin.flush()
        answer = json.loads(process.stdout.read(struct.unpack(">I", process.stdout.read(4))[0]))
        if "error" in answer:
            message = f"语音合成失败：{answer['error']}。请检查角色的声音设置。"
            raise FangcunError("voice.failed", Kind.UPSTREAM, message)
        pcm = process.stdout.read(answer["bytes"])
        if len(pcm) != answer["bytes"]:
            raise OSError("the speaking process stopped in the middle of a line")
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768.0
        return Said(samples, answer["rate"], tuple((c, a, b) for c, a, b in answer["marks"]))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # A forked worker inherits the pipe of its parent; two on one pipe would read each other's answers.
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            # -P keeps this folder off the path: its module names must not hide those of the standard library.
            self._process = subprocess.Popen(  # noqa: S603  our own file, no shell, nothing from the user in it
                [sys.executable, "-P", str(_PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._process

    def close(self) -> None:
        """Let the process go. The next saying starts another."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:
                        continue
            process.terminate()
            process.wait()


_shared = Synthesiser()
atexit.register(_shared.close)


def shared() -> Synthesiser:
    """The speaking process of this Python process, ended with it."""
    return _shared
