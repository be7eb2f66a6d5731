"""What becomes of the findings of a case: none is lost, what was settled stays settled."""

from __future__ import annotations

from dataclasses import replace

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import CaseState, Ruling, Seen, Step
from fangcun.review.engine.case.refusing import holds, judged, may, need, said
from fangcun.review.engine.case.standing import Matter, Standing


def carried(s: Standing, seen: tuple[Seen, ...]) -> dict[str, Matter]:
    """The findings after a screening: none is lost, what was settled stays settled, what is gone is mended.

    What is worse than when it was dismissed has to be looked at again; so has what a person found in a place that has
    been changed since.
    """
    found = {one.key: one for one in seen}
    matters = {}
    for key, old in s.matters.items():
        now = found.pop(key, None)
        if now is None and old.by_person and old.here:
            matters[key] = replace(old, ruling=Ruling.OPEN)  # no machine can tell that it is gone
            continue
        if now is None:
            gone = Ruling.MENDED if old.ruling in (Ruling.OPEN, Ruling.UPHELD) else old.ruling
            matters[key] = replace(old, here=False, ruling=gone)
            continue
        back = old.ruling is Ruling.MENDED or now.again
        worse = old.ruling is Ruling.DISMISSED and _rank(now.strength) < _rank(old.strength)
        ruling = Ruling.OPEN if back or worse else old.ruling
        matters[key] = replace(old, here=True, strength=now.strength, ruling=ruling)
    for key, new in found.items():
        matters[key] = Matter(new.strength, Ruling.OPEN, here=True, first=s.round)
    return matters


def add(s: Standing, step: Step) -> Standing:
    """What a person found: it stands at once, and weighs unless it is a note."""
    holds(s, step)
    need(bool(step.key) and step.key not in s.matters, "case.finding", "这条意见已经记过了。")
    assert step.strength is not None
    ruling = Ruling.OPEN if step.strength is Strength.NOTE else Ruling.UPHELD
    one = Matter(step.strength, ruling, here=True, first=s.round, by_person=True)
    return replace(s, matters={**s.matters, step.key: one})


def hint(s: Standing, step: Step) -> Standing:
    """What a model points out while people are at it: somebody rules on it. What is known already stays."""
    judged(s)
    need(step.by.id is None, "case.hint", "只有机器能补充提示。")
    new = {
        one.key: Matter(one.strength, Ruling.OPEN, here=True, first=s.round)
        for one in step.seen
        if one.key not in s.matters and one.strength is not Strength.BLOCK
    }
    return replace(s, matters={**s.matters, **new})


def rule(s: Standing, step: Step) -> Standing:
    """What is decided of a finding. What the lexicon blocks only a chief may dismiss, in the final stage."""
    holds(s, step)
    old = s.matters.get(step.key)
    if old is None or not old.here:
        raise FangcunError("case.finding", Kind.NOT_FOUND, "没有这条问题，可能已在新稿里改掉。请刷新页面。")
    assert step.ruling is not None
    if step.ruling is Ruling.MENDED:
        need(old.by_person and old.first < s.round, "case.mended", "机审的问题要等下一稿筛查，不能手工标成已改。")
    if step.ruling is Ruling.DISMISSED and old.strength is Strength.BLOCK:
        may(s.state is CaseState.FINAL and step.by.chief, "拦截级的问题只能由终审排除；初审请写意见后提交终审。")
    if step.ruling is not Ruling.OPEN and old.weighs:
        said(step.words, "请写明理由，或选一条常用理由。")
    here = step.ruling is not Ruling.MENDED
    return replace(s, matters={**s.matters, step.key: replace(old, ruling=step.ruling, here=here)})


def ruled(s: Standing, *, except_blocks: bool) -> None:
    """Refuse to go on while findings are open; those that only the chief may dismiss can be left to them."""
    left = [k for k in s.unruled if not (except_blocks and s.matters[k].strength is Strength.BLOCK)]
    need(not left, "case.open", f"还有 {len(left)} 条问题没有处理，请逐条判定。")


def _rank(strength: Strength) -> int:
    return list(Strength).index(strength)
