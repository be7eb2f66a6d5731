"""What stands on the shelf."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow


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
    # The texts of its playlists by path, so that a player may begin without asking for them: see inlining.py.
    inline = models.JSONField(default=dict)
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
