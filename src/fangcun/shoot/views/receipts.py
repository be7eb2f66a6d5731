"""The sheet on a phone, opened by a link: readable on a bad line, and one large button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import blobs, client_address
from fangcun.shoot.engine.papers.record import from_plain
from fangcun.shoot.models import CallSheet, Receipt
from fangcun.shoot.services.sheets import acknowledge, open_sheet


@never_cache
@require_GET
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The issued sheet of a link, with what concerns its reader first."""
    row = open_sheet(token, address=_address(request))
    sheet = from_plain(row.sheet.content)
    newer = _newer(row)
    mine = next((role for role in sheet.roles if role.role == row.role), None)
    context = {"sheet": sheet, "receipt": row, "mine": mine, "newer": newer, "token": token}
    return render(request, "shoot/sheet_phone.html", context)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """收到."""
    acknowledge(token, address=_address(request))
    return HttpResponseRedirect(reverse("shoot:receipt", args=[token]))


@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet of a link as a PDF."""
    row = open_sheet(token, address=_address(request))
    response = HttpResponse(blobs().get(row.sheet.pdf), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="call-sheet-{row.sheet.day}.pdf"'
    return response


def _newer(row: Receipt) -> int | None:
    """The number of a later version, when there is one: an old sheet must not send anybody to the wrong place."""
    sheets = CallSheet.objects.of(row.sheet.tenant_id).filter(shoot_id=row.sheet.shoot_id, day=row.sheet.day)
    last = sheets.order_by("-version").values_list("version", flat=True).first()
    return int(last) if last and last > row.sheet.version else None


def _address(request: HttpRequest) -> str:
    return client_address(request)
