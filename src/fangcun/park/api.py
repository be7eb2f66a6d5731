"""The door of the base: what it has, which crews are there, and who holds what when."""

from fangcun.park.contracts import KEEPING
from fangcun.park.engine.pictures import MOST_BYTES as MOST_PHOTO_BYTES
from fangcun.park.engine.sheets.columns import (
    COLUMNS,
    PERIODS,
    PERSON_KINDS,
    SPACE_KINDS,
    STOCK_KINDS,
    TITLES,
    write_cell,
)
from fangcun.park.engine.sheets.reading import read_form
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
from fangcun.park.services.clashes import span
from fangcun.park.services.demo import DemoSummary, ensure_demo_base
from fangcun.park.services.exchanging import replace_bookings, replace_many
from fangcun.park.services.importing import (
    FORMS,
    empty_sheet,
    export_sheet,
    import_sheet,
    keep_upload,
    kept_upload,
    preview_sheet,
)
from fangcun.park.services.photos import add_photo, drop_photo, photo
from fangcun.park.services.resources import Saved, retire, save, save_many

__all__ = [
    "COLUMNS",
    "FORMS",
    "KEEPING",
    "MOST_PHOTO_BYTES",
    "PERIODS",
    "PERSON_KINDS",
    "SPACE_KINDS",
    "STOCK_KINDS",
    "TITLES",
    "DemoSummary",
    "Saved",
    "add_photo",
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
    "drop_photo",
    "empty_sheet",
    "ensure_demo_base",
    "entries",
    "expire_holds",
    "export_sheet",
    "facet_values",
    "free",
    "import_sheet",
    "keep_upload",
    "kept_upload",
    "lapsing",
    "load",
    "mark_used",
    "people",
    "people_of",
    "person",
    "photo",
    "preview_sheet",
    "read_form",
    "release",
    "replace_bookings",
    "replace_many",
    "retire",
    "save",
    "save_many",
    "space",
    "spaces",
    "spaces_of",
    "span",
    "stock",
    "stock_item",
    "stock_of",
    "telephone",
    "write_cell",
]
