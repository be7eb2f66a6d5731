"""Rows of the shoot: what is to be shot, who plays it and where, the plans, the papers, and what was really done."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow
from fangcun.shoot.contracts import PlanState


class Shoot(TenantRow):
    """A production's crew at the base, and the draft that it shoots."""

    production = models.ForeignKey("write.Production", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("write.Draft", on_delete=models.PROTECT, related_name="+")
    crew = models.OneToOneField("park.Crew", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField("组别", max_length=20, default="A组")
    director = models.CharField("导演", max_length=60, blank=True)
    period = models.CharField("年代", max_length=20, default="现代")  # told by the words of the script
    contacts = models.JSONField("联系人", default=list)  # [job, name, telephone]
    starts_on = models.DateField("开机")
    days = models.PositiveSmallIntegerField("拍摄天数")
    colour = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "shoot_shoot"


class Strip(models.Model):
    """场次条: a scene to be shot, with the facts that planning needs. ``key`` is stable over drafts."""

    shoot = models.ForeignKey(Shoot, on_delete=models.CASCADE, related_name="strips")
    key = models.CharField("集-场", max_length=40)
    position = models.PositiveIntegerField("顺序")  # of the scene in its draft
    place = models.CharField("剧本场景", max_length=120)
    minutes = models.PositiveSmallIntegerField("预计拍摄分钟")
    night = models.BooleanField("夜")
    exterior = models.BooleanField("外")
    cast = models.JSONField("角色", default=list)
    facts = models.JSONField(default=dict)  # the rest of contracts.StripView
    note = models.CharField("备注", max_length=300, blank=True)
    after = models.JSONField("须在其后", default=list)  # keys
    removed_at = models.DateTimeField(null=True)  # a later draft has no such scene

    class Meta:
        db_table = "shoot_strip"
        constraints = [models.UniqueConstraint(fields=["shoot", "key"], name="shoot_strip_key_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class Casting(models.Model):
    """角色与演员: who plays a role, and what the holding costs a day (fen)."""

    shoot = models.ForeignKey(Shoot, on_delete=models.CASCADE, related_name="castings")
    name = models.CharField("角色", max_length=60)
    person = models.ForeignKey("park.Person", null=True, on_delete=models.PROTECT, related_name="+")
    day_rate = models.PositiveBigIntegerField("日酬（分）", default=0)
    makeup_minutes = models.PositiveSmallIntegerField("妆发分钟", default=60)
    costume = models.CharField("造型", max_length=200, blank=True)

    class Meta:
        db_table = "shoot_casting"
        constraints = [models.UniqueConstraint(fields=["shoot", "name"], name="shoot_casting_name_once")]

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """选景: which space of the base stands for a place of the script."""

    shoot = models.ForeignKey(Shoot, on_delete=models.CASCADE, related_name="settings")
    place = models.CharField("剧本场景", max_length=120)
    space = models.ForeignKey("park.Space", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "shoot_setting"
        constraints = [models.UniqueConstraint(fields=["shoot", "place"], name="shoot_setting_place_once")]

    def __str__(self) -> str:
        return self.place


class Plan(TenantRow):
    """计划: the shoots of a base planned together. ``problem`` is the blob of the JSON that the planner was given."""

    name = models.CharField("名称", max_length=120)
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    parts = models.JSONField("时段")
    shoots: models.ManyToManyField[Shoot, models.Model] = models.ManyToManyField(
        Shoot, related_name="+", db_table="shoot_plan_shoot"
    )
    state = models.CharField("状态", max_length=12, choices=[(s.value, s.value) for s in PlanState])
    problem = models.CharField(max_length=64, blank=True)
    cost = models.JSONField(default=dict)
    trace = models.JSONField(default=list)
    violations = models.JSONField(default=list)
    summary = models.JSONField(default=dict)  # what a replanning moved and what it costs
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    stop_asked = models.BooleanField(default=False)
    created_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "shoot_plan"
        indexes = [models.Index(fields=["tenant", "state"], name="shoot_plan_state")]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """A strip in a plan: its slot and its place in the slot's order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="placements")
    strip = models.ForeignKey(Strip, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=0)
    frozen = models.BooleanField(default=False)

    class Meta:
        db_table = "shoot_placement"
        constraints = [models.UniqueConstraint(fields=["plan", "strip"], name="shoot_placement_once")]
        indexes = [models.Index(fields=["plan", "slot"], name="shoot_placement_slot")]


class Move(models.Model):
    """An edit of a plan by hand, with what it takes to undo it: placements before and after."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="moves")
    words = models.CharField(max_length=200)
    before = models.JSONField()  # [[placement id, slot, order, frozen], …]
    after = models.JSONField()
    undone = models.BooleanField(default=False)
    by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "shoot_move"
        ordering = ["id"]


class CallSheet(TenantRow):
    """通告单 as issued. ``content`` and ``pdf`` never change; a later version stands beside it."""

    shoot = models.ForeignKey(Shoot, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    pdf = models.CharField(max_length=64)
    issued_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "shoot_call_sheet"
        constraints = [models.UniqueConstraint(fields=["shoot", "day", "version"], name="shoot_sheet_version_once")]


class SheetDraft(models.Model):
    """What the call-sheet editor changed by hand for a day before issuing: times, tips, remarks."""

    shoot = models.ForeignKey(Shoot, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    edits = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "shoot_sheet_draft"
        constraints = [models.UniqueConstraint(fields=["shoot", "day"], name="shoot_sheet_draft_once")]


class Receipt(models.Model):
    """回执: one recipient of an issued sheet; when it was opened and acknowledged. ``token`` opens it on a phone."""

    sheet = models.ForeignKey(CallSheet, on_delete=models.CASCADE, related_name="receipts")
    name = models.CharField("收件人", max_length=60)
    role = models.CharField("角色或岗位", max_length=60, blank=True)
    token = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shoot_receipt"


class Take(models.Model):
    """场记: one take."""

    strip = models.ForeignKey(Strip, on_delete=models.CASCADE, related_name="takes")
    day = models.DateField()
    shot = models.CharField("镜号", max_length=20)
    take = models.PositiveSmallIntegerField("条")
    verdict = models.CharField(max_length=8)  # good | keep | ng
    seconds = models.PositiveIntegerField(default=0)
    remark = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=80, blank=True)  # of the phone that sent it: a repeated sending is one take

    class Meta:
        db_table = "shoot_take"
        constraints = [
            models.UniqueConstraint(fields=["strip", "key"], condition=~models.Q(key=""), name="shoot_take_key_once")
        ]


class Outcome(models.Model):
    """生产报表: what became of a planned scene on a day."""

    strip = models.ForeignKey(Strip, on_delete=models.CASCADE, related_name="outcomes")
    day = models.DateField()
    state = models.CharField(max_length=8)  # done | part | dropped
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    remark = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "shoot_outcome"
        constraints = [models.UniqueConstraint(fields=["strip", "day"], name="shoot_outcome_once")]
