"""The course of a case as its letter tells it: rounds, what was decided in them, what the centre said among itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from fangcun.review.contracts.cases import Act, Call
from fangcun.review.contracts.desk import CaseView, StepView
from fangcun.review.engine.papers.clocks import Clock
from fangcun.review.engine.papers.words import ACTS, CALLS, RULINGS, minute, stamp, working

_INNER = {Act.TAKE, Act.HAND_OVER, Act.CONSULT, Act.OPINE, Act.PANEL, Act.VOTE}


def opinions(view: CaseView, *, inside: bool, zone: tzinfo) -> list[dict[str, str]]:
    """Each opinion and decision that the reader may know, in order: stage, call, reasons, article, who, when.

    For the producer whoever decided is named by role alone: the centre answers for its people.
    """
    found, appealing = [], False
    for round_, step in _by_round(view.steps):
        appealing = (appealing or step.act is Act.APPEAL) and step.act is not Act.RESUBMIT
        if step.act not in (Act.RECOMMEND, Act.DECIDE) or step.call is None:
            continue
        final = step.act is Act.DECIDE
        role = "首席审核" if final else "初审审核员"
        found.append(
            {
                "round": f"第 {round_} 轮",
                "stage": "申诉决定" if appealing else "终审决定" if final else "初审意见",
                "call": CALLS[step.call],
                "tone": step.call.value,
                "words": step.words,
                "article": step.article,
                "by": f"{role} {step.by}".strip() if inside else role,
                "at": minute(step.at, zone=zone),
            }
        )
        appealing = appealing and not final
    return found


def rounds(view: CaseView, *, zone: tzinfo) -> list[list[str]]:
    """The versions: round, label, when it came, the digest of its snapshot (short), the day of the rules, the note."""
    return [
        [
            f"第 {v.round} 轮",
            v.label,
            stamp(v.at, zone=zone),
            v.snapshot[:12],
            f"{v.day:%Y-%m-%d}" + (f" · {v.rules[:8]}" if v.rules else ""),
            v.note or ("首次送审" if v.round == 1 else ""),
        ]
        for v in view.versions
    ]


def asked(view: CaseView, *, zone: tzinfo) -> list[str]:
    """What the producer wrote and was asked: supplements, answers, an appeal."""
    kept = (Act.ASK, Act.ANSWER, Act.APPEAL)
    return [f"{stamp(s.at, zone=zone)}　{ACTS[s.act]}：{s.words}" for s in view.steps if s.act in kept]


def inner(view: CaseView, *, zone: tzinfo) -> list[list[str]]:
    """What the centre did and said among itself, for its own copy: when, who, what, the words."""
    return [
        [stamp(s.at, zone=zone), s.by, _inner_words(s), s.words]
        for s in view.steps
        if s.act in _INNER or (s.act is Act.RECOMMEND and s.call is Call.PASS)
    ]


def clock_lines(clocks: Iterable[Clock], *, zone: tzinfo) -> list[dict[str, object]]:
    """The clocks in words: what was promised, used, when it began and ended, its pauses."""
    return [
        {
            "name": "申诉" if c.appeal else f"第 {c.round} 轮",
            "promise": working(c.promise),
            "spent": working(c.spent),
            "span": f"{stamp(c.start, zone=zone)} 至 {stamp(c.end, zone=zone) if c.end else '今'}",
            "outcome": ("已超期" if c.late else "进行中") if c.end is None else "超期办结" if c.late else "按期办结",
            "late": c.late,
            "pauses": [
                f"{stamp(start, zone=zone)} 至 {stamp(end, zone=zone) if end else '今'}" + (f"，{why}" if why else "")
                for start, end, why in c.pauses
            ],
        }
        for c in clocks
    ]


def _by_round(steps: Iterable[StepView]) -> Iterator[tuple[int, StepView]]:
    number = 0
    for step in steps:
        number += step.act in (Act.SUBMIT, Act.RESUBMIT)
        yield number, step


def _inner_words(step: StepView) -> str:
    what = ACTS[step.act]
    if step.to:
        what += f" → {'、'.join(step.to)}"
    if step.call is not None:
        what += f"：{CALLS[step.call]}"
    return what + (f"：{RULINGS[step.ruling]}" if step.ruling is not None else "")
