"""Rows of the theatre: titles, releases, how far viewers got."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow

EMPTY = -1_000_000.0
"""The logarithm of nothing, as rows keep it: not all databases hold an infinity in all they compute."""


class Title(TenantRow):
    """A series on the shelf. Its slug is in every link to it, so it is unique on the whole site."""

    slug = models.CharField("代号", max_length=80, unique=True)
    name = models.CharField("剧名", max_length=120)
    synopsis = models.TextField("简介", blank=True)
    poster = models.CharField("海报", max_length=64, blank=True)
    licence_number = models.CharField("备案号", max_length=80, blank=True)
    ai_generated = models.BooleanField("AI生成", default=False)
    public = models.BooleanField("公开", default=True)
    planned_episodes = models.PositiveIntegerField("计划集数", default=0)
    people = models.JSONField("主创", default=list)
    tags = models.JSONField("标签", default=list)
    taken_down_at = models.DateTimeField("下架时间", null=True)
    created_at = models.DateTimeField("上架时间")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_title"
        indexes = [models.Index(fields=["-created_at"], name="air_title_newest", condition=models.Q(public=True))]

    def __str__(self) -> str:
        return self.name


class Release(TenantRow):
    """An episode as it was published last. ``media`` maps the paths of its files to their digests."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField("集")
    name = models.CharField("集名", max_length=120, blank=True)
    duration_ms = models.PositiveIntegerField("时长（毫秒）")
    media = models.JSONField("文件")
    manifest = models.CharField("清单摘要", max_length=64)
    # Manifests that this one only added to: tickets for them stay good.
    earlier = models.JSONField(default=list)
    # Drawn from the manifest once, so that a feed of a hundred episodes need not read a hundred manifests.
    playlist = models.CharField(max_length=300, blank=True)
    film = models.CharField(max_length=300, blank=True)
    subtitles = models.JSONField(default=list)
    thumbs = models.CharField(max_length=300, blank=True)
    poster = models.CharField("剧照", max_length=64, blank=True)
    source = models.CharField("来源摘要", max_length=64, blank=True)  # of the script it was made from
    shown_as = models.CharField("片头编号", max_length=80, blank=True)
    published_at = models.DateTimeField("发布时间")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_release"
        constraints = [models.UniqueConstraint(fields=["title", "number"], name="air_release_once")]

    def __str__(self) -> str:
        return f"{self.title_id} · {self.number}"


class Making(TenantRow):
    """Which task of the farm makes which episode, so that a finished task finds its place on the shelf. ``early_key``
    is the task that makes what can be watched until then."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField("集")
    name = models.CharField("集名", max_length=120, blank=True)
    task_key = models.CharField(max_length=64, db_index=True)
    wide_key = models.CharField(max_length=64, blank=True)  # of the same edit in 16:9
    early_key = models.CharField(max_length=64, db_index=True, blank=True)
    source = models.CharField("来源摘要", max_length=64, blank=True)  # of the script it is made from
    shown_as = models.CharField("片头编号", max_length=80, blank=True)  # what its opening shows

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_making"
        constraints = [models.UniqueConstraint(fields=["title", "number"], name="air_making_once")]

    @property
    def keys(self) -> tuple[str, ...]:
        """The tasks that make the episode, the finished one first."""
        return tuple(filter(None, (self.task_key, self.early_key)))


class Order(TenantRow):
    """制作单: how a series was asked for, so that it can be made again alike: numbered, from a new draft."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey("write.Draft", on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField("集", null=True)  # None: all of them
    wide = models.BooleanField("横屏", default=False)
    style = models.CharField("字幕样式", max_length=40)
    translation = models.CharField("译文表摘要", max_length=64, blank=True)
    glossary = models.CharField("术语表摘要", max_length=64, blank=True)
    dubs = models.JSONField("配音", default=list)
    licence = models.CharField("片头编号", max_length=80, blank=True)
    asked_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_order"


class WatchState(models.Model):
    """How far a viewer got in an episode. It is the viewer's, not a tenant's."""

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    position_ms = models.PositiveIntegerField(default=0)
    # Of what was watched, what time allowed: see engine/trust.
    credited_ms = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "air_watch_state"
        constraints = [models.UniqueConstraint(fields=["viewer", "title", "number"], name="air_watch_state_once")]
        indexes = [models.Index(fields=["viewer", "-updated_at"], name="air_watch_state_latest")]


