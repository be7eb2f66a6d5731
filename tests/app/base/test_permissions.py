"""What nobody granted is denied, and nobody reaches into another tenant."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fangcun.base.api import (
    TenantMissingError,
    actor_of,
    create_tenant,
    create_user,
    ensure_tenant,
    grant,
    holds,
    join,
    may,
    require,
    tenants_of,
)
from fangcun.base.contracts import Actor, Role
from fangcun.base.tenancy import TenantManager
from fangcun.kit.errors import FangcunError, Kind

PRODUCER = Actor(1, "甲公司", 7, "林制片", frozenset({Role.PRODUCER}))


@dataclass
class Thing:
    tenant_id: int


grant("test.paint_wall", holds(Role.PRODUCER))


@pytest.mark.parametrize(
    ("actor", "permission", "thing", "answer"),
    [
        (PRODUCER, "test.paint_wall", None, True),
        (PRODUCER, "test.paint_wall", Thing(1), True),
        (PRODUCER, "test.paint_wall", Thing(2), False),
        (PRODUCER, "test.paint_wall", object(), False),
        (PRODUCER, "test.burn_wall", None, False),
        (None, "test.paint_wall", None, False),
        (Actor(1, "甲公司", 8, "观众", frozenset({Role.VIEWER})), "test.paint_wall", None, False),
    ],
)
def test_who_may_do_what(actor: Actor | None, permission: str, thing: object, answer: bool) -> None:
    assert may(actor, permission, thing) is answer


def test_a_denial_says_so() -> None:
    with pytest.raises(FangcunError) as refused:
        require(None, "test.paint_wall")
    assert refused.value.kind is Kind.DENIED


def test_rows_of_tenants_are_not_read_without_a_tenant() -> None:
    from fangcun.air.models import Title

    assert isinstance(Title.objects, TenantManager)
    for read in (
        Title.objects.all,
        Title.objects.count,
        lambda: Title.objects.filter(pk=1),
        lambda: Title.objects.of(None),
    ):  # type: ignore[arg-type]
        with pytest.raises(TenantMissingError):
            read()
    with pytest.raises(TenantMissingError):
        Title.objects.create(name="无主之剧")


@pytest.mark.django_db
def test_a_user_acts_for_one_tenant_at_a_time() -> None:
    user = create_user("Lin@Example.test", name="林", password="a long enough one")
    first, second = create_tenant("first", name="甲公司"), create_tenant("second", name="乙基地")
    assert actor_of(user) is None
    join(user, first, Role.PRODUCER, Role.FINANCE)
    join(user, second, Role.OPERATOR)
    acting, other = actor_of(user), actor_of(user, tenant_id=second.pk)
    assert acting
    assert acting.tenant_id == first.pk
    assert acting.roles == {Role.PRODUCER, Role.FINANCE}
    assert other
    assert other.roles == {Role.OPERATOR}
    assert actor_of(user, tenant_id=99_999) is None
    assert [t.slug for t in tenants_of(user)] == ["first", "second"]


@pytest.mark.django_db
def test_names_are_taken_once_and_passwords_must_be_good() -> None:
    create_tenant("base", name="基地")
    with pytest.raises(FangcunError, match="已被使用"):
        create_tenant("base", name="另一个")
    assert ensure_tenant("base", name="基地").name == "基地"
    create_user("lin", name="林", password="a long enough one")
    with pytest.raises(FangcunError, match="已存在"):
        create_user("LIN", name="林", password="a long enough one")
    with pytest.raises(FangcunError) as weak:
        create_user("wang", name="王", password="12345")
    assert weak.value.code == "user.password"
