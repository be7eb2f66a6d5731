"""Rows of the base: users, tenants, memberships, the audit log, the outbox, counted attempts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from fangcun.base.contracts import ROLE_NAMES, Role


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, login: str, *, password: str | None = None, **fields: Any) -> User:
        """A new user; without a password they cannot log in until one is set."""
        user = self.model(login=login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a login name, whatever its case."""
        return self.get(login=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who can log in. What they may do hangs on their memberships, never on the user."""

    login = models.CharField("账号", max_length=150, unique=True)
    name = models.CharField("姓名", max_length=80)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        db_table = "base_user"

    def __str__(self) -> str:
        return self.name or self.login


class Tenant(models.Model):
    """A company, a base or an office whose data is its own."""

    slug = models.SlugField("代号", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    class Meta:
        db_table = "base_tenant"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one user in one tenant."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    role = models.CharField("角色", max_length=20, choices=[(r.value, ROLE_NAMES[r]) for r in Role])

    class Meta:
        db_table = "base_membership"
        constraints = [models.UniqueConstraint(fields=["user", "tenant", "role"], name="base_membership_once")]


class AuditEntry(models.Model):
    """Who did what to what, and when. Triggers in the database refuse to change or delete one."""

    at = models.DateTimeField(db_index=True)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "base_audit"
        ordering = ["-id"]


class OutboxEvent(models.Model):
    """A fact waiting for the rooms above; ``handled_at`` is set once every handler has taken it."""

    name = models.CharField(max_length=100)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField()
    created_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        db_table = "base_outbox"
        indexes = [models.Index(fields=["id"], name="base_outbox_waiting", condition=models.Q(handled_at__isnull=True))]


class Attempts(models.Model):
    """How often a thing was tried in a window of time, for limits that hold across processes."""

    key = models.CharField(max_length=200)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "base_attempts"
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="base_attempts_once")]
