"""What the tests of the review centre share: the house, and a clock that stands still on a Monday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from review_house import House

from fangcun.base.models import User
from fangcun.kit import clock

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai


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


@pytest.fixture
def house(db: None) -> House:
    """A review centre and its neighbours."""
    return House()


@pytest.fixture
def browse(house: House) -> Callable[[str], Client]:
    """A client logged in as somebody of the house."""

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(login=name))
        return client

    return log_in


@pytest.fixture
def emptied_steps(transactional_db: None) -> Iterator[None]:
    """Takes the append-only rows away after a test: their own guards refuse even the flush between tests."""
    yield
    guarded = {
        "fangcun.base.migrations.0002_audit_is_append_only": "base_audit",
        "fangcun.review.migrations.0002_steps_are_append_only": "review_step",
    }
    for module, table in guarded.items():
        guards = import_module(module)
        with connection.schema_editor() as editor:
            guards.unguard(None, editor)
            editor.execute(f"DELETE FROM {table}")
            guards.guard(None, editor)
