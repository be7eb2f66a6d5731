"""What the review centre does when the farm tells of something."""

from __future__ import annotations

from fangcun.farm.contracts import TargetDone
from fangcun.kit.events import on
from fangcun.review.services.cutting import take_screening
from fangcun.review.services.reading import take_reading


@on(TargetDone)
def take_what_was_found(fact: TargetDone) -> None:
    """A screened cut goes to its first reviewer at once; what a model found joins the case it read."""
    take_screening(fact.key)
    take_reading(fact.key)
