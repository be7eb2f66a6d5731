"""A guest signs in: what they opened, have and earned is from now on the account's."""

from __future__ import annotations

from django.db import transaction

from fangcun.air.contracts import Viewer
from fangcun.air.models import Adoption, AdShowing, Reward, Unlock, WatchDay
from fangcun.air.till import books, paying, watching
from fangcun.ledger import api as ledger
from fangcun.ledger.contracts import credit, debit


@transaction.atomic
def adopt(guest: Viewer, viewer: Viewer) -> None:
    """Move everything over; called again it finds nothing more to move."""
    Adoption.objects.get_or_create(guest=guest.key, defaults={"viewer": viewer.key})
    owned = set(Unlock.objects.filter(viewer=viewer.key).values_list("title_id", "number"))
    for unlock in Unlock.objects.filter(viewer=guest.key):
        if (unlock.title_id, unlock.number) not in owned:
            Unlock.objects.filter(pk=unlock.pk).update(viewer=viewer.key)
    AdShowing.objects.filter(viewer=guest.key).update(viewer=viewer.key)
    for row in WatchDay.objects.filter(viewer=guest.key):
        watching.add({viewer: row.credited_ms}, row.day)
        row.delete()
    for pk in Reward.objects.filter(viewer=guest.key, state=Reward.State.WAITING).values_list("pk", flat=True):
        _move(pk, viewer)
    Reward.objects.filter(viewer=guest.key, state=Reward.State.PAID).exclude(
        pk__in=_earned_by_both(guest, viewer)
    ).update(viewer=viewer.key)
    _pour(guest, viewer)


def forget(viewer: Viewer) -> None:
    """Erase what is personal; the books keep their entries under the bare key, and with them what they were for."""
    AdShowing.objects.filter(viewer=viewer.key).update(device="", network="")
    Reward.objects.filter(viewer=viewer.key).update(device="")
    WatchDay.objects.filter(viewer=viewer.key).delete()
    Adoption.objects.filter(viewer=viewer.key).delete()


def _move(reward_id: int, viewer: Viewer) -> None:
    """A reward that waits goes on waiting in the account's wallet; what the account earned as well is earned once."""
    row = Reward.objects.select_for_update().filter(pk=reward_id, state=Reward.State.WAITING).first()
    if row is None or row.hold is None:
        return
    if Reward.objects.filter(viewer=viewer.key, what=row.what, key=row.key).exists():
        paying.refuse(row.pk, why="earned by the account as well")
        return
    tenant, wallet = books.theatre(), books.wallet_of(viewer)
    until = ledger.transfer(tenant, row.hold).expires_at
    assert until is not None, "a hold has an end"
    ledger.capture(tenant, row.hold, to=wallet)
    held = ledger.hold(
        tenant, wallet, row.coins, until=until, key=f"reward:{row.pk}:adopted", kind=books.Kind.WAITING,
        reference=f"reward:{row.pk}",
    )  # fmt: skip
    Reward.objects.filter(pk=row.pk).update(viewer=viewer.key, hold=held.id)


def _earned_by_both(guest: Viewer, viewer: Viewer) -> list[int]:
    mine = set(Reward.objects.filter(viewer=viewer.key).values_list("what", "key"))
    rows = Reward.objects.filter(viewer=guest.key).values_list("pk", "what", "key")
    return [pk for pk, what, key in rows if (what, key) in mine]


def _pour(guest: Viewer, viewer: Viewer) -> None:
    """All coins that the guest could spend."""
    coins = books.balance_of(guest)
    if not coins:
        return
    tenant, before = books.theatre(), books.wallet_of(guest)
    # Named by what stood there last, so that coins which come in later are poured as well, and none twice.
    [last] = ledger.statement(tenant, before, limit=1)
    entries = (debit(before, coins), credit(books.wallet_of(viewer), coins))
    ledger.post(tenant, entries, key=f"adopt:{guest.key}:{last.entry_id}", kind=books.Kind.ADOPT, memo="登录前的金币")
