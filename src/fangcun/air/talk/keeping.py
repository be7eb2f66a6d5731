"""What is kept of a viewer: taken along at sign-in, handed out on demand, erased when they leave."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from fangcun.air.account.exports import exporter
from fangcun.air.contracts import Viewer
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import (
    CountedDeed,
    Danmaku,
    EpisodeLike,
    EpisodeTalk,
    Follow,
    Remark,
    RemarkLike,
    Report,
    TitleShare,
    TitleTalk,
)
from fangcun.air.talk.deeds import counted_name
from fangcun.air.talk.speakers import name_of
from fangcun.air.talk.standing import approve, move


def adopt(guest: str, viewer: str) -> None:
    """Carry over what a guest did. Where both did the same, it is counted once from now on."""
    for liked in RemarkLike.objects.filter(viewer=guest).order_by("remark_id"):
        if not _carried(liked, viewer, remark_id=liked.remark_id):
            approve(liked.remark_id, likes=-1)
    for like in EpisodeLike.objects.filter(viewer=guest).order_by("title_id", "number"):
        if _carried(like, viewer, title_id=like.title_id, number=like.number):
            continue
        _one_less(EpisodeTalk.objects.filter(title_id=like.title_id, number=like.number), "likes")
    for follow in Follow.objects.filter(viewer=guest).order_by("title_id"):
        if not _carried(follow, viewer, title_id=follow.title_id):
            _one_less(TitleTalk.objects.filter(pk=follow.title_id), "follows")
    for shared in TitleShare.objects.filter(viewer=guest).order_by("title_id"):
        if not _carried(shared, viewer, title_id=shared.title_id, day=shared.day):
            _one_less(TitleTalk.objects.filter(pk=shared.title_id), "shares")
    for report in Report.objects.filter(viewer=guest):
        _carried(report, viewer, remark_id=report.remark_id, danmaku_id=report.danmaku_id)
    old, new = counted_name(Viewer(guest)), counted_name(Viewer(viewer))
    for deed in CountedDeed.objects.filter(name=old):
        if CountedDeed.objects.filter(name=new, title_id=deed.title_id, part=deed.part).exists():
            deed.delete()
        else:
            CountedDeed.objects.filter(pk=deed.pk).update(name=new)


def forget(viewer: str) -> None:
    """Erase what a viewer did, and the words of what they said; the place of a comment with replies stays, without
    words and without a name."""
    for like in EpisodeLike.objects.filter(viewer=viewer).order_by("title_id", "number"):
        _one_less(EpisodeTalk.objects.filter(title_id=like.title_id, number=like.number), "likes")
        like.delete()
    for liked in RemarkLike.objects.filter(viewer=viewer).order_by("remark_id"):
        approve(liked.remark_id, likes=-1)
        liked.delete()
    for follow in Follow.objects.filter(viewer=viewer).order_by("title_id"):
        _one_less(TitleTalk.objects.filter(pk=follow.title_id), "follows")
        follow.delete()
    # How often a title was shared stays right without saying by whom.
    TitleShare.objects.filter(viewer=viewer).delete()
    CountedDeed.objects.filter(name=counted_name(Viewer(viewer))).delete()
    Report.objects.filter(viewer=viewer, open=False).delete()
    Report.objects.filter(viewer=viewer).update(viewer=f"gone:{viewer.partition(':')[2]}", note="")
    threads = Remark.objects.filter(author=viewer).exclude(parent=None).values("parent_id")
    Remark.objects.filter(parent_id__in=threads, answers=name_of(Viewer(viewer))).update(answers=_("已注销用户"))
    for model in (Remark, Danmaku):
        for row in model.objects.select_for_update().filter(author=viewer).order_by("pk"):
            row.author, row.byline, row.text, row.findings = "", "", "", []
            move(row, Standing.FORGOTTEN)


def _carried(row: Any, viewer: str, **same: object) -> bool:
    """Give a row to a viewer; False where they have one like it, and the row is gone."""
    rows = type(row).objects
    if rows.filter(viewer=viewer, **same).exists():
        row.delete()
        return False
    rows.filter(pk=row.pk).update(viewer=viewer)
    return True


def _one_less(rows: Any, column: str) -> None:
    rows.update(**{column: F(column) - 1})


@exporter("评论")
def _remarks(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Remark.objects.filter(author=viewer.key).select_related("title").order_by("-id")
    return [
        {
            "剧名": r.title.name,
            "集": r.number,
            "内容": r.text,
            "显示为": r.byline,
            "获赞": r.likes,
            "时间": _time(r.created_at),
        }
        for r in rows
    ]


@exporter("弹幕")
def _danmaku(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Danmaku.objects.filter(author=viewer.key).select_related("title").order_by("-id")
    return [
        {"剧名": r.title.name, "集": r.number, "位置（毫秒）": r.at_ms, "内容": r.text, "时间": _time(r.created_at)}
        for r in rows
    ]


@exporter("点赞")
def _likes(viewer: Viewer) -> list[dict[str, Any]]:
    episodes = EpisodeLike.objects.filter(viewer=viewer.key).select_related("title").order_by("-id")
    remarks = RemarkLike.objects.filter(viewer=viewer.key).select_related("remark__title").order_by("-id")
    found = [{"剧名": r.title.name, "集": r.number, "对象": "这一集", "时间": _time(r.at)} for r in episodes]
    found += [
        {"剧名": r.remark.title.name, "集": r.remark.number, "对象": "评论", "时间": _time(r.at)} for r in remarks
    ]
    return found


@exporter("追剧")
def _follows(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Follow.objects.filter(viewer=viewer.key).select_related("title").order_by("-at")
    return [{"剧名": r.title.name, "时间": _time(r.at)} for r in rows]


@exporter("分享")
def _shares(viewer: Viewer) -> list[dict[str, Any]]:
    rows = TitleShare.objects.filter(viewer=viewer.key).select_related("title").order_by("-day")
    return [{"剧名": r.title.name, "日期": r.day.isoformat()} for r in rows]


@exporter("举报")
def _reports(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Report.objects.filter(viewer=viewer.key).order_by("-id")
    return [{"理由": r.reason, "说明": r.note, "时间": _time(r.at)} for r in rows]


def _time(moment: Any) -> str:
    return str(timezone.localtime(moment).isoformat(timespec="seconds"))
