"""Reads of what the base has: spaces, people, stock, bundles, crews, paged, always of one tenant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from typing import TypeVar

from django.db import connection
from django.db.models import Count, Model, Q, QuerySet

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import (
    BundleView,
    CrewView,
    Entry,
    Page,
    PersonView,
    ResourceKind,
    SheetKind,
    SpaceView,
    StockView,
)
from fangcun.park.models import Bundle, BundleLine, Crew, Person, Resource, Space, Stock
from fangcun.park.permissions import MANAGE, SEE
from fangcun.park.queries import views
from fangcun.park.queries.bookings import chunks

M = TypeVar("M", bound=Model)
V = TypeVar("V")
SIZE = 48


def spaces(
    actor: Actor | None,
    *,
    text: str = "",
    kind: str = "",
    period: str = "",
    int_ext: str = "",
    district: str = "",
    tag: str = "",
    night: bool = False,
    active: bool = True,
    number: int = 1,
    size: int = SIZE,
) -> Page[SpaceView]:
    """A page of the spaces by code; an empty filter asks for nothing."""
    rows = Space.objects.of(require(actor, SEE).tenant_id).filter(active=active)
    rows = _equal(rows, space_kind=kind, period=period, district=district)
    if int_ext:
        rows = rows.filter(int_ext__in=(int_ext, "内/外"))
    if night:
        rows = rows.filter(night=True)
    return _page(_tagged(_named(rows, text), tag, "tags"), views.space_view, number=number, size=size)


def people(
    actor: Actor | None,
    *,
    text: str = "",
    kind: str = "",
    sex: str = "",
    age: int | None = None,
    look: str = "",
    skill: str = "",
    active: bool = True,
    number: int = 1,
    size: int = SIZE,
) -> Page[PersonView]:
    """A page of the people by code; ``age`` is one that they can play."""
    rows = Person.objects.of(require(actor, SEE).tenant_id).filter(active=active)
    rows = _equal(rows, person_kind=kind, sex=sex)
    if age is not None:
        rows = rows.filter(age_from__lte=age, age_to__gte=age)
    rows = _tagged(_tagged(_named(rows, text), look, "looks"), skill, "skills")
    return _page(rows, views.person_view, number=number, size=size)


def stock(
    actor: Actor | None,
    *,
    text: str = "",
    kind: str = "",
    period: str = "",
    district: str = "",
    tag: str = "",
    active: bool = True,
    number: int = 1,
    size: int = SIZE,
) -> Page[StockView]:
    """A page of the counted things by code."""
    rows = Stock.objects.of(require(actor, SEE).tenant_id).filter(active=active)
    rows = _equal(rows, stock_kind=kind, period=period, district=district)
    return _page(_tagged(_named(rows, text), tag, "tags"), views.stock_view, number=number, size=size)


def bundles(actor: Actor | None) -> tuple[BundleView, ...]:
    """Every bundle by code."""
    rows = Bundle.objects.of(require(actor, SEE).tenant_id).order_by("code")
    lines = bundle_lines(rows)
    return tuple(views.bundle_view(row, lines[row.pk]) for row in rows)


def crews(actor: Actor | None, *, active: bool | None = True) -> tuple[CrewView, ...]:
    """The crews by arrival; ``active`` None: also those that have left."""
    rows = Crew.objects.of(require(actor, SEE).tenant_id)
    if active is not None:
        rows = rows.filter(active=active)
    return tuple(views.crew_view(row) for row in rows.order_by("arrives", "id"))


def space(actor: Actor | None, space_id: int) -> SpaceView:
    """One space. Raises ``resource.missing``, also for other tenants'."""
    return views.space_view(_one(Space.objects.of(require(actor, SEE).tenant_id), space_id, "场景"))


def person(actor: Actor | None, person_id: int) -> PersonView:
    """One person. Raises ``resource.missing``, also for other tenants'."""
    return views.person_view(_one(Person.objects.of(require(actor, SEE).tenant_id), person_id, "人员"))


def stock_item(actor: Actor | None, stock_id: int) -> StockView:
    """One counted thing. Raises ``resource.missing``, also for other tenants'."""
    return views.stock_view(_one(Stock.objects.of(require(actor, SEE).tenant_id), stock_id, "物资"))


def crew(actor: Actor | None, crew_id: int) -> CrewView:
    """One crew. Raises ``crew.missing``, also for other tenants'."""
    row = Crew.objects.of(require(actor, SEE).tenant_id).filter(pk=crew_id).first()
    if row is None:
        raise FangcunError("crew.missing", Kind.NOT_FOUND, "没有这个剧组，可能链接有误，请回剧组列表查找。")
    return views.crew_view(row)


def telephone(actor: Actor | None, *, person_id: int) -> str:
    """A person's telephone number, for those who manage the base. Raises ``denied``, ``resource.missing``."""
    return _one(Person.objects.of(require(actor, MANAGE).tenant_id), person_id, "人员").phone