class TitleHeat(models.Model):
    """The score of a title: what ranks it, and of what it is made.

    Scores and masses are logarithms to base 2 of sums that decay forward (``engine/heat/decay.py``).
    """

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+", primary_key=True)
    total = models.FloatField("热度", default=EMPTY, db_index=True)
    established = models.FloatField("老账号", default=EMPTY)
    newcomers = models.FloatField("新账号", default=EMPTY)
    play = models.FloatField("有效播放", default=EMPTY)
    finish = models.FloatField("看完一集", default=EMPTY)
    like = models.FloatField("点赞", default=EMPTY)
    follow = models.FloatField("追剧", default=EMPTY)
    comment = models.FloatField("评论", default=EMPTY)
    share = models.FloatField("分享", default=EMPTY)
    ad_unlock = models.FloatField("看广告解锁", default=EMPTY)
    coin_unlock = models.FloatField("付费解锁", default=EMPTY)
    held_trust = models.FloatField("可疑流量", default=EMPTY)
    held_viewer = models.FloatField("同一观众重复", default=EMPTY)
    held_device = models.FloatField("同一设备过多", default=EMPTY)
    held_address = models.FloatField("同一网络过多", default=EMPTY)
    held_newcomers = models.FloatField("新账号过多", default=EMPTY)

    class Meta:
        db_table = "air_title_heat"


class HeatParty(models.Model):
    """What a viewer, a device or an address sent towards a title. ``name`` is a keyed digest: nobody reads an address
    from it."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    mass = models.FloatField("已贡献", default=EMPTY)

    class Meta:
        db_table = "air_heat_party"
        constraints = [models.UniqueConstraint(fields=["title", "name"], name="air_heat_party_once")]


class WatchBank(models.Model):
    """Seconds that a viewer or a device has lived through and was not yet credited for; ``since`` is when it was first
    seen."""

    name = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField()
    at = models.DateTimeField()
    lived_ms = models.PositiveIntegerField(default=0)
    # What tells bought traffic: film claimed in all and beyond what time allowed, the last 24 hours with playing in
    # them as bits, and, of a device, the viewers of the day.
    claimed_ms = models.PositiveBigIntegerField(default=0)
    excess_ms = models.PositiveBigIntegerField(default=0)
    hour = models.PositiveIntegerField(default=0)
    hours = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True)
    viewers = models.JSONField(default=list)

    class Meta:
        db_table = "air_watch_bank"


class TitleTrial(models.Model):
    """How a new title did while it was shown to some on trial: see ``engine/recommend/trials.py``."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+", primary_key=True)
    shown = models.PositiveIntegerField("试映次数", default=0)
    day = models.DateField("最近一天")
    today = models.PositiveIntegerField("当天试映次数", default=0)

    class Meta:
        db_table = "air_title_trial"


class ViewerAccount(models.Model):
    """A viewer who signs in with a code. Nobody's tenant and no user of the desks; see decision 0019."""

    target = models.CharField(max_length=254, unique=True, null=True)  # e-mail or E.164; null once forgotten
    joined_at = models.DateTimeField()
    terms = models.CharField(max_length=20)  # the version of the privacy terms agreed to
    agreed_at = models.DateTimeField()
    epoch = models.PositiveIntegerField(default=0)  # sessions of an older one are signed out
    forget_at = models.DateTimeField(null=True, db_index=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "air_viewer_account"


class ViewerCode(models.Model):
    """A code on its way. Only keyed digests are kept, of the code as of the target and the device."""

    target = models.CharField(max_length=64)
    device = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20)
    code = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_viewer_code"
        constraints = [models.UniqueConstraint(fields=["target", "device", "purpose"], name="air_viewer_code_once")]


class MinorsMode(models.Model):
    """青少年模式 of one viewer, on while the row is there. The PIN is hashed; time is counted for each day."""

    viewer = models.CharField(max_length=80, unique=True)
    pin = models.CharField(max_length=200)
    band = models.CharField(max_length=20)
    since = models.DateTimeField()
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "air_minors_mode"


class SuitableTitle(models.Model):
    """A title that an operator marked as fit for minors; what has no mark is hidden from them."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        db_table = "air_suitable_title"
