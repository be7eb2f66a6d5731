"""The built-in advertising network of a demonstration. It knows nothing of the theatre but an address to call back:
its page is opened in a frame, it measures by its own clock, and it vouches with a signed receipt like any other."""

from __future__ import annotations

import hashlib
import http.client
import json
import logging
import threading
import time
from urllib.parse import urlsplit

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from fangcun.air.engine.till import receipts
from fangcun.air.till.providers import OWN, demo_key, provider
from fangcun.kit import clock

log = logging.getLogger(__name__)

ECPM_FEN = 4_000
"""What a thousand showings earn on a demonstration: 40 yuan, of the order that rewarded video earns. No source: a
figure to play with."""

TRIES = (0.0, 0.5, 1.0, 2.0, 4.0)
SALT = "fangcun.air.demo-ad"
OLDEST = 3600


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The advertisement. Its token says when it began, so that nothing is kept here."""
    _only_here()
    seconds = request.GET.get("seconds", "")
    begun = {
        "nonce": request.GET.get("nonce", "")[: receipts.LONGEST_ID],
        "seconds": min(int(seconds), 120) if seconds.isascii() and seconds.isdigit() and len(seconds) < 4 else 15,
        "at": clock.now().timestamp(),
    }
    context = {"seconds": begun["seconds"], "token": signing.dumps(begun, salt=SALT)}
    answer = render(request, "air/demo_ad.html", context)
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Content-Security-Policy"] = _framed(request)
    return answer


@csrf_exempt  # a network's page has no session of ours; the token is what it goes by
@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """The advertisement was shown to its end: where its own clock agrees, the receipt is sent, from outside like any
    other network's."""
    _only_here()
    try:
        begun = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=OLDEST)
    except signing.BadSignature:
        return HttpResponse(status=403)
    if clock.now().timestamp() - begun["at"] < begun["seconds"]:
        return HttpResponse(status=425)
    address = request.build_absolute_uri(reverse("api:ad_receipt"))
    threading.Thread(target=_send, args=(address, begun["nonce"], int(clock.now().timestamp())), daemon=True).start()
    return HttpResponse(status=202)


def _send(address: str, nonce: str, timestamp: int) -> None:
    """Tell the theatre, again and again until it says it heard. The transaction is the same each time."""
    transaction = "demo-" + hashlib.sha256(nonce.encode()).hexdigest()[:32]
    body = json.dumps({"nonce": nonce, "ecpm_fen": ECPM_FEN}).encode()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": transaction,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": receipts.signature(demo_key(), transaction=transaction, timestamp=timestamp, body=body),
    }
    for pause in TRIES:
        time.sleep(pause)
        try:
            if _post(address, body, headers) < 500:
                return
        except OSError as error:
            log.warning("the receipt of an advertisement did not arrive, another try follows: %s", error)


def _post(address: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=5)
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _only_here() -> None:
    """Only where the built-in network is the site's."""
    here = provider()
    if here is None or here.address != reverse("air:demo-ad"):
        raise Http404(OWN)


def _framed(request: HttpRequest) -> str:
    nonce = request.csp_nonce  # type: ignore[attr-defined]  # set by the middleware
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )
