"""The door of the base: what it has, which crews are there, and who holds what when."""

from fangcun.park.queries.bookings import booked, booking, bookings, free, lapsing, load
from fangcun.park.queries.resources import (
    bundles,
    counts,
    crew,
    crews,
    entries,
    facet_values,
    people,
    people_of,
    person,
    space,
    spaces,
    spaces_of,
    stock,
    stock_item,
    stock_of,
    telephone,
)
from fangcun.park.queries.whole import all_people, all_spaces, all_stock
from fangcun.park.services.bookings import book, confirm, expire_holds, mark_used, release
from fangcun.park.services.demo import DemoSummary, ensure_demo_base
from fangcun.park.services.exchanging import replace_bookings, replace_many
from fangcun.park.services.resources import Saved, retire, save, save_many

__all__ = [
    "DemoSummary",
    "Saved",
    "all_people",
    "all_spaces",
    "all_stock",
    "book",
    "booked",
    "booking",
    "bookings",
    "bundles",
    "confirm",
    "counts",
    "crew",
    "crews",
    "ensure_demo_base",
    "entries",
    "expire_holds",
    "facet_values",
    "free",
    "lapsing",
    "load",
    "mark_used",
    "people",
    "people_of",
    "person",
    "release",
    "replace_bookings",
    "replace_many",
    "retire",
    "save",
    "save_many",
    "space",
    "spaces",
    "spaces_of",
    "stock",
    "stock_item",
    "stock_of",
    "telephone",
]
