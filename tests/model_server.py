"""A server that speaks the protocol of chat completions on this machine, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fangcun.review.model_http import Model


@dataclass
class Reply:
    """One answer: the content of the model's message, or the raw body, with a status and further headers."""

    content: Any = None
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False  # takes the request and says nothing until the end
    drip: bool = False  # one byte now and then, for ever


Behaviour = Callable[[str, int], Reply]
"""What to reply to the text of a passage, and the number of the request from 1."""


@dataclass
class Seen:
    """The requests that came."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The passages that were asked about."""
        return [json.loads(b["messages"][-1]["content"])["text"] for b in self.bodies]


@contextmanager
def serving(behaviour: Behaviour, **fields: Any) -> Iterator[tuple[Model, Seen]]:
    """The model at a server with this behaviour, and what it sees."""
    seen, over, lock = Seen(), threading.Event(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                seen.bodies.append(body)
                seen.headers.append(dict(self.headers))
                seen.paths.append(self.path)
                number = len(seen.bodies)
            reply = behaviour(json.loads(body["messages"][-1]["content"])["text"], number)
            if reply.silent:
                over.wait(30)
                return
            message = {"choices": [{"message": {"role": "assistant", "content": reply.content}}]}
            data = reply.raw if reply.raw is not None else json.dumps(message, ensure_ascii=False).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "100000" if reply.drip else str(len(data)))
            self.end_headers()
            if reply.drip:
                while not over.wait(0.02):
                    try:
                        self.wfile.write(b" ")
                        self.wfile.flush()
                    except OSError:
                        return
            else:
                self.wfile.write(data)

        def do_GET(self) -> None:
            # Where a redirect was followed: nobody should ever come here.
            with lock:
                seen.bodies.append({})
            self.send_error(500)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        settings = {"key": "sk-secret", "timeout": 10.0, "at_once": 2} | fields
        yield Model(f"http://127.0.0.1:{server.server_port}/v1", "test-model", **settings), seen
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def says(*findings: tuple[str, str], severity: str = "ask", reason: str = "请人看一看") -> str:
    """The content of an answer with findings (category, quote)."""
    rows = [{"category": c, "quote": q, "severity": severity, "reason": reason} for c, q in findings]
    return json.dumps({"findings": rows}, ensure_ascii=False)
