"""What viewers say and do around an episode. Nothing here is a tenant's: it is viewers', about a title."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fangcun.air.engine.talk.standings import WAITING, Standing
from fangcun.air.models.shelf import Title

_WAITS = Q(standing__in=[int(s) for s in WAITING])


class Spoken(models.Model):
    """Words of a viewer about an episode, and what became of them. ``author`` is a viewer's key, empty once forgotten;
    ``byline`` is what readers see."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField("集")
    author = models.CharField(max_length=80, db_index=True)
    byline = models.CharField(max_length=60, blank=True)
    maker = models.BooleanField("主创", default=False)
    text = models.CharField("内容", max_length=500)
    standing = models.PositiveSmallIntegerField(default=int(Standing.SHOWN))
    # Why it waits: [start, end, what] of the text, as screening found them.
    findings = models.JSONField(default=list)
    reports = models.PositiveIntegerField("可信举报", default=0)
    cleared = models.BooleanField("复核通过", default=False)
    created_at = models.DateTimeField()
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    ruling = models.CharField("处理理由", max_length=200, blank=True)

    class Meta:
        abstract = True


class Remark(Spoken):
    """评论, or with a ``parent`` a reply to one. ``score`` is what 最热 goes by (``engine/talk/hot.py``)."""

    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    answers = models.CharField("回复谁", max_length=60, blank=True)  # the byline answered to, within replies
    spoiler = models.BooleanField("剧透", default=False)
    pinned_at = models.DateTimeField(null=True)
    likes = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0.0)

    class Meta:
        db_table = "air_remark"
        indexes = [
            models.Index(fields=["title", "number", "parent", "-score", "-id"], name="air_remark_hot"),
            models.Index(fields=["title", "number", "parent", "-id"], name="air_remark_new"),
            models.Index(fields=["id"], name="air_remark_waiting", condition=_WAITS),
        ]


class Danmaku(Spoken):
    """弹幕: one line at a millisecond of an episode."""

    at_ms = models.PositiveIntegerField("位置（毫秒）")
    place = models.PositiveSmallIntegerField(default=0)
    colour = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "air_danmaku"
        indexes = [
            models.Index(fields=["title", "number", "at_ms"], name="air_danmaku_at"),
            models.Index(fields=["id"], name="air_danmaku_waiting", condition=_WAITS),
        ]


class DanmakuWindow(models.Model):
    """How many lines of a window of an episode are shown, and how often that changed: an answer is good as long as
    its version."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    window = models.PositiveIntegerField()
    shown = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_danmaku_window"
        constraints = [
            models.UniqueConstraint(fields=["title", "number", "window"], name="air_danmaku_window_once"),
        ]


class EpisodeTalk(models.Model):
    """The counts of an episode, changed with what they count."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    likes = models.PositiveIntegerField("点赞", default=0)
    comments = models.PositiveIntegerField("评论", default=0)
    danmaku = models.PositiveIntegerField("弹幕", default=0)

    class Meta:
        db_table = "air_episode_talk"
        constraints = [models.UniqueConstraint(fields=["title", "number"], name="air_episode_talk_once")]


class TitleTalk(models.Model):
    """The counts of a title, changed with what they count."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+", primary_key=True)
    follows = models.PositiveIntegerField("追剧", default=0)
    shares = models.PositiveIntegerField("分享", default=0)

    class Meta:
        db_table = "air_title_talk"


class EpisodeLike(models.Model):
    """A viewer likes an episode."""

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "air_episode_like"
        constraints = [models.UniqueConstraint(fields=["viewer", "title", "number"], name="air_episode_like_once")]


class RemarkLike(models.Model):
    """A viewer likes a comment."""

    viewer = models.CharField(max_length=80)
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "air_remark_like"
        constraints = [models.UniqueConstraint(fields=["viewer", "remark"], name="air_remark_like_once")]


class Follow(models.Model):
    """追剧: a viewer wants to know when a title goes on. ``known`` is the last episode there was then."""

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    known = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_follow"
        constraints = [models.UniqueConstraint(fields=["viewer", "title"], name="air_follow_once")]


class TitleShare(models.Model):
    """A viewer shared a title on a day."""

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        db_table = "air_title_share"
        constraints = [models.UniqueConstraint(fields=["viewer", "title", "day"], name="air_title_share_once")]


class CountedDeed(models.Model):
    """A viewer's deed that heat has taken: it is taken once, however often it is undone and done again. ``name`` is a
    keyed digest."""

    name = models.CharField(max_length=40)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    part = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "air_counted_deed"
        constraints = [models.UniqueConstraint(fields=["name", "title", "part"], name="air_counted_deed_once")]


class Report(models.Model):
    """举报: a reader complains of one of the two. ``trusted`` is whether it counts towards hiding."""

    viewer = models.CharField(max_length=80, db_index=True)
    remark = models.ForeignKey(Remark, null=True, on_delete=models.CASCADE, related_name="+")
    danmaku = models.ForeignKey(Danmaku, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    trusted = models.BooleanField()
    open = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "air_talk_report"
        constraints = [
            models.UniqueConstraint(fields=["viewer", "remark"], name="air_report_remark_once"),
            models.UniqueConstraint(fields=["viewer", "danmaku"], name="air_report_danmaku_once"),
            models.CheckConstraint(
                condition=Q(remark__isnull=True) ^ Q(danmaku__isnull=True), name="air_report_of_one"
            ),
        ]
