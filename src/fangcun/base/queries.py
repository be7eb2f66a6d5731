"""Reads of the base: who acts for whom."""

from __future__ import annotations

from fangcun.base.contracts import Actor, Role
from fangcun.base.models import Membership, Tenant, User


def actor_of(user: User, *, tenant_id: int | None = None) -> Actor | None:
    """The user acting for ``tenant_id`` (else for the tenant they joined first); None without a membership there."""
    held = Membership.objects.filter(user=user).select_related("tenant").order_by("id")
    if tenant_id is not None:
        held = held.filter(tenant_id=tenant_id)
    rows = list(held)
    if not rows:
        return None
    tenant = rows[0].tenant
    roles = frozenset(Role(m.role) for m in rows if m.tenant_id == tenant.pk)
    return Actor(tenant.pk, tenant.name, user.pk, user.name, roles)


def system_actor(slug: str) -> Actor:
    """The system acting for a tenant: jobs and the command line on one's own machine. Holds every role."""
    tenant = Tenant.objects.get(slug=slug)
    return Actor(tenant.pk, tenant.name, None, "方寸", frozenset(Role))


def tenants_of(user: User) -> list[Tenant]:
    """The tenants a user belongs to, in the order of joining."""
    rows = Membership.objects.filter(user=user).select_related("tenant").order_by("id")
    return list({m.tenant_id: m.tenant for m in rows}.values())
