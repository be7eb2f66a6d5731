"""Rows of the review centre: centres, cases, what happened to them, what was found.

A case belongs to the house whose work it is; its centre (another tenant) may see it too, and nobody else.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, CaseKind, CaseState, Lane, Ruling


def _choices(values: type) -> list[tuple[str, str]]:
    return [(v.value, v.name) for v in values]  # type: ignore[attr-defined]  # of an enum of strings


class Centre(TenantRow):
    """审核中心: who reviews, what it promises (in working days), and how many cases it may expedite in a week."""

    short = models.CharField("简称", max_length=20)
    days = models.PositiveSmallIntegerField("承诺工作日", default=5)
    again_days = models.PositiveSmallIntegerField("复审承诺工作日", default=3)
    fast_days = models.PositiveSmallIntegerField("加急承诺工作日", default=1)
    fast_quota = models.PositiveSmallIntegerField("每周加急件数", default=5)
    numbers = models.JSONField("编号流水", default=dict)  # year → the last number given

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "review_centre"
        constraints = [models.UniqueConstraint(fields=["tenant"], name="review_centre_once")]

    def __str__(self) -> str:
        return self.short


class Case(TenantRow):
    """审核件: one work under review. All but what was submitted follows from its steps."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=_choices(CaseKind))
    work = models.CharField("剧目代号", max_length=80)
    name = models.CharField("剧名", max_length=120)
    filing = models.JSONField("申报")  # investment, ai, subjects, homepage_push
    tier = models.CharField("类别", max_length=10)
    tier_name = models.CharField(max_length=20)
    tier_rule = models.CharField(max_length=300)
    lane = models.CharField("通道", max_length=10, choices=_choices(Lane), default=Lane.NORMAL.value)
    submitted_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("送审时间")

    state = models.CharField("状态", max_length=12, choices=_choices(CaseState))
    round = models.PositiveSmallIntegerField("轮次", default=0)
    holder = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    waits = models.BooleanField("等补充", default=False)
    due = models.DateTimeField("应办结", null=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    number = models.CharField("编号", max_length=80, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "review_case"
        indexes = [
            models.Index(fields=["centre", "state", "due"], name="review_case_queue"),
            models.Index(fields=["tenant", "work"], name="review_case_work"),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """What was submitted in one round: a snapshot by its digest, and the rules that it was screened by."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions")
    round = models.PositiveSmallIntegerField()
    snapshot = models.CharField("快照摘要", max_length=64)
    source = models.CharField("原件摘要", max_length=64)  # of the script's file, or of the list of a cut's files
    label = models.CharField(max_length=120)  # 第3稿, 1–8集
    note = models.CharField("修改说明", max_length=2000, blank=True)
    task_key = models.CharField(max_length=64, blank=True, db_index=True)  # the farm's screening of a cut
    covers = models.JSONField("涵盖的摘要", default=list)  # what may be shown once this has passed
    rules = models.CharField("规则摘要", max_length=64, blank=True)
    day = models.DateField("规则日期")
    at = models.DateTimeField()

    class Meta:
        db_table = "review_version"
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="review_version_once")]


class StepRow(models.Model):
    """One thing that happened to a case. Triggers in the database refuse to change or delete one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=_choices(Act))
    at = models.DateTimeField()
    by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "review_step"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="review_step_once")]


class FindingRow(models.Model):
    """One finding of a case, with its evidence and what was ruled of it. Findings are never deleted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    key = models.CharField(max_length=32)
    source = models.CharField(max_length=10)
    category = models.CharField(max_length=40)
    strength = models.CharField(max_length=6, choices=_choices(Strength))
    canonical = models.CharField(max_length=200, blank=True)
    surface = models.CharField(max_length=400, blank=True)
    line = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    rule = models.CharField("条款", max_length=300)
    origin = models.CharField("依据", max_length=300)
    message = models.TextField()
    advice = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    first_round = models.PositiveSmallIntegerField()
    here = models.BooleanField(default=True)
    again = models.BooleanField(default=False)  # its line was changed since
    ruling = models.CharField(max_length=10, choices=_choices(Ruling), default=Ruling.OPEN.value)
    ruled_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "review_finding"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="review_finding_once")]


class Phrase(TenantRow):
    """A centre's own phrase for a reason, so that like cases are answered in like words."""

    text = models.CharField("常用理由", max_length=400)
    ruling = models.CharField(max_length=10)  # a Ruling, or a Call
    uses = models.PositiveIntegerField(default=0)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "review_phrase"
        constraints = [models.UniqueConstraint(fields=["tenant", "ruling", "text"], name="review_phrase_once")]
