"""A network vouches for a showing; nobody else can."""

from __future__ import annotations

import base64
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.air.engine.till.receipts import Receipt, read, signature

KEY = b"a key of the network's"
AT = 1_763_899_200
BODY = json.dumps({"nonce": "n-1", "ecpm_fen": 4_000}).encode()


def headers(body: bytes = BODY, *, key: bytes = KEY, at: int = AT, transaction: str = "t-1") -> dict[str, str]:
    mark = signature(key, transaction=transaction, timestamp=at, body=body)
    return {"webhook-id": transaction, "webhook-timestamp": str(at), "webhook-signature": mark}


def test_a_genuine_receipt_is_read() -> None:
    assert read(KEY, headers(), BODY, now=AT + 3) == Receipt("t-1", "n-1", 4_000)


def test_the_signature_is_that_of_the_specification() -> None:
    # Written out by hand: v1, and the Base64 of HMAC-SHA256 over id.timestamp.body.
    plain = b"msg_1.1614265330." + BODY
    expected = "v1," + base64.b64encode(hmac.new(KEY, plain, "sha256").digest()).decode()
    assert signature(KEY, transaction="msg_1", timestamp=1614265330, body=BODY) == expected


def test_while_a_key_is_changed_one_of_several_signatures_is_enough() -> None:
    both = headers()
    both["webhook-signature"] = headers(key=b"an older key")["webhook-signature"] + " " + both["webhook-signature"]
    assert read(KEY, both, BODY, now=AT) is not None


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_nothing_may_be_missing_or_changed(name: str) -> None:
    without = headers()
    del without[name]
    assert read(KEY, without, BODY, now=AT) is None
    assert read(KEY, headers() | {name: "1"}, BODY, now=AT) is None


def test_another_key_another_body_another_time_are_refused() -> None:
    assert read(b"another", headers(), BODY, now=AT) is None
    assert read(KEY, headers(), BODY.replace(b"4000", b"9000"), now=AT) is None
    assert read(KEY, headers(), BODY, now=AT + 301) is None
    assert read(KEY, headers(), BODY, now=AT - 301) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"nonce": 7}', b'{"nonce": ""}', b"\xff", b"[" * 50_000])
def test_a_signed_body_that_says_nothing_is_refused(body: bytes) -> None:
    assert read(KEY, headers(body), body, now=AT) is None


def test_earnings_that_cannot_be_count_as_none() -> None:
    for earned in (-1, 10**9, "much", True, 1.5):
        body = json.dumps({"nonce": "n-1", "ecpm_fen": earned}).encode()
        found = read(KEY, headers(body), body, now=AT)
        assert found is not None
        assert found.ecpm_fen == 0


@given(st.dictionaries(st.sampled_from(list(headers())), st.text(max_size=90)), st.binary(max_size=80))
def test_no_forged_receipt_gets_through_and_none_breaks_the_reader(given_headers: dict[str, str], body: bytes) -> None:
    assert read(KEY, given_headers, body, now=AT) is None
