"""A small HTTP/1.1 client for load: keep-alive connections that do nothing but what is measured.

One process of it asks about ten thousand times a second, so that the server is what gets measured; CPU figures of both
sides are printed beside.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``head`` as it stood on the wire."""

    status: int
    head: bytes
    body: bytes
    seconds: float

    def cookies(self) -> dict[str, str]:
        """The cookies it sets."""
        lines = (line for line in self.head.decode("latin-1").split("\r\n") if line.lower().startswith("set-cookie:"))
        return dict(line.split(":", 1)[1].split(";", 1)[0].strip().split("=", 1) for line in lines)


class Connection(asyncio.Protocol):
    """One keep-alive connection; one request at a time."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._waiting: asyncio.Future[Answer] | None = None
        self._begun = 0.0
        self._head = b""
        self._length = -1
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line is there."""
        self._transport = transport  # type: ignore[assignment]

    @property
    def open(self) -> bool:
        """Whether the line still stands."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Send a request; its answer comes later, or ConnectionError."""
        assert self._waiting is None, "one at a time"
        self._waiting = asyncio.get_running_loop().create_future()
        self._begun = time.perf_counter()
        if self._transport is None or self._transport.is_closing():
            self.connection_lost(None)
            raise ConnectionError("closed")
        self._transport.write(request)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        """Take what came; when the answer is whole, hand it over."""
        self._got += data
        if self._length < 0:
            end = self._got.find(b"\r\n\r\n")
            if end < 0:
                return
            self._head = bytes(self._got[:end])
            del self._got[: end + 4]
            self._length = _length(self._head)
        if len(self._got) >= self._length and self._waiting is not None:
            answer = Answer(
                int(self._head[9:12]),
                self._head,
                bytes(self._got[: self._length]),
                time.perf_counter() - self._begun,
            )
            del self._got[: self._length]
            waiting, self._waiting, self._length = self._waiting, None, -1
            if not waiting.done():
                waiting.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        """The line is gone; whoever waits is told."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(error or ConnectionError("closed"))

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _length(head: bytes) -> int:
    if head[9:12] in (b"204", b"304"):
        return 0
    low = head.lower()
    at = low.find(b"\r\ncontent-length:")
    assert at >= 0, head[:300]
    return int(low[at + 17 : (low + b"\r\n").find(b"\r\n", at + 2)])


async def connect(port: int) -> Connection:
    """A connection to a server on this machine."""
    _, protocol = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return protocol


def request(method: str, path: str, *, cookies: str = "", body: bytes = b"", **headers: str) -> bytes:
    """A request as bytes; underscores of header names become hyphens."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Cookie: {cookies}"] if cookies else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Hammered:
    """What hammering came to: answers a second, their latencies, and the CPU seconds of who asked."""

    rate: float
    latencies: np.ndarray = field(repr=False)
    client_cpu: float
    wrong: int

    def ms(self, percent: float) -> float:
        """A percentile of the latencies in milliseconds."""
        return float(np.percentile(self.latencies, percent)) * 1000


def hammer(
    port: int,
    requests: Sequence[bytes],
    *,
    seconds: float,
    connections: int,
    processes: int = 2,
    size: int | None = None,
) -> Hammered:
    """Ask ``requests`` in turn on every connection, each as soon as its last answer is here; an answer is wrong when it
    is no 200, or not ``size`` bytes long."""
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        each = (port, list(requests), seconds, max(1, connections // processes), size)
        parts = pool.starmap(_hammer, [each] * processes)
    latencies = np.concatenate([p[0] for p in parts])
    return Hammered(len(latencies) / seconds, latencies, sum(p[1] for p in parts), sum(p[2] for p in parts))


def _hammer(
    port: int, requests: list[bytes], seconds: float, connections: int, size: int | None
) -> tuple[np.ndarray, float, int]:
    begin = time.process_time()
    latencies, wrong = asyncio.run(_all(port, requests, seconds, connections, size))
    return np.array(latencies), time.process_time() - begin, wrong


async def _all(
    port: int, requests: list[bytes], seconds: float, connections: int, size: int | None
) -> tuple[list[float], int]:
    latencies: list[float] = []
    wrong = 0
    end = time.perf_counter() + seconds

    async def one(offset: int) -> None:
        nonlocal wrong
        line, at = await connect(port), offset
        while time.perf_counter() < end:
            answer = await line.ask(requests[at % len(requests)])
            at += 1
            latencies.append(answer.seconds)
            wrong += answer.status != 200 or (size is not None and len(answer.body) != size)
        line.close()

    await asyncio.gather(*(one(i * 7) for i in range(connections)))
    return latencies, wrong
