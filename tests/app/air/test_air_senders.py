"""Codes on their way to a real gateway, signed so that it can tell whose they are."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from fangcun.air.account import senders
from fangcun.air.engine.targets import Channel, Target
from fangcun.config import config
from fangcun.kit.errors import FangcunError

PHONE = Target(Channel.PHONE, "+8613800138000")


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bytes]]]:
    """What a gateway was handed: signature and body."""
    got: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.headers["X-Fangcun-Signature"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(config(), "code_sender", "http")
    monkeypatch.setattr(config(), "code_url", f"http://127.0.0.1:{server.server_port}/codes")
    monkeypatch.setattr(config(), "code_key", "shared")
    yield got
    server.shutdown()
    server.server_close()


def test_a_gateway_is_handed_a_signed_code(gateway: list[tuple[str, bytes]]) -> None:
    senders.send(PHONE, "012345")
    signature, body = gateway[0]
    at, mac = (part.split("=")[1] for part in signature.split(","))
    assert hmac.digest(b"shared", f"{at}.".encode() + body, "sha256").hex() == mac
    assert json.loads(body) == {"channel": "phone", "to": "+8613800138000", "code": "012345", "minutes": 5}


def test_a_site_in_earnest_hands_codes_over_by_https_only(
    gateway: list[tuple[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config(), "mode", "site")
    with pytest.raises(FangcunError, match="https"):
        senders.send(PHONE, "012345")
    assert gateway == []


def test_a_gateway_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config(), "code_sender", "smtp")
    monkeypatch.setattr(config(), "code_url", "smtp://127.0.0.1:1?from=a@example.com")
    with pytest.raises(FangcunError, match="没有发出去"):
        senders.send(Target(Channel.EMAIL, "anna@example.com"), "012345")
    with pytest.raises(FangcunError, match="只发到邮箱"):
        senders.send(PHONE, "012345")
