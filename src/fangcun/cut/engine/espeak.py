"""The speaking process: eSpeak NG behind a pipe.

eSpeak NG is under the GPL and Fangcun under Apache-2.0, so the library is loaded only here, in a program of its own
that talks to the engine by a plain protocol and shares no memory with it. Run as a script; knows nothing of the rest.

A message is four bytes of length (big endian) and as many bytes of JSON. A request is ``{"text", "voice", "rate",
"pitch", "range", "gap"}``; the answer is ``{"rate", "bytes", "marks"}`` followed by ``bytes`` bytes of 16-bit mono
PCM, or ``{"error"}``. ``marks`` are ``[character (from 0), first sample, last sample]`` of what was spoken.
API: espeak-ng/speak_lib.h, version 1.52.

The library keeps the phase of its oscillators and flutter from one text to the next, even across Terminate and
Initialize (measured: the same text came out 5 samples longer). A line must sound the same whatever was said before
it, or no result could be cached; so each text is spoken by a fork of the process that has just opened the library.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from typing import Any, BinaryIO

import espeakng_loader

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples go to the callback before espeak_Synth returns
_EVENTS = 1  # espeakINITIALIZE_PHONEME_EVENTS
_UTF8 = 1  # espeakCHARS_UTF8
_RATE, _PITCH, _RANGE, _GAP = 1, 3, 4, 7  # espeak_PARAMETER
_WORD, _PHONEME = 1, 7  # espeak_EVENT_TYPE


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Engine:
    """The library, opened once."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        self._pcm = bytearray()
        self._phonemes: list[tuple[int, int, bool]] = []
        self._callback = _CALLBACK(self._receive)
        self.rate = 0
        path = str(espeakng_loader.get_data_path()).encode()
        self.rate = int(self._lib.espeak_Initialize(_SYNCHRONOUS, 0, path, _EVENTS))
        if self.rate <= 0:
            raise RuntimeError("eSpeak NG finds no voice data")
        self._lib.espeak_SetSynthCallback(self._callback)

    def _receive(self, wave: Any, count: int, events: Any) -> int:
        if wave and count:
            self._pcm += ctypes.string_at(wave, count * 2)
        for event in events:
            if not event.type:
                break
            if event.type == _PHONEME:
                # "_:", "_|" are pauses and joints, "(en)" a change of language
                sounds = event.id.string[:1] not in (b"", b"_", b"(")
                self._phonemes.append((event.text_position - 1, event.sample, sounds))
        return 0

    def say(self, request: dict[str, Any]) -> tuple[bytes, list[list[int]]]:
        """PCM and marks of one text. Raises ValueError for a voice that the library does not have."""
        if self._lib.espeak_SetVoiceByName(str(request["voice"]).encode()) != 0:
            raise ValueError(f"no voice {request['voice']}")
        for code, key in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range"), (_GAP, "gap")):
            self._lib.espeak_SetParameter(code, int(request[key]), 0)
        self._pcm.clear()
        self._phonemes.clear()
        text = str(request["text"]).encode() + b"\0"
        self._lib.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
        self._lib.espeak_Synchronize()
        return bytes(self._pcm), _marks(self._phonemes, end=len(self._pcm) // 2)


def _marks(phonemes: list[tuple[int, int, bool]], *, end: int) -> list[list[int]]:
    """Where each character sounds: from its first voiced phoneme to the event after its last."""
    found: dict[int, list[int]] = {}
    following = [sample for _, sample, _ in phonemes[1:]] + [end]
    for (position, start, sounds), stop in zip(phonemes, following, strict=True):
        if sounds and position >= 0:
            span = found.setdefault(position, [start, stop])
            span[1] = max(span[1], stop)
    return [[position, *span] for position, span in sorted(found.items())]


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the pipe closes."""
    engine = Engine()
    while len(head := source.read(4)) == 4:
        request = json.loads(source.read(struct.unpack(">I", head)[0]))
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                _answer(engine, request, sink)
                os._exit(0)
            os.waitpid(child, 0)
        else:  # Windows: spoken here, with the library's phase as it stands
            _answer(engine, request, sink)


def _answer(engine: Engine, request: dict[str, Any], sink: BinaryIO) -> None:
    pcm = b""
    answer: dict[str, Any]
    try:
        pcm, marks = engine.say(request)
        answer = {"rate": engine.rate, "bytes": len(pcm), "marks": marks}
    except (ValueError, KeyError) as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    body = json.dumps(answer).encode()
    sink.write(struct.pack(">I", len(body)) + body + pcm)
    sink.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
