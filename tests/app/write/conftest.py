"""What the tests of the script room share: people of two tenants, and clients that act for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from script_samples import FIRST

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import User
from fangcun.write import api
from fangcun.write.contracts import DraftView

HERE, ELSEWHERE = ("fangcun", "方寸影视"), ("other", "别家影业")


@pytest.fixture(autouse=True)
def _plain_statics(settings: Settings) -> None:
    """Static files under their own names, so that nothing must be collected first; passwords hashed fast."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _user(role: Role, tenant: tuple[str, str]) -> User:
    login = f"{role}-{tenant[0]}"
    user = User.objects.filter(login=login).first()
    if user is None:
        user = create_user(login, name=f"{role}", password="only-for-tests", checked=False)
        join(user, ensure_tenant(tenant[0], name=tenant[1]), role)
    return user


@pytest.fixture
def actor(db: None) -> Callable[..., Actor]:
    """The actor who holds a role in this tenant, or in another one."""

    def find(role: Role = Role.PRODUCER, *, tenant: tuple[str, str] = HERE) -> Actor:
        found = actor_of(_user(role, tenant))
        assert found is not None
        return found

    return find


@pytest.fixture
def stranger(actor: Callable[..., Actor]) -> Actor:
    """A producer of another tenant."""
    return actor(tenant=ELSEWHERE)


@pytest.fixture
def browse(db: None) -> Callable[..., Client]:
    """A client logged in with a role in this tenant, or in another one."""

    def log_in(role: Role = Role.PRODUCER, *, tenant: tuple[str, str] = HERE, csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=csrf)
        client.force_login(_user(role, tenant))
        return client

    return log_in


@pytest.fixture
def elsewhere() -> tuple[str, str]:
    """The other tenant."""
    return ELSEWHERE


@pytest.fixture
def draft(actor: Callable[..., Actor]) -> DraftView:
    """The first draft of 归来的绣娘."""
    return api.add_draft(actor(), production="归来的绣娘", file_name="绣娘.txt", data=FIRST.encode())
