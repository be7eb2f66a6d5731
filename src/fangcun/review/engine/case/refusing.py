"""What is refused, in words for the one who asked."""

from __future__ import annotations

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import CaseState, Person, Step
from fangcun.review.engine.case.standing import JUDGED, Standing


def fit(s: Standing, who: Person) -> None:
    """Refuse whoever may not judge at this stage. A person, not the machine; of another house; in the final stage a
    chief who has not spoken on it in this round, and in an appeal one who has not spoken on it ever."""
    may(who.id is not None, "审核要由人来作。")
    impartial(who)
    if s.state is CaseState.FINAL:
        may(who.chief, "终审要由首席审核来作。")
        may(who.id != s.first_by, "初审和终审不能是同一个人，请交给另一位首席。")
        may(not (s.appealing and who.id in s.judges), "申诉要由没有审过这件的人来审。")
        may(who.id not in s.panel, "专家组成员不能同时作终审。")
    may(who.id not in s.consulted, "已请这位提独立意见，不能再由他作决定。")


def judged(s: Standing) -> None:
    """Refuse what only belongs to a case under review."""
    need(s.state in JUDGED, "case.stage", "这件现在不在审核中。")


def holds(s: Standing, step: Step) -> None:
    """Refuse whoever does not hold the case, and everything while the producer owes an answer."""
    judged(s)
    may(step.by.id is not None and step.by.id == s.holder, "请先接手这件，再作处理。")
    fit(s, step.by)
    need(not s.waits, "case.waits", "正在等制作方补充，收到答复后再处理。")


def impartial(who: Person) -> None:
    """Refuse whoever belongs to the house whose work it is."""
    may(not who.own, "这是你所在机构的作品，须回避。")


def stranger(s: Standing, who: int | None) -> None:
    """Refuse whoever holds the case or has judged it."""
    need(who is not None and who != s.holder and who not in s.judges, "case.stranger", "请选没有审过这件的人。")


def said(words: str, message: str, *, code: str = "case.words") -> None:
    """Refuse an empty text."""
    if not words.strip():
        raise FangcunError(code, Kind.INVALID, message)


def need(holds: bool, code: str, message: str) -> None:
    """Refuse as a conflict unless it holds."""
    if not holds:
        raise FangcunError(code, Kind.CONFLICT, message)


def may(allowed: bool, message: str) -> None:
    """Refuse as denied unless it is allowed."""
    if not allowed:
        raise FangcunError("denied", Kind.DENIED, message)
