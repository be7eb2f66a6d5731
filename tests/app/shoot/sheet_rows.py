"""A shoot of one day with two planned scenes, as rows: what call sheets and logs are tried on."""

from __future__ import annotations

from datetime import date

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.park.models import Crew
from fangcun.shoot.contracts import PlanState
from fangcun.shoot.models import Casting, Placement, Plan, Shoot, Strip
from fangcun.write.models import Draft, Production

DAY = date(2026, 11, 23)
PART = {"name": "上午", "start": 450, "minutes": 270, "overtime": 0, "night": False}


def one_day(producer: Actor) -> Shoot:
    """《古城来信》: one day, two scenes of 沈青 in the study, planned."""
    now, tenant = clock.now(), producer.tenant_id
    work = Production.objects.create(tenant_id=tenant, name="古城来信", slug="letter", created_at=now)
    draft = Draft.objects.create(
        tenant_id=tenant, production=work, file_name="a.txt", blob="0" * 64, size=1, created_at=now
    )
    crew = Crew.objects.create(tenant_id=tenant, code="A", name="古城组", arrives=DAY, leaves=DAY, created_at=now)
    row = Shoot.objects.create(
        tenant_id=tenant, production=work, draft=draft, crew=crew, starts_on=DAY, days=1, created_at=now
    )
    Casting.objects.create(shoot=row, name="沈青")
    plan = Plan.objects.create(
        tenant_id=tenant, name="计划", starts_on=DAY, days=1, parts=[PART], state=PlanState.IN_FORCE, created_at=now
    )
    plan.shoots.set([row])
    for n in range(2):
        strip = Strip.objects.create(
            shoot=row, key=f"1-{n}", position=n, place="书房", minutes=30, night=False, exterior=False, cast=["沈青"]
        )
        Placement.objects.create(plan=plan, strip=strip, slot=0, order=n)
    return row
