"""What was really done, written down on the set with a thumb: takes and outcomes. Sending twice writes once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.models import Outcome, Strip, Take
from fangcun.shoot.permissions import LOG

VERDICTS = ("good", "keep", "ng")
OUTCOMES = ("done", "part", "dropped")


@transaction.atomic
def log_take(
    actor: Actor | None,
    strip_id: int,
    *,
    day: date,
    shot: str,
    take: int,
    verdict: str,
    key: str,
    seconds: int = 0,
    remark: str = "",
) -> bool:
    """Write down a take; False when this ``key`` (made by the phone) was written before.

    Raises ``strip.missing``, ``take.verdict``.
    """
    who = require(actor, LOG)
    strip = _strip(who, strip_id)
    if verdict not in VERDICTS:
        raise FangcunError("take.verdict", Kind.INVALID, "请选“过”“保”或“NG”。")
    _, made = Take.objects.get_or_create(
        strip=strip,
        key=key[:80],
        defaults={
            "day": day,
            "shot": shot[:20] or "1",
            "take": max(1, min(999, take)),
            "verdict": verdict,
            "seconds": max(0, min(36_000, seconds)),
            "remark": remark[:300],
            "by_id": who.user_id,
            "at": clock.now(),
        },
    )
    return made


@transaction.atomic
def log_outcome(
    actor: Actor | None, strip_id: int, *, day: date, state: str, minutes: int = 0, remark: str = ""
) -> None:
    """Say what became of a scene on a day; saying it again changes it. Raises ``strip.missing``, ``outcome.state``."""
    who = require(actor, LOG)
    strip = _strip(who, strip_id)
    if state not in OUTCOMES:
        raise FangcunError("outcome.state", Kind.INVALID, "请选“完成”“未完”或“取消”。")
    Outcome.objects.update_or_create(
        strip=strip,
        day=day,
        defaults={
            "state": state,
            "minutes": max(0, min(1440, minutes)),
            "remark": remark[:300],
            "by_id": who.user_id,
            "at": clock.now(),
        },
    )
    audit("scene.logged", by=who, subject=f"{strip.shoot_id} {strip.key}", day=day.isoformat(), state=state)


def _strip(who: Actor, strip_id: int) -> Strip:
    row = Strip.objects.filter(pk=strip_id, shoot__tenant_id=who.tenant_id).first()
    if row is None:
        raise FangcunError("strip.missing", Kind.NOT_FOUND, "没有这一场，可能已随剧本换稿删去，请刷新页面。")
    return row
