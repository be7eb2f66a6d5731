"""Writes of the base: users, tenants, memberships, audit, counted attempts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from fangcun.base.contracts import Actor, Role
from fangcun.base.models import Attempts, AuditEntry, Membership, Tenant, User
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind


def audit(action: str, *, by: Actor | None, subject: str = "", tenant_id: int | None = None, **data: Any) -> None:
    """Write one line of the audit log; ``data`` must be plain."""
    AuditEntry.objects.create(
        at=clock.now(),
        tenant_id=by.tenant_id if by else tenant_id,
        user_id=by.user_id if by else None,
        action=action,
        subject=subject[:200],
        data=data,
    )


@transaction.atomic
def create_tenant(slug: str, *, name: str) -> Tenant:
    """A new tenant. Raises CONFLICT when the slug is taken."""
    tenant, made = Tenant.objects.get_or_create(slug=slug, defaults={"name": name})
    if not made:
        raise FangcunError("tenant.exists", Kind.CONFLICT, f"机构代号“{slug}”已被使用，请换一个。")
    audit("tenant.created", by=None, subject=slug, tenant_id=tenant.pk)
    return tenant


def ensure_tenant(slug: str, *, name: str) -> Tenant:
    """The tenant of this slug, made if it is missing."""
    return Tenant.objects.get_or_create(slug=slug, defaults={"name": name})[0]


@transaction.atomic
def create_user(login: str, *, name: str, password: str, checked: bool = True) -> User:
    """A new user. Raises CONFLICT for a taken login, INVALID for a weak password (unless ``checked`` is false)."""
    login = login.strip().lower()
    if User.objects.filter(login=login).exists():
        raise FangcunError("user.exists", Kind.CONFLICT, f"账号“{login}”已存在，请换一个。")
    if checked:
        try:
            validate_password(password, User(login=login, name=name))
        except ValidationError as error:
            raise FangcunError("user.password", Kind.INVALID, " ".join(error.messages)) from None
    user = User.objects.create_user(login, password=password, name=name)
    audit("user.created", by=None, subject=login)
    return user


def join(user: User, tenant: Tenant, *roles: Role) -> None:
    """Give a user roles in a tenant; those already held stay."""
    for role in roles:
        _, made = Membership.objects.get_or_create(user=user, tenant=tenant, role=role.value)
        if made:
            audit("membership.added", by=None, subject=user.login, tenant_id=tenant.pk, role=role.value)


def count_attempt(key: str, *, most: int, per: timedelta, now: datetime | None = None) -> None:
    """Count one attempt. Raises BUSY once there are more than ``most`` in the running window of length ``per``."""
    moment = now or clock.now()
    seconds = int(per.total_seconds())
    window = datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, tz=moment.tzinfo)
    with transaction.atomic():
        Attempts.objects.filter(window__lt=moment - timedelta(days=2)).delete()
        row, _ = Attempts.objects.get_or_create(key=key[:200], window=window)
        Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
        row.refresh_from_db()
    if row.count > most:
        wait = max(1, int((window + per - moment).total_seconds() / 60) + 1)
        raise FangcunError("too_many_attempts", Kind.BUSY, f"尝试次数过多，请 {wait} 分钟后再试。", minutes=wait)
