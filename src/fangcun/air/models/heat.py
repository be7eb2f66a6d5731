"""What ranks titles, and what is known of traffic."""

from __future__ import annotations

from django.db import models

from fangcun.air.models.shelf import Title

EMPTY = -1_000_000.0
"""The logarithm of nothing, as rows keep it: not all databases hold an infinity in all they compute."""


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
