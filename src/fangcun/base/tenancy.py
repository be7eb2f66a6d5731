"""Rows that belong to a tenant cannot be read without naming it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class TenantMissingError(RuntimeError):
    """Somebody asked for tenants' rows without saying whose: a bug, never an answer."""


class TenantManager(models.Manager[M]):
    """The default manager of tenants' rows: ``of(tenant_id)`` reads, anything else is refused.

    ``across_tenants()`` is for the system's own work (jobs, counters) and for what is public by decision; it stands
    out in a review.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        """Refuse: the tenant is missing. Rows that hang on a row (``plan.shoots``) are reached through its tenant."""
        if getattr(self, "instance", None) is not None:
            return super().get_queryset()
        raise TenantMissingError(f"{self.model.__name__}: name the tenant with .of(tenant_id)")

    def of(self, tenant_id: int) -> models.QuerySet[M]:
        """The rows of one tenant."""
        if tenant_id is None:  # a caller without types must not fall through to rows without tenant
            raise TenantMissingError(f"{self.model.__name__}: the tenant is None")
        return super().get_queryset().filter(tenant_id=tenant_id)

    def across_tenants(self) -> models.QuerySet[M]:
        """The rows of all tenants."""
        return super().get_queryset()

    def create(self, **fields: Any) -> M:
        """A new row; its tenant must be among ``fields``."""
        if fields.get("tenant_id") is None and fields.get("tenant") is None:
            raise TenantMissingError(f"{self.model.__name__}: a row without a tenant")
        return super().get_queryset().create(**fields)


class TenantRow(models.Model):
    """A row that belongs to one tenant."""

    tenant = models.ForeignKey("base.Tenant", on_delete=models.PROTECT, related_name="+", verbose_name="机构")

    class Meta:
        abstract = True
