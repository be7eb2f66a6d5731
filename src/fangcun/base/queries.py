"""Reads of the base: who acts for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fangcun.base.contracts import Actor, Member, Role
from fangcun.base.models import AuditEntry, Membership, Tenant, User
from fangcun.kit.errors import FangcunError, Kind


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


def actor_of_login(login: str) -> Actor:
    """A user by login name, acting for the tenant they joined first. Raises NOT_FOUND."""
    user = User.objects.filter(login=login).first()
    actor = actor_of(user) if user else None
    if actor is None:
        raise FangcunError("user.missing", Kind.NOT_FOUND, f"没有账号“{login}”，或它不属于任何机构。")
    return actor


def tenant_of_slug(slug: str) -> Tenant:
    """The tenant of a slug. Raises NOT_FOUND."""
    tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise FangcunError("tenant.missing", Kind.NOT_FOUND, f"没有代号为“{slug}”的机构，请先用 base add-tenant 新建。")
    return tenant


def system_actor(slug: str) -> Actor:
    """The system acting for a tenant: jobs and the command line on one's own machine. Holds every role."""
    return actor_of_tenant(tenant_of_slug(slug).pk)


def tenants_of(user: User) -> list[Tenant]:
    """The tenants a user belongs to, in the order of joining."""
    rows = Membership.objects.filter(user=user).select_related("tenant").order_by("id")
    return list({m.tenant_id: m.tenant for m in rows}.values())


def belongs(user_id: int, tenant_id: int) -> bool:
    """Whether a user has any role in a tenant: their own house, whose matters they do not judge."""
    return Membership.objects.filter(user_id=user_id, tenant_id=tenant_id).exists()


def members(tenant_id: int, *roles: Role) -> tuple[Member, ...]:
    """Those who hold one of ``roles`` in a tenant and can log in, each once, in the order of joining."""
    rows = Membership.objects.filter(tenant_id=tenant_id, role__in=[r.value for r in roles], user__is_active=True)
    found = {m.user_id: Member(m.user_id, str(m.user)) for m in rows.select_related("user").order_by("id")}
    return tuple(found.values())


def people(user_ids: Iterable[int]) -> tuple[Member, ...]:
    """Users by their ids, whatever they belong to; those that are not there are left out."""
    return tuple(Member(user.pk, str(user)) for user in User.objects.filter(pk__in=set(user_ids)))


def actor_of_tenant(tenant_id: int) -> Actor:
    """The system acting for a tenant that is known by its id. Raises NOT_FOUND."""
    tenant = Tenant.objects.filter(pk=tenant_id).first()
    if tenant is None:
        raise FangcunError("tenant.missing", Kind.NOT_FOUND, "这个机构已不存在。")
    return Actor(tenant.pk, tenant.name, None, "方寸", frozenset(Role))


def last_audit(count: int) -> list[dict[str, Any]]:
    """The last lines of the audit log as plain data, newest first."""
    rows = AuditEntry.objects.select_related("user", "tenant")[:count]
    return [
        {
            "at": row.at.isoformat(timespec="seconds"),
            "tenant": row.tenant.slug if row.tenant else None,
            "user": row.user.login if row.user else None,
            "action": row.action,
            "subject": row.subject,
            "data": row.data,
        }
        for row in rows
    ]
