"""Issued call sheets: versions, receipts, and a database that lets nobody change them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from fangcun.base.api import actor_of_tenant, blobs, ensure_tenant
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.park.models import Crew
from fangcun.shoot.contracts import PlanState
from fangcun.shoot.models import CallSheet, Casting, Placement, Plan, Receipt, Shoot, Strip
from fangcun.shoot.services.papers import write_papers
from fangcun.shoot.services.sheets import acknowledge, issue, preview, waiting_for
from fangcun.write.models import Draft, Production

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
PART = {"name": "上午", "start": 450, "minutes": 270, "overtime": 0, "night": False}


@pytest.fixture
def producer() -> Actor:
    return actor_of_tenant(ensure_tenant("fangcun", name="方寸影视").pk)


@pytest.fixture
def plan(producer: Actor) -> Plan:
    now, tenant = clock.now(), producer.tenant_id
    work = Production.objects.create(tenant_id=tenant, name="古城来信", slug="letter", created_at=now)
    draft = Draft.objects.create(
        tenant_id=tenant, production=work, file_name="a.txt", blob="0" * 64, size=1, created_at=now
    )
    crew = Crew.objects.create(tenant_id=tenant, code="A", name="古城组", arrives=DAY, leaves=DAY, created_at=now)
    shoot = Shoot.objects.create(
        tenant_id=tenant, production=work, draft=draft, crew=crew, starts_on=DAY, days=1, created_at=now
    )
    Casting.objects.create(shoot=shoot, name="沈青")
    plan = Plan.objects.create(
        tenant_id=tenant, name="计划", starts_on=DAY, days=1, parts=[PART], state=PlanState.IN_FORCE, created_at=now
    )
    Plan.shoots.through.objects.create(plan_id=plan.pk, shoot_id=shoot.pk)
    for n in range(2):
        strip = Strip.objects.create(
            shoot=shoot, key=f"1-{n}", position=n, place="书房", minutes=30, night=False, exterior=False, cast=["沈青"]
        )
        Placement.objects.create(plan=plan, strip=strip, slot=0, order=n)
    return plan


def shoot_id(plan: Plan) -> int:
    return Shoot.objects.of(plan.tenant_id).get().pk


def test_an_issued_sheet_cannot_be_changed_or_deleted(producer: Actor, plan: Plan) -> None:
    sheet, _ = issue(producer, plan.pk, shoot_id=shoot_id(plan), day=DAY)
    rows = CallSheet.objects.of(producer.tenant_id).filter(pk=sheet)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        rows.update(version=9)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        rows._raw_delete(rows.db)
    assert blobs().get(rows.get().pdf).startswith(b"%PDF")


def test_a_reissue_is_the_next_version_with_its_changes(producer: Actor, plan: Plan) -> None:
    issue(producer, plan.pk, shoot_id=shoot_id(plan), day=DAY)
    Placement.objects.filter(plan=plan, strip__key="1-1").delete()
    sheet = preview(producer, plan.pk, shoot_id=shoot_id(plan), day=DAY)
    assert (sheet.version, sheet.changes) == (2, ("取消 1-1",))


def test_a_recipient_acknowledges_by_a_token_that_is_not_stored(producer: Actor, plan: Plan) -> None:
    sheet, tokens = issue(producer, plan.pk, shoot_id=shoot_id(plan), day=DAY)
    assert waiting_for(producer, sheet) == ("沈青",)
    assert not Receipt.objects.filter(token=tokens["沈青"]).exists()
    assert acknowledge(tokens["沈青"], address="10.0.0.1").production == "古城来信"
    assert waiting_for(producer, sheet) == ()
    with pytest.raises(FangcunError, match="无效"):
        acknowledge("wrong", address="10.0.0.1")


def test_all_papers_are_written(producer: Actor, plan: Plan, tmp_path: Path) -> None:
    written = write_papers(producer, plan.pk, tmp_path, shoot_id=shoot_id(plan))
    assert {path.relative_to(tmp_path).as_posix() for path in written} >= {
        "大计划.xlsx",
        "通告单/第1天.pdf",
        "日历.ics",
    }
    assert all(path.stat().st_size for path in written)
