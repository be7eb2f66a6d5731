"""The HTTP API of the base's things. Sessions by cookie, so every change carries the CSRF token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Field, File, Path, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.security import django_auth
from pydantic import AwareDatetime

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.digest import plain
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import BookingState, SheetKind, Want
from fangcun.park.permissions import BOOK, MANAGE, SEE
from fangcun.park.rest_desk import router as desk

router = Router(auth=django_auth, tags=["park"])
router.add_router("/requests", desk)
MOST_SIZE = 500


class WantIn(Schema):
    """Something wanted, half-open: what ends at 14:00 does not touch what begins at 14:00."""

    resource_id: int
    start: AwareDatetime
    end: AwareDatetime
    quantity: int = Field(1, ge=1)
    purpose: str = Field("", max_length=120)


class Order(Schema):
    """An order of a crew: all of it is booked, or none."""

    crew_id: int
    wants: list[WantIn] = Field(max_length=5000)
    confirmed: bool = Field(False, description="Confirmed at once instead of held.")
    hold_minutes: int = Field(24 * 60, ge=1, le=60 * 24 * 30)
    key: str = Field("", max_length=60, description="The same key again is the same order: safe to repeat.")


class Exchange(Schema):
    """Everything that a source booked for some crews, exchanged at once."""

    source: str = Field(min_length=1, max_length=60)
    wants: dict[int, list[WantIn]] = Field(description="By the id of the crew.")


class Ids(Schema):
    """Bookings by their ids."""

    ids: list[int] = Field(min_length=1, max_length=5000)


class Booking(Schema):
    """A booking."""

    id: int
    resource_id: int
    resource_name: str
    resource_kind: str
    crew_id: int
    crew_name: str
    start: datetime
    end: datetime
    quantity: int
    state: str
    held_until: datetime | None
    purpose: str


class Clash(Schema):
    """Why one thing of an order cannot be had. `free_from` is the nearest time with room, null within two weeks."""

    words: str
    resource_id: int
    resource: str
    start: datetime
    end: datetime
    quantity: int
    left: int
    free_from: datetime | None
    free_until: datetime | None
    crews: list[str] | None = Field(None, description="Who is in the way; for operators only.")


class Refusal(Schema):
    """An order that was not taken; nothing of it was booked."""

    code: str
    kind: str
    message: str
    clashes: list[Clash]


class Refused(Schema):
    """The usual shape of an error, with every clash."""

    error: Refusal


class Listed(Schema):
    """A page of a list."""

    total: int
    number: int
    size: int
    items: list[dict[str, Any]]


@router.get("/spaces", response=Listed, summary="List the spaces")
def list_spaces(
    request: HttpRequest,
    text: str = "",
    kind: str = "",
    period: str = "",
    int_ext: str = "",
    district: str = "",
    tag: str = "",
    night: bool = False,
    number: int = 1,
    size: int = 48,
) -> Any:
    """A page of the spaces by code; an empty filter asks for nothing."""
    return _listed(
        api.spaces(
            _reader(request), text=text, kind=kind, period=period, int_ext=int_ext, district=district, tag=tag,
            night=night, number=number, size=_size(size),
        )
    )  # fmt: skip


@router.get("/spaces/{int:pk}", response=dict[str, Any], summary="A space")
def read_space(request: HttpRequest, pk: Path[int]) -> Any:
    """One space."""
    return plain(api.space(_reader(request), pk))


@router.get("/people", response=Listed, summary="List the people")
def list_people(
    request: HttpRequest,
    text: str = "",
    kind: str = "",
    sex: str = "",
    age: int | None = None,
    look: str = "",
    skill: str = "",
    number: int = 1,
    size: int = 48,
) -> Any:
    """A page of the people by code; `age` is one that they can play. Telephone numbers are left out."""
    return _listed(
        api.people(
            _reader(request), text=text, kind=kind, sex=sex, age=age, look=look, skill=skill, number=number,
            size=_size(size),
        )
    )  # fmt: skip


@router.get("/people/{int:pk}", response=dict[str, Any], summary="A person")
def read_person(request: HttpRequest, pk: Path[int]) -> Any:
    """One person, without the telephone number."""
    return _open(api.person(_reader(request), pk))


@router.get("/stock", response=Listed, summary="List kit and services")
def list_stock(
    request: HttpRequest,
    text: str = "",
    kind: str = "",
    period: str = "",
    district: str = "",
    tag: str = "",
    number: int = 1,
    size: int = 48,
) -> Any:
    """A page of the counted things by code."""
    return _listed(
        api.stock(
            _reader(request), text=text, kind=kind, period=period, district=district, tag=tag, number=number,
            size=_size(size),
        )
    )  # fmt: skip


@router.get("/stock/{int:pk}", response=dict[str, Any], summary="A counted thing")
def read_stock(request: HttpRequest, pk: Path[int]) -> Any:
    """One counted thing."""
    return plain(api.stock_item(_reader(request), pk))


@router.get("/bundles", response=list[dict[str, Any]], summary="List the bundles")
def list_bundles(request: HttpRequest) -> Any:
    """Every bundle with its lines: stock id, name, count."""
    return [plain(b) for b in api.bundles(_reader(request))]


@router.get("/crews", response=list[dict[str, Any]], summary="List the crews")
def list_crews(request: HttpRequest, gone: bool = False) -> Any:
    """The crews by arrival; `gone` also those that have left."""
    return [_open(c) for c in api.crews(_reader(request), active=None if gone else True)]


@router.put("/things/{kind}", response=dict[str, Any], summary="Add or change one thing")
def put_thing(request: HttpRequest, kind: Path[SheetKind], body: Body[dict[str, str]], pk: int | None = None) -> Any:
    """A thing by the columns of its sheet (`{"编号": "S-1", "名称": "四合院", "类别": "实景棚"}`), read by the same
    rules; `pk` names the one to change, whose other columns stay. 422 names every column that is wrong."""
    actor = require(getattr(request, "actor", None), MANAGE)
    known = dict(api.entries(actor, kind)).get(pk) if pk is not None else None
    if pk is not None and known is None:
        raise FangcunError("resource.missing", Kind.NOT_FOUND, "没有这一条，请刷新后再改。")
    needed = {c.head: "" for c in api.COLUMNS[kind] if c.needed and known is None}
    entry, problems = api.read_form(kind, needed | body, known=known)
    if entry is None:
        raise FangcunError("resource.fields", Kind.INVALID, " ".join(p.message for p in problems))
    return _open(api.save(actor, entry, id=pk))


@router.get("/bookings", response=list[Booking], summary="Who holds what when")
def list_bookings(
    request: HttpRequest,
    start: AwareDatetime,
    end: AwareDatetime,
    resource_id: int | None = None,
    crew_id: int | None = None,
) -> Any:
    """The bookings that keep others out and touch the time from `start` until `end`, at most 400 days."""
    if end - start > timedelta(days=400):
        raise FangcunError("booking.span", Kind.INVALID, "一次最多看 400 天，请缩短时间。")
    resources = [resource_id] if resource_id is not None else None
    crews = [crew_id] if crew_id is not None else None
    return [
        plain_booking(b)
        for b in api.booked(_reader(request), start=start, end=end, resource_ids=resources, crew_ids=crews)
    ]


@router.get("/free", response=dict[int, int], summary="How much is free")
def list_free(request: HttpRequest, ids: str, start: AwareDatetime, end: AwareDatetime) -> Any:
    """How much of each resource (`ids` separated by commas, at most 5,000) is free all the time."""
    wanted = [int(i) for i in ids.split(",") if i.strip().isdecimal()][:5000]
    return api.free(_reader(request), wanted, start, end)


@router.post("/bookings", response={201: list[Booking], 409: Refused}, summary="Book")
def make_bookings(request: HttpRequest, body: Order) -> Any:
    """Book all of an order or nothing; 409 says in words who is in the way and when there is room."""
    state = BookingState.CONFIRMED if body.confirmed else BookingState.HELD
    wants, hold = [_want(w) for w in body.wants], timedelta(minutes=body.hold_minutes)
    try:
        made = api.book(_booker(request), body.crew_id, wants, state=state, hold_for=hold, key=body.key)
    except FangcunError as error:
        if error.code != "booking.clash":
            raise
        refusal = {"code": error.code, "kind": error.kind.value, "message": error.message}
        return Status(409, {"error": refusal | {"clashes": error.data["clashes"]}})
    return Status(201, [plain_booking(b) for b in made])


@router.post("/bookings/exchange", response=dict[str, int], summary="Exchange a plan's bookings")
def exchange_bookings(request: HttpRequest, body: Exchange) -> Any:
    """Equal bookings stay, the rest is released, new ones are added; all or nothing."""
    wanted = {crew: [_want(w) for w in wants] for crew, wants in body.wants.items()}
    return plain(api.replace_many(_booker(request), wanted, source=body.source))


@router.post("/bookings/confirm", response=list[Booking], summary="Confirm holds")
def confirm_bookings(request: HttpRequest, body: Ids) -> Any:
    """Confirm holds; one that has run out if its time is still free."""
    return [plain_booking(b) for b in api.confirm(_booker(request), body.ids)]


@router.post("/bookings/use", response=list[Booking], summary="Mark as used")
def use_bookings(request: HttpRequest, body: Ids) -> Any:
    """Note that what was confirmed is in use."""
    return [plain_booking(b) for b in api.mark_used(_booker(request), body.ids)]


@router.post("/bookings/release", response=list[Booking], summary="Release")
def release_bookings(request: HttpRequest, body: Ids) -> Any:
    """Give bookings back."""
    return [plain_booking(b) for b in api.release(_booker(request), body.ids)]


@router.post("/sheets/{kind}", response=dict[str, Any], summary="Import a sheet")
def import_sheet(request: HttpRequest, kind: Path[SheetKind], file: File[UploadedFile], dry_run: bool = False) -> Any:
    """Import an XLSX or CSV: added and changed by code; rows with errors are named and left out."""
    actor = require(getattr(request, "actor", None), MANAGE)
    work = api.preview_sheet if dry_run else api.import_sheet
    return plain(work(actor, kind, file.read()))


@router.get("/sheets/{kind}.{form}", summary="Export a sheet")
def export_sheet(request: HttpRequest, kind: Path[SheetKind], form: Path[str]) -> HttpResponse:
    """Everything of a kind as `xlsx` or `csv`."""
    _, content_type, data = api.export_sheet(require(getattr(request, "actor", None), MANAGE), kind, form=form)
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind.value}.{form}"'
    return answer


def plain_booking(view: Any) -> dict[str, Any]:
    """A booking as data; moments stay moments."""
    return {name: getattr(view, name) for name in Booking.model_fields}


def _reader(request: HttpRequest) -> Actor:
    return require(getattr(request, "actor", None), SEE)


def _booker(request: HttpRequest) -> Actor:
    return require(getattr(request, "actor", None), BOOK)


def _want(want: WantIn) -> Want:
    return Want(want.resource_id, want.start, want.end, want.quantity, want.purpose)


def _size(size: int) -> int:
    return min(max(1, size), MOST_SIZE)


def _open(view: Any) -> dict[str, Any]:
    """A view as data, dates in it as ISO 8601."""
    fields = {name: getattr(view, name) for name in view.__dataclass_fields__}
    return {name: plain(_dates(value)) for name, value in fields.items()}


def _dates(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_dates(v) for v in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _listed(page: Any) -> dict[str, Any]:
    items = [_open(item) for item in page.items]
    return {"total": page.total, "number": page.number, "size": page.size, "items": items}
