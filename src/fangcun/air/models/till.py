"""What episodes cost, who opened which, which advertisements were shown, what viewers earned."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.air.models.shelf import Title
from fangcun.base.api import TenantManager, TenantRow


class TitleFare(TenantRow):
    """票价 of a title; a title without one is free. Coins, see ``engine/till/fares.py``."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="+")
    free = models.PositiveIntegerField("免费集数")
    coins = models.PositiveIntegerField("每集金币")
    whole = models.PositiveIntegerField("整剧金币", default=0)
    ad_opens = models.PositiveIntegerField("一次广告解锁集数", default=0)
    changed_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_title_fare"


class FreeWindow(TenantRow):
    """限免: a time in which all of a title is free."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "air_free_window"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="air_free_window_order")
        ]


class Unlock(models.Model):
    """An episode that a viewer opened for good (``number`` 0: the whole title), and how. It is the viewer's."""

    class Way(models.TextChoices):
        AD = "ad", "看广告"
        COIN = "coin", "金币"
        WHOLE = "whole", "整剧"

    viewer = models.CharField(max_length=80)
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    way = models.CharField(max_length=8, choices=Way.choices)
    coins = models.PositiveIntegerField("金币")
    transfer = models.BigIntegerField("账簿流水", null=True)  # set in the same transaction
    at = models.DateTimeField()

    class Meta:
        db_table = "air_unlock"
        constraints = [models.UniqueConstraint(fields=["viewer", "title", "number"], name="air_unlock_once")]


class AdShowing(models.Model):
    """One showing of an advertisement, from the nonce we gave out to the provider's receipt.

    ``transaction`` is the provider's and good once; ``refused`` says why a receipt opened nothing.
    """

    nonce = models.CharField(max_length=64, unique=True)
    viewer = models.CharField(max_length=80)
    device = models.CharField(max_length=40)  # keyed digests, as in heat
    network = models.CharField(max_length=40)
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    asked_at = models.DateTimeField(db_index=True)
    transaction = models.CharField(max_length=80, unique=True, null=True)
    told_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=20, blank=True)
    ecpm_fen = models.PositiveIntegerField(default=0)
    numbers = models.JSONField("解锁的集", default=list)
    counted = models.BooleanField(default=False)  # its viewer heard of it, and it made heat
    booked = models.BooleanField(default=False)  # its income stands in the books

    class Meta:
        db_table = "air_ad_showing"
        indexes = [
            models.Index(fields=["viewer", "-asked_at"], name="air_ad_viewer"),
            models.Index(fields=["device", "-asked_at"], name="air_ad_device"),
            models.Index(fields=["network", "-asked_at"], name="air_ad_network"),
            models.Index(
                fields=["title"], name="air_ad_unbooked", condition=models.Q(booked=False, told_at__isnull=False)
            ),
        ]


class AdBooking(models.Model):
    """What a title's showings earned, as booked: the thousandths of a fen that are left over wait for the next time."""

    title = models.OneToOneField(Title, on_delete=models.PROTECT, related_name="+", primary_key=True)
    rest = models.PositiveIntegerField("不足一分的余数（千分之一分）", default=0)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_ad_booking"


class Reward(models.Model):
    """What a viewer earned, once for each ``what`` and ``key`` (a day, or ``once``). Money stands in the books only:
    this row says what for, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "待到账"
        PAID = "paid", "已到账"
        REFUSED = "refused", "未通过"

    viewer = models.CharField(max_length=80)
    what = models.CharField(max_length=30)
    key = models.CharField(max_length=30)
    coins = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    device = models.CharField(max_length=40)
    earned_at = models.DateTimeField()
    hold = models.BigIntegerField("冻结流水", null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "air_reward"
        constraints = [models.UniqueConstraint(fields=["viewer", "what", "key"], name="air_reward_once")]
        indexes = [
            models.Index(fields=["earned_at"], name="air_reward_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["device", "-earned_at"], name="air_reward_device"),
        ]


class WatchDay(models.Model):
    """Credited watching of a viewer on one day, in milliseconds."""

    viewer = models.CharField(max_length=80)
    day = models.DateField()
    credited_ms = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "air_watch_day"
        constraints = [models.UniqueConstraint(fields=["viewer", "day"], name="air_watch_day_once")]


class Adoption(models.Model):
    """Which guests a viewer was before signing in: their wallets' lines are the viewer's too."""

    guest = models.CharField(max_length=80, unique=True)
    viewer = models.CharField(max_length=80, db_index=True)

    class Meta:
        db_table = "air_adoption"
