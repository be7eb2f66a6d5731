"""The demo base as rows of a tenant, so that every page has something to show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.kit import clock
from fangcun.park.contracts import BookingState, RequestState, ResourceKind, SpaceView, StockView
from fangcun.park.engine.demo import BASE_NAME, DemoBase, generate
from fangcun.park.engine.demo_people import DemoPerson
from fangcun.park.engine.desk import due_of
from fangcun.park.models import Booking, Bundle, BundleLine, Crew, Person, Request, RequestNote, Resource, Space, Stock
from fangcun.park.permissions import MANAGE
from fangcun.park.services.desk import least_loaded
from fangcun.park.services.rows import insert_resources

SOURCE = "demo"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo base made now; all zero when it was there before."""

    name: str
    spaces: int
    people: int
    stocks: int
    pieces: int
    bundles: int
    crews: int
    bookings: int
    requests: int


@transaction.atomic
def ensure_demo_base(actor: Actor, *, today: date, seed: int = 1) -> DemoSummary:
    """Fill the actor's tenant with the demo base as on ``today``; what is there by its code stays as it is."""
    require(actor, MANAGE)
    tenant = actor.tenant_id
    base = generate(seed, today=today, zone=ZoneInfo(config().time_zone))
    there = set(Resource.objects.of(tenant).values_list("code", flat=True))
    spaces = [_space(tenant, s) for s in base.spaces if s.code not in there]
    people = [_person(tenant, p) for p in base.people if p.view.code not in there]
    stocks = [_stock(tenant, s) for s in base.stocks if s.code not in there]
    for rows in (spaces, people, stocks):
        insert_resources(rows)
    codes = dict(Resource.objects.of(tenant).values_list("code", "id"))
    pairs = [
        *((s.id, s.code) for s in base.spaces),
        *((p.view.id, p.view.code) for p in base.people),
        *((s.id, s.code) for s in base.stocks),
    ]
    ids = {number: codes[code] for number, code in pairs}
    bundles = _bundles(tenant, base, ids)
    crews = _crews(tenant, base)
    bookings, requests = _life(tenant, base, ids, today=today)
    _own_requests(tenant)
    summary = DemoSummary(
        BASE_NAME,
        len(spaces),
        len(people),
        len(stocks),
        sum(s.count for s in stocks),
        bundles,
        crews,
        bookings,
        requests,
    )
    if spaces or people or stocks or crews:
        audit("park.demo", by=actor, subject=BASE_NAME, **{k: v for k, v in asdict(summary).items() if k != "name"})
    return summary


def _space(tenant: int, view: SpaceView) -> Space:
    fields = asdict(view)
    latitude, longitude = fields.pop("position")
    for name in ("id", "kind", "capacity"):
        fields.pop(name)
    for name in ("tags", "free_for", "open_to", "photos"):
        fields[name] = list(fields[name])
    return Space(
        **fields,
        **_common(tenant, ResourceKind.SPACE),
        exclusive=view.capacity == 1,
        count=view.capacity,
        space_kind=view.kind.value,
        latitude=latitude,
        longitude=longitude,
    )


def _person(tenant: int, person: DemoPerson) -> Person:
    view = person.view
    return Person(
        **_common(tenant, ResourceKind.PERSON),
        exclusive=True,
        code=view.code,
        name=view.name,
        day_rate=view.day_rate,
        person_kind=view.kind.value,
        sex=view.sex,
        born=person.born,
        age_from=view.ages[0],
        age_to=view.ages[1],
        height=view.height,
        skills=list(view.skills),
        languages=list(view.languages),
        looks=list(view.looks),
        jobs=list(view.jobs),
        days_off=[day.isoformat() for day in view.days_off],
        weekdays_off=list(view.weekdays_off),
        guardian=view.guardian,
    )


def _stock(tenant: int, view: StockView) -> Stock:
    return Stock(
        **_common(tenant, ResourceKind.STOCK),
        exclusive=False,
        code=view.code,
        name=view.name,
        count=view.count,
        day_rate=view.day_rate,
        stock_kind=view.kind.value,
        unit=view.unit,
        period=view.period,
        tags=list(view.tags),
        sizes=dict(view.sizes),
        district=view.district,
    )