def people_of(actor: Actor | None, person_ids: Collection[int]) -> dict[int, PersonView]:
    """People by their ids; those of other tenants are left out."""
    rows = Person.objects.of(require(actor, SEE).tenant_id)
    return {row.pk: views.person_view(row) for ids in chunks(person_ids) for row in rows.filter(pk__in=ids)}


def spaces_of(actor: Actor | None, space_ids: Collection[int]) -> dict[int, SpaceView]:
    """Spaces by their ids; those of other tenants are left out."""
    rows = Space.objects.of(require(actor, SEE).tenant_id)
    return {row.pk: views.space_view(row) for ids in chunks(space_ids) for row in rows.filter(pk__in=ids)}


def stock_of(actor: Actor | None, stock_ids: Collection[int]) -> dict[int, StockView]:
    """Counted things by their ids; those of other tenants are left out."""
    rows = Stock.objects.of(require(actor, SEE).tenant_id)
    return {row.pk: views.stock_view(row) for ids in chunks(stock_ids) for row in rows.filter(pk__in=ids)}


def counts(actor: Actor | None) -> dict[ResourceKind, int]:
    """How many things of each kind are in service."""
    rows = Resource.objects.of(require(actor, SEE).tenant_id).filter(active=True).order_by()
    found = dict(rows.values_list("kind").annotate(n=Count("pk")))
    return {kind: found.get(kind.value, 0) for kind in ResourceKind}


def facet_values(actor: Actor | None, kind: SheetKind, field: str) -> list[tuple[str, int]]:
    """The values of a column in use with how often each occurs, the commonest first."""
    tenant = require(actor, SEE).tenant_id
    rows: QuerySet[Space] | QuerySet[Person] | QuerySet[Stock]
    if kind is SheetKind.SPACES:
        rows = Space.objects.of(tenant)
    elif kind is SheetKind.PEOPLE:
        rows = Person.objects.of(tenant)
    else:
        rows = Stock.objects.of(tenant)
    counted: Counter[str] = Counter()
    for value in rows.filter(active=True).values_list(field, flat=True):
        counted.update(value if isinstance(value, list) else [value])
    return [(value, n) for value, n in counted.most_common(60) if value]


def entries(actor: Actor | None, kind: SheetKind) -> list[tuple[int, Entry]]:
    """Everything of a kind as written down, with its id, by code: what an export holds."""
    tenant = require(actor, MANAGE).tenant_id
    if kind is SheetKind.SPACES:
        return [(r.pk, views.space_entry(r)) for r in Space.objects.of(tenant).order_by("code")]
    if kind is SheetKind.PEOPLE:
        return [(r.pk, views.person_entry(r)) for r in Person.objects.of(tenant).order_by("code")]
    if kind is SheetKind.STOCK:
        return [(r.pk, views.stock_entry(r)) for r in Stock.objects.of(tenant).order_by("code")]
    if kind is SheetKind.CREWS:
        return [(r.pk, views.crew_entry(r)) for r in Crew.objects.of(tenant).order_by("code")]
    rows = Bundle.objects.of(tenant).order_by("code")
    lines = bundle_lines(rows)
    return [(r.pk, views.bundle_entry(r, lines[r.pk])) for r in rows]


def bundle_lines(rows: QuerySet[Bundle]) -> dict[int, list[BundleLine]]:
    """The lines of bundles with their stock, by bundle."""
    found: dict[int, list[BundleLine]] = defaultdict(list)
    for line in BundleLine.objects.filter(bundle__in=rows).select_related("stock").order_by("pk"):
        found[line.bundle_id].append(line)
    return found


def _page(rows: QuerySet[M], view: Callable[[M], V], *, number: int, size: int) -> Page[V]:
    total = rows.count()
    number = min(max(1, number), max(1, -(-total // size)))
    found = rows.order_by("code")[(number - 1) * size : number * size]
    return Page(tuple(view(row) for row in found), total, number, size)


def _equal(rows: QuerySet[M], **wanted: str) -> QuerySet[M]:
    return rows.filter(**{field: value for field, value in wanted.items() if value})


def _named(rows: QuerySet[M], text: str) -> QuerySet[M]:
    for word in text.split()[:6]:
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
    return rows


def _tagged(rows: QuerySet[M], value: str, field: str) -> QuerySet[M]:
    """The rows whose list in ``field`` holds ``value``."""
    if not value:
        return rows
    if connection.vendor == "postgresql":
        return rows.filter(**{f"{field}__contains": [value]})
    # SQLite has no containment of JSON; its table function looks into the list.
    table = rows.model._meta.db_table
    inside = f'EXISTS (SELECT 1 FROM json_each("{table}"."{field}") WHERE json_each.value = %s)'  # noqa: S608  names of our own columns
    return rows.extra(where=[inside], params=[value])  # noqa: S610  the value is a parameter


def _one(rows: QuerySet[M], pk: int, what: str) -> M:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise FangcunError("resource.missing", Kind.NOT_FOUND, f"没有这个{what}，可能链接有误，请回列表查找。")
    return row
