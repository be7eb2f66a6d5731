"""The books at a glance: the trial balance, the check, the export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api
from fangcun.ledger.contracts import TrialLine, Unit
from fangcun.ledger.views.words import UNITS, amount, reader_of, role_name, shared


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one unit, and both sides' sums."""

    unit: str
    lines: list[tuple[TrialLine, str, str, str]]
    debits: str
    credits: str


@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """The trial balance, now or as a day began."""
    actor = reader_of(request)
    day = asked_day(request.GET.get("before", ""))
    trial = api.trial_balance(actor.tenant_id, as_of=start_of(day) if day else None)
    parts = [
        _part(unit, [line for line in trial.lines if line.unit is unit], trial.totals[unit]) for unit in trial.totals
    ]
    waiting = api.holds(actor.tenant_id, limit=1)
    context = {"parts": parts, "before": day, "waiting": bool(waiting), "periods": api.periods(actor.tenant_id)[:1]}
    return render(request, "ledger/books.html", context | shared(actor, "books"))


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """The proof of the books."""
    actor = reader_of(request)
    return render(request, "ledger/check.html", {"proof": api.check(actor.tenant_id)} | shared(actor, "check"))


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole books as a file for beancount."""
    actor = reader_of(request)
    pieces = api.export(actor.tenant_id, title=actor.tenant_name)
    answer = StreamingHttpResponse(pieces, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="books-{timezone.localdate()}.beancount"'
    return answer


def asked_day(text: str) -> date | None:
    """The day of an address or a form, None where it is empty. Raises INVALID."""
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise FangcunError("ledger.day", Kind.INVALID, _("日期要写成 2026-11-01 这样。"))
    return day


def start_of(day: date) -> datetime:
    """When the day begins where the site is."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _part(unit: Unit, lines: list[TrialLine], totals: tuple[int, int]) -> Part:
    rows = [(line, role_name(line.role), _column(line.debit, unit), _column(line.credit, unit)) for line in lines]
    debits, credits = totals
    return Part(str(UNITS[unit]), rows, amount(debits, unit), amount(credits, unit))


def _column(value: int, unit: Unit) -> str:
    return amount(value, unit) if value else ""