def _common(tenant: int, kind: ResourceKind) -> dict[str, object]:
    return {"tenant_id": tenant, "kind": kind.value, "updated_at": clock.now()}


def _bundles(tenant: int, base: DemoBase, ids: dict[int, int]) -> int:
    there = set(Bundle.objects.of(tenant).values_list("code", flat=True))
    new = [b for b in base.bundles if b.code not in there]
    for view in new:
        bundle = Bundle.objects.create(tenant_id=tenant, code=view.code, name=view.name)
        BundleLine.objects.bulk_create(
            BundleLine(bundle=bundle, stock_id=ids[stock], count=count) for stock, _name, count in view.lines
        )
    return len(new)


def _crews(tenant: int, base: DemoBase) -> int:
    there = set(Crew.objects.of(tenant).values_list("code", flat=True))
    new = [c for c in base.crews if c.code not in there]
    for view in new:
        Crew.objects.create(
            tenant_id=tenant,
            code=view.code,
            name=view.name,
            company=view.company,
            kind=view.kind,
            arrives=view.arrives,
            leaves=view.leaves,
            contact=view.contact,
            created_at=clock.now(),
        )
    return len(new)


def _life(tenant: int, base: DemoBase, ids: dict[int, int], *, today: date) -> tuple[int, int]:
    """The bookings and requests, made only once; bookings that would touch an existing one are left out."""
    if Booking.objects.of(tenant).filter(source=SOURCE).exists():
        return 0, 0
    by_code = dict(Crew.objects.of(tenant).values_list("code", "id"))
    crews = {c.id: by_code[c.code] for c in base.crews}
    held = set(Booking.objects.of(tenant).values_list("resource_id", flat=True))
    now = clock.now()
    bookings = [
        Booking(
            tenant_id=tenant,
            resource_id=ids[b.resource_id],
            crew_id=crews[b.crew_id],
            start=b.start,
            end=b.end,
            quantity=b.quantity,
            exclusive=True,
            state=b.state.value,
            held_until=b.end if b.state is BookingState.HELD else None,
            purpose=b.purpose,
            source=SOURCE,
            created_at=now,
            changed_at=now,
        )
        for b in base.bookings
        if ids[b.resource_id] not in held
    ]
    Booking.objects.of(tenant).bulk_create(bookings)
    return len(bookings), _requests(tenant, base, crews, today=today)


def _requests(tenant: int, base: DemoBase, crews: dict[int, int], *, today: date) -> int:
    zone = ZoneInfo(config().time_zone)
    noon = min(datetime.combine(today, time(12), zone), clock.now().astimezone(zone))  # nothing is asked in the future
    for item in base.requests:
        opened = noon + timedelta(hours=item.hours)
        taken = opened + timedelta(minutes=20) if item.state != "open" else None
        done = opened + timedelta(hours=3) if item.state == "done" else None
        due = due_of(opened, zone)
        row = Request.objects.create(
            tenant_id=tenant,
            kind=item.kind,
            title=item.title,
            text=item.text,
            crew_id=crews[item.crew_id],
            state=RequestState(item.state).value,
            opened_at=opened,
            due=due,
            taken_at=taken,
            done_at=done,
        )
        notes = [("taken", "已接单，正在安排。", taken), ("done", "已办结。", done)]
        RequestNote.objects.bulk_create(RequestNote(request=row, kind=k, text=t, at=at) for k, t, at in notes if at)
    return len(base.requests)


def _own_requests(tenant: int) -> None:
    """Owners for the demo's requests, which nobody in particular opened, once there are operators."""
    for row in Request.objects.of(tenant).filter(owner=None, opened_by=None).order_by("due", "pk"):
        row.owner_id = least_loaded(tenant)
        row.save(update_fields=["owner"])
        RequestNote.objects.filter(request=row, by=None, kind__in=("taken", "done")).update(by_id=row.owner_id)
