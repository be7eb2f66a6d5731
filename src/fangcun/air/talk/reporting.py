"""举报: readers complain; enough of those who can be trusted hide words until a moderator has looked.

《互联网跟帖评论服务管理规定》（2022）第四条（五）and 第十三条: complaints are taken, and answered in time.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fangcun.air.contracts import Visitor
from fangcun.air.discover.guarding import verdict_of
from fangcun.air.engine.talk.standings import TRUSTED, Standing, hidden_by
from fangcun.air.models import Danmaku, Remark, Report
from fangcun.air.talk.speakers import limit
from fangcun.air.talk.standing import held, move
from fangcun.base.api import audit
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

REASONS = ("illegal", "vulgar", "abuse", "privacy", "ad", "spoiler", "minors", "other")
"""Keys of what readers can complain of; ``reasons`` names them."""


def reasons() -> dict[str, str]:
    """The reasons in the reader's language."""
    return {
        "illegal": _("违法违规"),
        "vulgar": _("色情低俗"),
        "abuse": _("辱骂、引战"),
        "privacy": _("泄露隐私"),
        "ad": _("广告、引流"),
        "spoiler": _("剧透没有折叠"),
        "minors": _("对未成年人有害"),
        "other": _("其他"),
    }


def report(model: type[Remark | Danmaku], pk: int, visitor: Visitor, *, reason: str, note: str = "") -> None:
    """Complain of words that are shown; once for each reader, a second time changes nothing.

    Every complaint brings them before a moderator; those of signed-in readers without signs of bought traffic
    (``verdict_of``) count towards hiding. Raises NOT_FOUND, INVALID for a reason that is none, BUSY.
    """
    if reason not in REASONS:
        raise FangcunError("talk.reason", Kind.INVALID, _("请选一个举报理由。"))
    limit(visitor, "report", a_minute=10, an_hour=60)
    with transaction.atomic():
        _take(model, pk, visitor, reason, note)


def _take(model: type[Remark | Danmaku], pk: int, visitor: Visitor, reason: str, note: str) -> None:
    row = held(model, pk)
    if row is None or row.standing != Standing.SHOWN:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("这条内容已经不在了。"))
    trusted = not visitor.viewer.key.startswith("guest:") and verdict_of(visitor).trust >= TRUSTED
    about = {"remark": row} if isinstance(row, Remark) else {"danmaku": row}
    new = {"reason": reason, "note": " ".join(note.split())[:200], "trusted": trusted, "at": clock.now()}
    made = Report.objects.get_or_create(viewer=visitor.viewer.key, **about, defaults=new)[1]
    if not (made and trusted):
        return
    row.reports += 1
    if hidden_by(row.reports, cleared=row.cleared):
        audit("air.talk_hidden_by_reports", by=None, subject=subject_of(row), reports=row.reports)
        move(row, Standing.REPORTED)
    else:
        row.save(update_fields=["reports"])


def subject_of(row: Remark | Danmaku) -> str:
    """How the audit log names words."""
    return f"{'comment' if isinstance(row, Remark) else 'danmaku'}:{row.pk}"
