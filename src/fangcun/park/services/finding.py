"""What was found becomes bookings: all that a crew chose, or nothing of it, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import BookingView, Want
from fangcun.park.permissions import BOOK
from fangcun.park.queries.finding import NOTHING, FoundKit, search_kit, span_of
from fangcun.park.services.bookings import book
from fangcun.park.services.taking import in_transaction

MOST_DAYS = 120
SOURCE = ""  # people ordered it: no plan replaces it


def hold_found(
    actor: Actor | None,
    crew_id: int,
    resource_ids: Sequence[int],
    *,
    start: date,
    days: int,
    purpose: str = "",
    key: str = "",
) -> tuple[BookingView, ...]:
    """Hold spaces or people for a crew over whole days, or none of them.

    Raises ``finding.none``, ``finding.days`` and what ``book`` raises.
    """
    who = require(actor, BOOK)
    chosen = list(dict.fromkeys(resource_ids))
    if not chosen:
        raise FangcunError("finding.none", Kind.INVALID, "还没有选要预占的，请先勾选。")
    first, last = span_of(start, _checked(days))
    wants = [Want(pk, first, last, purpose=purpose) for pk in chosen]
    return book(who, crew_id, wants, key=key, source=SOURCE)


def hold_kit(
    actor: Actor | None,
    crew_id: int,
    text: str,
    *,
    without: frozenset[str] = NOTHING,
    start: date | None = None,
    days: int | None = None,
    short: bool = False,
    purpose: str = "",
    key: str = "",
) -> tuple[FoundKit, tuple[BookingView, ...]]:
    """Check an order of kit and hold all of it for a crew, in one transaction; what it came to, and the bookings.

    ``days`` overrules what the text says. ``short`` says that what is there will do when something is missing.
    Raises ``finding.missing`` (CONFLICT, naming what is missing), ``finding.none`` and what ``book`` raises.
    """
    who = require(actor, BOOK)

    def work() -> tuple[FoundKit, tuple[BookingView, ...]]:
        found = search_kit(who, text, without=without, start=start, days=days)
        if not found.takes and not any(line.missing for line in found.lines):
            raise FangcunError(
                "finding.none", Kind.INVALID, "没有读出要什么器材，请写成“灯光组 A + 100 套民国群演服装”。"
            )
        lacking = [words for line in found.lines for words in line.shortages]
        if lacking and (not short or not found.takes):
            message = f"{'；'.join(lacking[:5])}。没有预占任何一项，请减少数量、换日期或换成替代品。"
            raise FangcunError("finding.missing", Kind.CONFLICT, message, missing=lacking)
        first, last = span_of(found.start, _checked(found.days))
        wants = [Want(take.stock_id, first, last, take.count, purpose) for take in found.takes]
        return found, book(who, crew_id, wants, key=key, source=SOURCE)

    return in_transaction(work)


def _checked(days: int) -> int:
    if not 1 <= days <= MOST_DAYS:
        raise FangcunError("finding.days", Kind.INVALID, f"天数要在 1 到 {MOST_DAYS} 之间，现在是 {days}。")
    return days
