"""The lists of what the base has, filtered by what stands in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fangcun.park import api
from fangcun.park.contracts import INT_EXT, PersonKind, SheetKind, SpaceKind, StockKind
from fangcun.park.views.asked import asked_for, facet, page_number, query_of, reader_of, rights


@require_GET
def spaces(request: HttpRequest) -> HttpResponse:
    """The spaces as cards."""
    actor = reader_of(request)
    f = asked_for(request, "q", "kind", "period", "ie", "district", "tag", "night", "retired")
    page = api.spaces(
        actor, text=f["q"], kind=f["kind"], period=f["period"], int_ext=f["ie"], district=f["district"], tag=f["tag"],
        night=bool(f["night"]), active=not f["retired"], number=page_number(request),
    )  # fmt: skip
    facets = [
        facet("kind", _("类别"), [(k.value, word) for k, word in api.SPACE_KINDS.items()], f["kind"]),
        facet("period", _("年代"), list(api.PERIODS), f["period"]),
        facet("ie", _("内外"), list(INT_EXT), f["ie"]),
        facet("tag", _("标签"), _values(actor, SheetKind.SPACES, "tags"), f["tag"]),
        facet("district", _("园区"), _values(actor, SheetKind.SPACES, "district"), f["district"]),
        facet("night", _("夜拍"), [("1", _("可夜拍"))], f["night"]),
    ]
    rows = [(s, api.SPACE_KINDS[SpaceKind(s.kind)]) for s in page.items]
    return _show(request, "spaces", page, facets, f, rows=rows)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people as a table."""
    actor = reader_of(request)
    f = asked_for(request, "q", "kind", "sex", "age", "look", "skill", "retired")
    page = api.people(
        actor, text=f["q"], kind=f["kind"], sex=f["sex"], age=int(f["age"]) if f["age"].isdecimal() else None,
        look=f["look"], skill=f["skill"], active=not f["retired"], number=page_number(request),
    )  # fmt: skip
    ages = [(str(n), _("%(n)s 岁") % {"n": n}) for n in (6, 10, 16, 20, 25, 30, 35, 40, 45, 50, 60, 70)]
    facets = [
        facet("kind", _("类别"), [(k.value, word) for k, word in api.PERSON_KINDS.items()], f["kind"]),
        facet("sex", _("性别"), ["男", "女"], f["sex"]),
        facet("age", _("可演"), ages, f["age"]),
        facet("look", _("形象"), _values(actor, SheetKind.PEOPLE, "looks"), f["look"]),
        facet("skill", _("特长"), _values(actor, SheetKind.PEOPLE, "skills"), f["skill"]),
    ]
    rows = [(p, api.PERSON_KINDS[PersonKind(p.kind)]) for p in page.items]
    return _show(request, "people", page, facets, f, rows=rows)


@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    """Kit and services as a table, bundles above."""
    actor = reader_of(request)
    f = asked_for(request, "q", "kind", "period", "tag", "district", "retired")
    page = api.stock(
        actor, text=f["q"], kind=f["kind"], period=f["period"], tag=f["tag"], district=f["district"],
        active=not f["retired"], number=page_number(request),
    )  # fmt: skip
    facets = [
        facet("kind", _("类别"), [(k.value, word) for k, word in api.STOCK_KINDS.items()], f["kind"]),
        facet("period", _("年代"), list(api.PERIODS), f["period"]),
        facet("tag", _("标签"), _values(actor, SheetKind.STOCK, "tags"), f["tag"]),
        facet("district", _("仓库"), _values(actor, SheetKind.STOCK, "district"), f["district"]),
    ]
    rows = [(s, api.STOCK_KINDS[StockKind(s.kind)]) for s in page.items]
    bundles = api.bundles(actor) if not any(f.values()) and page.number == 1 else ()
    return _show(request, "stock", page, facets, f, rows=rows, bundles=bundles)


@require_GET
def crews(request: HttpRequest) -> HttpResponse:
    """The crews, those that have left apart."""
    actor = reader_of(request)
    everyone = api.crews(actor, active=None)
    context = {"rows": [c for c in everyone if c.active], "gone": [c for c in everyone if not c.active], "tab": "crews"}
    return render(request, "park/crews.html", context | rights(actor))


def _values(actor: Any, kind: SheetKind, field: str) -> list[tuple[str, str]]:
    return [(value, f"{value}（{n}）") for value, n in api.facet_values(actor, kind, field)]


def _show(
    request: HttpRequest, tab: str, page: Any, facets: list[Any], filters: dict[str, str], **more: Any
) -> HttpResponse:
    context = {
        "tab": tab,
        "kind": tab,
        "page": page,
        "facets": [f for f in facets if f.values],
        "filters": filters,
        "filtered": any(filters.values()),
        "query": query_of(filters),
    }
    return render(request, f"park/{tab}.html", context | rights(reader_of(request)) | more)
