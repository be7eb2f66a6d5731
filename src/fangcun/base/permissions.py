"""Who may do what: named permissions over an actor and, where one is given, a thing. Unnamed means denied."""

from __future__ import annotations

from typing import Any

import rules

from fangcun.base.contracts import Actor, Role
from fangcun.kit.errors import FangcunError, Kind


def holds(*roles: Role) -> Any:
    """A predicate: the actor holds one of ``roles``, and the thing (if any) belongs to the actor's tenant."""

    def check(actor: Actor | None, thing: Any = None) -> bool:
        return actor is not None and actor.has(*roles) and _same_tenant(actor, thing)

    return rules.predicate(check)


def _same_tenant(actor: Actor, thing: Any) -> bool:
    return thing is None or getattr(thing, "tenant_id", None) == actor.tenant_id


def grant(permission: str, predicate: Any) -> None:
    """Name a permission (``room.verb_noun``) and who has it. A second grant of one name is an error."""
    rules.add_perm(permission, predicate)


def may(actor: Actor | None, permission: str, thing: Any = None) -> bool:
    """Whether the actor may; False for a permission that nobody granted."""
    return rules.perm_exists(permission) and bool(rules.has_perm(permission, actor, thing))


def require(actor: Actor | None, permission: str, thing: Any = None) -> Actor:
    """The actor, if they may. Raises ``denied``."""
    if actor is None or not may(actor, permission, thing):
        raise FangcunError("denied", Kind.DENIED, "你没有这项操作的权限，请联系本机构的管理员。", permission=permission)
    return actor


grant("base.see_audit", holds(Role.OPERATOR, Role.CITY))
