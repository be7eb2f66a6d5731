"""A tenant that publishes, and pages without collected static files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from air_house import House
from django.db import connection
from pytest_django import Settings

from fangcun.air.talk.danmaku import forget_windows
from fangcun.base import statics
from fangcun.base.api import ensure_tenant, system_actor


@pytest.fixture
def open_house(db: None) -> Callable[[str], House]:
    """Opens a house of another name."""
    return lambda slug: House(system_actor(ensure_tenant(slug, name=slug).slug))


@pytest.fixture
def house(open_house: Callable[[str], House]) -> House:
    """The house most tests publish from."""
    return open_house("studio")


@pytest.fixture(autouse=True)
def _plain_statics(settings: Settings) -> Iterator[None]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    statics.import_map.cache_clear()
    yield
    statics.import_map.cache_clear()


@pytest.fixture(autouse=True)
def _no_kept_windows() -> None:
    forget_windows()


@pytest.fixture
def emptied_audit(transactional_db: None) -> Iterator[None]:
    """Takes the audit log away after a test: its own guard refuses even the flush between tests."""
    guard = import_module("fangcun.base.migrations.0002_audit_is_append_only")
    yield
    with connection.schema_editor() as editor:
        guard.unguard(None, editor)
        editor.execute("DELETE FROM base_audit")
        guard.guard(None, editor)
