"""What is being made, and how it was asked for."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.air.models.shelf import Title
from fangcun.base.api import TenantManager, TenantRow


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
