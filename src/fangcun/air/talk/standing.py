"""From shown to hidden and back: every change of standing goes through here, and the counts with it."""

from __future__ import annotations

from django.db.models import F, FloatField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Ln

from fangcun.air.engine.talk import danmaku, hot
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import Danmaku, Remark
from fangcun.air.talk.places import count, count_window

_LN_2 = 0.6931471805599453


def held(model: type[Remark | Danmaku], pk: int) -> Remark | Danmaku | None:
    """Words, held until the end of the transaction, and before them the comment that they answer: its count may
    change with them."""
    if model is Danmaku:
        return Danmaku.objects.select_for_update().filter(pk=pk).first()
    parent = Remark.objects.filter(pk=pk).values_list("parent_id", flat=True).first()
    rows = Remark.objects.select_for_update().filter(pk__in=[n for n in (parent, pk) if n is not None])
    return next((row for row in list(rows.order_by("pk")) if row.pk == pk), None)


def move(row: Remark | Danmaku, to: Standing) -> None:
    """Give words another standing, and count it. The row must be ``held`` in the caller's transaction; its
    other changed fields are saved with it."""
    before, row.standing = row.standing, to
    row.save()
    counted(row, int(to == Standing.SHOWN) - int(before == Standing.SHOWN))


def counted(row: Remark | Danmaku, by: int) -> None:
    """Count words that came to be shown (1) or are no longer (-1)."""
    if not by:
        return
    if isinstance(row, Danmaku):
        count(row.title_id, row.number, danmaku=by)
        count_window(row.title_id, row.number, danmaku.window_of(row.at_ms), by)
        return
    if row.parent_id is not None:
        approve(row.parent_id, replies=by)
    count(row.title_id, row.number, comments=by)


def approve(remark_id: int, *, likes: int = 0, replies: int = 0) -> None:
    """Change the likes and replies of a comment, and its score with them, in one UPDATE."""
    row = Remark.objects.filter(pk=remark_id)
    now_likes, now_replies = F("likes") + likes, F("replies") + replies
    at = row.values_list("created_at", flat=True).get().timestamp()
    row.update(likes=now_likes, replies=now_replies, score=_score(at, now_likes, now_replies))


def _score(at: float, likes: Combinable, replies: Combinable) -> Combinable:
    """``engine.talk.hot.score`` as the database computes it."""
    weight = Value(1.0) + likes + Value(hot.REPLY_WEIGHT) * replies
    return Value(hot.born(at), output_field=FloatField()) + Ln(weight, output_field=FloatField()) / Value(_LN_2)
