"""A fact is handed over if and only if the change that it tells of was committed, and until somebody took it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from fangcun.base.api import emit, hand_over_waiting
from fangcun.base.models import OutboxEvent
from fangcun.kit import events


@events.event("test.bell.rung")
@dataclass(frozen=True, slots=True)
class BellRung:
    tower: str


heard: list[str] = []
broken: list[bool] = []


@events.on(BellRung)
def hear(fact: BellRung) -> None:
    if broken:
        raise ValueError("deaf today")
    heard.append(fact.tower)


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    heard.clear()
    broken.clear()
    yield
    heard.clear()


@pytest.mark.django_db(transaction=True)
def test_a_committed_fact_is_heard_once() -> None:
    with transaction.atomic():
        emit(BellRung("鼓楼"), tenant_id=None)
        assert heard == [], "nothing is heard before the commit"
    assert heard == ["鼓楼"]
    assert hand_over_waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_fact_of_a_change_that_was_taken_back_is_never_heard() -> None:
    with transaction.atomic():
        emit(BellRung("钟楼"), tenant_id=None)
        transaction.set_rollback(True)
    assert hand_over_waiting() == 0
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_fact_waits_for_a_handler_that_failed() -> None:
    broken.append(True)
    with transaction.atomic():
        emit(BellRung("鼓楼"), tenant_id=None)
    row = OutboxEvent.objects.get()
    assert (row.handled_at, row.attempts) == (None, 1)
    assert "deaf today" in row.last_error
    broken.clear()
    assert hand_over_waiting() == 1
    assert heard == ["鼓楼"]


@pytest.mark.django_db(transaction=True)
def test_a_fact_belongs_into_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError, match="transaction of the change"):
        emit(BellRung("鼓楼"), tenant_id=None)
