"""Rows of the base: what it has, which crews are there, and who holds what when.

Everything that can be booked is one row of ``Resource``, so that one rule keeps all of it from being held twice.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow
from fangcun.park.contracts import BookingState, PersonKind, RequestState, ResourceKind, SpaceKind, StockKind


def _choices(
    kind: type[ResourceKind | SpaceKind | PersonKind | StockKind | BookingState | RequestState],
) -> list[tuple[str, str]]:
    return [(k.value, k.value) for k in kind]


class Resource(TenantRow):
    """What can be booked. ``exclusive`` things are held by one crew at a time; the others are counted."""

    kind = models.CharField("类别", max_length=10, choices=_choices(ResourceKind))
    code = models.CharField("编号", max_length=40)
    name = models.CharField("名称", max_length=120)
    exclusive = models.BooleanField("独占")
    count = models.PositiveIntegerField("数量", default=1)
    day_rate = models.PositiveBigIntegerField("日价（分）", default=0)
    active = models.BooleanField("在用", default=True)
    updated_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_resource"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="park_resource_code_once")]
        indexes = [models.Index(fields=["tenant", "kind", "active"], name="park_resource_kind")]

    def __str__(self) -> str:
        return self.name


class Space(Resource):
    """场景、影棚、景点、办公. Fields as in ``contracts.SpaceView``."""

    space_kind = models.CharField("场景类别", max_length=10, choices=_choices(SpaceKind))
    period = models.CharField("年代", max_length=20, default="通用")
    tags = models.JSONField("标签", default=list)
    int_ext = models.CharField("内外", max_length=3)
    area = models.PositiveIntegerField("面积（㎡）", default=0)
    district = models.CharField("园区", max_length=40, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    night = models.BooleanField("可夜拍", default=True)
    opens = models.PositiveSmallIntegerField(default=0)
    closes = models.PositiveSmallIntegerField(default=1440)
    free_days = models.PositiveSmallIntegerField("免费天数", default=0)
    free_for = models.JSONField("对谁免费", default=list)
    open_to = models.JSONField("对谁开放", default=list)
    photos = models.JSONField("照片", default=list)
    note = models.TextField("说明", blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_space"


class Person(Resource):
    """演员、特约、群演、职员. Fields as in ``contracts.PersonView``; the telephone number never leaves the room."""

    person_kind = models.CharField("人员类别", max_length=10, choices=_choices(PersonKind))
    sex = models.CharField("性别", max_length=1)
    born = models.DateField("出生日期", null=True)
    age_from = models.PositiveSmallIntegerField("可演年龄从")
    age_to = models.PositiveSmallIntegerField("可演年龄到")
    height = models.PositiveSmallIntegerField("身高（厘米）", default=0)
    skills = models.JSONField("特长", default=list)
    languages = models.JSONField("语言", default=list)
    looks = models.JSONField("形象", default=list)
    jobs = models.JSONField("工种", default=list)
    days_off = models.JSONField("不可用日期", default=list)
    weekdays_off = models.JSONField("每周不可用", default=list)
    guardian = models.CharField("监护人", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    portraits = models.JSONField("照片", default=list)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_person"
        indexes = [models.Index(fields=["person_kind", "sex", "age_from", "age_to"], name="park_person_facets")]


class Stock(Resource):
    """器材、服装、道具、车辆, and what is served by the day. Fields as in ``contracts.StockView``."""

    stock_kind = models.CharField("物资类别", max_length=10, choices=_choices(StockKind))
    unit = models.CharField("单位", max_length=8, default="件")
    period = models.CharField("年代", max_length=20, default="通用")
    tags = models.JSONField("标签", default=list)
    sizes = models.JSONField("尺码", default=dict)
    district = models.CharField("仓库", max_length=40, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_stock"


class Bundle(TenantRow):
    """成套器材: 灯光组 A."""

    code = models.CharField("编号", max_length=40)
    name = models.CharField("名称", max_length=120)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_bundle"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="park_bundle_code_once")]

    def __str__(self) -> str:
        return self.name


class BundleLine(models.Model):
    """One line of a bundle: so many of a stock."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="lines")
    stock = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "park_bundle_line"
        constraints = [models.UniqueConstraint(fields=["bundle", "stock"], name="park_bundle_line_once")]


class Crew(TenantRow):
    """剧组: a production as the base knows it."""

    code = models.CharField("代号", max_length=40)
    name = models.CharField("剧组", max_length=120)
    company = models.CharField("公司", max_length=120, blank=True)
    kind = models.CharField("类型", max_length=20, default="签约")
    arrives = models.DateField("进组")
    leaves = models.DateField("离组次日")
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    active = models.BooleanField("在组", default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_crew"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="park_crew_code_once")]

    def __str__(self) -> str:
        return self.name


class Booking(TenantRow):
    """Who holds what when. On PostgreSQL an exclusion constraint (see the migrations) makes double booking impossible;
    on SQLite, which has one writer at a time, the check and the write share one immediate transaction.

    ``exclusive`` repeats the resource's, because a constraint reads one table only. ``key`` makes a repeated order
    harmless: the same key of the same crew is the same booking.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    crew = models.ForeignKey(Crew, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField("起")
    end = models.DateTimeField("止")
    quantity = models.PositiveIntegerField("数量", default=1)
    exclusive = models.BooleanField()
    state = models.CharField("状态", max_length=10, choices=_choices(BookingState))
    held_until = models.DateTimeField("预占至", null=True)
    purpose = models.CharField("用途", max_length=120, blank=True)
    source = models.CharField(
        "来源", max_length=60, blank=True
    )  # what made it (a plan), so that it can be replaced whole
    key = models.CharField(max_length=80, blank=True)
    created_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_booking"
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="park_booking_has_length"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="park_booking_of_something"),
            models.UniqueConstraint(fields=["crew", "key"], condition=~models.Q(key=""), name="park_booking_key_once"),
        ]
        indexes = [
            models.Index(fields=["resource", "start", "end"], name="park_booking_when"),
            models.Index(fields=["crew", "start"], name="park_booking_crew"),
            models.Index(fields=["tenant", "start"], name="park_booking_tenant"),
        ]


class Request(TenantRow):
    """服务单: something a crew asks of the base, answered the same day (事不过夜)."""

    kind = models.CharField("类别", max_length=20)
    title = models.CharField("事项", max_length=120)
    text = models.TextField("说明", blank=True)
    crew = models.ForeignKey(Crew, null=True, on_delete=models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=_choices(RequestState), default=RequestState.OPEN.value)
    level = models.PositiveSmallIntegerField("升级次数", default=0)
    opened_by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due = models.DateTimeField("应办结")
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "park_request"
        indexes = [models.Index(fields=["tenant", "state", "due"], name="park_request_due")]

    def __str__(self) -> str:
        return self.title


class RequestNote(models.Model):
    """What was said or done about a request: a comment, a hand-over, an escalation."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=20)  # comment | taken | waiting | escalated | done | reopened | cancelled
    text = models.TextField(blank=True)
    by = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "park_request_note"
        ordering = ["at", "id"]
