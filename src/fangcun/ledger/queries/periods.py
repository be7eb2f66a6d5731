"""Periods that are closed."""

from __future__ import annotations

from django.db.models import Count

from fangcun.ledger.contracts import PeriodView
from fangcun.ledger.models import Closing, Period


def periods(tenant_id: int) -> list[PeriodView]:
    """The closed periods, newest first."""
    rows = list(Period.objects.of(tenant_id).order_by("-ends_at"))
    counts = dict(
        Closing.objects.filter(period__in=rows).values_list("period").annotate(n=Count("id")).values_list("period", "n")
    )
    return [PeriodView(p.pk, p.ends_at, p.closed_at, p.closed_by, counts.get(p.pk, 0)) for p in rows]
