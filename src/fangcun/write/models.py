"""Rows of the scripts: productions and their drafts. What a draft says is read from its file, never stored twice."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow


class Production(TenantRow):
    """剧: what a crew makes. Archived instead of deleted, so that nothing a user gave is lost."""

    name = models.CharField("剧名", max_length=120)
    slug = models.SlugField("代号", max_length=80, allow_unicode=True)
    created_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "write_production"
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="write_production_slug_once")]

    def __str__(self) -> str:
        return self.name


class Draft(TenantRow):
    """稿: one file of a production. Without ``number`` it could not be read, and ``failure`` says why."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("稿次", null=True)
    file_name = models.CharField("文件名", max_length=200)
    blob = models.CharField("原文件摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    format = models.CharField("格式", max_length=20, blank=True)
    encoding = models.CharField("编码", max_length=40, null=True)
    read_at = models.DateTimeField("读稿时间", null=True)
    stats = models.JSONField("概况", null=True)
    failure_code = models.CharField(max_length=80, blank=True)
    failure = models.TextField("未能读出的原因", blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    created_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "write_draft"
        constraints = [
            models.UniqueConstraint(fields=["production", "number"], name="write_draft_number_once"),
            models.UniqueConstraint(fields=["production", "blob"], name="write_draft_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.production_id}#{self.number}"
