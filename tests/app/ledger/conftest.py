"""What the tests of the books share: a still clock, books of two tenants, people who may see them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from ledger_house import Books
from ledger_ways import WAYS, take
from pytest_django.fixtures import Settings

from fangcun.base.api import create_user, ensure_tenant, join
from fangcun.base.contracts import Role
from fangcun.kit import clock

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
SERVER = os.environ.get("FANGCUN_DATABASE_URL", "")
EVERY_WAY = {f"test_ledger_{name}" for name in ("posting", "holds", "reversal", "conformance", "model", "mutants")}


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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Stories about what is booked and what is refused are told for every way into the books."""
    if metafunc.module.__name__.rpartition(".")[2] in EVERY_WAY:
        metafunc.parametrize("way", WAYS, indirect=True)


@pytest.fixture(autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take this way into the books; without a wish, the one that the orders choose."""
    name: str = getattr(request, "param", "")
    take(name, monkeypatch)
    return name


@pytest.fixture
def books(db: None) -> Books:
    """The books of a tenant with money in the bank and coins in two wallets."""
    return Books(ensure_tenant("fangcun", name="方寸影视").pk)


@pytest.fixture
def others(db: None) -> Books:
    """The same of another tenant."""
    return Books(ensure_tenant("other", name="别家影业").pk)


@pytest.fixture
def browse(db: None) -> Callable[..., Client]:
    """A client logged in with a role in this tenant, or in another one."""

    def log_in(role: Role = Role.FINANCE, *, tenant: str = "fangcun") -> Client:
        user = create_user(f"{role}-{tenant}", name=f"{role}", password="only-for-tests", checked=False)
        join(user, ensure_tenant(tenant, name=tenant), role)
        client = Client()
        client.force_login(user)
        return client

    return log_in
