"""Review centres: opened once, their promises changed by their chiefs."""

from __future__ import annotations

from django.db import transaction

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.models import Centre, Phrase
from fangcun.review.permissions import RUN

MOST_DAYS = 20  # 《微短剧发展管理办法》 art. 20: a review takes at most 20 days
PHRASES = {
    "dismissed": ("剧情语境，非宣扬", "角色名或地名", "正面表达或警示", "词义不同，系误报"),
    "upheld": ("请删去或改写此处", "请改为合规表述", "价值导向需调整", "未成年人情节需调整"),
    "return": ("请按所列意见修改后重新送审",),
    "refuse": ("作品主旨不符合规定，不宜通过",),
}


@transaction.atomic
def open_centre(actor: Actor | None, *, short: str) -> int:
    """Make the actor's tenant a review centre under a short name that its numbers carry; once, then it is only named.

    From then on the theatre shows only what has passed. Raises ``centre.short``, ``denied``.
    """
    who = require(actor, RUN)
    name = short.strip()
    if not 1 <= len(name) <= 20:
        raise FangcunError("centre.short", Kind.INVALID, "请写审核中心的简称，1 到 20 个字，会出现在编号里。")
    row, made = Centre.objects.of(who.tenant_id).get_or_create(tenant_id=who.tenant_id, defaults={"short": name})
    if not made and row.short != name:
        row.short = name
        row.save(update_fields=["short"])
    for ruling, texts in PHRASES.items() if made else ():
        for text in texts:
            Phrase.objects.create(tenant_id=who.tenant_id, ruling=ruling, text=text)
    audit("centre.opened" if made else "centre.named", by=who, subject=name)
    return int(row.pk)


@transaction.atomic
def promise(actor: Actor | None, *, days: int, again_days: int, fast_days: int, fast_quota: int) -> None:
    """Change what the actor's centre promises, in working days; cases under way get their new deadline at their next
    step. Raises ``centre.days``, ``centre.missing``, ``denied``."""
    who = require(actor, RUN)
    if not 1 <= fast_days <= days <= MOST_DAYS or not 1 <= again_days <= MOST_DAYS or not 0 <= fast_quota <= 1000:
        message = f"工作日要在 1 到 {MOST_DAYS} 之间，加急不长于普通；加急件数在 0 到 1000 之间。"
        raise FangcunError("centre.days", Kind.INVALID, message)
    row = Centre.objects.of(who.tenant_id).select_for_update().first()
    if row is None:
        raise FangcunError("centre.missing", Kind.NOT_FOUND, "本机构还不是审核中心。")
    row.days, row.again_days, row.fast_days, row.fast_quota = days, again_days, fast_days, fast_quota
    row.save()
    audit("centre.promised", by=who, subject=row.short, days=days, again=again_days, fast=fast_days, quota=fast_quota)


def keep_phrase(centre: Centre, *, ruling: str, text: str) -> None:
    """Count that a reason was given; after its third use it is offered to everybody of the centre."""
    row, _ = Phrase.objects.of(centre.tenant_id).get_or_create(
        ruling=ruling, text=text.strip()[:400], defaults={"tenant_id": centre.tenant_id}
    )
    row.uses += 1
    row.save(update_fields=["uses"])
