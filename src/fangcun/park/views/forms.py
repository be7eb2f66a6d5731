"""Adding and changing one thing: the fields are the columns of its sheet, read by the same rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fangcun.base.contracts import Actor
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind, Problem
from fangcun.park import api
from fangcun.park.contracts import Entry, SheetKind
from fangcun.park.views.asked import manager_of, sheet_kind

BUNDLES = SheetKind.BUNDLES
LONG = {"说明", "物资"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its label, what stands in it, what may stand in it, and what is wrong with it."""

    head: str
    value: str
    offered: tuple[str, ...]
    hint: str
    needed: bool
    long: bool
    problem: Problem | None


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """A form for a new thing, or for one that is there."""
    actor, sheet = manager_of(request), sheet_kind(kind)
    entry = _entry(actor, sheet, pk) if pk is not None else None
    values = {c.head: api.write_cell(c, entry) if entry else "" for c in api.COLUMNS[sheet]}
    problems: list[Problem] = []
    error: FangcunError | None = None
    if request.method == "POST":
        values = {head: request.POST.get(head, "")[:4000] for head in values}
        wanted, problems = api.read_form(sheet, values, known=entry)
        if wanted is not None:
            try:
                saved = api.save(actor, wanted, id=pk)
            except FangcunError as refused:
                error = refused
            else:
                messages.success(request, _("已保存“%(name)s”。") % {"name": saved.name})
                if sheet is BUNDLES:
                    return redirect("park:stock")
                return redirect(f"park:{sheet.value}-one", pk=saved.id)
    wrong = {p.data["head"]: p for p in problems}
    context = {
        "tab": "stock" if sheet is BUNDLES else sheet.value,
        "kind": sheet.value,
        "kind_name": api.TITLES[sheet],
        "new": pk is None,
        "may_manage": True,
        "name": values.get("名称") or values.get("姓名") or values.get("剧组"),
        "fields": [
            Field(c.head, values[c.head], c.offered, c.hint, c.needed, c.head in LONG, wrong.get(c.head))
            for c in api.COLUMNS[sheet]
        ],
        "error": error,
    }
    status = HTTP_STATUS[error.kind] if error else 422 if problems else 200
    return render(request, "park/form.html", context, status=status)


def _entry(actor: Actor, kind: SheetKind, pk: int) -> Entry:
    found = dict(api.entries(actor, kind)).get(pk)
    if found is None:
        raise FangcunError("resource.missing", Kind.NOT_FOUND, _("没有这一条，可能链接有误，请回列表查找。"))
    return found
