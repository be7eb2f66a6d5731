"""Import in two steps, preview and apply, and export."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.config import config
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import ImportReport, SheetKind
from fangcun.park.views.asked import manager_of, sheet_kind

SALT = "park.import"
GOOD_FOR = 24 * 3600
MOST_SHOWN = 200


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Choose what comes in, and the file."""
    manager_of(request)
    return render(request, "park/import.html", _choices(request.GET.get("kind", "spaces")))


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a file would do; nothing is changed yet."""
    actor = manager_of(request)
    kind = sheet_kind(request.POST.get("kind", ""))
    file = request.FILES.get("file")
    try:
        if file is None:
            raise FangcunError("sheet.none", Kind.INVALID, _("没有收到文件，请选一个 .xlsx 或 .csv 文件。"))
        digest = api.keep_upload(actor, file.read(config().upload_megabytes * 1024 * 1024 + 1))
        report = api.preview_sheet(actor, kind, api.kept_upload(actor, digest))
    except FangcunError as error:
        context = _choices(kind.value) | {"error": error}
        return render(request, "park/import.html", context, status=HTTP_STATUS[error.kind])
    name = (file.name or "")[:120]
    ticket = signing.dumps([actor.tenant_id, kind.value, digest, name], salt=SALT, compress=True)
    return _report(request, report, file_name=name, ticket=ticket)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Bring in a file that was looked at."""
    actor = manager_of(request)
    kind, digest, name = _opened(request, actor.tenant_id)
    report = api.import_sheet(actor, kind, api.kept_upload(actor, digest))
    words = _("已导入：新增 %(a)s，修改 %(c)s，不变 %(s)s。")
    messages.success(request, words % {"a": report.added, "c": report.changed, "s": report.same})
    return _report(request, report, file_name=name, ticket="")


@require_POST
def refused(request: HttpRequest) -> HttpResponse:
    """The rows that were left out, with their reasons, as a sheet."""
    actor = manager_of(request)
    ticket = _unsigned(request.POST.get("sheet", ""))
    if not isinstance(ticket, list) or ticket[:1] != [actor.tenant_id]:
        raise _stale()
    return _download(_("没有采用的行.xlsx"), api.FORMS["xlsx"], api.kept_upload(actor, str(ticket[1])))


@require_GET
def export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Everything of a kind as a file."""
    return _download(*api.export_sheet(manager_of(request), sheet_kind(kind), form=form))


@require_GET
def empty(request: HttpRequest, kind: str) -> HttpResponse:
    """A template to fill in."""
    manager_of(request)
    return _download(*api.empty_sheet(sheet_kind(kind)))


def _report(request: HttpRequest, report: ImportReport, *, file_name: str, ticket: str) -> HttpResponse:
    tenant = manager_of(request).tenant_id
    context = {
        "tab": "import",
        "report": report,
        "kind_name": api.TITLES[report.kind],
        "rows": report.rows[:MOST_SHOWN],
        "more_rows": max(0, len(report.rows) - MOST_SHOWN),
        "problems": report.problems[:MOST_SHOWN],
        "more_problems": max(0, len(report.problems) - MOST_SHOWN),
        "file_name": file_name,
        "ticket": ticket,
        "sheet": signing.dumps([tenant, report.sheet], salt=SALT) if report.sheet else "",
    }
    return render(request, "park/imported.html", context)


def _opened(request: HttpRequest, tenant_id: int) -> tuple[SheetKind, str, str]:
    ticket = _unsigned(request.POST.get("ticket", ""))
    if not isinstance(ticket, list) or len(ticket) != 4 or ticket[0] != tenant_id:
        raise _stale()
    return SheetKind(ticket[1]), str(ticket[2]), str(ticket[3])


def _unsigned(ticket: str) -> object:
    try:
        opened: object = signing.loads(ticket, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise _stale() from None
    return opened


def _stale() -> FangcunError:
    return FangcunError("sheet.ticket", Kind.INVALID, _("预览已过期，请重新选文件。"))


def _choices(chosen: str) -> dict[str, object]:
    return {
        "tab": "import",
        "kinds": [(k.value, api.TITLES[k]) for k in SheetKind],
        "chosen": chosen,
        "most_megabytes": config().upload_megabytes,
    }


def _download(name: str, content_type: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer
