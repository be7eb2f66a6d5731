"""Viewers who talk: signed in by phone or not, each with a browser of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from fangcun.air.account.accounts import key_of, sign_in
from fangcun.air.account.viewers import ACCOUNT_KEY
from fangcun.air.engine.targets import Channel, Target
from fangcun.base.api import create_user, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import Tenant

EPISODE = "/api/talk/titles/lamp/1"


@dataclass
class Talker:
    """A browser; ``key`` is empty for a guest."""

    client: Client = field(default_factory=Client)
    key: str = ""

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of an answer that must be good."""
        answer = self.client.get(path, query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def put(self, path: str, *, on: bool = True) -> Any:
        """Do a deed or undo it."""
        answer = self.client.put(path, {"on": on}, content_type="application/json")
        assert answer.status_code in (200, 204), answer.content.decode()
        return answer.json() if answer.content else None

    def post(self, path: str, **data: Any) -> HttpResponse:
        """Send something; the answer is the test's to judge."""
        return self.client.post(path, data, content_type="application/json")

    def write(self, text: str, *, at: str = EPISODE, **more: Any) -> Any:
        """Write a comment that must be taken."""
        answer = self.post(f"{at}/comments", text=text, **more)
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()

    def say(self, text: str, at_ms: int = 1_000, **more: Any) -> Any:
        """Say a line of danmaku that must be taken."""
        answer = self.post(f"{EPISODE}/danmaku", text=text, at_ms=at_ms, **more)
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()

    def page(self, path: str) -> str:
        """A page's text, without the marks of what screening found."""
        return re.sub(r"</?mark[^>]*>", "", self.client.get(path).content.decode())

    def texts(self, **query: Any) -> list[str]:
        """The comments this viewer reads."""
        return [c["text"] for c in self.get(f"{EPISODE}/comments", **query)["comments"]]

    def lines(self, window: int = 0) -> list[Any]:
        """The danmaku of a window."""
        return list(self.get(f"{EPISODE}/danmaku/{window}")["lines"])


def viewer(number: int = 0, *, target: str = "") -> Talker:
    """Somebody signed in by phone, or at another target."""
    channel = Channel.EMAIL if "@" in target else Channel.PHONE
    account = sign_in(Target(channel, target or f"+86138000{number:05d}"), guest=None)
    client = Client()
    session = client.session
    session[ACCOUNT_KEY] = [account.pk, account.epoch]
    session.save()
    return Talker(client, key_of(account.pk))


def staff(actor: Actor, *roles: Role, login: str = "zhou") -> Talker:
    """A user of the desks of a tenant."""
    user = create_user(login, name="周宁", password="a long enough password", checked=False)
    join(user, Tenant.objects.get(pk=actor.tenant_id), *roles)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Talker(client, f"user:{user.pk}")
