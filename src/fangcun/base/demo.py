"""The people of a demo: a base and a review centre, one login for each role, all with the same known password."""

from __future__ import annotations

from django.db import transaction

from fangcun.base.contracts import Role
from fangcun.base.models import Membership, Tenant, User
from fangcun.base.services import create_user, ensure_tenant, join
from fangcun.config import config
from fangcun.kit.errors import FangcunError, Kind

DEMO_PASSWORD = "fangcun-demo"  # noqa: S105  known on purpose, and refused outside demo mode
DEMO_TENANT = ("demo", "方寸影视")
DEMO_CENTRE = ("review", "方寸审核中心")
DEMO_USERS: dict[str, tuple[str, Role]] = {
    "producer": ("林制片", Role.PRODUCER),
    "operator": ("周运营", Role.OPERATOR),
    "reviewer": ("陈审核", Role.REVIEWER),
    "chief": ("沈首席", Role.CHIEF),
    "viewer": ("小方", Role.VIEWER),
    "finance": ("吴会计", Role.FINANCE),
    "annotator": ("赵标注", Role.ANNOTATOR),
    "city": ("文旅局 孙科", Role.CITY),
}

SECOND_JUDGES = {"reviewer2": ("何审核", Role.REVIEWER), "chief2": ("严首席", Role.CHIEF)}
"""For second opinions and appeals; not offered at the login."""


@transaction.atomic
def ensure_demo() -> Tenant:
    """The demo's tenant with its logins, and the review centre with its own; made once.

    The centre's people belong to it alone: nobody judges the work of their own house. Raises DENIED outside demo mode.
    """
    if not config().demo:
        raise FangcunError("demo.only", Kind.DENIED, "演示账号只能在演示模式下创建（FANGCUN_MODE=demo）。")
    tenant = ensure_tenant(DEMO_TENANT[0], name=DEMO_TENANT[1])
    centre = ensure_tenant(DEMO_CENTRE[0], name=DEMO_CENTRE[1])
    for login, (name, role) in (DEMO_USERS | SECOND_JUDGES).items():
        user = User.objects.filter(login=login).first()
        user = user or create_user(login, name=name, password=DEMO_PASSWORD, checked=False)
        judges = role in (Role.REVIEWER, Role.CHIEF)
        join(user, centre if judges else tenant, role)
        if judges:  # demos of old kept reviewers in the house whose work they judge
            Membership.objects.filter(user=user, tenant=tenant).delete()
    return tenant


def ensure_own_tenant(slug: str) -> None:
    """Make the demo's tenant on a machine that has no tenant yet, so that the first script needs no preparation."""
    if slug == DEMO_TENANT[0] and not Tenant.objects.exists():
        ensure_tenant(slug, name=DEMO_TENANT[1])
