"""Viewers' accounts: signing in, taking a guest's history along, asking to be forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from fangcun.air.contracts import GuestAdopted, Viewer, ViewerForgotten
from fangcun.air.engine.targets import Channel, Target
from fangcun.air.models import MinorsMode, ViewerAccount, WatchState
from fangcun.base.api import audit, emit
from fangcun.kit import clock

TERMS = "2026-11"
"""The version of the privacy terms that signing in agrees to."""

GRACE = timedelta(days=15)


def key_of(account_id: int) -> str:
    """How an account is called wherever a viewer is named."""
    return f"account:{account_id}"


def target_of(account: ViewerAccount) -> Target:
    """Where codes for the account go."""
    address = account.target or ""
    return Target(Channel.EMAIL if "@" in address else Channel.PHONE, address)


@transaction.atomic
def sign_in(target: Target, *, guest: Viewer | None) -> ViewerAccount:
    """The account of a target whose code was right, made at the first time; a guest's history comes along.

    Signing in during the days of grace calls off the deletion.
    """
    now = clock.now()
    new = {"joined_at": now, "terms": TERMS, "agreed_at": now}
    account, made = ViewerAccount.objects.select_for_update().get_or_create(target=target.address, defaults=new)
    if account.terms != TERMS:
        account.terms, account.agreed_at = TERMS, now
    if account.forget_at is not None:
        audit("air.viewer_kept", by=None, subject=key_of(account.pk))
    account.forget_at = None
    account.save()
    if made:
        audit("air.viewer_joined", by=None, subject=key_of(account.pk), terms=TERMS)
    if guest is not None:
        _adopt(guest, Viewer(key_of(account.pk)))
    return account


def _adopt(guest: Viewer, viewer: Viewer) -> None:
    """Move a guest's rows to the account: of two states of an episode the newer one stays, the furthest of a tie."""
    mine = {(s.title_id, s.number): s for s in WatchState.objects.filter(viewer=viewer.key)}
    for state in WatchState.objects.filter(viewer=guest.key):
        kept = mine.get((state.title_id, state.number))
        if kept is None:
            WatchState.objects.filter(pk=state.pk).update(viewer=viewer.key)
            continue
        if (state.updated_at, state.position_ms) > (kept.updated_at, kept.position_ms):
            fresh = {"position_ms": state.position_ms, "updated_at": state.updated_at}
            WatchState.objects.filter(pk=kept.pk).update(**fresh)
        state.delete()
    # A child's browser must not leave the mode by signing in; an account that is in it already stays as it is.
    if MinorsMode.objects.filter(viewer=viewer.key).exists():
        MinorsMode.objects.filter(viewer=guest.key).delete()
    MinorsMode.objects.filter(viewer=guest.key).update(viewer=viewer.key)
    emit(GuestAdopted(guest=guest.key, viewer=viewer.key), tenant_id=None)


@transaction.atomic
def ask_to_be_forgotten(account_id: int) -> None:
    """Begin the fifteen days after which everything personal is erased, and sign out every device."""
    rows = ViewerAccount.objects.filter(pk=account_id, forgotten_at=None)
    rows.update(forget_at=clock.now() + GRACE, epoch=F("epoch") + 1)
    audit("air.viewer_leaving", by=None, subject=key_of(account_id))


def forget_due() -> int:
    """Erase the accounts whose grace is over; returns how many. Interrupted, the next run goes on."""
    due = ViewerAccount.objects.filter(forget_at__lte=clock.now(), forgotten_at=None)
    return sum(_forget(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _forget(pk: int) -> bool:
    """One account; its row stays as a number without a person, so that books that name it stay whole."""
    now, viewer = clock.now(), key_of(pk)
    # Asked again under the lock: somebody may have signed in a moment ago.
    row = ViewerAccount.objects.select_for_update().filter(pk=pk, forget_at__lte=now, forgotten_at=None).first()
    if row is None:
        return False
    WatchState.objects.filter(viewer=viewer).delete()
    MinorsMode.objects.filter(viewer=viewer).delete()
    ViewerAccount.objects.filter(pk=pk).update(target=None, forgotten_at=now, epoch=F("epoch") + 1)
    emit(ViewerForgotten(viewer=viewer), tenant_id=None)
    audit("air.viewer_forgotten", by=None, subject=viewer)
    return True
