"""Rows of the cutting room: what somebody decided about how a person looks."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow


class CharacterSheet(TenantRow):
    """定妆: what a person of a production looks like where the script does not say it, or says it otherwise.

    ``changes`` holds only what was decided; all else is read from each draft anew.
    """

    production = models.ForeignKey("write.Production", on_delete=models.CASCADE, related_name="+")
    name = models.CharField("角色", max_length=60)
    changes = models.JSONField("定妆", default=dict)
    changed_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "cut_character_sheet"
        constraints = [models.UniqueConstraint(fields=["production", "name"], name="cut_character_sheet_once")]

    def __str__(self) -> str:
        return self.name
