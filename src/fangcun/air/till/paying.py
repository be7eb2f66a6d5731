"""Paying what waited: rewards whose day is over go into the wallet, refused ones go back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from fangcun.air.contracts import Viewer
from fangcun.air.discover.guarding import payout_of
from fangcun.air.engine.till.rewards import rules_on
from fangcun.air.engine.trust import Payout
from fangcun.air.models import Reward
from fangcun.air.till import books
from fangcun.air.till.days import today
from fangcun.air.till.earning import SIGNED_IN
from fangcun.base.api import audit
from fangcun.kit import clock
from fangcun.ledger import api as ledger

DUE = timedelta(days=1)


def pay_due(viewer: Viewer | None = None) -> tuple[int, int]:
    """Settle the rewards that need wait no longer, of one viewer or of all; how many were paid, how many refused.

    Those of guests wait until they sign in, those of suspicious viewers until somebody looks; after
    ``held_days`` both go back. Interrupted, the next run goes on.
    """
    rows = Reward.objects.filter(state=Reward.State.WAITING, earned_at__lte=clock.now() - DUE)
    due = rows.filter(viewer=viewer.key) if viewer else rows
    done = [_settle(pk) for pk in due.order_by("earned_at", "pk").values_list("pk", flat=True)]
    return done.count(Reward.State.PAID), done.count(Reward.State.REFUSED)


@transaction.atomic
def refuse(reward_id: int, *, why: str) -> None:
    """Take a waiting reward back; a settled one stays as it is."""
    row = _waiting(reward_id)
    if row is not None:
        _refuse(row, why=why)


@transaction.atomic
def _settle(reward_id: int) -> Reward.State | None:
    row = _waiting(reward_id)
    if row is None:
        return None
    viewer = Viewer(row.viewer)
    outcome = payout_of(viewer, earned_at=row.earned_at)
    if not viewer.key.startswith(SIGNED_IN) and outcome is Payout.PAY:
        outcome = Payout.HOLD
    if outcome is Payout.PAY and row.hold is not None:
        ledger.release(books.theatre(), row.hold)
        return _close(row, Reward.State.PAID)
    long_ago = row.earned_at <= clock.now() - timedelta(days=rules_on(today()).held_days)
    if outcome is Payout.REFUSE or long_ago:
        return _refuse(row, why=outcome)
    return None


def _waiting(reward_id: int) -> Reward | None:
    rows = Reward.objects.select_for_update().filter(pk=reward_id, state=Reward.State.WAITING)
    return rows.first()


def _refuse(row: Reward, *, why: str) -> Reward.State:
    assert row.hold is not None, "what waits is on hold"
    issued = ledger.open_account(books.theatre(), "issued").id
    ledger.capture(books.theatre(), row.hold, to=issued)
    audit("air.reward_refused", by=None, subject=row.viewer, reward=row.pk, why=str(why))
    return _close(row, Reward.State.REFUSED)


def _close(row: Reward, state: Reward.State) -> Reward.State:
    row.state, row.settled_at = state, clock.now()
    row.save(update_fields=["state", "settled_at"])
    return state
