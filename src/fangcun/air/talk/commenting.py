"""Writing comments and replies, taking one's own back, and what makers pin."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fangcun.air.contracts import Viewer
from fangcun.air.engine.heat import Part
from fangcun.air.engine.talk import hot, manners
from fangcun.air.engine.talk.standings import GONE, Standing
from fangcun.air.models import Danmaku, EpisodeTalk, Remark
from fangcun.air.talk.deeds import heat_once
from fangcun.air.talk.places import Spot
from fangcun.air.talk.screening import screened
from fangcun.air.talk.speakers import Speaker, limit
from fangcun.air.talk.standing import counted, held, move
from fangcun.base.api import audit, grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

PIN = "air.pin_comment"
MOST_PINNED = 3
SAME_WITHIN = timedelta(minutes=10)

grant(PIN, holds(Role.PRODUCER, Role.OPERATOR))


def comment(place: Spot, speaker: Speaker, *, text: str, spoiler: bool = False, reply_to: int | None = None) -> Remark:
    """Write a comment, or a reply to one (a reply to a reply stands under the same comment and names whom it answers).

    What is returned is shown, or held for a moderator (``standing``). Raises INVALID for no words, too many, and for
    those that cannot be shown (``talk.refused``); NOT_FOUND for a comment that is gone; CONFLICT for the same again;
    BUSY for too many.
    """
    words = manners.tidied(text)
    if not words:
        raise FangcunError("talk.empty", Kind.INVALID, _("还没有写内容。"))
    if len(words) > manners.LONGEST:
        message = _("评论最多 {most} 个字，现在有 {n} 个。").format(most=manners.LONGEST, n=len(words))
        raise FangcunError("talk.long", Kind.INVALID, message)
    # Before the transaction: on SQLite it keeps every other writer waiting.
    limit(speaker.visitor, "comment", a_minute=6, an_hour=60)
    seen = screened(words, on=timezone.localtime(clock.now()).date())
    with transaction.atomic():
        answered = _answered(place, reply_to)
        _refuse_same(place, speaker, words)
        now = clock.now()
        row = Remark.objects.create(
            title_id=place.title_id,
            number=place.number,
            author=speaker.key,
            byline=speaker.byline,
            maker=speaker.maker,
            text=words,
            spoiler=spoiler,
            standing=seen.standing,
            findings=seen.findings,
            parent_id=(answered.parent_id or answered.pk) if answered else None,
            answers=answered.byline if answered and answered.parent_id else "",
            created_at=now,
            score=hot.born(now.timestamp()),
        )
        if seen.standing == Standing.SHOWN:
            counted(row, 1)
            heat_once(place.title_id, place.tenant_id, Part.COMMENT, speaker.visitor)
    return row


def _answered(place: Spot, reply_to: int | None) -> Remark | None:
    if reply_to is None:
        return None
    found = held(Remark, reply_to)
    here = isinstance(found, Remark) and (found.title_id, found.number) == (place.title_id, place.number)
    if not isinstance(found, Remark) or not here or found.standing != Standing.SHOWN:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("要回复的评论已经不在了。"))
    return found


def _refuse_same(place: Spot, speaker: Speaker, words: str) -> None:
    recent = Remark.objects.filter(author=speaker.key, title_id=place.title_id, text=words)
    if recent.filter(created_at__gt=clock.now() - SAME_WITHIN).exclude(standing__in=GONE).exists():
        raise FangcunError("talk.same", Kind.CONFLICT, _("刚刚发过同样的话了。"))


@transaction.atomic
def withdraw(model: type[Remark | Danmaku], pk: int, viewer: Viewer | None) -> None:
    """Take one's own words back. Raises NOT_FOUND for what is not there, or another's."""
    row = held(model, pk)
    if row is None or row.standing in GONE or viewer is None or row.author != viewer.key:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("没有这条内容，或它不是你发的。"))
    move(row, Standing.WITHDRAWN)


@transaction.atomic
def pin(pk: int, actor: Actor | None, *, on: bool) -> None:
    """Put a comment above all others of its episode, or no longer; the makers', and three at most. Raises DENIED,
    NOT_FOUND, CONFLICT."""
    who = require(actor, PIN)
    row = held(Remark, pk)
    own = Remark.objects.filter(pk=pk, parent=None, title__tenant_id=who.tenant_id).exists()
    if not isinstance(row, Remark) or not own or row.standing != Standing.SHOWN:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("没有这条评论，或它不在你们的剧下面。"))
    # The episode's lock makes two who pin at once take turns.
    EpisodeTalk.objects.select_for_update().filter(title_id=row.title_id, number=row.number).first()
    pinned = Remark.objects.filter(title_id=row.title_id, number=row.number, standing=Standing.SHOWN)
    if on and pinned.exclude(pinned_at=None).exclude(pk=pk).count() >= MOST_PINNED:
        message = _("每集最多置顶 {n} 条，请先取消一条。").format(n=MOST_PINNED)
        raise FangcunError("talk.pinned", Kind.CONFLICT, message)
    Remark.objects.filter(pk=pk).update(pinned_at=clock.now() if on else None)
    audit("air.comment_pinned" if on else "air.comment_unpinned", by=who, subject=f"comment:{pk}")
