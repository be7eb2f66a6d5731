"""Numbers of works: the centre's own for the third class, what an authority gave for the others."""

from __future__ import annotations

from datetime import datetime

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Tier
from fangcun.review.models import Case, Centre
from fangcun.review.queries.steps import zone

LONGEST = 80


def next_number(case: Case, *, on: datetime) -> str:
    """The number of a work that passes now: the one it has already, else the centre's next; empty where only an
    authority can give it (一类, 二类; 《微短剧发展管理办法》 arts. 17, 33)."""
    held = Case.objects.of(case.tenant_id).filter(work=case.work).exclude(number="").exclude(pk=case.pk)
    known = held.order_by("-decided_at").values_list("number", flat=True).first()
    if known:
        return str(known)
    if case.tier != Tier.OTHER.value:
        return ""
    centre = Centre.objects.across_tenants().select_for_update().get(pk=case.centre_id)
    year = str(on.astimezone(zone()).year)
    count = int(centre.numbers.get(year, 0)) + 1
    centre.numbers = {**centre.numbers, year: count}
    centre.save(update_fields=["numbers"])
    return f"（{centre.short}）网微剧备字（{year}）第{count:04d}号"


def checked_number(case: Case, number: str) -> str:
    """A typed number as it will stand in the opening. Raises ``case.number`` for one that is too long or another's."""
    text = " ".join(number.split())
    if not text or len(text) > LONGEST:
        raise FangcunError("case.number", Kind.INVALID, f"请写编号本身，不超过 {LONGEST} 个字。")
    other = Case.objects.across_tenants().filter(number=text).exclude(tenant_id=case.tenant_id, work=case.work)
    if other.exists():
        raise FangcunError("case.number", Kind.CONFLICT, f"编号“{text}”已经属于另一部作品，请核对。")
    return text
