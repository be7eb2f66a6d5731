"""Advertising income: what the showings of a title earned, booked by the title in whole fen."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum

from fangcun.air.models import AdBooking, AdShowing, Title
from fangcun.air.till import books
from fangcun.ledger import api as ledger
from fangcun.ledger.contracts import credit, debit


def book_ads() -> int:
    """Book what is not in the books yet; returns the fen. A showing earns a thousandth of its eCPM: what is less than
    a fen is kept for the title's next booking, so that nothing is lost. Interrupted, the next run goes on."""
    waiting = AdShowing.objects.filter(booked=False, told_at__isnull=False)
    titles = list(waiting.order_by("title_id").values_list("title_id", flat=True).distinct())
    return sum(_book(title_id) for title_id in titles)


@transaction.atomic
def _book(title_id: int) -> int:
    AdBooking.objects.get_or_create(title_id=title_id)
    row = AdBooking.objects.select_for_update().get(title_id=title_id)
    showings = AdShowing.objects.select_for_update().filter(title_id=title_id, booked=False, told_at__isnull=False)
    ids = list(showings.values_list("pk", flat=True))
    mine = AdShowing.objects.filter(pk__in=ids)
    thousandths = row.rest + int(mine.aggregate(all=Sum("ecpm_fen"))["all"] or 0)
    fen, rest = divmod(thousandths, 1000)
    if fen:
        tenant, slug = books.theatre(), Title.objects.across_tenants().values_list("slug", flat=True).get(pk=title_id)
        owed, earned = ledger.open_account(tenant, "ads_receivable"), ledger.open_account(tenant, "ad_income")
        ledger.post(
            tenant,
            (debit(owed.id, fen), credit(earned.id, fen)),
            key=f"ads:{title_id}:{row.times}",
            kind=books.Kind.AD_INCOME,
            memo=f"{len(ids)} 次广告",
            reference=f"title:{slug}",
        )
    mine.update(booked=True)
    AdBooking.objects.filter(pk=row.pk).update(rest=rest, times=row.times + 1)
    return fen
