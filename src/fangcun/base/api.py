"""The door of the base."""

from fangcun.base.addresses import client_address
from fangcun.base.blobs import BlobStore, blobs
from fangcun.base.demo import DEMO_CENTRE, DEMO_PASSWORD, DEMO_USERS, ensure_demo, ensure_own_tenant
from fangcun.base.kept import Kept
from fangcun.base.outbox import emit, hand_over_waiting
from fangcun.base.permissions import grant, holds, may, require
from fangcun.base.queries import (
    actor_of,
    actor_of_login,
    actor_of_tenant,
    belongs,
    members,
    people,
    system_actor,
    tenants_of,
)
from fangcun.base.services import audit, count_attempt, create_tenant, create_user, ensure_tenant, join
from fangcun.base.streaming import blob_answer, tagged_answer
from fangcun.base.tenancy import TenantManager, TenantMissingError, TenantRow
from fangcun.base.together import Together
from fangcun.base.typesetting import typesetter

__all__ = [
    "DEMO_CENTRE",
    "DEMO_PASSWORD",
    "DEMO_USERS",
    "BlobStore",
    "Kept",
    "TenantManager",
    "TenantMissingError",
    "TenantRow",
    "Together",
    "actor_of",
    "actor_of_login",
    "actor_of_tenant",
    "audit",
    "belongs",
    "blob_answer",
    "blobs",
    "client_address",
    "count_attempt",
    "create_tenant",
    "create_user",
    "emit",
    "ensure_demo",
    "ensure_own_tenant",
    "ensure_tenant",
    "grant",
    "hand_over_waiting",
    "holds",
    "join",
    "may",
    "members",
    "people",
    "require",
    "system_actor",
    "tagged_answer",
    "tenants_of",
    "typesetter",
]
