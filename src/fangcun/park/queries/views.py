"""Rows of the base as other rooms see them, and as they are written down in sheets and forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from fangcun.kit import clock
from fangcun.park.contracts import (
    BundleEntry,
    BundleView,
    CrewEntry,
    CrewView,
    PersonEntry,
    PersonKind,
    PersonView,
    SpaceEntry,
    SpaceKind,
    SpaceView,
    StockEntry,
    StockKind,
    StockView,
)
from fangcun.park.models import Bundle, BundleLine, Crew, Person, Space, Stock

ADULT = 18  # 未成年人保护法, article 2


def today() -> date:
    """The date at the base."""
    return timezone.localdate(clock.now())


def is_minor(born: date | None, day: date) -> bool:
    """Whether somebody born then is under eighteen on a day; an unknown birth date says no."""
    return born is not None and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < ADULT


def space_view(row: Space) -> SpaceView:
    """A space as kept."""
    known = row.latitude is not None and row.longitude is not None
    return SpaceView(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=SpaceKind(row.space_kind),
        period=row.period,
        tags=tuple(row.tags),
        int_ext=row.int_ext,
        area=row.area,
        day_rate=row.day_rate,
        district=row.district,
        position=(row.latitude or 0.0, row.longitude or 0.0) if known else None,
        night=row.night,
        opens=row.opens,
        closes=row.closes,
        capacity=row.count,
        free_days=row.free_days,
        free_for=tuple(row.free_for),
        open_to=tuple(row.open_to),
        photos=tuple(row.photos),
        note=row.note,
        active=row.active,
    )


def person_view(row: Person) -> PersonView:
    """A person as kept, the telephone number left out."""
    return PersonView(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=PersonKind(row.person_kind),
        sex=row.sex,
        ages=(row.age_from, row.age_to),
        height=row.height,
        day_rate=row.day_rate,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        looks=tuple(row.looks),
        jobs=tuple(row.jobs),
        days_off=tuple(date.fromisoformat(d) for d in row.days_off),
        weekdays_off=tuple(row.weekdays_off),
        minor=is_minor(row.born, today()),
        guardian=row.guardian,
        portraits=tuple(row.portraits),
        active=row.active,
    )


def stock_view(row: Stock) -> StockView:
    """A counted thing as kept."""
    return StockView(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=StockKind(row.stock_kind),
        unit=row.unit,
        count=row.count,
        day_rate=row.day_rate,
        period=row.period,
        tags=tuple(row.tags),
        sizes=dict(row.sizes),
        district=row.district,
        active=row.active,
    )


def bundle_view(row: Bundle, lines: Iterable[BundleLine]) -> BundleView:
    """A bundle with its lines, whose stock is at hand."""
    return BundleView(row.pk, row.code, row.name, tuple((li.stock_id, li.stock.name, li.count) for li in lines))


def crew_view(row: Crew) -> CrewView:
    """A crew as kept, the telephone number left out."""
    return CrewView(row.pk, row.code, row.name, row.company, row.kind, row.arrives, row.leaves, row.contact, row.active)


def space_entry(row: Space) -> SpaceEntry:
    """A space as written down."""
    view = space_view(row)
    return SpaceEntry(
        code=view.code,
        name=view.name,
        kind=view.kind,
        period=view.period,
        tags=view.tags,
        int_ext=view.int_ext,
        area=view.area,
        day_rate=view.day_rate,
        district=view.district,
        latitude=row.latitude,
        longitude=row.longitude,
        night=view.night,
        opens=view.opens,
        closes=view.closes,
        capacity=view.capacity,
        free_days=view.free_days,
        free_for=view.free_for,
        open_to=view.open_to,
        note=view.note,
        active=view.active,
    )


def person_entry(row: Person) -> PersonEntry:
    """A person as written down."""
    return PersonEntry(
        code=row.code,
        name=row.name,
        kind=PersonKind(row.person_kind),
        sex=row.sex,
        age_from=row.age_from,
        age_to=row.age_to,
        born=row.born,
        height=row.height,
        day_rate=row.day_rate,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        looks=tuple(row.looks),
        jobs=tuple(row.jobs),
        days_off=tuple(date.fromisoformat(d) for d in row.days_off),
        weekdays_off=tuple(row.weekdays_off),
        guardian=row.guardian,
        phone=row.phone,
        active=row.active,
    )


def stock_entry(row: Stock) -> StockEntry:
    """A counted thing as written down."""
    return StockEntry(
        code=row.code,
        name=row.name,
        kind=StockKind(row.stock_kind),
        unit=row.unit,
        count=row.count,
        day_rate=row.day_rate,
        period=row.period,
        tags=tuple(row.tags),
        sizes=tuple(row.sizes.items()),
        district=row.district,
        active=row.active,
    )


def bundle_entry(row: Bundle, lines: Iterable[BundleLine]) -> BundleEntry:
    """A bundle as written down."""
    return BundleEntry(row.code, row.name, tuple((line.stock.code, line.count) for line in lines))


def crew_entry(row: Crew) -> CrewEntry:
    """A crew as written down."""
    return CrewEntry(
        row.code, row.name, row.arrives, row.leaves, row.company, row.kind, row.contact, row.phone, row.active
    )
