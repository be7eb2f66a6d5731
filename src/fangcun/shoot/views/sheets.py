"""Call sheets in the browser: the days of a shoot, the editor, issuing, and the issued page."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangcun.base.api import blobs, may, require
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.permissions import ISSUE, SEE
from fangcun.shoot.printing import press
from fangcun.shoot.queries.placed import plan_in_force
from fangcun.shoot.queries.sheets import days_of, issued_sheet, last_issued, preview
from fangcun.shoot.queries.shoots import shoot as shoot_view
from fangcun.shoot.services.papers import papers_of
from fangcun.shoot.services.sheets import edit_sheet, issue_sheet
from fangcun.shoot.views.asked import actor_of

HEADER = ("breakfast", "leaves_at", "weather")


@require_GET
def days(request: HttpRequest, shoot_id: int) -> HttpResponse:
    """Every shooting day with its sheet: not issued, issued, who has not acknowledged."""
    actor = actor_of(request)
    rows = days_of(actor, shoot_id)
    context = {"shoot": shoot_view(actor, shoot_id), "days": rows, "may_issue": may(actor, ISSUE)}
    return render(request, "shoot/sheets.html", context)


@require_http_methods(["GET", "POST"])
def editor(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """The sheet of a day as it would be issued now; a POST keeps what was typed and shows the sheet again."""
    actor, when = actor_of(request), date.fromisoformat(day)
    if request.method == "POST":
        edit_sheet(actor, shoot_id, day=when, edits=_typed(request))
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(reverse("shoot:sheet", args=[shoot_id, day]))
        return render(request, "shoot/_sheet.html", {"sheet": preview(actor, shoot_id, day=when)})
    context = {
        "shoot": shoot_view(actor, shoot_id),
        "sheet": preview(actor, shoot_id, day=when),
        "last": last_issued(actor, shoot_id, day=when),
        "day": when,
        "may_issue": may(actor, ISSUE),
        "links": request.session.pop(_links_key(shoot_id, day), None),
    }
    return render(request, "shoot/sheet_editor.html", context)


@require_POST
def issue(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """Issue the day's sheet; the links for its recipients are shown once."""
    sheet, deliveries = issue_sheet(actor_of(request), shoot_id, day=date.fromisoformat(day))
    links = [
        {
            "name": delivery.name,
            "role": delivery.role,
            "url": request.build_absolute_uri(reverse("shoot:receipt", args=[delivery.token])),
        }
        for delivery in deliveries
    ]
    request.session[_links_key(shoot_id, day)] = links
    messages.success(request, _("第 %(n)s 版已发出，共 %(count)s 人。") % {"n": sheet.version, "count": len(links)})
    return HttpResponseRedirect(reverse("shoot:sheet", args=[shoot_id, day]))


@require_GET
def issued_pdf(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The page of an issued sheet."""
    sheet = issued_sheet(actor_of(request), sheet_id)
    return _pdf(blobs().get(sheet.pdf), f"call-sheet-{sheet.day}-v{sheet.version}.pdf")


@require_GET
def preview_pdf(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """The page as it would be issued now."""
    sheet = preview(actor_of(request), shoot_id, day=date.fromisoformat(day))
    language = "en" if request.GET.get("lang") == "en" else "zh"
    return _pdf(press().call_sheet(sheet, language=language), f"call-sheet-{day}-draft.pdf")


@require_GET
def papers(request: HttpRequest, shoot_id: int) -> HttpResponse:
    """All papers of a shoot in one archive; ``lang=en`` gives them in English."""
    actor = actor_of(request)
    plan_id = plan_in_force(actor, shoot_id)
    if plan_id is None:
        raise FangcunError("sheet.unplanned", Kind.CONFLICT, _("这个剧组还没有计划，请先排计划，再取文件。"))
    language = "en" if request.GET.get("lang") == "en" else "zh"
    shelf = io.BytesIO()
    with zipfile.ZipFile(shelf, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in papers_of(require(actor, SEE), plan_id, shoot_id=shoot_id, language=language):
            archive.writestr(name, data)
    response = HttpResponse(shelf.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="shoot-{shoot_id}-papers.zip"'
    return response


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """The fields of the form: ``weather``, ``tips`` (a line each), ``row:3-2:note``, ``role:林晓:makeup_at``."""
    edits: dict[str, Any] = {name: request.POST[name].strip()[:80] for name in HEADER if name in request.POST}
    if "tips" in request.POST:
        edits["tips"] = [line.strip()[:120] for line in request.POST["tips"].splitlines() if line.strip()][:12]
    for field, value in request.POST.items():
        kind, _sep, rest = field.partition(":")
        subject, _sep, name = rest.rpartition(":")
        if kind in ("row", "role") and subject:
            edits.setdefault(f"{kind}s", {}).setdefault(subject, {})[name] = str(value).strip()[:120]
    return edits


def _links_key(shoot_id: int, day: str) -> str:
    return f"sheet-links-{shoot_id}-{day}"
