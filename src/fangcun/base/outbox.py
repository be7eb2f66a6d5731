"""Facts for the rooms above: written with the change that made them true, handed over until taken."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import F

from fangcun.base.models import OutboxEvent
from fangcun.kit import clock, events

log = logging.getLogger("fangcun.outbox")

MOST_ATTEMPTS = 20


def emit(fact: Any, *, tenant_id: int | None) -> None:
    """Write a fact into the outbox; it is handed over after the surrounding transaction has committed.

    Raises RuntimeError outside a transaction: a fact must not outlive the change it tells of.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("emit() belongs in the transaction of the change")
    row = OutboxEvent.objects.create(
        name=events.name_of(fact), tenant_id=tenant_id, data=events.pack(fact), created_at=clock.now()
    )
    transaction.on_commit(lambda: _hand_over(row.pk), robust=True)


def hand_over_waiting(*, limit: int = 100) -> int:
    """Hand over facts that are still waiting (a crash, a handler that failed); returns how many were taken."""
    waiting = OutboxEvent.objects.filter(handled_at__isnull=True, attempts__lt=MOST_ATTEMPTS).order_by("id")
    return sum(_hand_over(pk) for pk in waiting.values_list("pk", flat=True)[:limit])


def _hand_over(pk: int) -> bool:
    """Give one fact to all its handlers in one transaction; False when a handler failed or another process has it."""
    try:
        with transaction.atomic():
            rows = OutboxEvent.objects.select_for_update(skip_locked=True, of=("self",))
            row = rows.filter(pk=pk, handled_at__isnull=True).first()
            if row is None:
                return False
            fact = events.unpack(row.name, row.data)
            for handle in events.handlers_of(row.name):
                handle(fact)
            row.handled_at = clock.now()
            row.save(update_fields=["handled_at"])
    except Exception as error:  # whatever a handler throws, the fact waits for the next round
        log.exception("event %s was not handled", pk)
        OutboxEvent.objects.filter(pk=pk).update(attempts=F("attempts") + 1, last_error=repr(error)[:2000])
        return False
    return True
