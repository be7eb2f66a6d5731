"""What the tests of the base's room share: people of two tenants, a few things to book, databases of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from park_house import Base
from pytest_django.fixtures import Settings

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import User
from fangcun.kit import clock

HERE, ELSEWHERE = ("fangcun", "方寸影视"), ("other", "别家影业")
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # a Sunday, 09:00 in Shanghai
SERVER = os.environ.get("FANGCUN_DATABASE_URL", "")


@pytest.fixture(autouse=True)
def _plain_statics(settings: Settings) -> None:
    """Static files under their own names, so that nothing must be collected first; passwords hashed fast."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


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

    def find(role: Role = Role.OPERATOR, *, tenant: tuple[str, str] = HERE) -> Actor:
        found = actor_of(_user(role, tenant))
        assert found is not None
        return found

    return find


@pytest.fixture
def stranger(actor: Callable[..., Actor]) -> Actor:
    """An operator of another tenant."""
    return actor(tenant=ELSEWHERE)


@pytest.fixture
def browse(db: None) -> Callable[..., Client]:
    """A client logged in with a role in this tenant, or in another one."""

    def log_in(role: Role = Role.OPERATOR, *, tenant: tuple[str, str] = HERE) -> Client:
        client = Client()
        client.force_login(_user(role, tenant))
        return client

    return log_in


@pytest.fixture
def elsewhere() -> tuple[str, str]:
    """The other tenant."""
    return ELSEWHERE


@pytest.fixture
def base(actor: Callable[..., Actor]) -> Base:
    """The small base, kept."""
    return Base(actor())
