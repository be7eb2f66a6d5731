"""What other rooms may know of users and tenants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member does for a tenant."""

    PRODUCER = "producer"
    OPERATOR = "operator"
    REVIEWER = "reviewer"
    VIEWER = "viewer"
    FINANCE = "finance"
    ANNOTATOR = "annotator"
    CITY = "city"
    CHIEF = "chief"


ROLE_NAMES: dict[Role, str] = {
    Role.PRODUCER: "制片",
    Role.OPERATOR: "基地运营",
    Role.REVIEWER: "审核",
    Role.VIEWER: "观众",
    Role.FINANCE: "财务",
    Role.ANNOTATOR: "标注员",
    Role.CITY: "主管部门",
    Role.CHIEF: "首席审核",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A user acting for one tenant with the roles held there.

    ``user_id`` is None for the system itself (jobs, the command line on one's own machine).
    """

    tenant_id: int
    tenant_name: str
    user_id: int | None
    user_name: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of ``roles``."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can log in and belongs to a tenant."""

    user_id: int
    name: str
