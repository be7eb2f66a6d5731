"""What may follow what. ``follow`` is the only way a case changes; what it refuses cannot happen to any case.

The two stages (初审, 终审 by a chief) and the appeal follow centres' practice and《微短剧发展管理办法》(Order 16,
arts. 17–21). That two different people judge, and nobody their own house's work, holds for every path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts.cases import Act, Call, CaseState, Person, Ruling, Step
from fangcun.review.engine.case.matters import add, carried, hint, rule, ruled
from fangcun.review.engine.case.refusing import fit, holds, impartial, judged, may, need, said, stranger
from fangcun.review.engine.case.standing import ENDED, JUDGED, Standing

SMALLEST_PANEL = 3


def follow(standing: Standing, step: Step) -> Standing:
    """How the case stands after ``step``. Raises CONFLICT for what cannot follow, DENIED for who may not."""
    return _COURSE[step.act](standing, step)


def fold(steps: Iterable[Step]) -> Standing:
    """How a case stands after all its steps, from the first on."""
    standing = Standing()
    for step in steps:
        standing = follow(standing, step)
    return standing


def _submit(s: Standing, step: Step) -> Standing:
    need(s.round == 0, "case.submitted", "这件已经送审过了。")
    return replace(s, round=1, runs=((step.at, None),))


def _screen(s: Standing, step: Step) -> Standing:
    need(s.state is CaseState.SCREENING and s.round > 0, "case.screened", "现在不在机审阶段。")
    return replace(s, state=CaseState.FIRST, matters=carried(s, step.seen))


def _take(s: Standing, step: Step) -> Standing:
    judged(s)
    if s.holder == step.by.id:
        return s
    need(s.holder is None, "case.held", "这件已由别人接手；要换人请用“移交”。")
    fit(s, step.by)
    return replace(s, holder=step.by.id)


def _hand_over(s: Standing, step: Step) -> Standing:
    judged(s)
    may(step.by.id == s.holder or step.by.chief, "只有在办的人或首席可以移交。")
    impartial(step.by)
    need(step.to is not None and step.to != s.holder, "case.to", "请选另一位审核员。")
    fit(s, Person(step.to, chief=step.to_chief, own=step.to_own))
    return replace(s, holder=step.to)


def _ask(s: Standing, step: Step) -> Standing:
    holds(s, step)
    said(step.words, "请写明要制作方补什么。")
    return replace(s, waits=True, runs=_stopped(s, step.at))


def _answer(s: Standing, step: Step) -> Standing:
    need(s.waits, "case.answer", "现在没有要补充的事。")
    said(step.words, "请写下答复。")
    return replace(s, waits=False, runs=(*s.runs, (step.at, None)))


def _consult(s: Standing, step: Step) -> Standing:
    holds(s, step)
    need(step.to is not None and step.to not in s.consulted, "case.consulted", "已经请过这位了。")
    stranger(s, step.to)
    impartial(Person(step.to, own=step.to_own))
    assert step.to is not None
    return replace(s, consulted={**s.consulted, step.to: None})


def _opine(s: Standing, step: Step) -> Standing:
    impartial(step.by)
    judged(s)
    who = step.by.id
    asked = who is not None and s.consulted.get(who, Call.PASS) is None
    need(asked, "case.opinion", "没有请你提意见，或你已经提过了。")
    assert who is not None
    return replace(s, consulted={**s.consulted, who: _call(step)})


def _recommend(s: Standing, step: Step) -> Standing:
    holds(s, step)
    need(s.state is CaseState.FIRST, "case.stage", "这件已过初审。")
    call = _call(step)
    ruled(s, except_blocks=True)
    if call is Call.PASS:
        upheld = [k for k, m in s.matters.items() if m.here and m.ruling is Ruling.UPHELD and m.weighs]
        need(not upheld, "case.upheld", f"还有 {len(upheld)} 条成立的问题，不能建议通过；请退回修改，或改判。")
    else:
        said(step.words, "请写明退回或不予通过的意见。")
    assert step.by.id is not None
    judges = s.judges | {step.by.id}
    s = replace(s, first_by=step.by.id, recommended=call, judges=judges, holder=None, consulted=dict(s.consulted))
    if call is Call.RETURN:
        return replace(s, state=CaseState.RETURNED, decided=call, runs=_stopped(s, step.at))
    return replace(s, state=CaseState.FINAL)


def _panel(s: Standing, step: Step) -> Standing:
    holds(s, step)
    may(s.state is CaseState.FINAL and step.by.chief, "专家组由终审召集。")
    need(not s.panel, "case.panel", "专家组已经召集。")
    people = dict.fromkeys(step.people)
    need(
        len(people) >= SMALLEST_PANEL and len(people) % 2 == 1,
        "case.panel_size",
        f"专家组要有单数、至少 {SMALLEST_PANEL} 位，这样表决不会打平。",
    )
    for who in people:
        stranger(s, who)
    need(not step.to_own, "case.panel_own", "专家组里有制作方的人，请换人。")
    return replace(s, panel=dict.fromkeys(people, None))


def _vote(s: Standing, step: Step) -> Standing:
    impartial(step.by)
    need(s.state is CaseState.FINAL, "case.stage", "现在不在终审，不能表决。")
    who = step.by.id
    may(who is not None and who in s.panel, "你不在这件的专家组里。")
    assert who is not None
    need(s.panel[who] is None, "case.voted", "你已经投过票了。")
    return replace(s, panel={**s.panel, who: _call(step)})


def _decide(s: Standing, step: Step) -> Standing:
    holds(s, step)
    need(s.state is CaseState.FINAL, "case.stage", "还没有初审意见，不能直接终审。")
    may(step.by.chief, "终审只能由首席审核作出。")
    call = _call(step)
    if s.panel:
        voted = all(vote is not None for vote in s.panel.values())
        need(voted, "case.panel_open", "专家组还没有投完票。")
        if s.majority is not call:
            said(step.words, "决定与专家组多数意见不同，请写明理由。")
    ruled(s, except_blocks=False)
    if call is Call.PASS:
        need(not s.stopping, "case.upheld", f"还有 {len(s.stopping)} 条成立的问题，不能通过；请退回修改，或改判。")
    else:
        said(step.words, "请写明退回或不予通过的理由。")
    if call is Call.REFUSE:
        said(step.article, "不予通过要写明依据的条款。", code="case.article")
    assert step.by.id is not None
    state = {Call.PASS: CaseState.PASSED, Call.RETURN: CaseState.RETURNED, Call.REFUSE: CaseState.REFUSED}[call]
    return replace(
        s,
        state=state,
        final_by=step.by.id,
        decided=call,
        judges=s.judges | {step.by.id},
        holder=None,
        appealing=False,
        runs=_stopped(s, step.at),
        number=step.number if call is Call.PASS else "",
    )


def _number(s: Standing, step: Step) -> Standing:
    need(s.state is CaseState.PASSED, "case.stage", "通过以后才能登记编号。")
    may(step.by.chief, "编号由首席审核登记。")
    impartial(step.by)
    said(step.number, "请写编号。", code="case.number")
    if s.number:
        said(step.words, "编号已经登记过，更改要写明理由。")
    return replace(s, number=step.number)


def _resubmit(s: Standing, step: Step) -> Standing:
    need(s.state is CaseState.RETURNED, "case.stage", "退回以后才能重新送审。")
    return replace(
        s,
        state=CaseState.SCREENING,
        round=s.round + 1,
        first_by=None,
        final_by=None,
        recommended=None,
        decided=None,
        consulted={},
        panel={},
        runs=((step.at, None),),
    )


def _appeal(s: Standing, step: Step) -> Standing:
    need(s.state is CaseState.REFUSED, "case.stage", "只有不予通过的决定可以申诉。")
    need(not s.appealed, "case.appealed", "已经申诉过一次，这次的决定是最终的。")
    said(step.words, "请写明申诉的理由。")
    return replace(
        s,
        state=CaseState.FINAL,
        appealed=True,
        appealing=True,
        final_by=None,
        decided=None,
        panel={},
        runs=((step.at, None),),
    )


def _withdraw(s: Standing, step: Step) -> Standing:
    need(s.state not in ENDED, "case.ended", "这件已经办结，不能撤回。")
    return replace(s, state=CaseState.WITHDRAWN, holder=None, waits=False, runs=_stopped(s, step.at))


_COURSE: dict[Act, Callable[[Standing, Step], Standing]] = {
    Act.SUBMIT: _submit,
    Act.SCREEN: _screen,
    Act.TAKE: _take,
    Act.HAND_OVER: _hand_over,
    Act.ASK: _ask,
    Act.ANSWER: _answer,
    Act.ADD: add,
    Act.HINT: hint,
    Act.RULE: rule,
    Act.CONSULT: _consult,
    Act.OPINE: _opine,
    Act.RECOMMEND: _recommend,
    Act.PANEL: _panel,
    Act.VOTE: _vote,
    Act.DECIDE: _decide,
    Act.NUMBER: _number,
    Act.RESUBMIT: _resubmit,
    Act.APPEAL: _appeal,
    Act.WITHDRAW: _withdraw,
}


def may_judge(s: Standing, who: Person) -> bool:
    """Whether ``who`` may take the case as it stands: the queue offers nothing else."""
    try:
        fit(s, who)
    except FangcunError:
        return False
    return s.state in JUDGED


def _stopped(s: Standing, at: datetime) -> tuple[tuple[datetime, datetime | None], ...]:
    """The clock stops at ``at``, when it runs."""
    return (*s.runs[:-1], (s.runs[-1][0], at)) if s.running else s.runs


def _call(step: Step) -> Call:
    if step.call is None:
        raise FangcunError("case.call", Kind.INVALID, "请选通过、退回修改或不予通过。")
    return step.call
