"""Entries into rows: which row an entry belongs to, what it fills in, and many of them with few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, models

from fangcun.park.contracts import CrewEntry, Entry, PersonEntry, ResourceKind, SpaceEntry, StockEntry
from fangcun.park.models import Crew, Person, Resource, Space, Stock

Row = Space | Person | Stock | Crew


def new_row(entry: Entry, *, tenant_id: int, now: datetime) -> Row:
    """A row, not kept yet, for an entry of any kind but a bundle."""
    if isinstance(entry, CrewEntry):
        return Crew(tenant_id=tenant_id, created_at=now, **fields_of(entry))
    if isinstance(entry, SpaceEntry):
        return Space(tenant_id=tenant_id, updated_at=now, **fields_of(entry))
    if isinstance(entry, PersonEntry):
        return Person(tenant_id=tenant_id, updated_at=now, **fields_of(entry))
    if isinstance(entry, StockEntry):
        return Stock(tenant_id=tenant_id, updated_at=now, **fields_of(entry))
    raise TypeError(f"no row for {type(entry).__name__}")


def fields_of(entry: Entry) -> dict[str, Any]:
    """The columns that an entry fills, with what stands in them."""
    values: dict[str, Any] = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(entry).items()}
    if isinstance(entry, CrewEntry):
        return values
    values["kind"], own_kind = "", values["kind"].value
    if isinstance(entry, SpaceEntry):
        count = values.pop("capacity")
        return values | {
            "kind": ResourceKind.SPACE.value,
            "space_kind": own_kind,
            "count": count,
            "exclusive": count == 1,
        }
    if isinstance(entry, PersonEntry):
        values["days_off"] = [d.isoformat() for d in entry.days_off]
        return values | {"kind": ResourceKind.PERSON.value, "person_kind": own_kind, "count": 1, "exclusive": True}
    if isinstance(entry, StockEntry):
        values["sizes"] = dict(entry.sizes)
        return values | {"kind": ResourceKind.STOCK.value, "stock_kind": own_kind, "exclusive": False}
    raise TypeError(f"no columns for {type(entry).__name__}")


def insert_resources(rows: Sequence[Space] | Sequence[Person] | Sequence[Stock]) -> None:
    """Keep many new rows of one kind with two statements a batch; Django's bulk_create knows no joined tables.

    Gives the rows their ids.
    """
    for at in range(0, len(rows), 1000):
        batch = rows[at : at + 1000]
        shared = [f for f in Resource._meta.local_concrete_fields if not f.primary_key]
        parents = [Resource(**{f.attname: getattr(row, f.attname) for f in shared}) for row in batch]
        for row, parent in zip(batch, Resource.objects.across_tenants().bulk_create(parents), strict=True):
            row.pk = row.id = parent.pk
        _insert_children(batch)


def _insert_children(rows: Iterable[models.Model]) -> None:
    listed = list(rows)
    meta = listed[0]._meta
    quote = connection.ops.quote_name
    fields = meta.local_concrete_fields
    names = ", ".join(quote(f.column or f.name) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    # The names are those of our own models.
    statement = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  see above
    with connection.cursor() as cursor:
        cursor.executemany(
            statement, [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields] for row in listed]
        )
