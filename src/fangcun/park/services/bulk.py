"""Many rows of a table that inherits from ``Resource``, written at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models.sql import InsertQuery

from fangcun.park.models import Person, Resource, Space, Stock

Rows = Sequence[Space] | Sequence[Person] | Sequence[Stock]


@transaction.atomic
def insert_resources(rows: Rows) -> None:
    """Write new spaces, people or stock (one sort a call) and give each its id.

    Django writes rows of inherited tables one by one; here the common rows go first, in bulk, and the rows of the
    inheriting table follow with their ids. Raises what the database raises for a code that is taken.
    """
    if not rows:
        return
    common = [field for field in Resource._meta.concrete_fields if not field.primary_key]
    parents = [Resource(**{field.attname: getattr(row, field.attname) for field in common}) for row in rows]
    Resource.objects.across_tenants().bulk_create(parents, batch_size=500)
    for row, parent in zip(rows, parents, strict=True):
        row.pk = row.id = parent.pk
    model = type(rows[0])
    own = list(model._meta.local_concrete_fields)
    size = max(1, connection.ops.bulk_batch_size(own, list(rows)))
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(own, list(rows[start : start + size]), raw=True)
        query.get_compiler(connection=connection).execute_sql()
