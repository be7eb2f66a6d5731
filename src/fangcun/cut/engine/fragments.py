"""Fragmented MP4 as bytes: which frames a segment holds, which are key frames, and where the first of them ends.

Boxes: ISO/IEC 14496-12 (moov, trex, moof, tfhd, tfdt, trun), 14496-15 (avcC). Nothing is decoded.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fangcun.kit.errors import FangcunError, Kind

_NOT_SYNC = 0x0001_0000  # sample_is_non_sync_sample of sample_flags, §8.8.3.1


@dataclass(frozen=True, slots=True)
class Init:
    """What an init segment says of the picture: its track, ticks a second, size, codec string (RFC 6381), and what
    holds for a frame that says nothing itself (duration, bytes, flags)."""

    track: int
    timescale: int
    size: tuple[int, int]
    codec: str
    defaults: tuple[int, int, int]
    sound: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """The picture of a segment: when it starts (seconds), the frames' durations, which of them are key frames, and the
    bytes (first, one after the last) a player needs for the first frame alone."""

    start: Fraction
    durations: tuple[Fraction, ...]
    keys: tuple[int, ...]
    first: tuple[int, int]

    @property
    def seconds(self) -> Fraction:
        """How long it lasts."""
        return sum(self.durations, Fraction(0))


def read_init(data: bytes) -> Init:
    """The init segment in ``data``. Raises FangcunError ``cut.fragment`` for anything else."""
    try:
        moov = next(body for kind, _, body in _boxes(data) if kind == b"moov")
        traks = [dict(_named(body)) for kind, _, body in _boxes(moov) if kind == b"trak"]
        kinds = [dict(_named(trak[b"mdia"]))[b"hdlr"][8:12].tobytes() for trak in traks]
        trak = traks[kinds.index(b"vide")]
        mdia = dict(_named(trak[b"mdia"]))
        head = trak[b"tkhd"]
        track = _u32(head, 20 if head[0] else 12)
        timescale = _u32(mdia[b"mdhd"], 20 if mdia[b"mdhd"][0] else 12)
        codec, size = _entry(mdia)
        mvex = dict(_named(moov))[b"mvex"]
        rows = [body for kind, _, body in _boxes(mvex) if kind == b"trex"]
        trex = next(row for row in rows if _u32(row, 4) == track)
    except (StopIteration, KeyError, ValueError, struct.error, IndexError) as error:
        raise _broken("初始化片段") from error
    return Init(track, timescale, size, codec, (_u32(trex, 12), _u32(trex, 16), _u32(trex, 20)), b"soun" in kinds)


def read_fragment(data: bytes, init: Init) -> Fragment:
    """The media segment in ``data``. Raises FangcunError ``cut.fragment`` for anything else, also for a segment that
    holds none of the picture or of which bytes are missing."""
    starts: list[int] = []
    durations: list[int] = []
    keys: list[int] = []
    first: tuple[int, int] | None = None
    try:
        for kind, at, body in _boxes(data):
            if kind != b"moof":
                continue
            for traf in (dict(_named(inner)) for name, _, inner in _boxes(body) if name == b"traf"):
                if _u32(traf[b"tfhd"], 4) != init.track:
                    continue
                tfdt = traf[b"tfdt"]
                starts.append(struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)[0])
                offset, samples = _samples(traf, init, at)
                first = first or (at, offset + samples[0][1])
                keys += [len(durations) + i for i, (_, _, flags) in enumerate(samples) if not flags & _NOT_SYNC]
                durations += [length for length, _, _ in samples]
        if first is None:
            raise ValueError("no picture")
    except (KeyError, ValueError, struct.error, IndexError) as error:
        raise _broken("媒体片段") from error
    ticks = init.timescale
    return Fragment(Fraction(starts[0], ticks), tuple(Fraction(d, ticks) for d in durations), tuple(keys), first)


def _samples(traf: dict[bytes, memoryview], init: Init, moof: int) -> tuple[int, list[tuple[int, int, int]]]:
    """Where the first sample stands in the file, and of every sample its duration, bytes and flags (§8.8.7–8.8.8)."""
    head, run = traf[b"tfhd"], traf[b"trun"]
    flags, at = _u32(head, 0) & 0xFFFFFF, 8
    base, given = moof, list(init.defaults)
    if flags & 0x1:
        base = struct.unpack_from(">Q", head, at)[0]
        at += 8
    at += 4 if flags & 0x2 else 0
    for place, bit in enumerate((0x8, 0x10, 0x20)):
        if flags & bit:
            given[place] = _u32(head, at)
            at += 4
    flags, count, at = _u32(run, 0) & 0xFFFFFF, _u32(run, 4), 8
    offset = base
    if flags & 0x1:
        offset += struct.unpack_from(">i", run, at)[0]
        at += 4
    opening = None
    if flags & 0x4:
        opening = _u32(run, at)
        at += 4
    samples = []
    for number in range(count):
        sample = list(given)
        if number == 0 and opening is not None:
            sample[2] = opening
        for place, bit in enumerate((0x100, 0x200, 0x400)):
            if flags & bit:
                sample[place] = _u32(run, at)
                at += 4
        at += 4 if flags & 0x800 else 0
        samples.append((sample[0], sample[1], sample[2]))
    return offset, samples


def _entry(mdia: dict[bytes, memoryview]) -> tuple[str, tuple[int, int]]:
    """Codec string and size from the sample entry of an H.264 track."""
    stsd = dict(_named(dict(_named(dict(_named(mdia[b"minf"]))[b"stbl"]))[b"stsd"][8:]))
    entry = stsd[b"avc1"]
    width, height = struct.unpack_from(">HH", entry, 24)
    avcc = dict(_named(entry[78:]))[b"avcC"]
    return "avc1." + bytes(avcc[1:4]).hex(), (width, height)


def _named(body: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    return ((kind, inner) for kind, _, inner in _boxes(body))


def _boxes(data: bytes | memoryview) -> Iterator[tuple[bytes, int, memoryview]]:
    """Kind, place and body of each box, the sizes of 64 bits and to the end among them (§4.2)."""
    view, at = memoryview(data), 0
    while at + 8 <= len(view):
        size, head = _u32(view, at), 8
        if size == 1:
            size, head = struct.unpack_from(">Q", view, at + 8)[0], 16
        elif size == 0:
            size = len(view) - at
        if size < head or at + size > len(view):
            raise ValueError("a box smaller than its head, or cut off")
        yield bytes(view[at + 4 : at + 8]), at, view[at + head : at + size]
        at += size


def _u32(data: bytes | memoryview, at: int) -> int:
    return int.from_bytes(data[at : at + 4])


def _broken(what: str) -> FangcunError:
    return FangcunError("cut.fragment", Kind.INVALID, f"{what}读不出来：不是分段 MP4，或内容不完整。请重新打包这一集。")
