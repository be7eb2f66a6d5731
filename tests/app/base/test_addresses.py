"""Whose request it is, behind proxies that are trusted and others that are not."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from fangcun.base.addresses import client_address
from fangcun.config import config


@pytest.mark.parametrize(
    ("connected", "forwarded", "found"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, nonsense", "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("::ffff:10.0.0.2", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_rightmost_address_that_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, connected: str, forwarded: str, found: str
) -> None:
    monkeypatch.setattr(config(), "trusted_proxies", "10.0.0.0/8")
    request = RequestFactory().get("/", REMOTE_ADDR=connected, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == found


def test_nobody_is_believed_unless_named() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert client_address(request) == "10.0.0.2"
