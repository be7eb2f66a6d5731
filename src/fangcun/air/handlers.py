"""What the theatre does when the rooms below tell of something."""

from __future__ import annotations

from fangcun.air.releasing import publish_made
from fangcun.farm.contracts import TargetDone
from fangcun.kit.events import on


@on(TargetDone)
def put_on_the_shelf(fact: TargetDone) -> None:
    """A finished episode appears on the site at once, whichever process or machine finished it."""
    publish_made(fact.key)
