"""What the tests of the shoot's room share: people of two tenants, a base with something to shoot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from planning_house import NOW, House, furnish
from pytest_django import Settings

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock


def person(role: Role, tenant: str = "fangcun") -> Actor:
    """Somebody who holds a role in a tenant."""
    user = create_user(f"{role}-{tenant}-plan", name="林制片", password="only-for-tests", checked=False)
    join(user, ensure_tenant(tenant, name=tenant), role)
    found = actor_of(user)
    assert found is not None
    return found


@pytest.fixture
def house(db: None, settings: Settings) -> Iterator[House]:
    """A small base; its clock stands still."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.frozen(NOW):
        yield furnish(person(Role.OPERATOR), person(Role.PRODUCER))


@pytest.fixture
def stranger(db: None) -> Actor:
    """A producer of another tenant."""
    return person(Role.PRODUCER, "other")
