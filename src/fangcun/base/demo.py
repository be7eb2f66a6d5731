"""The people of a demo: one tenant, one login for each role, all with the same known password."""

from __future__ import annotations

from django.db import transaction

from fangcun.base.contracts import Role
from fangcun.base.models import Tenant, User
from fangcun.base.services import create_user, ensure_tenant, join
from fangcun.config import config
from fangcun.kit.errors import FangcunError, Kind

DEMO_PASSWORD = "fangcun-demo"  # noqa: S105  known on purpose, and refused outside demo mode
DEMO_TENANT = ("demo", "方寸影视")
DEMO_USERS: dict[str, tuple[str, Role]] = {
    "producer": ("林制片", Role.PRODUCER),
    "operator": ("周运营", Role.OPERATOR),
    "reviewer": ("陈审核", Role.REVIEWER),
    "viewer": ("小方", Role.VIEWER),
    "finance": ("吴会计", Role.FINANCE),
    "annotator": ("赵标注", Role.ANNOTATOR),
    "city": ("文旅局 孙科", Role.CITY),
}


@transaction.atomic
def ensure_demo() -> Tenant:
    """The demo's tenant with its logins; made once. Raises DENIED outside demo mode."""
    if not config().demo:
        raise FangcunError("demo.only", Kind.DENIED, "演示账号只能在演示模式下创建（FANGCUN_MODE=demo）。")
    tenant = ensure_tenant(DEMO_TENANT[0], name=DEMO_TENANT[1])
    for login, (name, role) in DEMO_USERS.items():
        user = User.objects.filter(login=login).first()
        user = user or create_user(login, name=name, password=DEMO_PASSWORD, checked=False)
        join(user, tenant, role)
    return tenant


def ensure_own_tenant(slug: str) -> None:
    """Make the demo's tenant on a machine that has no tenant yet, so that the first script needs no preparation."""
    if slug == DEMO_TENANT[0] and not Tenant.objects.exists():
        ensure_tenant(slug, name=DEMO_TENANT[1])
