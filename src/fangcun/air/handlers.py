"""What the theatre does when the rooms below tell of something."""

from __future__ import annotations

from fangcun.air.contracts import GuestAdopted, Viewer, ViewerForgotten
from fangcun.air.making.passing import carry_number
from fangcun.air.making.releasing import publish_made
from fangcun.air.talk import keeping
from fangcun.air.till import adopting
from fangcun.farm.contracts import TargetDone
from fangcun.kit.events import on
from fangcun.review.contracts import CasePassed


@on(TargetDone)
def put_on_the_shelf(fact: TargetDone) -> None:
    """A finished episode appears on the site at once, whichever process or machine finished it."""
    publish_made(fact.key)


@on(CasePassed)
def put_the_number_in(fact: CasePassed) -> None:
    """A work that passed is made again with its number in the opening, and shown once it is."""
    carry_number(fact.tenant_id, fact.work, case_id=fact.case_id)


@on(GuestAdopted)
def bring_the_coins(fact: GuestAdopted) -> None:
    """What a guest opened and earned is the account's."""
    adopting.adopt(Viewer(fact.guest), Viewer(fact.viewer))


@on(ViewerForgotten)
def forget_the_showings(fact: ViewerForgotten) -> None:
    """Devices and networks of advertisements go; the books stay whole under the bare key."""
    adopting.forget(Viewer(fact.viewer))


@on(GuestAdopted)
def take_along(fact: GuestAdopted) -> None:
    """What a guest liked and follows is the account's."""
    keeping.adopt(fact.guest, fact.viewer)


@on(ViewerForgotten)
def forget_what_was_said(fact: ViewerForgotten) -> None:
    """Deeds and words of somebody who left are erased."""
    keeping.forget(fact.viewer)
