"""What somebody can do with a case now, so that a page offers nothing that would be refused."""

from __future__ import annotations

from datetime import datetime

from fangcun.kit.errors import FangcunError
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, Person, Ruling, Step
from fangcun.review.engine.case.course import follow
from fangcun.review.engine.case.standing import Standing

_NOT_YET = {"case.open", "case.upheld", "case.panel_open"}  # there is work left to do first: the button says which
_CENTRE = (Act.TAKE, Act.HAND_OVER, Act.ASK, Act.ADD, Act.CONSULT, Act.OPINE, Act.RECOMMEND, Act.PANEL, Act.VOTE)
_PRODUCER = (Act.ANSWER, Act.RESUBMIT, Act.APPEAL, Act.WITHDRAW)
_NOBODY = (-1, -2, -3)


def allowed(standing: Standing, who: Person, *, centre: bool, now: datetime) -> frozenset[Act]:
    """The acts that ``who`` can take, for the centre or for the producer."""
    acts = (*_CENTRE, Act.RULE, Act.DECIDE, Act.NUMBER) if centre else _PRODUCER
    return frozenset(act for act in acts if _can(standing, act, who, now))


def _can(standing: Standing, act: Act, who: Person, now: datetime) -> bool:
    """Whether the step would be taken if all that has to be written were."""
    if act is Act.TAKE and standing.holder == who.id:
        return False
    step = Step(
        Act.ADD if act is Act.RULE else act,  # whoever may add a finding may rule on one
        now,
        who,
        call=Call.RETURN,
        key="-",
        strength=Strength.NOTE,
        ruling=Ruling.OPEN,
        to=_NOBODY[0],
        to_chief=True,
        people=_NOBODY,
        words="-",
        article="-",
        number="-",
    )
    try:
        follow(standing, step)
    except FangcunError as refused:
        return refused.code in _NOT_YET
    return True
